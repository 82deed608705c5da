"""Why an idea may not be raised, held, heard, seen to or taken back."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.common.files.kinds import Picture, Sound
from evenweave.ideas.models import Idea, State
from evenweave.ideas.rules.standing import (
    GONE,
    NOTHING,
    unless_of_its_circle,
    unless_standing,
    unless_there,
)
from evenweave.projects.models import Circle
from evenweave.projects.rules.standing import unless_member

ANSWERED = _("This idea was answered already. Whoever holds it can open it again.")


def why_not_raise_idea(
    by: Actor,
    circle: Circle,
    words: str,
    picture: Picture | None = None,
    sound: Sound | None = None,
) -> Promise | None:
    """Every member may, to any circle of the project: a line of words, and one file at most."""
    if reason := unless_member(by, circle.project):
        return reason
    if circle.ended_at is not None:
        return _("This circle has ended. Choose another one to hear it.")
    if picture is not None and sound is not None:
        return _("One idea holds a picture or a sound. Say the other as an idea of its own.")
    return NOTHING if text.is_blank(words) else None


def why_not_hold_idea(by: Actor, idea: Idea) -> Promise | None:
    """Every member may say “I hold this too”, once."""
    if reason := unless_standing(by, idea):
        return reason
    if idea.holders.filter(member__person_id=by.somebody, member__left_at=None).exists():
        return _("You hold this idea already.")
    return None


def why_not_let_go_of_idea(by: Actor, idea: Idea) -> Promise | None:
    """Whoever holds it too may let go; its author takes it back instead."""
    if reason := unless_there(by, idea):
        return reason
    held = idea.holders.filter(member__person_id=by.somebody).first()
    if held is None:
        return _("You do not hold this idea.")
    if held.is_author:
        return _("It is your idea. You can take it back, if you like.")
    return None


def why_not_hear_idea(by: Actor, idea: Idea, where: str) -> Promise | None:
    """Anybody in its circle writes down where it was heard, also more than once."""
    if reason := unless_standing(by, idea) or unless_of_its_circle(by, idea):
        return reason
    if idea.is_answered:
        return ANSWERED
    if text.is_blank(where):
        return _("Say where it was heard, such as “at the March meeting”.")
    return None


def why_not_take_on_idea(by: Actor, idea: Idea) -> Promise | None:
    """Anybody in its circle may see to it that it is answered, while nobody does."""
    if reason := unless_standing(by, idea) or unless_of_its_circle(by, idea):
        return reason
    if idea.is_answered:
        return ANSWERED
    if idea.seen_to_by is not None:
        return _("Somebody sees to it already. You can offer them a hand.")
    return None


def why_not_put_down_idea(by: Actor, idea: Idea) -> Promise | None:
    """Whoever took it on may put it down, without a reason. It joins the next agenda again."""
    if reason := unless_there(by, idea):
        return reason
    if idea.taken_on_by is None or idea.taken_on_by.person_id != by.person:
        return _("You did not take this on, so there is nothing to put down.")
    return None


def why_not_take_back_idea(by: Actor, idea: Idea) -> Promise | None:
    """Only its author, at any time and without a reason."""
    if by.person != idea.made_by:
        return _("Only the person who had this idea can take it back.")
    return GONE if idea.state == State.TAKEN_BACK else None
