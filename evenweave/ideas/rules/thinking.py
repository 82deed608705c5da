"""Why somebody may not think aloud."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor, ActorKind
from evenweave.ideas.models import ThinkingSpace, Thought
from evenweave.ideas.rules.standing import NOTHING
from evenweave.projects.models import Circle
from evenweave.projects.rules.standing import unless_member

LONGEST = timedelta(days=92)


def unless_in_circle(by: Actor, circle: Circle) -> Promise | None:
    """Only who is in the circle now."""
    if reason := unless_member(by, circle.project):
        return reason
    if circle.ended_at is not None or not circle.people.filter(person_id=by.somebody).exists():
        return _("Only people of this circle think aloud here. You can join it on its page.")
    return None


def why_not_open_thinking(
    by: Actor, circle: Circle, until: datetime, at: datetime, space: ThinkingSpace | None
) -> Promise | None:
    """Anybody in the circle, for three months at most; what was said there never goes later."""
    if reason := unless_in_circle(by, circle):
        return reason
    if not at < until <= at + LONGEST:
        return _("Choose a day within three months. At its end all of it goes.")
    if space is not None and at < space.until < until and space.thoughts.exists():
        return _("What was said here was said until that day. It can go sooner, but not later.")
    return None


def why_not_think_aloud(
    by: Actor, space: ThinkingSpace, words: str, at: datetime
) -> Promise | None:
    """Whoever is in the circle, until the day that it set."""
    if reason := unless_in_circle(by, space.circle):
        return reason
    if space.ended_at is not None or at >= space.until:
        return _("This space has closed, and what was said in it is gone. Open a new one.")
    return NOTHING if text.is_blank(words) else None


def why_not_take_back_thought(by: Actor, thought: Thought) -> Promise | None:
    """Only who thought it."""
    if thought.member.person_id is None or by.person != thought.member.person_id:
        return _("Only the person who said it can take it back.")
    return None


def why_not_forget_thinking(by: Actor, space: ThinkingSpace, at: datetime) -> Promise | None:
    """The program does it, on the day that the circle set."""
    if by.kind is not ActorKind.JOB or at < space.until or space.ended_at is not None:
        return _("What was thought aloud goes by itself, on the day that the circle set.")
    return None
