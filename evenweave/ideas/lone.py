"""Ideas that somebody says without their name: how they come, and what their author reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from evenweave.common import actors
from evenweave.ideas.actions.unnamed import KIND, bring_unnamed, take_back_unnamed
from evenweave.ideas.covered import page_of
from evenweave.ideas.models import Idea
from evenweave.ideas.models.ideas import COVERED
from evenweave.people.names import Directory
from evenweave.projects.models import Project
from evenweave.sealed.lone import LoneKind, Released, Story, Told

BY_BATCH, BY_RECEIPT = actors.job("sealed.release_lone"), actors.job("sealed.receipt")


def bring(stream_id: UUID, words: Sequence[Released], at: datetime) -> None:
    """The ideas that one batch brings to one project."""
    project = Project.objects.get(pk=stream_id)
    bring_unnamed(project=project, words=words, by=BY_BATCH, at=at)


def story(talk_id: UUID) -> Story:
    """An idea, where it was heard and how it was answered."""
    idea = Idea.objects.select_related("circle", "project").get(pk=talk_id)
    where = _("To everybody in {project}") if idea.circle.is_everybody else _("To {circle}")
    where = where.format(project=idea.project.name, circle=idea.circle.name)
    told = sorted([*heard(idea), *answered(idea)], key=lambda each: each.on)
    who_reads = everybody_reads(idea.project)
    return Story(idea.words, where, who_reads, told)


def everybody_reads(project: Project) -> str:
    """Who can read what is said in a talk."""
    return _("Everybody in {project} can read it.").format(project=project.name)


def heard(idea: Idea) -> Iterator[Told]:
    """Where it was heard."""
    for each in idea.hearings.exclude(where=""):
        words = _("It was heard: {where}.").format(where=each.where.rstrip(". "))
        yield Told(localdate(each.heard_at), words, each.said_by)


def answered(idea: Idea) -> Iterator[Told]:
    """What became of it, each time."""
    for each in idea.answers.all():
        reason = str(COVERED) if each.is_covered else each.reason
        words = f"{each.get_how_display()}.\n\n{reason}"
        yield Told(localdate(each.said_at), words, each.said_by)


def take_back(talk_id: UUID, at: datetime) -> None:
    """Its words go."""
    idea = Idea.objects.get(pk=talk_id)
    take_back_unnamed(idea=idea, by=BY_RECEIPT, at=at)


def address(talk_id: UUID) -> str:
    """Its page."""
    return page_of(Idea.objects.get(pk=talk_id))


IDEA = LoneKind(
    KIND,
    release=bring,
    story=story,
    take_back=take_back,
    called=Directory().called,
    address=address,
)
