"""Choosing together when and where: offered by anybody, answered by each, settled by what suits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions.actions.shaping import begin_proposal, shape_proposal
from evenweave.decisions.models import Decision
from evenweave.meetings import kinds, telling
from evenweave.meetings.actions.meetings import changed
from evenweave.meetings.actions.roles import fill
from evenweave.meetings.models import Meeting, Offer, State, Suit, Venue, WhenProposed
from evenweave.meetings.rules import choosing as rules
from evenweave.projects.models import Member

ABOUT = "meetings.when"
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
    refuse_if(rules.why_not_ask_what_suits(by, meeting, at))
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


@action(quiet="A draft is its authors’ own; the record tells what comes of it.")
def propose_when(
    *, meeting: Meeting, time: Offer | None, venue: Offer | None, by: Actor, at: datetime
) -> Decision:
    """Ask the circle, by its own rule, whether it is to be then and there."""
    refuse_if(rules.why_not_propose_when(by, meeting, time))
    starts_at = time.starts_at if time else None
    place = venue.venue if venue else None
    asked = replace(meeting, starts_at, place)
    question = _("Shall we meet then: {when}?").format(when=telling.when_and_where(asked))
    decision = begin_proposal(circle=meeting.circle, question=question, about=ABOUT, by=by, at=at)
    shape_proposal(
        decision=decision,
        version=decision.version,
        question=question,
        plain_summary=_("When and where “{title}” is.").format(title=meeting.title),
        by=by,
        at=at,
    )
    told = {"meeting": meeting, "starts_at": starts_at, "venue": place}
    WhenProposed.objects.create(decision=decision, **told)
    return decision


def replace(meeting: Meeting, starts_at: datetime | None, venue: Venue | None) -> Meeting:
    """The same meeting as it would be; nothing is kept."""
    return Meeting(title=meeting.title, zone=meeting.zone, starts_at=starts_at, venue=venue)


@action(records=kinds.DECIDED)
def decide_when(*, proposed: WhenProposed, by: Actor, at: datetime) -> None:
    """The circle said yes. Where a time was settled meanwhile, or is gone by, nothing changes."""
    meeting = proposed.meeting
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_decide_when(proposed, at))
    meeting.starts_at, meeting.state = proposed.starts_at, State.PLANNED
    meeting.venue = proposed.venue or meeting.venue
    changed(meeting, at, "starts_at", "venue", "state")
    fill(meeting.circle, at)
    telling.planned(meeting, by=by, at=at)


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
