"""Why what somebody wrote about a decision may not be taken back.

The reason of somebody who was named to decide, or who decided alone, is not among it: who decides
for all says why, and that stands.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision, Doubt, NextStep, Position, Round
from evenweave.decisions.rules.positions import unless_words
from evenweave.decisions.ways import StepKind
from evenweave.projects.models import Member

ONLY_ITS_AUTHOR = _("Only the person who wrote it can take it back.")
NO_WORDS = _("There are no words here to take back.")


def unless_member_who_wrote(by: Actor, member: Member, words: str) -> Promise | None:
    """Only its author, while there are words; a helper whom they asked counts as them."""
    if member.person_id is None or by.person != member.person_id:
        return ONLY_ITS_AUTHOR
    return None if words else NO_WORDS


def why_not_take_back_position(by: Actor, position: Position) -> Promise | None:
    """Only its author, without a reason. Where they stand stays.

    While the round goes on, what stands in the way needs words: they say it anew instead.
    """
    if reason := unless_member_who_wrote(by, position.member, position.words):
        return reason
    if needs_words(position.round.decision, position.round, position.stance):
        return _("This round goes on, and it needs words. Say anew where you stand.")
    return None


def needs_words(decision: Decision, round_: Round, stance: str) -> bool:
    """Whether people are to answer now what somebody says who stands here."""
    goes_on = round_.closed_at is None and decision.is_at(StepKind.CONSENSUS)
    return goes_on and unless_words(stance, "") is not None


def why_not_take_back_doubt(by: Actor, doubt: Doubt) -> Promise | None:
    """Only its author, without a reason. That they were not sure stays."""
    return unless_member_who_wrote(by, doubt.member, doubt.words)


def why_not_take_back_next_step(by: Actor, step: NextStep) -> Promise | None:
    """Only who wrote it down, without a reason. What another said they will do stays theirs."""
    if by.person != step.said_by:
        return ONLY_ITS_AUTHOR
    return None if step.words else NO_WORDS
