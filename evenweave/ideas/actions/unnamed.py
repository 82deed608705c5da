"""An idea that somebody says without their name: sent, brought by the batch, talked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas import covered, kinds
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.ideas.actions.ideas import let_words_go
from evenweave.ideas.models import Idea
from evenweave.ideas.rules import unnamed as rules
from evenweave.projects.models import Circle, Project
from evenweave.sealed.actions import answer_lone, send_lone, take_back_line
from evenweave.sealed.lone import Released
from evenweave.sealed.models import Line, Talk

KIND = "ideas.idea"


@action(quiet="Who says something without their name is kept nowhere, nor when.")
def say_unnamed(*, circle: Circle, words: str, by: Actor, at: datetime) -> str:
    """Say something to a circle without one’s name; the answer is the receipt, told this once."""
    circle.refresh_from_db()  # under the lock: it may have ended
    refuse_if(rules.why_not_say_unnamed(by, circle, words))
    return send_lone(
        kind=KIND, about=circle.id, stream_id=circle.project_id, words=words, by=by, at=at
    )


@action(records=kinds.CAME_UNNAMED)
def bring_unnamed(*, project: Project, words: Sequence[Released], by: Actor, at: datetime) -> None:
    """They are ideas from now on, nobody’s, and held by whoever holds them."""
    refuse_if(rules.why_not_bring_unnamed(by))
    Idea.objects.bulk_create(
        Idea(
            id=word.id,
            project=project,
            circle_id=word.about,
            words=word.words,
            made_by=None,
            raised_at=at,
        )
        for word in words
    )


@action(quiet="An answer is between those who talk. What it is about is on the record.")
def reply_unnamed(*, project: Project, talk: Talk, words: str, by: Actor, at: datetime) -> Line:
    """Answer whoever said words without a name, under one’s own."""
    refuse_if(rules.why_not_reply_unnamed(by, project))
    return answer_lone(talk=talk, words=words, by=by, at=at)


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_reply(*, line: Line, by: Actor, at: datetime) -> None:
    """What somebody answered goes for good, and a covering of it ends."""
    refuse_if(rules.why_not_take_back_reply(by, line))
    end_coverings(covered.LINE.name, [line.id], at=at)
    take_back_line(line=line, by=by, at=at)


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_unnamed(*, idea: Idea, by: Actor, at: datetime) -> None:
    """Somebody with its receipt takes an idea back. What others said about it stays."""
    refuse_if(rules.why_not_take_back_unnamed(idea))
    let_words_go(idea, at)
    uncover_lines(idea.id, at)
    database.overwrite_at_commit()


def uncover_lines(talk_id: UUID, at: datetime) -> None:
    """What the author of a talk said goes with it, so it needs no covering any more."""
    own = Line.objects.filter(talk=talk_id, person=None).values_list("pk", flat=True)
    end_coverings(covered.LINE.name, list(own), at=at)
