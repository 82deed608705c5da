"""Why somebody may not vote on paper, or slips not be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.decisions import counting
from evenweave.decisions.models import Decision, SlipCount, State
from evenweave.decisions.rules.sealing import NOT_READY
from evenweave.decisions.rules.standing import NOT_OPEN, unless_elector, unless_in_circle
from evenweave.decisions.ways import Ballot
from evenweave.ideas.rules.coverings import unless_seated, unless_second


def why_not_vote_on_paper(by: Actor, decision: Decision, at: datetime) -> Promise | None:
    """Whoever decides it, while papers go in; in a vote in which each has one choice."""
    here = decision.here
    if here is None or not here.is_secret or decision.is_over(at):
        return NOT_OPEN
    if decision.waits_for:
        return NOT_READY
    if here.ballot is not Ballot.SIMPLE:
        return _("On paper each has one choice. This vote is of another kind.")
    if reason := unless_elector(by, decision):
        return reason
    if decision.votes_on_paper(by):
        return _("You vote on paper already.")
    return None


def why_not_vote_here_after_all(by: Actor, decision: Decision, at: datetime) -> Promise | None:
    """Whoever votes on paper, while papers go in. They hand no slip in then."""
    if decision.state != State.OPEN or decision.waits_for or decision.is_over(at):
        return NOT_OPEN
    if not decision.votes_on_paper(by):
        return _("You do not vote on paper, so you can put your paper in here.")
    return None


def why_not_count_slips(
    by: Actor, decision: Decision, counts: Mapping[str, int], first: SlipCount | None
) -> Promise | str | None:
    """Two of the circle with different expertise, each for themself; both write the same.

    There are never more slips than people who said that they vote on paper.
    """
    if decision.waits_for != Decision.Waits.SLIPS:
        return NOT_OPEN
    if reason := unless_in_circle(by, decision.circle) or unless_seated(by, decision.project):
        return reason
    if set(counts) - set(counting.choices_of(decision)) or min(counts.values(), default=0) < 0:
        return _("Write a number beside each thing that could be chosen.")
    if sum(counts.values()) > decision.slip_voters.count():
        return _("These are more slips than people who vote on paper. Please count again.")
    if first is None or first.counted_by.person_id == by.person:
        return None
    if reason := unless_second(by, first.counted_by, first.helper):
        return reason
    if Counter(counts) != Counter(first.counts):  # to a counter, nought and not there are the same
        return _("The two of you counted differently. Please count together once more.")
    return None


def why_not_put_slips_in(decision: Decision) -> Promise | None:
    """The circle waits for them."""
    return NOT_OPEN if decision.waits_for != Decision.Waits.SLIPS else None
