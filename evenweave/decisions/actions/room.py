"""What was agreed in the room, doubted, or could not wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import about as abouts
from evenweave.decisions import kinds, messages
from evenweave.decisions.actions.telling import people_of, tell, tell_circle
from evenweave.decisions.models import (
    Decision,
    Doubt,
    How,
    Kind,
    Outcome,
    Present,
    Proposer,
    StandingRule,
    State,
)
from evenweave.decisions.rules import room as rules
from evenweave.projects.models import Circle, Member


@action(records=kinds.AGREED_IN_ROOM)
def agree_in_room(
    *,
    circle: Circle,
    words: str,
    people: Sequence[Member],
    by: Actor,
    at: datetime,
    about: str = "",
) -> Decision:
    """One sentence, and who was there. For 14 days anybody in the circle may doubt it."""
    refuse_if(rules.why_not_agree_in_room(by, circle, words, people))
    decision = made(circle, Kind.ROOM, words, by=by, at=at, about=about)
    Present.objects.bulk_create(
        Present(decision=decision, member=member) for member in dict.fromkeys(people)
    )
    Outcome.objects.create(
        decision=decision,
        how=How.ROOM,
        words=words,
        decided_at=at,
        told_by=by.somebody,
        told_at=at,
    )
    tell(
        people_of([*circle.people, *people]),
        decision,
        messages.CLOSED,
        _("Agreed in the room, in “{project}”").format(project=circle.project.name),
        _(
            "Something was agreed in the room and written down. If you are not sure that it was, "
            "you can say so within 14 days."
        ),
        by=by,
        at=at,
    )
    return decision


@action(records=kinds.ACTED_URGENTLY)
def act_urgently(*, circle: Circle, words: str, reason: str, by: Actor, at: datetime) -> Decision:
    """Somebody who was named decides alone; all are told why, and it is looked at again."""
    refuse_if(rules.why_not_act_urgently(by, circle, words, reason, at))
    decision = made(circle, Kind.URGENT, words, by=by, at=at)
    Outcome.objects.create(
        decision=decision,
        how=How.URGENT,
        words=words,
        reason=reason,
        decided_by=by.somebody,
        decided_at=at,
        told_by=by.somebody,
        told_at=at,
    )
    tell_circle(
        decision,
        messages.URGENT,
        _("Somebody had to decide alone, in “{project}”").format(project=circle.project.name),
        _(
            "Something could not wait, so somebody whom the team named decided it. The page says "
            "what, and why. It will be looked at again together."
        ),
        by=by,
        at=at,
    )
    return decision


def made(
    circle: Circle, kind: Kind, words: str, *, by: Actor, at: datetime, about: str = ""
) -> Decision:
    """A decision that is made as it is written down."""
    return Decision.objects.create(
        project=circle.project,
        circle=circle,
        kind=kind,
        state=State.DECIDED,
        question=words,
        about=about,
        made_by=by.somebody,
        made_at=at,
        closed_at=at,
    )


@action(records=kinds.DOUBTED)
def doubt_agreement(*, decision: Decision, words: str, by: Actor, at: datetime) -> None:
    """“I’m not sure we did”: it is a proposal now, by whoever wrote it down and whoever doubts."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_doubt_agreement(by, decision, at))
    standing = StandingRule.objects.of(decision.circle)
    doubter = Member.objects.who_acts(by, decision.project)
    Doubt.objects.create(decision=decision, member=doubter, words=words, said_at=at)
    decision.outcomes.filter(ended_at=None).update(ended_at=at)
    decision.kind, decision.state, decision.closed_at = Kind.PROPOSAL, State.DRAFT, None
    decision.plain_summary = decision.plain_summary or decision.question
    decision.steps = standing.steps if standing else None
    decision.save()
    both = [decision.made_by, by.somebody]
    for member in decision.project.members.present().filter(person_id__in=both):
        Proposer.objects.get_or_create(decision=decision, member=member)
    abouts.reopened(decision, by=by, at=at)
    tell_circle(
        decision,
        messages.DOUBTED,
        _("Was it agreed? In “{project}”").format(project=decision.project.name),
        _(
            "Somebody is not sure that it was agreed in the room. So it is a proposal now, and the "
            "circle decides it."
        ),
        by=by,
        at=at,
    )
