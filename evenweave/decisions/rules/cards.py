"""Why somebody may not draw a card for a sealed box, put one in, or say that one is lost."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.decisions.models import Decision
from evenweave.decisions.rules.standing import NOT_OPEN
from evenweave.projects.models import Member
from evenweave.sealed.rules.cards import NO_HOLDER


def unless_holder(by: Actor, decision: Decision) -> Promise | None:
    """Only one of the three whom the rule names, in person, while there is a box."""
    here = decision.here
    if here is None or not here.is_secret or not here.holders:
        return NOT_OPEN
    member = Member.objects.acting(by, decision.project)
    if member is None or member.id not in here.holders:
        return NO_HOLDER
    if by.kind is not ActorKind.PERSON:
        return _("A card is kept by the person alone, and not by a helper.")
    return None


def why_not_draw_box_card(by: Actor, decision: Decision) -> Promise | None:
    """One of the three, before the box opens; the box says the rest."""
    return unless_holder(by, decision) or unless_there(decision)


def why_not_give_box_card(by: Actor, decision: Decision) -> Promise | None:
    """One of the three, when the box is to be opened; the box says the rest."""
    return unless_holder(by, decision) or unless_there(decision)


def why_not_lose_box_card(by: Actor, decision: Decision) -> Promise | None:
    """One of the three, until the box is opened; the box says the rest."""
    return unless_holder(by, decision) or unless_there(decision)


def unless_there(decision: Decision) -> Promise | None:
    """Only while there is a box."""
    if decision.waits_for == Decision.Waits.VOID:
        return _("Nobody can open this box any more. A new vote can begin.")
    return None
