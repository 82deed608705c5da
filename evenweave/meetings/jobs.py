"""What the worker does for meetings: agendas go out in time, and turns find somebody."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db.models import Exists, OuterRef

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import Turn, job
from evenweave.meetings.actions.agenda import bring_waiting, send_agenda
from evenweave.meetings.actions.meetings import let_pass
from evenweave.meetings.actions.roles import share_out
from evenweave.meetings.models import Kind, Meeting, Role, State
from evenweave.projects.models import Circle

AGENDAS = "meetings.agendas"
ROTA = "meetings.rota"
GATHERINGS = "meetings.gatherings"


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


@job(GATHERINGS, every=timedelta(hours=1))
def gatherings(turn: Turn) -> None:
    """Those whose time is over stand among those that were."""
    begun = Meeting.objects.filter(kind=Kind.GATHERING, state=State.PLANNED, starts_at__lt=turn.at)
    for meeting in begun.select_related("project"):
        with suppress(Refusal):  # it lasts longer, or another machine was quicker
            let_pass(meeting=meeting, by=actors.job(GATHERINGS), at=turn.at)
