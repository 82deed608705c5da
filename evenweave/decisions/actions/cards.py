"""The three who keep a card for a sealed box draw it, put it in, or say that it is lost."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import kinds, reading
from evenweave.decisions.models import Decision
from evenweave.decisions.rules import cards as rules
from evenweave.projects.models import Member
from evenweave.sealed import actions as sealed


@action(quiet="The card is kept nowhere. Who holds one, the record says when the box opens.")
def draw_box_card(*, decision: Decision, by: Actor, at: datetime) -> str:
    """The code of one's card, told this once; with the third card, the box is made."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_draw_box_card(by, decision))
    member = Member.objects.who_acts(by, decision.project)
    return sealed.draw_card(box=reading.box_of(decision), holder=member.id, by=by, at=at)


@action(records=kinds.CARD_GIVEN)
def give_box_card(*, decision: Decision, code: str, by: Actor, at: datetime) -> int:
    """Put one's card in, and hear how many more are needed; with the second, the box opens."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_give_box_card(by, decision))
    member = Member.objects.who_acts(by, decision.project)
    box = reading.box_of(decision)
    return sealed.give_card(box=box, holder=member.id, code=code, by=by, at=at)


@action(records=kinds.CARD_LOST)
def lose_box_card(*, decision: Decision, by: Actor, at: datetime) -> None:
    """Say that one's card is lost. With two lost, nobody can open the box any more."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_lose_box_card(by, decision))
    member = Member.objects.who_acts(by, decision.project)
    sealed.lose_card(box=reading.box_of(decision), holder=member.id, by=by, at=at)
