"""What came of a decision in plain words, what stays said against it, and what follows."""

from __future__ import annotations

from datetime import date, datetime

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import covered, kinds
from evenweave.decisions.actions.shaping import who_applies
from evenweave.decisions.models import Decision, Dissent, EarlierTelling, NextStep, Outcome
from evenweave.decisions.rules import outcomes as rules
from evenweave.ideas.actions import count_idea
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.ideas.reading import standing_for
from evenweave.projects.models import Member

TOLD = ["words", "what_changes", "gave_up", "told_by", "told_at"]


@action(records=kinds.OUTCOME_TOLD)
def tell_outcome(
    *,
    outcome: Outcome,
    words: str,
    by: Actor,
    at: datetime,
    what_changes: str = "",
    gave_up: str = "",
    ideas_were: str = "",
) -> None:
    """Say in plain words what came of it, and what each side gave up; or put it better.

    What somebody else had said stays readable, with who said it. Whoever holds an idea that it
    came from is told, the first time: `ideas_were` says whether the ideas were taken up, partly, or
    not (`ideas.models.Answer.How`).
    """
    outcome.refresh_from_db()
    refuse_if(rules.why_not_tell_outcome(by, outcome, words))
    is_first = outcome.told_at is None
    keep_telling(outcome)
    outcome.words, outcome.what_changes, outcome.gave_up = words, what_changes, gave_up
    outcome.told_by, outcome.told_at = by.somebody, at
    outcome.save(update_fields=TOLD)
    if is_first and ideas_were:
        links = outcome.decision.from_ideas.select_related("idea__gathered_into")
        for idea in standing_for(link.idea for link in links):
            count_idea(
                idea=idea,
                how=ideas_were,
                reason=words,
                decision_id=outcome.decision_id,
                by=by,
                at=at,
            )


def keep_telling(outcome: Outcome) -> None:
    """What was said before, if it was: it stays beside what is said now."""
    if outcome.told_at is None or not outcome.words:
        return
    names = ("words", "what_changes", "gave_up", "told_by", "told_at")
    told = {name: getattr(outcome, name) for name in names}
    EarlierTelling.objects.create(outcome=outcome, **told)


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_telling(*, outcome: Outcome, by: Actor, at: datetime) -> None:
    """All that somebody said of what came of it goes; the words before stand again, if any."""
    outcome.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_telling(by, outcome))
    outcome.earlier_tellings.filter(told_by=by.somebody).delete()
    if outcome.told_by == by.somebody:
        stand_before(outcome)
    database.overwrite_at_commit()


def stand_before(outcome: Outcome) -> None:
    """The words before these stand again; without any, the page says itself what came of it."""
    before = outcome.earlier_tellings.first()
    outcome.words = before.words if before else ""
    outcome.what_changes = before.what_changes if before else ""
    outcome.gave_up = before.gave_up if before else ""
    outcome.told_by = before.told_by if before else None
    if before is not None:
        outcome.told_at = before.told_at
        before.delete()
    outcome.save(update_fields=TOLD)


@action(records=kinds.DISSENTED)
def dissent(*, outcome: Outcome, words: str, by: Actor, at: datetime) -> Dissent:
    """Have it stand beside the outcome that one sees it otherwise."""
    outcome.refresh_from_db()
    refuse_if(rules.why_not_dissent(by, outcome, words))
    member = Member.objects.who_acts(by, outcome.decision.project)
    return Dissent.objects.create(outcome=outcome, member=member, words=words, said_at=at)


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_dissent(*, dissent: Dissent, by: Actor, at: datetime) -> None:
    """The words go for good. That somebody dissented stays on the record."""
    dissent.refresh_from_db()
    refuse_if(rules.why_not_take_back_dissent(by, dissent))
    end_coverings(covered.DISSENT.name, [dissent.id], at=at)
    dissent.words, dissent.taken_back_at = "", at
    dissent.save(update_fields=["words", "taken_back_at"])
    database.overwrite_at_commit()


@action(quiet="What somebody says they will do is an offer, and no use of authority.")
def add_next_step(
    *,
    decision: Decision,
    words: str,
    by: Actor,
    at: datetime,
    member: Member | None = None,
    due_on: date | None = None,
) -> NextStep:
    """Something that follows; who does it says so themself."""
    decision.refresh_from_db(fields=["state"])  # under the lock
    refuse_if(rules.why_not_add_next_step(by, decision, words, member))
    return NextStep.objects.create(
        decision=decision,
        words=words,
        member=member,
        due_on=due_on,
        said_by=by.somebody,
        said_at=at,
    )


@action(quiet="What somebody says they will do is an offer, and no use of authority.")
def take_on_next_step(*, step: NextStep, by: Actor, at: datetime) -> None:
    """Somebody does it."""
    step.refresh_from_db()
    refuse_if(rules.why_not_take_on_next_step(by, step))
    step.member = Member.objects.who_acts(by, step.decision.project)
    step.save(update_fields=["member"])


@action(quiet="What somebody says they will do is an offer, and no use of authority.")
def finish_next_step(*, step: NextStep, by: Actor, at: datetime) -> None:
    """It is done."""
    step.refresh_from_db()
    refuse_if(rules.why_not_finish_next_step(by, step))
    step.done_at = at
    step.save(update_fields=["done_at"])


@action(records=kinds.PROTOCOL_CHANGED)
def note_protocol(
    *,
    decision: Decision,
    protocol: str,
    by: Actor,
    at: datetime,
    i_apply: bool = False,
) -> None:
    """How it stands with the change to the study's protocol that follows from it."""
    decision.refresh_from_db()
    refuse_if(rules.why_not_note_protocol(by, decision, protocol))
    decision.protocol = protocol
    decision.protocol_by = who_applies(decision, i_apply, by)
    decision.save(update_fields=["protocol", "protocol_by"])


@action(records=kinds.LOOKED_AT_AGAIN)
def look_again(*, decision: Decision, by: Actor, at: datetime) -> None:
    """The circle looked at it again, and keeps it. To change it, somebody proposes it anew."""
    decision.refresh_from_db()
    refuse_if(rules.why_not_look_again(by, decision))
    decision.looked_at_again_at = at
    decision.save(update_fields=["looked_at_again_at"])
