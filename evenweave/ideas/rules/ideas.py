"""Why an idea may not be raised, held, heard, answered, gathered or taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.ideas.models import Answer, Holder, Idea, State
from evenweave.projects.models import Circle
from evenweave.projects.rules.standing import unless_member

NOTHING = _("Nothing is written here yet. Write a few words, then send them again.")
GONE = _("This idea was taken back by its author.")


def unless_there(by: Actor, idea: Idea) -> Promise | None:
    """Only members of the project, and only what was not taken back."""
    if reason := unless_member(by, idea.project):
        return reason
    return GONE if idea.state == State.TAKEN_BACK else None


def unless_standing(by: Actor, idea: Idea) -> Promise | None:
    """The same, and only what stands by itself."""
    if reason := unless_there(by, idea):
        return reason
    if idea.state == State.GATHERED:
        return _("This idea was gathered into another. Go to that one.")
    return None


def why_not_raise_idea(by: Actor, circle: Circle, words: str) -> Promise | None:
    """Every member may raise one, to any circle of the project, with a line of words."""
    if reason := unless_member(by, circle.project):
        return reason
    if circle.ended_at is not None:
        return _("This circle has ended. Choose another one to hear it.")
    return NOTHING if text.is_blank(words) else None


def why_not_hold_idea(by: Actor, idea: Idea) -> Promise | None:
    """Every member may say “I hold this too”, once."""
    if reason := unless_standing(by, idea):
        return reason
    if idea.holders.filter(member__person_id=by.somebody).exists():
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
    """Any member writes down where it was heard, also more than once."""
    if reason := unless_standing(by, idea):
        return reason
    if text.is_blank(where):
        return _("Say where it was heard, such as “at the March meeting”.")
    return None


def why_not_take_on_idea(by: Actor, idea: Idea) -> Promise | None:
    """Any member may see to it that it is answered, while nobody does."""
    if reason := unless_standing(by, idea):
        return reason
    if idea.is_answered:
        return _("This idea was answered already.")
    if idea.taken_on_by is not None and idea.taken_on_by.is_present:
        return _("Somebody sees to it already. You can offer them a hand.")
    return None


def why_not_put_down_idea(by: Actor, idea: Idea) -> Promise | None:
    """Whoever took it on may put it down, without a reason. It joins the next agenda again."""
    if reason := unless_there(by, idea):
        return reason
    if idea.taken_on_by is None or idea.taken_on_by.person_id != by.person:
        return _("You did not take this on, so there is nothing to put down.")
    return None


def why_not_count_idea(by: Actor, idea: Idea, how: str, reason: str) -> Promise | None:
    """Any member writes down what became of it, and why; never without a reason."""
    if why_not := unless_standing(by, idea):
        return why_not
    if how not in Answer.How.values:
        return _("Say whether it was taken up, partly, or not.")
    if text.is_blank(reason):
        return _("Say why. The person who had the idea will read it.")
    return None


def why_not_answer_telling(by: Actor, holder: Holder, is_it: bool, words: str) -> Promise | None:
    """Whoever holds it says for themself whether the answer is about what they meant."""
    if reason := unless_there(by, holder.idea):
        return reason
    if by.person != holder.member.person_id:
        return _("Only the person whose idea it is can say this.")
    if not holder.idea.is_answered:
        return _("Nobody has answered this idea yet.")
    if not is_it and text.is_blank(words):
        return _("Say in a few words what you meant, so that it can be heard again.")
    return None


def why_not_gather_ideas(by: Actor, into: Idea, ideas: Sequence[Idea]) -> Promise | None:
    """Any member gathers ideas of one project into one of them that stands."""
    if reason := unless_standing(by, into):
        return reason
    others = [idea for idea in ideas if idea.id != into.id]
    if not others:
        return _("Choose at least one other idea to gather into this one.")
    if any(idea.project_id != into.project_id for idea in others):
        return _("Something that you chose is not in this project.")
    if any(idea.state in {State.GATHERED, State.TAKEN_BACK} for idea in others):
        return _("One of these was gathered or taken back already. Choose again.")
    return None


def why_not_part_idea(by: Actor, idea: Idea) -> Promise | None:
    """Any member may part an idea from the one that it was gathered into."""
    if reason := unless_there(by, idea):
        return reason
    if idea.state != State.GATHERED:
        return _("This idea stands by itself already.")
    return None


def why_not_take_back_idea(by: Actor, idea: Idea) -> Promise | None:
    """Only its author, at any time and without a reason."""
    if by.person != idea.made_by:
        return _("Only the person who had this idea can take it back.")
    return GONE if idea.state == State.TAKEN_BACK else None


def why_not_reopen_idea(holder: Holder) -> Promise | None:
    """Somebody who holds it said that the answer is not what was meant."""
    if holder.is_it is not False:
        return _("Nobody has said that it was meant otherwise.")
    return None
