"""Why ideas may not become one, or one may not stand by itself again."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.ideas.models import Idea, State
from evenweave.ideas.rules.standing import unless_of_its_circle, unless_standing, unless_there


def why_not_gather_ideas(by: Actor, into: Idea, ideas: Sequence[Idea]) -> Promise | None:
    """Whoever is in the circles of all of them gathers open ideas into one that stands."""
    if reason := unless_standing(by, into) or unless_of_its_circle(by, into):
        return reason
    others = [idea for idea in ideas if idea.id != into.id]
    if not others:
        return _("Choose at least one other idea to gather into this one.")
    if any(idea.project_id != into.project_id for idea in others):
        return _("Something that you chose is not in this project.")
    if any(idea.state in {State.GATHERED, State.TAKEN_BACK} for idea in others):
        return _("One of these was gathered or taken back already. Choose again.")
    if any(idea.is_answered for idea in others):
        return _("One of these has an answer of its own already, so it stays by itself.")
    return next(filter(None, (unless_of_its_circle(by, idea) for idea in others)), None)


def why_not_part_idea(by: Actor, idea: Idea) -> Promise | None:
    """Whoever holds it, or is in its circle, may part it from the one it was gathered into."""
    if reason := unless_there(by, idea):
        return reason
    if idea.state != State.GATHERED:
        return _("This idea stands by itself already.")
    if idea.holders.filter(member__person_id=by.somebody).exists():
        return None
    return unless_of_its_circle(by, idea)
