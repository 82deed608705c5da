"""A secret vote has a sealed box: it is opened, takes papers, is closed, and perhaps begun anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import Refusal, refuse_if
from evenweave.decisions import counting, kinds, messages, reading, secret
from evenweave.decisions.actions.telling import people_of, tell
from evenweave.decisions.models import Decision
from evenweave.decisions.rules import sealing as rules
from evenweave.projects.models import Member
from evenweave.sealed import actions as sealed

KIND = "decisions.vote"
DRAW = gettext_lazy("Please draw your card. The vote begins when all three have.")


def lay_out_box(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Have a box made ready for everybody who decides. Called inside other actions."""
    here = reading.vote_of(decision)
    if reading.who_left(here.holders):
        decision.waits_for = Decision.Waits.VOID  # three locks were promised
    else:
        sealed.open_box(
            kind=KIND,
            about=decision.id,
            stream_id=decision.stream_id,
            electors=list(decision.electors.values_list("member_id", flat=True)),
            longest=secret.LONGEST,
            fewest=reading.fewest_papers(decision, here),
            holders=here.holders,
            by=by,
            at=at,
        )
        decision.waits_for = Decision.Waits.BOX
        tell_holders(decision, DRAW, by=by, at=at)
    decision.save(update_fields=["waits_for"])


def tell_holders(decision: Decision, what: str | Promise, *, by: Actor, at: datetime) -> None:
    """The three who keep a card, if there are such, hear what to do with it now."""
    holders = reading.vote_of(decision).holders
    tell(
        people_of(Member.objects.present().filter(pk__in=holders)),
        decision,
        messages.CARD,
        _("Your card for a sealed box, in “{project}”").format(project=decision.project.name),
        str(what),
        by=by,
        at=at,
    )


@action(quiet="What somebody puts into a sealed box is theirs, and so is whether they do.")
def cast_secret_vote(
    *, decision_id: UUID, paper: Mapping[str, Any], by: Actor, at: datetime
) -> UUID:
    """Put a paper into one's envelope, in place of what lay there: the id of the box.

    It is given an id and not a decision, so that it waits for the box alone, not for the project.
    """
    decision = Decision.objects.prefetch_related("options").get(pk=decision_id)
    elector = decision.elector(by)
    refuse_if(rules.why_not_cast_secret_vote(by, decision, elector, paper, at))
    if elector is None:
        raise AssertionError("The rule says so first.")
    way = secret.HELPED if by.helper else ""
    group = reading.group_of(decision, elector)
    written = secret.packed(secret.Paper(paper, group, way), list(counting.choices_of(decision)))
    box_id = reading.box_id_of(decision)
    if box_id is None:  # it came to its end since the decision was read
        raise Refusal(rules.OVER)
    sealed.cast(box_id=box_id, elector=elector.member_id, paper=written, by=by, at=at)
    return box_id


@action(records=kinds.BOX_CLOSED)
def close_secret_vote(*, decision: Decision, by: Actor, at: datetime) -> UUID:
    """The time is over: no paper goes in any more, and all are opened together."""
    refuse_if(rules.why_not_close_secret_vote(decision, at))
    box = reading.box_of(decision)
    sealed.close_box(box=box, by=by, at=at)
    decision.waits_for, decision.closes_at = Decision.Waits.BOX, None
    decision.save(update_fields=["waits_for", "closes_at"])
    return box.id


@action(records=kinds.BOX_GIVEN_TIME)
def go_on_with_box(*, decision: Decision, by: Actor, at: datetime) -> None:
    """More time for a box with too few papers; a new one, where nobody could open the first."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_go_on_with_box(by, decision))
    decision.closes_at = at + timedelta(days=reading.vote_of(decision).days)
    if decision.waits_for == Decision.Waits.VOID:
        decision.save(update_fields=["closes_at"])
        lay_out_box(decision, by=by, at=at)
        return
    sealed.extend_box(box=reading.box_of(decision), by=by, at=at)
    decision.waits_for = Decision.Waits.NOTHING
    decision.save(update_fields=["waits_for", "closes_at"])
