"""What the worker does for meetings: agendas and minutes go out, and turns find somebody."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import Turn, job
from evenweave.meetings.actions.afterwards import forget_leaver
from evenweave.meetings.actions.agenda import bring_waiting, send_agenda
from evenweave.meetings.actions.meetings import let_pass
from evenweave.meetings.actions.minutes import send_minutes
from evenweave.meetings.actions.roles import share_out
from evenweave.meetings.actions.running import end
from evenweave.meetings.models import Afterwards, Kind, Meeting, Role, State
from evenweave.projects.models import Circle

AGENDAS = "meetings.agendas"
MINUTES = "meetings.minutes"
ROTA = "meetings.rota"
LEAVERS = "meetings.leavers"
PASSED = "meetings.passed"
# From this hour on, a message in the morning wakes nobody.
MORNING = 8
GIVES_UP = timedelta(days=14)


@job(AGENDAS, every=timedelta(hours=1))
def agendas(turn: Turn) -> None:
    """To everybody in the circle, as many days before as the meeting says."""
    soon = turn.at + timedelta(days=31)
    planned = Meeting.objects.filter(kind=Kind.MEETING, state=State.PLANNED)
    waiting = planned.filter(agenda_sent_at=None, starts_at__gt=turn.at, starts_at__lte=soon)
    for meeting in waiting.select_related("circle", "project", "venue"):
        if meeting.starts_at and meeting.starts_at - timedelta(meeting.agenda_days) <= turn.at:
            with suppress(Refusal):  # it has begun meanwhile
                bring_waiting(meeting=meeting, by=actors.job(AGENDAS), at=turn.at)
            with suppress(Refusal):  # another machine was quicker
                send_agenda(meeting=meeting, by=actors.job(AGENDAS), at=turn.at)


@job(MINUTES, every=timedelta(hours=1))
def minutes(turn: Turn) -> None:
    """The morning after, drafts that nobody sent go to everybody; what is older, nobody awaits."""
    over = Meeting.objects.with_agenda().filter(state=State.OVER, its_minutes=None)
    recent = over.filter(ended_at__gt=turn.at - GIVES_UP, ended_at__lt=turn.at)
    for meeting in recent.select_related("circle", "project", "venue"):
        if is_morning_after(meeting, turn.at):
            with suppress(Refusal):  # nothing is written, or another machine was quicker
                send_minutes(meeting=meeting, by=actors.job(MINUTES), at=turn.at)


def is_morning_after(meeting: Meeting, at: datetime) -> bool:
    """Whether people where it was planned have slept on it, and are up."""
    zone = ZoneInfo(meeting.zone)
    ended, now = meeting.ended_at or at, at.astimezone(zone)
    return now.date() > ended.astimezone(zone).date() and now.hour >= MORNING


@job(ROTA, every=timedelta(hours=1))
def turns(turn: Turn) -> None:
    """Where roles go round and a meeting is ahead: whoever left is followed by somebody."""
    goes_round = Role.objects.present().filter(circle=OuterRef("pk"))
    is_ahead = Meeting.objects.filter(
        circle=OuterRef("pk"), state=State.PLANNED, starts_at__gt=turn.at
    )
    known = Circle.objects.filter(Exists(goes_round), Exists(is_ahead))
    for circle in known.select_related("project"):
        with suppress(Refusal):
            share_out(circle=circle, by=actors.job(ROTA), at=turn.at)


@job(PASSED, every=timedelta(hours=1))
def passed(turn: Turn) -> None:
    """What is over stands among those that were, also where nobody opened or closed its page."""
    begun = Meeting.objects.filter(state__in=[State.PLANNED, State.RUNNING], starts_at__lt=turn.at)
    for meeting in begun.select_related("project", "circle"):
        ends = end if meeting.state == State.RUNNING else let_pass
        with suppress(Refusal):  # it lasts longer, or another machine was quicker
            ends(meeting=meeting, by=actors.job(PASSED), at=turn.at)


@job(LEAVERS, every=timedelta(hours=1))
def leavers(turn: Turn) -> None:
    """What somebody wanted to say to one person goes with them when they leave."""
    left = Afterwards.objects.filter(sender__left_at__isnull=False)
    for note in left.select_related("sender", "meeting__project"):
        with suppress(Refusal):  # they came back
            forget_leaver(note=note, by=actors.job(LEAVERS), at=turn.at)
