"""Why a time or place may not be offered, answered or chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.decisions.models import State as DecisionState
from evenweave.meetings import messages
from evenweave.meetings.counting import best
from evenweave.meetings.models import Meeting, Offer, State, Suits, Venue, WhenProposed
from evenweave.meetings.rules.meetings import unless_ahead, unless_to_come, unless_venue
from evenweave.outbox.models import Message
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_oneself

# More would be a chore to answer on a small phone.
MOST = 20
CHOSEN = _("This was chosen already. Open the page again to see when and where.")


def unless_choosing(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in its circle, while nothing is chosen."""
    if reason := unless_ahead(by, meeting):
        return reason
    return None if meeting.state == State.CHOOSING else CHOSEN


def why_not_ask_what_suits(by: Actor, meeting: Meeting, at: datetime) -> Promise | None:
    """Anybody in its circle, while nothing is chosen; all are asked alike, once a day."""
    if reason := unless_choosing(by, meeting):
        return reason
    asked = Message.objects.filter(kind=messages.SUITS.name, about=meeting.pk)
    if asked.filter(written_at__gt=at - timedelta(days=1)).exists():
        return _("Everybody was asked today. Give them until tomorrow.")
    return None


def why_not_offer(
    by: Actor, meeting: Meeting, starts_at: datetime | None, venue: Venue | None, at: datetime
) -> Promise | None:
    """Anybody in its circle: a time to come, or a place of the project; each once, few enough."""
    if reason := unless_choosing(by, meeting):
        return reason
    offers = meeting.offers.filter(venue=None) if starts_at else meeting.offers.exclude(venue=None)
    if offers.count() >= MOST:
        return _("There are twenty already. Take one out before you offer another.")
    if starts_at is not None:
        if offers.filter(starts_at=starts_at).exists():
            return _("This time is offered already.")
        return unless_to_come(starts_at, at)
    if venue is None:
        return _("Choose a place, or write a day and a time.")
    if offers.filter(venue=venue).exists():
        return _("This place is offered already.")
    return unless_venue(meeting.project, venue)


def why_not_take_out_offer(by: Actor, offer: Offer) -> Promise | None:
    """Whoever offered it; anybody in the circle, as long as it suits nobody."""
    if reason := unless_choosing(by, offer.meeting):
        return reason
    if offer.offered_by == by.person or not offer.suits.exclude(says=Suits.NO).exists():
        return None
    return _("It suits somebody already. Only the person who offered it can take it out.")


def why_not_say_suits(
    by: Actor, meeting: Meeting, member: Member, said: Mapping[UUID, str]
) -> Promise | None:
    """Each for themself, or a helper for them, to what is offered."""
    if reason := unless_oneself(by, member) or unless_choosing(by, meeting):
        return reason
    known = set(meeting.offers.filter(pk__in=list(said)).values_list("pk", flat=True))
    if known != set(said):
        return _("Something was taken out meanwhile. Please look at the list again.")
    if not set(said.values()) <= set(Suits.values):
        return _("Say yes, if need be, or no.")
    return None


def why_not_propose_when(by: Actor, meeting: Meeting, time: Offer | None) -> Promise | None:
    """Anybody in its circle, of a time that is offered."""
    if reason := unless_choosing(by, meeting):
        return reason
    return None if time is not None else _("Choose a time. Without one, nobody knows when to come.")


def why_not_decide_when(proposed: WhenProposed, at: datetime) -> Promise | None:
    """Only what the circle agreed to, while nothing is chosen, for a time that is still to come."""
    if proposed.decision.state != DecisionState.DECIDED:
        return _("It is not decided yet.")
    if proposed.meeting.state != State.CHOOSING:
        return CHOSEN
    return unless_to_come(proposed.starts_at, at)


def why_not_settle(
    by: Actor, meeting: Meeting, time: Offer | None, venue: Offer | None
) -> Promise | None:
    """Anybody in its circle writes down what suits most; else the circle decides by its rule."""
    if reason := unless_choosing(by, meeting):
        return reason
    if time is None:
        return _("Choose a time. Without one, nobody knows when to come.")
    for chosen, others in ((time, times_of(meeting)), (venue, venues_of(meeting))):
        if chosen is not None and chosen not in best(others):
            return _(
                "Another suits more people, or fewer cannot. Choose that one, "
                "or bring it to a decision: then your rule decides."
            )
    return None


def times_of(meeting: Meeting) -> list[Offer]:
    """The times that are offered."""
    return list(meeting.offers.filter(venue=None).prefetch_related("suits"))


def venues_of(meeting: Meeting) -> list[Offer]:
    """The places that are offered."""
    known = meeting.offers.exclude(venue=None).select_related("venue")
    return list(known.prefetch_related("suits"))
