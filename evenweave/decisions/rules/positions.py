"""Why somebody may not take a position, mark a worry answered, or change what is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision, Position, Stance, State
from evenweave.decisions.rules.shaping import unless_about, unless_enough_options, unless_options
from evenweave.decisions.rules.standing import (
    NOT_OPEN,
    unless_at,
    unless_elector,
    unless_shaper,
)
from evenweave.decisions.ways import StepKind

ROUND_OVER = _("This round is over. If there is a new one, say there where you stand.")


def why_not_take_position(
    by: Actor, decision: Decision, stance: str, words: str, at: datetime
) -> Promise | None:
    """Whoever was in the circle when it opened says where they stand, and changes it at will.

    A worry, and not being able to support it, need words: else nobody could change anything.
    """
    if reason := unless_at(decision, StepKind.CONSENSUS) or unless_elector(by, decision):
        return reason
    if decision.is_over(at):
        return ROUND_OVER
    if stance not in Stance.values:
        return _("Choose where you stand, then send it again.")
    return unless_words(stance, words)


def unless_words(stance: str, words: str) -> Promise | None:
    """A worry, and not being able to support it, need words."""
    if stance in {Stance.WORRY, Stance.AGAINST} and text.is_blank(words):
        return _("Say in a few words what it is, so that the proposal can be changed.")
    return None


def why_not_answer_worry(by: Actor, position: Position, at: datetime) -> Promise | None:
    """Only the person who raised a worry marks it answered; a helper whom they asked counts."""
    decision = position.round.decision
    if reason := unless_at(decision, StepKind.CONSENSUS):
        return reason
    if position.member.person_id is None or by.person != position.member.person_id:
        return _("Only the person who raised it can say that it is answered.")
    if position.stance != Stance.WORRY:
        return _("This is not a worry.")
    if position.round.closed_at is not None or decision.is_over(at):
        return ROUND_OVER
    return None


def why_not_amend_proposal(
    by: Actor,
    decision: Decision,
    *,
    question: str,
    options: Sequence[str],
    what_changed: str,
    at: datetime,
) -> Promise | None:
    """Those who propose it change it between rounds, or while one goes on, and say what changed.

    As many options stay as the vote needs that may follow.
    """
    if decision.state != State.OPEN:
        return NOT_OPEN
    here = decision.here
    if here is None or here.kind is not StepKind.CONSENSUS:
        return _("It can be changed only while people look for consensus.")
    if reason := unless_shaper(by, decision):
        return reason
    if decision.is_over(at):
        return _("The time for this step is over, so it goes on as the rule says.")
    if here.rounds and decision.rounds.count() >= here.rounds:
        return _("As many rounds as the rule allows have been held. The next step follows.")
    if text.is_blank(question):
        return _("A proposal needs a question. Write one, then send it again.")
    if text.is_blank(what_changed):
        return _("Say in a few words what you changed, so that everybody can follow.")
    return (
        unless_about(decision, options)
        or unless_options(options)
        or unless_enough_options(decision.way, len(options))
    )
