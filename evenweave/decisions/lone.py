"""Dissent without a name: how it comes, and what its author reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common import actors
from evenweave.decisions.actions.unnamed import KIND, bring_dissents, take_back_lone_dissent
from evenweave.decisions.covered import page_of
from evenweave.decisions.models import LoneDissent
from evenweave.ideas.lone import everybody_reads
from evenweave.people.names import Directory
from evenweave.projects.models import Project
from evenweave.sealed.lone import LoneKind, Released, Story

BY_BATCH, BY_RECEIPT = actors.job("sealed.release_lone"), actors.job("sealed.receipt")


def bring(stream_id: UUID, words: Sequence[Released], at: datetime) -> None:
    """What one batch brings to one project."""
    project = Project.objects.get(pk=stream_id)
    bring_dissents(project=project, words=words, by=BY_BATCH, at=at)


def found(talk_id: UUID) -> LoneDissent:
    """The dissent of this talk."""
    return LoneDissent.objects.select_related("outcome__decision__project").get(pk=talk_id)


def story(talk_id: UUID) -> Story:
    """How they see it, and beside what it stands."""
    dissent = found(talk_id)
    decision = dissent.outcome.decision
    where = _("Beside “{question}”").format(question=decision.question)
    return Story(dissent.words, where, everybody_reads(decision.project))


def take_back(talk_id: UUID, at: datetime) -> None:
    """Its words go."""
    take_back_lone_dissent(dissent=found(talk_id), by=BY_RECEIPT, at=at)


def address(talk_id: UUID) -> str:
    """Where it stands."""
    dissent = found(talk_id)
    return page_of(dissent.outcome.decision, dissent.place)


DISSENT = LoneKind(
    KIND,
    release=bring,
    story=story,
    take_back=take_back,
    called=Directory().called,
    address=address,
)
