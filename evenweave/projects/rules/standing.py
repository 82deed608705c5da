"""Who one has to be: what many rules of a project begin with."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.projects.models import Member, Project


def unless_member(by: Actor, project: Project) -> Promise | None:
    """Only who is a member now."""
    if Member.objects.acting(by, project) is None:
        return _("Only members of the project can do this.")
    return None


def unless_coordinator(by: Actor, project: Project) -> Promise | None:
    """Only who coordinates this project now."""
    member = Member.objects.acting(by, project)
    if member is None or not member.is_coordinator:
        return _("Only a coordinator can do this. They are named on the team’s page.")
    return None


def unless_oneself(by: Actor, member: Member) -> Promise | None:
    """Only the member, while they are here; a helper whom they asked counts as them."""
    if by.person is None or by.person != member.person_id:
        return _("Only the person themself can say this.")
    if not member.is_present:
        return _("You have left this project, so this cannot be changed any more.")
    return None
