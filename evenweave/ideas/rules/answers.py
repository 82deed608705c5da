"""Why it may not be written down what became of an idea, or what somebody says to that."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.ideas.models import Answer, Idea, Telling
from evenweave.ideas.rules.ideas import ANSWERED
from evenweave.ideas.rules.standing import unless_of_its_circle, unless_standing, unless_there


def why_not_count_idea(
    by: Actor, idea: Idea, how: str, reason: str, decision_id: UUID | None = None
) -> Promise | None:
    """Anybody in its circle writes down what became of it, and why; once, until it is reopened.

    A decision answers it anew, whoever writes that down: its own rule said who may.
    """
    if why_not := unless_standing(by, idea):
        return why_not
    if decision_id is None and (why_not := unless_of_its_circle(by, idea)):
        return why_not
    if decision_id is None and idea.is_answered:
        return ANSWERED
    if how not in Answer.How.values:
        return _("Say whether it was taken up, partly, or not.")
    if text.is_blank(reason):
        return _("Say why. The person who had the idea will read it.")
    return None


def why_not_answer_telling(by: Actor, idea: Idea, is_it: bool, words: str) -> Promise | None:
    """Whoever holds it says whether the answer is about what they meant; a yes can be changed."""
    if reason := unless_there(by, idea):
        return reason
    held = idea.holders.filter(member__person_id=by.somebody, member__left_at=None).first()
    if held is None:
        return _("Only the people whose idea it is can say this.")
    if not idea.is_answered:
        return _("It is open, so there is no answer to speak about. You are told when there is.")
    if is_it and held.is_it:
        return _("You have said so already.")
    if not is_it and text.is_blank(words):
        return _("Say in a few words what you meant, so that it can be heard again.")
    return None


def why_not_reopen_idea(by: Actor, idea: Idea) -> Promise | None:
    """Somebody who holds it has said that the answer is not what they meant."""
    if not idea.holders.filter(member__person_id=by.somebody, is_it=False).exists():
        return _("Nobody has said that it was meant otherwise.")
    return None


def why_not_take_back_telling(by: Actor, telling: Telling) -> Promise | None:
    """Only who said it, at any time and without a reason."""
    if telling.member.person_id is None or by.person != telling.member.person_id:
        return _("Only the person who said this can take it back.")
    if not telling.words:
        return _("There are no words here to take back.")
    return None
