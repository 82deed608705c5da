"""Why somebody may not come in, or may not say this."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.projects.models import Invitation, Member
from evenweave.projects.rules.standing import unless_oneself


def why_not_join_project(by: Actor, invitation: Invitation, at: datetime) -> Promise | None:
    """Whoever holds an open invitation, and is not in the project already."""
    if why_not := why_not_come_in(invitation, at):
        return why_not
    if by.person is None:
        return _("Only a person can join a project.")
    if Member.objects.acting(by, invitation.project) is not None:
        return _("You are in this project already. This invitation still works for others.")
    return None


def why_not_come_in(invitation: Invitation, at: datetime) -> Promise | None:
    """An invitation opens the door until it is used up, ended, or its time is over."""
    if invitation.ended_at is not None:
        return _("This invitation was ended. Ask whoever gave it to you for a new one.")
    if invitation.is_used_up:
        return _(
            "This invitation has been used already. If that was you, sign in as you did before. "
            "If not, ask whoever gave it to you for a new one."
        )
    if invitation.expires_at <= at:
        return _("This invitation’s time is over. Ask whoever gave it to you for a new one.")
    return None


def why_not_say_a_little(by: Actor, member: Member) -> Promise | None:
    """A member tells of themself."""
    return unless_oneself(by, member)


def why_not_say_worth_it(by: Actor, member: Member) -> Promise | None:
    """A member answers for themself."""
    return unless_oneself(by, member)


def why_not_finish_arriving(by: Actor, member: Member) -> Promise | None:
    """A member says for themself that they have seen enough."""
    return unless_oneself(by, member)
