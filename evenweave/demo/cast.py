"""The made-up people of the examples."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import NAMESPACE_DNS, UUID, uuid5

PEOPLE = [
    "Amina Rahman",
    "Ben Okafor",
    "Carys Pugh",
    "Dev Malhotra",
    "Esther Lindqvist",
    "Gwen Achebe",
    "Hamid Noor",
    "Iris Kowalczyk",
]


def id_of(name: str) -> UUID:
    """The id of one of the cast, the same each time the example is played."""
    return uuid5(NAMESPACE_DNS, f"{name.partition(' ')[0].lower()}.people.example")


BY_ID = {id_of(name): name for name in PEOPLE}


class Cast:
    """The cast as a directory of names (record.names)."""

    def called(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The names of those among `ids` who belong to the cast."""
        return {person: BY_ID[person] for person in ids if person in BY_ID}

    def find(self, words: str) -> set[UUID]:
        """Those whose name has these words in it."""
        return {person for person, name in BY_ID.items() if words.casefold() in name.casefold()}
