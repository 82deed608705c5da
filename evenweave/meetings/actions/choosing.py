"""Choosing together when and where: offered by anybody, answered by each, settled by what suits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.meetings import kinds, telling
from evenweave.meetings.actions.meetings import changed
from evenweave.meetings.actions.roles import fill
from evenweave.meetings.models import Meeting, Offer, State, Suit, Venue
from evenweave.meetings.rules import choosing as rules
from evenweave.projects.models import Member

QUIET = "To offer a time or a place binds nobody; when it is chosen, the record says so."


@action(quiet=QUIET)
def offer(
    *,
    meeting: Meeting,
    starts_at: datetime | None,
    venue: Venue | None,
    by: Actor,
    at: datetime,
) -> Offer:
    """It could be then, or there."""
    refuse_if(rules.why_not_offer(by, meeting, starts_at, venue, at))
    venue = None if starts_at else venue
    told = {"offered_by": by.somebody, "offered_at": at}
    return Offer.objects.create(meeting=meeting, starts_at=starts_at, venue=venue, **told)


@action(quiet=QUIET)
def take_out_offer(*, offer: Offer, by: Actor, at: datetime) -> None:
    """It could not, after all."""
    refuse_if(rules.why_not_take_out_offer(by, offer))
    offer.delete()


@action(quiet="Who could come is told so that a time is found, and is no use of authority.")
def ask_what_suits(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """Tell everybody in the circle that there is something to answer."""
    refuse_if(rules.why_not_ask_what_suits(by, meeting))
    telling.asked(meeting, by=by, at=at)


@action(quiet="What suits somebody is theirs to say, and to change until it is chosen.")
def say_suits(
    *, meeting: Meeting, member: Member, said: Mapping[UUID, str], by: Actor, at: datetime
) -> None:
    """Yes, if need be, or no, to each offer; what is not answered stays open."""
    refuse_if(rules.why_not_say_suits(by, meeting, member, said))
    Suit.objects.filter(member=member, offer__in=list(said)).delete()
    Suit.objects.bulk_create(
        Suit(offer_id=each, member=member, says=says, is_by_helper=by.helper is not None, at=at)
        for each, says in said.items()
    )


@action(records=kinds.SETTLED)
def settle(
    *, meeting: Meeting, time: Offer | None, venue: Offer | None, by: Actor, at: datetime
) -> None:
    """The time and place that suit most are written down, and everybody is told."""
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_settle(by, meeting, time, venue))
    meeting.starts_at = time.starts_at if time else None
    meeting.venue = venue.venue if venue else meeting.venue
    meeting.state = State.PLANNED
    changed(meeting, at, "starts_at", "venue", "state")
    fill(meeting.circle, at)
    telling.planned(meeting, by=by, at=at)
