"""A member's own numbers, for their eyes alone: what they did, beside nobody else's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import ngettext_lazy

from evenweave.meetings.models import Attendance
from evenweave.mirror.reading import happened, meetings_that_were
from evenweave.projects.models import Member

CHAIRED = ngettext_lazy("You chaired {number} meeting.", "You chaired {number} meetings.", "number")
ROLES = ngettext_lazy(
    "You had another role at meetings {number} time.",
    "You had another role at meetings {number} times.",
    "number",
)
LED = ngettext_lazy(
    "You led {number} thing on an agenda.", "You led {number} things on agendas.", "number"
)
IDEAS = ngettext_lazy(
    "You raised {number} idea, with your name.",
    "You raised {number} ideas, with your name.",
    "number",
)
WROTE = ngettext_lazy(
    "You wrote {number} comment, question or answer.",
    "You wrote {number} comments, questions and answers.",
    "number",
)
TOOK_PART = ngettext_lazy(
    "You took part in {number} meeting, as you said or as was noted.",
    "You took part in {number} meetings, as you said or as was noted.",
    "number",
)


def own(member: Member, today: date) -> list[str]:
    """What a person did in a project until today, in all their times here, in sentences.

    Of what they did not do nothing is said.
    """
    memberships = Member.objects.filter(project=member.project_id, person=member.person)
    mine = set(memberships.values_list("pk", flat=True))
    found = happened(member.project, today)
    held = meetings_that_were(member.project)
    numbers = [
        (CHAIRED, count(mine, (each.member for each in found.turns if each.is_chairing))),
        (ROLES, count(mine, (each.member for each in found.turns if not each.is_chairing))),
        (LED, count(mine, (each.member for each in found.items))),
        (IDEAS, count(mine, (each.member for each in found.ideas))),
        (WROTE, count(mine, (each.member for each in found.written))),
        (TOOK_PART, Attendance.objects.filter(member__in=mine, meeting__in=held).count()),
    ]
    return [words.format(number=number) for words, number in numbers if number]


def count(mine: set[UUID], members: Iterable[UUID | None]) -> int:
    """How many of these are somebody's."""
    return sum(member in mine for member in members)
