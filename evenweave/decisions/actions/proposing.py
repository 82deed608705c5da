"""Several propose something together: whoever does it asks, and the other says yes or no."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import messages
from evenweave.decisions.actions.telling import people_of, tell
from evenweave.decisions.models import Decision, Proposer, ProposerAsked
from evenweave.decisions.rules import proposing as rules
from evenweave.projects.models import Member


@action(quiet="A draft is its authors’ own; the record tells who proposes it when it opens.")
def ask_to_propose(*, decision: Decision, member: Member, by: Actor, at: datetime) -> ProposerAsked:
    """Ask somebody to propose it, too. They do so only if they say yes."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_ask_to_propose(by, decision, member))
    tell(
        people_of([member]),
        decision,
        messages.ASKED_TO_PROPOSE,
        _("Will you propose it with us, in “{project}”?").format(project=decision.project.name),
        _("Somebody asks you to propose something together. You can say yes or no."),
        by=by,
        at=at,
    )
    return ProposerAsked.objects.create(decision=decision, member=member, asked_at=at)


@action(quiet="A draft is its authors’ own; the record tells who proposes it when it opens.")
def propose_too(*, decision: Decision, by: Actor, at: datetime) -> None:
    """Yes: they propose it, too."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_propose_too(by, decision))
    member = Member.objects.who_acts(by, decision.project)
    decision.asked.filter(member=member).delete()
    Proposer.objects.create(decision=decision, member=member)


@action(quiet="To say no needs no reason, and nobody else is told.")
def decline_to_propose(*, decision: Decision, by: Actor, at: datetime) -> None:
    """No, thank you."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_decline_to_propose(by, decision))
    decision.asked.filter(member__person_id=by.somebody).delete()
