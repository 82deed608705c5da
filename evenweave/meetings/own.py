"""What is each person's own at a meeting: their roles, what they lead, and what they took on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.meetings.models import Item, Meeting, Task, Turn

ROLE = _("Your role: {what}")
LEARNS = _("You learn this role beside {whom}: {what}")
LEARNS_ALONE = _("You would like to learn this role: {what}")
LEADS = _("You lead: {what}")
TASK = _("You said you would do this: {what}")


@dataclass(frozen=True, slots=True)
class Own:
    """Something of somebody's. `words` is a sentence with a place for `what`, and for `whom`."""

    words: str | Promise
    what: str
    whom: str = ""
    until: date | None = None

    def __str__(self) -> str:
        return str(self.words).format(what=self.what, whom=self.whom)


def owned(
    turns: Iterable[Turn], items: Iterable[Item], tasks: Iterable[Task]
) -> dict[UUID, list[Own]]:
    """What is whose, by member: roles first, then what they lead, learn, and have not done yet."""
    found: dict[UUID, list[Own]] = defaultdict(list)
    for member_id, own in everything(list(turns), items, tasks):
        if member_id is not None:
            found[member_id].append(own)
    return found


def everything(
    turns: list[Turn], items: Iterable[Item], tasks: Iterable[Task]
) -> Iterator[tuple[UUID | None, Own]]:
    """Each thing with whose it is, in the order in which it is read."""
    for turn in turns:
        yield turn.member_id, Own(ROLE, turn.role.name)
    for item in items:
        yield item.lead_id, Own(LEADS, item.called)
    for turn in turns:
        beside = turn.member.called if turn.member else ""
        yield turn.learner_id, Own(LEARNS if beside else LEARNS_ALONE, turn.role.name, beside)
    for task in tasks:
        yield task.member_id, Own(TASK, task.words, until=task.until)


def turns_of(meeting: Meeting) -> QuerySet[Turn]:
    """Whose turn each role is, with names."""
    return meeting.turns.select_related("role", "member__person", "learner__person")


def tasks_of(meeting: Meeting) -> QuerySet[Task]:
    """What people of its circle took on at other meetings, and have not done."""
    earlier = Task.objects.filter(meeting__circle=meeting.circle_id).exclude(meeting=meeting)
    until = F("until").asc(nulls_last=True)
    return earlier.filter(done_at=None, dropped_at=None).order_by(until, "made_at", "id")
