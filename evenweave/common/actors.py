"""Who does a thing: a person, a helper for a person, a job, an import, or the operator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """The ways in which something is done here."""

    PERSON = "person"
    HELPER = "helper"
    JOB = "job"
    IMPORT = "import"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. Make one with the functions below, so that no impossible one exists.

    `person` is whose act it is: with a helper, the person helped; of an import, who brought it.
    """

    kind: ActorKind
    person: UUID | None = None
    helper: UUID | None = None
    job: str = ""

    def as_fact(self) -> dict[str, str]:
        """What the record holds of the actor: ids and codes, never a name."""
        fact = {"kind": str(self.kind)}
        if self.person:
            fact["person"] = str(self.person)
        if self.helper:
            fact["helper"] = str(self.helper)
        if self.job:
            fact["job"] = self.job
        return fact

    @property
    def somebody(self) -> UUID:
        """Whose act it is, where a rule let only people pass; raises TypeError for no person."""
        if self.person is None:
            raise TypeError(f"An act by {self.kind} is no person’s.")
        return self.person

    @classmethod
    def from_fact(cls, fact: dict[str, str]) -> Actor:
        """The actor that `as_fact` wrote down."""
        return cls(
            kind=ActorKind(fact["kind"]),
            person=UUID(fact["person"]) if "person" in fact else None,
            helper=UUID(fact["helper"]) if "helper" in fact else None,
            job=fact.get("job", ""),
        )


def person(person_id: UUID) -> Actor:
    """Somebody who acts for themself."""
    return Actor(ActorKind.PERSON, person=person_id)


def helper(helper_id: UUID, *, for_person: UUID) -> Actor:
    """Somebody who acts for a person who asked them to; the act is the person's."""
    return Actor(ActorKind.HELPER, person=for_person, helper=helper_id)


def job(name: str) -> Actor:
    """The program itself, at a time agreed beforehand; `name` is a code such as `sealed.close`."""
    return Actor(ActorKind.JOB, job=name)


def importer(person_id: UUID | None = None) -> Actor:
    """An import, brought by a person (or by the operator, when nobody is named)."""
    return Actor(ActorKind.IMPORT, person=person_id)


def operator() -> Actor:
    """Whoever runs this machine, at its command line."""
    return Actor(ActorKind.OPERATOR)
