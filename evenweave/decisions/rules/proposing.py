"""Why somebody may not be asked to propose something, or not answer that."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision
from evenweave.decisions.rules.standing import unless_draft, unless_shaper
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_member


def why_not_ask_to_propose(by: Actor, decision: Decision, member: Member) -> Promise | None:
    """Those who propose it ask others, until it opens; nobody is made a proposer unasked."""
    if reason := unless_draft(decision) or unless_shaper(by, decision):
        return reason
    if member.project_id != decision.project_id or not member.is_present:
        return _("They are not in this project now.")
    if decision.is_proposed_by(member):
        return _("They propose it already.")
    if decision.asked.filter(member=member).exists():
        return _("They were asked already. They answer when they like, or not.")
    return None


def why_not_propose_too(by: Actor, decision: Decision) -> Promise | None:
    """Only who was asked, until it opens."""
    if reason := unless_member(by, decision.project) or unless_draft(decision):
        return reason
    if not decision.asked.filter(member__person_id=by.somebody, member__left_at=None).exists():
        return _("Nobody asks you to propose this just now. You can say what you think of it.")
    return None


def why_not_decline_to_propose(by: Actor, decision: Decision) -> Promise | None:
    """Only who was asked."""
    return why_not_propose_too(by, decision)
