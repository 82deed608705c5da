"""Planning a meeting, moving it, and calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.common.zones import in_zone
from evenweave.meetings import kinds, telling
from evenweave.meetings.actions.roles import fill
from evenweave.meetings.models import Kind, Meeting, State, Venue
from evenweave.meetings.rules import meetings as rules
from evenweave.meetings.series import Series, occurrence, occurrences
from evenweave.projects.models import Circle


@action(records=kinds.PLANNED)
def plan_meeting(
    *,
    circle: Circle,
    title: str,
    starts_at: datetime | None,
    minutes: int,
    zone: str,
    by: Actor,
    at: datetime,
    why: str = "",
    kind: str = Kind.MEETING,
    venue: Venue | None = None,
    link: str = "",
    agenda_days: int = 7,
) -> Meeting:
    """Call people together: at a time that is known, or at one that they choose together."""
    refuse_if(
        rules.why_not_plan_meeting(
            by,
            circle,
            title=title,
            starts_at=starts_at,
            minutes=minutes,
            zone=zone,
            venue=venue,
            agenda_days=agenda_days,
            at=at,
        )
    )
    meeting = Meeting.objects.create(
        project=circle.project,
        circle=circle,
        kind=kind,
        state=State.PLANNED if starts_at else State.CHOOSING,
        title=title,
        why=why,
        starts_at=starts_at,
        minutes=minutes,
        zone=zone,
        venue=venue,
        link=link,
        agenda_days=agenda_days,
        made_by=by.somebody,
        made_at=at,
        changed_at=at,
    )
    if starts_at is not None:
        fill(circle, at)
        telling.planned(meeting, by=by, at=at)
    return meeting


@dataclass(frozen=True, slots=True)
class Planned:
    """Meetings that were planned together."""

    meetings: Sequence[Meeting]

    @property
    def ids(self) -> list[UUID]:
        """Theirs, in the order of time."""
        return [each.id for each in self.meetings]

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meetings[0].project_id


@action(records=kinds.SERIES_PLANNED)
def plan_series(
    *,
    circle: Circle,
    title: str,
    series: Series,
    minutes: int,
    by: Actor,
    at: datetime,
    why: str = "",
    kind: str = Kind.MEETING,
    venue: Venue | None = None,
    link: str = "",
    agenda_days: int = 7,
) -> Planned:
    """Call people together again and again; each of these meetings is then its own."""
    refuse_if(
        rules.why_not_plan_series(
            by,
            circle,
            series,
            title=title,
            minutes=minutes,
            venue=venue,
            agenda_days=agenda_days,
            at=at,
        )
    )
    together = uuid4()
    meetings = [
        Meeting(
            project=circle.project,
            circle=circle,
            kind=kind,
            state=State.PLANNED,
            title=title,
            why=why,
            starts_at=starts_at,
            minutes=minutes,
            zone=series.zone,
            venue=venue,
            link=link,
            agenda_days=agenda_days,
            series=together,
            made_by=by.somebody,
            made_at=at,
            changed_at=at,
        )
        for starts_at in occurrences(series)
    ]
    Meeting.objects.bulk_create(meetings)
    fill(circle, at)
    telling.series_planned(meetings, by=by, at=at)
    return Planned(meetings)


@action(records=kinds.MOVED)
def move_meeting(
    *,
    meeting: Meeting,
    version: int,
    starts_at: datetime,
    venue: Venue | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """It is at another time or place. What people had answered about the old one is told anew."""
    meeting.refresh_from_db()  # under the lock
    refuse_if_changed(meeting, version=version)
    refuse_if(
        rules.why_not_move_meeting(
            by, meeting, starts_at=starts_at, venue=venue, reason=reason, at=at
        )
    )
    put(meeting, starts_at, venue, at)
    telling.moved(meeting, reason, by=by, at=at)


@action(records=kinds.SERIES_MOVED)
def move_following(
    *,
    meeting: Meeting,
    version: int,
    starts_at: datetime,
    venue: Venue | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Planned:
    """It and all that follow it in its series: as much sooner or later on the clock, same place.

    One that was moved by itself before goes along from where it is.
    """
    meeting.refresh_from_db()  # under the lock
    refuse_if_changed(meeting, version=version)
    moves = shifted(meeting, starts_at)
    refuse_if(
        rules.why_not_move_following(
            by, meeting, [when for _each, when in moves], venue=venue, reason=reason, at=at
        )
    )
    for each, when in moves:
        put(each, when, venue, at)
    moved = Planned([each for each, _when in moves])
    telling.series_moved(moved.meetings, reason, by=by, at=at)
    return moved


def shifted(meeting: Meeting, starts_at: datetime) -> list[tuple[Meeting, datetime]]:
    """The meeting and those that follow in its series, each with when it would be."""
    moves = [(meeting, starts_at)]
    if meeting.on_the_wall is None:
        return moves
    by_clock = bare(in_zone(starts_at, meeting.zone)) - bare(meeting.on_the_wall)
    found = Meeting.objects.following(meeting).select_related("circle", "project", "venue")
    for each in found:
        if each.on_the_wall is not None:
            said = bare(each.on_the_wall) + by_clock
            moves.append((each, occurrence(said, each.zone).starts_at))
    return moves


def bare(moment: datetime) -> datetime:
    """What a clock shows, whatever it is by the sun."""
    return moment.replace(tzinfo=None)


def put(meeting: Meeting, starts_at: datetime, venue: Venue | None, at: datetime) -> None:
    """It is then and there."""
    meeting.starts_at, meeting.venue = starts_at, venue
    changed(meeting, at, "starts_at", "venue")


@action(records=kinds.CALLED_OFF)
def call_off(*, meeting: Meeting, reason: str, by: Actor, at: datetime) -> None:
    """It does not take place. What was on its agenda waits for another."""
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_call_off(by, meeting, reason))
    meeting.state = State.CALLED_OFF
    changed(meeting, at, "state")
    telling.called_off(meeting, reason, by=by, at=at)


@action(quiet="What was planned is over when its time is, also where nobody opened its page.")
def let_pass(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """It was, and stands among those that were."""
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_let_pass(meeting, at))
    meeting.state, meeting.ended_at = State.OVER, meeting.ends_at
    meeting.save(update_fields=["state", "ended_at"])


def changed(meeting: Meeting, at: datetime, *fields: str) -> None:
    """Keep what changed, so that calendars see it too."""
    meeting.sequence += 1
    meeting.version += 1
    meeting.changed_at = at
    meeting.save(update_fields=["sequence", "version", "changed_at", *fields])
