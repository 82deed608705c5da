"""A way in, on paper, for a member whom e-mail does not reach."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people.actions import Card, make_card
from evenweave.projects.models import Member
from evenweave.projects.rules import cards as rules


@action(quiet="Its part records itself: the card that was made, by whom and for whom.")
def make_sign_in_card(*, member: Member, by: Actor, at: datetime) -> Card:
    """A card with which a member of this team can sign in once."""
    member.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_make_sign_in_card(by, member))
    if member.person is None:
        raise AssertionError("Somebody who is here has not been erased.")
    return make_card(person=member.person, stream=member, by=by, at=at)
