"""Why words without a name may not be sent, brought, answered or taken back."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.ideas.models import Idea, State
from evenweave.ideas.rules.ideas import why_not_raise_idea
from evenweave.ideas.rules.standing import GONE
from evenweave.projects.models import Circle, Project
from evenweave.projects.rules.standing import unless_member
from evenweave.sealed.models import Line


def why_not_say_unnamed(by: Actor, circle: Circle, words: str) -> Promise | None:
    """Every member may, to any circle, as they may with their name. Who did is not kept."""
    return why_not_raise_idea(by, circle, words)


def why_not_bring_unnamed(by: Actor) -> Promise | None:
    """Only the batch of the day brings them, all together."""
    return None if by.kind is ActorKind.JOB else _("They come with the batch of the day.")


def why_not_reply_unnamed(by: Actor, project: Project) -> Promise | None:
    """Every member may answer, with their name."""
    return unless_member(by, project)


def why_not_take_back_reply(by: Actor, line: Line) -> Promise | None:
    """Only who wrote it. Words without a name are taken back by their receipt."""
    if line.person is None or by.person != line.person:
        return _("Only the person who wrote this down can take it back.")
    return None


def why_not_take_back_unnamed(idea: Idea) -> Promise | None:
    """Whoever has the receipt may, and that was asked before. One with a name has an author."""
    if not idea.is_unnamed:
        return _("Only the person who had this idea can take it back.")
    return GONE if idea.state == State.TAKEN_BACK else None
