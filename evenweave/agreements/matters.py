"""Closed matters, as a member reads them; and whom a decision would let read one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from evenweave.agreements import covered
from evenweave.agreements.models import Matter, MatterReader, Note, ReaderProposed
from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision
from evenweave.projects.models import Member


def readers_of(matters: Iterable[Matter]) -> dict[UUID, list[MatterReader]]:
    """Who reads each of these now: one question for all of them."""
    by_matter: dict[UUID, list[MatterReader]] = {each.pk: [] for each in matters}
    found = MatterReader.objects.filter(matter__in=by_matter, until=None, member__left_at=None)
    for reader in found.select_related("member__person"):
        by_matter[reader.matter_id].append(reader)
    return by_matter


def notes_of(matter: Matter, by: Actor, member: Member) -> list[Any]:
    """What is in it, in its order, for whoever may read it; covered words of others are gone."""
    if not matter.may_be_read_by(by):
        return []
    found = list(matter.notes.select_related("member__person"))
    for note in found:
        setattr(note, "is_own", note.member.person_id == member.person_id)  # noqa: B010
        if note.is_covered and not note.is_own:  # type: ignore[attr-defined]
            note.words = ""
    return found


def to_cover(notes: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Words of others in it that could be covered."""
    for note in notes:
        if note.words and not (note.is_own or note.is_covered):
            told = {"kind": covered.NOTE.name, "thing_id": note.id, "words": note.words}
            yield told | {"called": note.member.called}


def own_notes(matter_id: UUID, by: Actor) -> list[Note]:
    """What somebody wrote in it themself, also after they left. A helper is not shown it."""
    if by.person is None or by.helper is not None:
        return []
    found = Note.objects.filter(matter=matter_id, member__person=by.person).exclude(words="")
    return list(found.select_related("matter__project"))


# A decision on who reads it


def proposed(decision: Decision) -> tuple[Matter | None, list[Member]]:
    """The matter that a decision is about, and those proposed to read it who are still here."""
    rows = ReaderProposed.objects.filter(decision=decision)
    found = list(rows.select_related("matter__project", "member__person", "member__project"))
    members = [each.member for each in found if each.member.is_present]
    return (found[0].matter, members) if found else (None, [])


def wording(decision: Decision) -> list[Any]:
    """What a decision asks, by ids: a round keeps it longer than a name may be kept."""
    rows = ReaderProposed.objects.filter(decision=decision)
    return [{"matter": str(each.matter_id), "member": str(each.member_id)} for each in rows]


def shown(told: list[dict[str, str]]) -> list[Any]:
    """The members who would read it, each with the matter."""
    ids = {each["member"] for each in told}
    members = Member.objects.filter(pk__in=ids).select_related("person")
    matter = Matter.objects.filter(pk__in={each["matter"] for each in told}).first()
    return [{"matter": matter, "called": each.called} for each in members]
