"""Erasing a person's words from ideas. That somebody had an idea, and what became of it, stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas.actions.coverings import end
from evenweave.ideas.actions.ideas import stand_again
from evenweave.ideas.models import (
    Answer,
    Covering,
    Hearing,
    Idea,
    IdeaFile,
    State,
    Telling,
    Thought,
)
from evenweave.ideas.rules import erasing as rules


@action(quiet="Each record that knew the person tells it itself.")
def forget_ideas(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Their ideas, pictures, sounds, answers, thoughts and reasons to cover something go."""
    refuse_if(rules.why_not_forget_ideas(by, person_id))
    taken_out = _("(words taken out)")
    own = Idea.objects.filter(made_by=person_id)
    uncover_all(person_id, at)
    IdeaFile.objects.filter(idea__in=own).delete()
    for idea in Idea.objects.filter(gathered_into__in=own):
        stand_again(idea)
    own.update(
        words="",
        state=State.TAKEN_BACK,
        taken_back_at=at,
        gathered_into=None,
        taken_on_by=None,
    )
    Idea.objects.filter(taken_on_by__person_id=person_id).update(taken_on_by=None)
    said = Telling.objects.filter(member__person_id=person_id).exclude(words="")
    said.update(words="", taken_back_at=at)
    Hearing.objects.filter(said_by=person_id).exclude(where="").update(where=taken_out)
    Answer.objects.filter(said_by=person_id).exclude(reason="").update(reason=taken_out)
    Thought.objects.filter(member__person_id=person_id).delete()


def uncover_all(person_id: UUID, at: datetime) -> None:
    """What is erased needs no covering; and what they said to cover or uncover words goes."""
    taken_out = _("(words taken out)")
    for covering in Covering.objects.present().filter(author=person_id):
        end(covering, at=at)
    Covering.objects.filter(author=person_id).update(author=None)
    Covering.objects.filter(asked_by__person_id=person_id).update(
        reason=taken_out, asked_helper=None
    )
    Covering.objects.filter(appealed_by__person_id=person_id).update(appeal=taken_out)
    Covering.objects.filter(lift_by__person_id=person_id).update(lift_helper=None)
    ended = Covering.objects.filter(ended_by__person_id=person_id)
    ended.exclude(ended_reason="").update(ended_reason=taken_out)
