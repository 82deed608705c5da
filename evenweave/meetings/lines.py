"""The lines of notes, each with what became of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.decisions.models import Decision
from evenweave.decisions.models import State as DecisionState
from evenweave.ideas.models import Idea
from evenweave.ideas.models import State as IdeaState
from evenweave.meetings.models import CameOf, Item, Meeting, Notes, Task

# What people put before a line of a list.
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")
MARK_SIGNS = 16
Thing = CameOf.Thing
BECOMES: Mapping[str, Promise] = {
    Thing.IDEA: _("Idea"),
    Thing.AGREED: _("Agreed"),
    Thing.PROPOSAL: _("Decide later"),
    Thing.TASK: _("To do"),
}


@dataclass(frozen=True, slots=True)
class Came:
    """What a line became: in words, and where it is."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the notes, its mark, what became of it, and what it could still become."""

    mark: str
    words: str
    came: list[Came]
    could: list[tuple[str, Promise]]


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of the notes to one item; `loose` is what came of lines that read otherwise now."""

    item: Item | None
    lines: list[Line]
    loose: list[Came]


def words_of(notes: str) -> Iterator[str]:
    """The lines that say something, without what stands before a line of a list."""
    for line in notes.splitlines():
        if words := BULLET.sub("", line).strip():
            yield words


def mark_of(item_id: UUID | None, words: str) -> str:
    """By which a line is found again while it reads the same: 64 bits, as hexadecimal figures."""
    return sha256(f"{item_id or ''} {words}".encode()).hexdigest()[:MARK_SIGNS]


def found(meeting: Meeting, item: Item | None, mark: str) -> str:
    """The words of a line; nothing where the notes read otherwise by now."""
    notes = Notes.objects.filter(meeting=meeting, item=item).first()
    item_id = item.pk if item else None
    said = words_of(notes.words) if notes else iter(())
    return next((words for words in said if mark_of(item_id, words) == mark), "")


def written(meeting: Meeting, notes: Iterable[Notes]) -> list[Written]:
    """Each of these notes in lines: at most four questions, however many there are."""
    said = [each for each in notes if each.words.strip()]
    came: dict[UUID | None, list[CameOf]] = defaultdict(list)
    for each in standing(meeting) if said else ():
        came[each.item_id].append(each)
    return [in_lines(meeting, each, came[each.item_id]) for each in said]


def in_lines(meeting: Meeting, notes: Notes, came: list[CameOf]) -> Written:
    """One of them."""
    made: dict[str, list[CameOf]] = defaultdict(list)
    for each in came:
        made[each.line].append(each)
    lines = []
    for words in words_of(notes.words):
        mark = mark_of(notes.item_id, words)
        things = made.pop(mark, [])
        kinds = {each.thing_kind for each in things}
        could = [(kind, name) for kind, name in BECOMES.items() if kind not in kinds]
        lines.append(Line(mark, words, [told(meeting, each) for each in things], could))
    loose = [told(meeting, each) for left in made.values() for each in left]
    return Written(notes.item, lines, loose)


def standing(meeting: Meeting) -> list[CameOf]:
    """What came of its lines and was not taken back since."""
    all_of_it = list(meeting.came_of.all())
    ids: dict[str, list[UUID]] = defaultdict(list)
    for each in all_of_it:
        ids[each.thing_kind].append(each.thing_id)
    there = set(still_there(ids))
    return [each for each in all_of_it if each.thing_id in there]


def still_there(ids: dict[str, list[UUID]]) -> Iterator[UUID]:
    """Those that nobody took back, threw away or let go."""
    if wanted := ids[Thing.IDEA]:
        ideas = Idea.objects.filter(pk__in=wanted).exclude(state=IdeaState.TAKEN_BACK)
        yield from ideas.values_list("pk", flat=True)
    if wanted := ids[Thing.AGREED] + ids[Thing.PROPOSAL]:
        decisions = Decision.objects.filter(pk__in=wanted).exclude(state=DecisionState.TAKEN_BACK)
        yield from decisions.values_list("pk", flat=True)
    if wanted := ids[Thing.TASK]:
        tasks = Task.objects.filter(pk__in=wanted, dropped_at=None)
        yield from tasks.values_list("pk", flat=True)


def told(meeting: Meeting, came: CameOf) -> Came:
    """In words, with its page."""
    return Came(str(came.get_thing_kind_display()), address(meeting, came))


def address(meeting: Meeting, came: CameOf) -> str:
    """The page of what a line became."""
    args: list[Any] = [meeting.project_id, came.thing_id]
    if came.thing_kind == Thing.IDEA:
        return reverse("ideas:idea", args=args)
    if came.thing_kind == Thing.TASK:
        return reverse("meetings:meeting", args=[meeting.project_id, meeting.pk]) + "#notes"
    return reverse("decisions:decision", args=args)
