"""Why a limit may not be written down, asked about or ended."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Limit, LimitQuestion, Member, Project
from evenweave.projects.rules.standing import unless_member


def why_not_say_limit(
    by: Actor, project: Project, words: str, holder: str, holder_member: Member | None
) -> Promise | None:
    """Every member may; a limit says what cannot change, and who holds it."""
    if why_not := unless_member(by, project):
        return why_not
    if text.is_blank(words):
        return _("Write what this team cannot change.")
    if text.is_blank(holder):
        return _("Write who holds this limit: a funder, a law, a person.")
    if holder_member and (holder_member.project_id != project.id or not holder_member.is_present):
        return _("This person is not in the project. Please choose again.")
    return None


def why_not_end_limit(by: Actor, limit: Limit) -> Promise | None:
    """Every member may say that it can change now; once."""
    if limit.ended_at is not None:
        return _("Somebody has written already that this can change.")
    return unless_member(by, limit.project)


def why_not_ask_holder(by: Actor, limit: Limit, words: str) -> Promise | None:
    """Every member may ask, as long as the limit holds."""
    if limit.ended_at is not None:
        return _("This can change now, so there is nobody to ask. Bring it to the team.")
    if text.is_blank(words):
        return _("Write what you would like to ask.")
    return unless_member(by, limit.project)


def why_not_reply_to_question(by: Actor, question: LimitQuestion, reply: str) -> Promise | None:
    """A holder in the team answers for themself; for one outside, any member writes it down."""
    if question.replied_at is not None:
        return _("This question has an answer already. You can ask another.")
    if text.is_blank(reply):
        return _("Write the answer, in the holder’s words if you can.")
    holder = question.limit.holder_member
    if holder is not None and holder.is_present and holder.person_id != by.person:
        return _("Whoever holds this limit is in the team, and answers for themself.")
    return unless_member(by, question.limit.project)
