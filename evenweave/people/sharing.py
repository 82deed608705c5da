"""Who may read whose private words: both must hold, the owner's choice and a team in common."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from evenweave.people import encryption, teams
from evenweave.people.models import Need, Person
from evenweave.people.models.needs import NeedQuerySet


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person has written of one kind: the words, who may read them, and their version.

    `locked` says why the words cannot be shown to anybody just now.
    """

    words: str = ""
    locked: str = ""
    readers: frozenset[UUID] = frozenset()
    version: int = 0


def kept(person: Person, kind: str) -> Kept:
    """A person's own words of this kind; nothing if they wrote none."""
    need = Need.objects.filter(person=person, kind=kind).first()
    if need is None:
        return Kept()
    readers = frozenset(need.readers.values_list("reader_id", flat=True))
    try:
        words = opened(need)
    except encryption.Locked as locked:
        return Kept(locked=str(locked.reason), readers=readers, version=need.version)
    return Kept(words=words, readers=readers, version=need.version)


def opened(need: Need) -> str:
    """The words themselves. Raises Locked when the key is not here."""
    return encryption.unseal(bytes(need.sealed_words), person_id=need.person_id, kind=need.kind)


def readable(reader_id: UUID) -> NeedQuerySet:
    """What others share with this person and may still: whoever left the team sees nothing."""
    company = teams.company(reader_id)
    return Need.objects.shared_with(reader_id).filter(person_id__in=company)


def possible_readers(person_id: UUID) -> list[Person]:
    """Everybody with whom a person may share, by name."""
    return list(Person.objects.filter(id__in=teams.company(person_id)).order_by("name", "id"))
