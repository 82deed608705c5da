"""Why a meeting may not be planned, moved or called off; why a place may not be written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.common.zones import zones
from evenweave.meetings.models import AHEAD, Meeting, State, Venue
from evenweave.meetings.series import Series, occurrences, why_not_series
from evenweave.projects.models import Circle, Project
from evenweave.projects.rules.standing import unless_member

FURTHEST = timedelta(days=3 * 365)
OVER = _("This meeting is over, or was called off. Open its page again.")


def unless_in_circle(by: Actor, circle: Circle) -> Promise | None:
    """Only who meets there."""
    if reason := unless_member(by, circle.project):
        return reason
    if not circle.people.filter(person=by.person).exists():
        return _("This is for those who are in that circle.")
    return None


def why_not_plan_meeting(
    by: Actor,
    circle: Circle,
    *,
    title: str,
    starts_at: datetime | None,
    minutes: int,
    zone: str,
    venue: Venue | None,
    agenda_days: int,
    at: datetime,
) -> Promise | None:
    """Anybody in the circle: with a name, in the time to come, at a place of the project."""
    if reason := unless_in_circle(by, circle):
        return reason
    if circle.ended_at is not None:
        return _("This circle has ended. Choose another.")
    if text.is_blank(title):
        return _("It needs a name, such as “Second meeting”.")
    return (
        unless_length(minutes)
        or unless_zone(zone)
        or unless_agenda_days(agenda_days)
        or (unless_to_come(starts_at, at) if starts_at else None)
        or (unless_venue(circle.project, venue) if venue else None)
    )


def why_not_plan_series(
    by: Actor,
    circle: Circle,
    series: Series,
    *,
    title: str,
    minutes: int,
    venue: Venue | None,
    agenda_days: int,
    at: datetime,
) -> Promise | str | None:
    """As for one; and its days have to make sense."""
    if reason := why_not_series(series):
        return reason
    return why_not_plan_meeting(
        by,
        circle,
        title=title,
        starts_at=occurrences(series)[-1],
        minutes=minutes,
        zone=series.zone,
        venue=venue,
        agenda_days=agenda_days,
        at=at,
    ) or unless_to_come(occurrences(series)[0], at)


def unless_length(minutes: int) -> Promise | None:
    """Five minutes at least, a day at most."""
    if not 5 <= minutes <= 24 * 60:
        return _("A meeting takes from 5 minutes to 24 hours. Write how many minutes it takes.")
    return None


def unless_agenda_days(days: int) -> Promise | None:
    """A day before at least, a month at most."""
    if not 1 <= days <= 31:
        return _("Write how many days before the agenda goes out: from 1 to 31.")
    return None


def unless_zone(zone: str) -> Promise | None:
    """A time zone that is there."""
    if zone not in zones():
        return _("Nobody here knows this time zone. Write one such as Europe/London.")
    return None


def unless_to_come(starts_at: datetime, at: datetime) -> Promise | None:
    """Neither gone by, nor further away than anybody can plan."""
    if starts_at <= at:
        return _("This time has gone by. Choose one to come.")
    if starts_at > at + FURTHEST:
        return _("This is more than three years away. Choose a nearer day.")
    return None


def unless_venue(project: Project, venue: Venue) -> Promise | None:
    """A place of this project that can still be had."""
    if venue.project_id != project.id or venue.ended_at is not None:
        return _("This place is not on the list any more. Choose another.")
    return None


def unless_ahead(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in its circle, while it is still to come."""
    if reason := unless_in_circle(by, meeting.circle):
        return reason
    return None if state_of(meeting) in AHEAD else OVER


def state_of(meeting: Meeting) -> str:
    """How far it is now: whoever asks may have read it before somebody else closed it."""
    return Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)


def why_not_move_meeting(
    by: Actor,
    meeting: Meeting,
    *,
    starts_at: datetime,
    venue: Venue | None,
    reason: str,
    at: datetime,
) -> Promise | None:
    """Anybody in its circle, with a reason that all can read."""
    if why_not := unless_ahead(by, meeting):
        return why_not
    if meeting.state != State.PLANNED:
        return _("Its time is not chosen yet, or it has begun. So there is nothing to move.")
    if (starts_at, venue) == (meeting.starts_at, meeting.venue):
        return _("It is then and there already. Choose another time or place.")
    if text.is_blank(reason):
        return _("Say why. Everybody who wanted to come will read it.")
    return unless_to_come(starts_at, at) or (
        unless_venue(meeting.project, venue) if venue else None
    )


def why_not_move_following(
    by: Actor,
    meeting: Meeting,
    times: Sequence[datetime],
    *,
    venue: Venue | None,
    reason: str,
    at: datetime,
) -> Promise | None:
    """As for one; others have to follow it, and each is still to come where it would be."""
    if len(times) < 2:
        return _("No other meeting follows this one. Move it by itself.")
    return why_not_move_meeting(
        by, meeting, starts_at=times[0], venue=venue, reason=reason, at=at
    ) or unless_to_come(times[-1], at)


def why_not_call_off(by: Actor, meeting: Meeting, reason: str) -> Promise | None:
    """Anybody in its circle, with a reason that all can read."""
    if why_not := unless_ahead(by, meeting):
        return why_not
    if state_of(meeting) == State.RUNNING:
        return _("It goes on now. Close it instead, so that what was written stays.")
    if text.is_blank(reason):
        return _("Say why. Everybody who wanted to come will read it.")
    return None


def why_not_let_pass(meeting: Meeting, at: datetime) -> Promise | None:
    """What was planned, once its time is over; a meeting that nobody opened, some hours later."""
    if meeting.state != State.PLANNED or not meeting.is_past(at):
        return _("It is not planned any more, or its time is not over.")
    return None


def why_not_say_venue(
    by: Actor, project: Project, name: str, other: Venue | None
) -> Promise | None:
    """Any member; each place once."""
    if reason := unless_member(by, project):
        return reason
    if text.is_blank(name):
        return _("The place needs a name, such as “The hall of the library”.")
    same = Venue.objects.present().filter(project=project, name=name)
    if (same.exclude(pk=other.pk) if other else same).exists():
        return _("There is a place of this name already. Change that one, or give another name.")
    if other is not None and other.ended_at is not None:
        return _("This place is not on the list any more.")
    return None


def why_not_change_venue(by: Actor, venue: Venue, name: str) -> Promise | None:
    """Any member who knows better, as long as it is on the list."""
    return why_not_say_venue(by, venue.project, name, venue)


def why_not_end_venue(by: Actor, venue: Venue) -> Promise | None:
    """Any member. Meetings that are planned there stay as they are."""
    if reason := unless_member(by, venue.project):
        return reason
    return None if venue.ended_at is None else _("This place is not on the list any more.")
