"""Why what somebody wrote about an idea may not be taken back."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.ideas.models import Answer, Hearing

ONLY_ITS_AUTHOR = _("Only the person who wrote this down can take it back.")
NO_WORDS = _("There are no words here to take back.")


def why_not_take_back_hearing(by: Actor, hearing: Hearing) -> Promise | None:
    """Only who wrote down where an idea was heard, without a reason. That it was heard stays."""
    if by.person != hearing.said_by:
        return ONLY_ITS_AUTHOR
    return None if hearing.where else NO_WORDS


def why_not_take_back_answer(by: Actor, answer: Answer) -> Promise | None:
    """Only who wrote down why an idea was answered so, without a reason; the answer stays."""
    if by.person != answer.said_by:
        return ONLY_ITS_AUTHOR
    return None if answer.reason else NO_WORDS
