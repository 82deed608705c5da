"""What upper rooms tell the outbox: how to reach a person, and who may lend a hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Reach:
    """How a person likes to be reached.

    `prefers` is a code such as "email" or "post", and `prefers_words` says it on a page.
    """

    email: str = ""
    phone: str = ""
    post: str = ""
    prefers: str = "email"
    prefers_words: str = ""
    not_when: str = ""
    language: str = "en-gb"
    is_resting: bool = False
    name: str = ""

    @property
    def by_email(self) -> bool:
        """Whether e-mail is what they asked for, and is possible."""
        return bool(self.email) and self.prefers == "email"


GONE = Reach(prefers="")


class Directory(Protocol):
    """Everybody here; the setting OUTBOX_DIRECTORY says which."""

    def reach(self, person_id: UUID) -> Reach | None:
        """How to reach this person; None for one who is gone."""

    def reaches(self, ids: Collection[UUID]) -> Mapping[UUID, Reach]:
        """How to reach each of these, by one look-up; those who are gone are left out."""

    def by_email(self) -> Collection[UUID]:
        """Those who are reached by e-mail and do not rest: who gets the weekly letter."""


class Teams(Protocol):
    """Projects, as the outbox needs them; the setting OUTBOX_TEAMS says which."""

    def heads(self, person_id: UUID) -> Mapping[str, str]:
        """For each project of this person, by its name: the seal of its record's last entry."""

    def coordinated_by(self, person_id: UUID) -> Iterable[UUID]:
        """The streams of the projects in which this person may hand messages over.

        A query set is best: it becomes a part of the question that is asked with it.
        """

    def posted_by(self, person_id: UUID) -> Mapping[UUID, str]:
        """The people for whom this person prints the post, and their names.

        They are in a project that this person coordinates, and asked to be reached by post.
        """


class NoTeams:
    """For a house in which there are no projects yet."""

    def heads(self, person_id: UUID) -> Mapping[str, str]:
        """None."""
        return {}

    def coordinated_by(self, person_id: UUID) -> Iterable[UUID]:
        """None."""
        return []

    def posted_by(self, person_id: UUID) -> Mapping[UUID, str]:
        """None."""
        return {}


def directory() -> Directory:
    """The installation's directory of people."""
    return cast(Directory, import_string(settings.OUTBOX_DIRECTORY)())


def teams() -> Teams:
    """The installation's projects."""
    return cast(Teams, import_string(settings.OUTBOX_TEAMS)())


def reach(person_id: UUID) -> Reach:
    """How to reach this person; of one who is gone, nothing is known."""
    return directory().reach(person_id) or GONE
