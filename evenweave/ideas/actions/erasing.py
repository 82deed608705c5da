"""Erasing a person's words from ideas. That somebody had an idea, and what became of it, stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas.actions.ideas import stand_again
from evenweave.ideas.models import Answer, Hearing, Idea, IdeaFile, State, Telling, Thought
from evenweave.ideas.rules import erasing as rules


@action(quiet="Each record that knew the person tells it itself.")
def forget_ideas(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Their ideas, pictures, sounds, answers and thoughts go."""
    refuse_if(rules.why_not_forget_ideas(by, person_id))
    taken_out = _("(words taken out)")
    own = Idea.objects.filter(made_by=person_id)
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
    Hearing.objects.filter(said_by=person_id).update(where=taken_out)
    Answer.objects.filter(said_by=person_id).update(reason=taken_out)
    Thought.objects.filter(member__person_id=person_id).delete()
