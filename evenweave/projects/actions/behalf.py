"""A person answers for what a helper did for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.projects import kinds
from evenweave.projects.models import Behalf, Member
from evenweave.projects.rules import behalf as rules
from evenweave.record.models import Entry


@action(records=kinds.BEHALF_CONFIRMED)
def confirm_act(*, member: Member, entry: Entry, by: Actor, at: datetime) -> Behalf:
    """Yes, that is what I meant."""
    refuse_if(rules.why_not_confirm_act(by, member, entry))
    return Behalf.objects.create(
        project_id=member.project_id,
        person_id=by.somebody,
        helper_id=helper_of(entry),
        sequence=entry.sequence,
        done_at=entry.at,
        confirmed_at=at,
    )


@action(records=kinds.BEHALF_QUESTIONED)
def question_act(*, member: Member, entry: Entry, words: str, by: Actor, at: datetime) -> Behalf:
    """That is not what I meant. The team sees only that it is questioned; the words stay here."""
    refuse_if(rules.why_not_question_act(by, member, entry))
    answer, _is_new = Behalf.objects.update_or_create(
        project_id=member.project_id,
        sequence=entry.sequence,
        defaults={"confirmed_at": None, "questioned_at": at, "question": words},
        create_defaults={
            "person_id": by.somebody,
            "helper_id": helper_of(entry),
            "done_at": entry.at,
            "questioned_at": at,
            "question": words,
        },
    )
    return answer


def helper_of(entry: Entry) -> UUID:
    """Who did it for somebody; raises TypeError where nobody did."""
    helper = entry.by.helper
    if helper is None:
        raise TypeError(f"Line {entry.sequence} was done by no helper.")
    return helper
