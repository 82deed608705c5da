"""Rounds of consensus: how a proposal read, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.decisions import about, covered, kinds, messages
from evenweave.decisions.actions.options import keep_options
from evenweave.decisions.actions.telling import tell_circle
from evenweave.decisions.models import Decision, Position, Round
from evenweave.decisions.rules import positions as rules
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.projects.models import Member


def begin_round(
    decision: Decision, at: datetime, what_changed: str = "", changed_by: UUID | None = None
) -> Round:
    """The next round, with the proposal as it reads now. Called inside other actions."""
    decision.rounds.filter(closed_at=None).update(closed_at=at)
    wording = {
        "question": decision.question,
        "plain_summary": decision.plain_summary,
        "background": decision.background,
        "options": [option.words for option in decision.options.all()],
        "put_forward": decision.put_forward.words if decision.put_forward else "",
        "about": about.wording(decision),
    }
    return Round.objects.create(
        decision=decision,
        number=decision.rounds.count() + 1,
        wording=wording,
        what_changed=what_changed,
        changed_by=changed_by,
        opened_at=at,
    )


@action(quiet="Where somebody stands is theirs to say, and to change at will.")
def take_position(
    *, decision: Decision, stance: str, words: str, by: Actor, at: datetime
) -> Position:
    """Say where one stands in the round that goes on; said again, it changes."""
    decision.refresh_from_db()  # under the lock: the round may just have closed
    refuse_if(rules.why_not_take_position(by, decision, stance, words, at))
    member = Member.objects.who_acts(by, decision.project)
    said = {"stance": stance, "words": words, "said_at": at, "answered_at": None}
    said["taken_back_at"] = None
    end_coverings_of_changed(decision, member, words, at)
    position, _is_new = Position.objects.update_or_create(
        round=decision.rounds.get(closed_at=None),
        member=member,
        defaults=said | {"helper_id": by.helper},
    )
    return position


def end_coverings_of_changed(decision: Decision, member: Member, words: str, at: datetime) -> None:
    """What somebody says anew, in other words, is not what was covered."""
    before = Position.objects.filter(round__decision=decision, round__closed_at=None, member=member)
    changed = before.exclude(words=words).values_list("pk", flat=True)
    end_coverings(covered.POSITION.name, changed, at=at)


@action(quiet="A worry is answered when the person who raised it says so.")
def answer_worry(*, position: Position, by: Actor, at: datetime) -> None:
    """What worried somebody does not stand in the way any more."""
    position.refresh_from_db()
    refuse_if(rules.why_not_answer_worry(by, position, at))
    position.answered_at = at
    position.save(update_fields=["answered_at"])


@action(records=kinds.AMENDED)
def amend_proposal(
    *,
    decision: Decision,
    version: int,
    question: str,
    plain_summary: str,
    background: str,
    options: Sequence[str],
    put_forward: str,
    what_changed: str,
    by: Actor,
    at: datetime,
) -> Round:
    """A changed proposal is a new round; the old one stays readable, with what was said in it.

    `put_forward` is the option that the new round is about, by its words; without it, the first.
    """
    decision.refresh_from_db()  # under the lock
    refuse_if_changed(decision, version=version)
    refuse_if(
        rules.why_not_amend_proposal(
            by, decision, question=question, options=options, what_changed=what_changed, at=at
        )
    )
    decision.question, decision.plain_summary = question, plain_summary
    decision.background, decision.waits_for = background, Decision.Waits.NOTHING
    keep_options(decision, options, put_forward)
    here = decision.here
    if here is None:
        raise AssertionError("It is open, as the rule says.")
    ends = at + timedelta(days=here.days)
    decision.closes_at = max(ends, decision.closes_at or ends)  # never less time than was given
    decision.version += 1
    decision.save()
    tell_circle(
        decision,
        messages.CHANGED,
        _("A proposal changed in “{project}”").format(project=decision.project.name),
        _("It was changed after what people said. A new round began, so please say again."),
        by=by,
        at=at,
    )
    return begin_round(decision, at, what_changed, by.somebody)
