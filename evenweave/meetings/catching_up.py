"""Catch up in two minutes: what a meeting came to, in about 300 words and links to the rest.

It is for anybody, and does not ask who was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evenweave.meetings import written
from evenweave.meetings.models import Meeting, State, Task, Thanks
from evenweave.meetings.written import Line
from evenweave.projects.models import Member

# The page shows so many of what matters most, and of the rest; more is one link away.
SHOWN, FEWER = 5, 3


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What it was about, what was decided, what changed since, what is theirs, what comes next."""

    about: list[Line]
    decided: list[Line]
    changed: list[str]
    done: list[Task]
    yours: list[Task]
    open_to_all: list[Task]
    comes_next: Meeting | None
    thanks: list[Thanks]

    @property
    def has_more(self) -> bool:
        """Whether the page leaves something out."""
        most = (len(self.about), len(self.decided), len(self.yours))
        rest = (len(self.changed), len(self.done), len(self.open_to_all), len(self.thanks))
        return max(most) > SHOWN or max(rest) > FEWER


def catch_up(meeting: Meeting, member: Member, at: datetime) -> CatchUp:
    """For this member."""
    minutes = written.of(meeting)
    tasks = list(meeting.tasks.filter(dropped_at=None).select_related("member__person"))
    waiting = [each for each in tasks if not each.done_at]
    return CatchUp(
        about=[each for each in minutes.said if each.title],
        decided=minutes.decided,
        changed=changed_in(meeting),
        done=[each for each in tasks if each.done_at],
        yours=[each for each in waiting if each.member_id == member.pk],
        open_to_all=[each for each in waiting if each.needs_somebody],
        comes_next=following(meeting, at),
        thanks=thanks_for(meeting, member),
    )


def changed_in(meeting: Meeting) -> list[str]:
    """The items of which the notes read otherwise than in the draft; "" is the whole."""
    found = meeting.corrections.taken_over().select_related("item")
    return list(dict.fromkeys(each.item.title if each.item else "" for each in found))


def thanks_for(meeting: Meeting, member: Member) -> list[Thanks]:
    """Those to them, and those to everybody."""
    to_all = Thanks.objects.filter(meeting=meeting).to_all().filter(is_covered=False)
    return [*Thanks.objects.filter(meeting=meeting).for_eyes_of(member), *to_all]


def following(meeting: Meeting, at: datetime) -> Meeting | None:
    """The next of its circle, if one is planned."""
    ahead = Meeting.objects.filter(circle=meeting.circle, state=State.PLANNED, starts_at__gt=at)
    return ahead.select_related("venue").order_by("starts_at", "id").first()
