"""Why somebody may not be trusted with more, or with less."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.projects.models import Capability, Member, Project

COORDINATOR, PAYER = Capability.Kind.COORDINATOR, Capability.Kind.PAYER


def holders(project: Project, kind: str) -> int:
    """How many members hold this now."""
    return Capability.objects.present().filter(member__project=project, kind=kind).count()


def may_give(giver: Member | None, kind: str) -> bool:
    """Whoever holds it may give it; and while nobody is a payer, a coordinator may name one.

    While nobody coordinates (the last one was erased), every member may ask somebody, or take it
    on: what nobody holds belongs to everybody.
    """
    if giver is None:
        return False
    if giver.may(kind):
        return True
    if kind == COORDINATOR:
        return not holders(giver.project, COORDINATOR)
    return kind == PAYER and giver.is_coordinator and not holders(giver.project, PAYER)


def why_not_give_capability(by: Actor, member: Member, kind: str) -> Promise | None:
    """It is given by somebody who has it, to a member who does not have it yet."""
    if not may_give(Member.objects.acting(by, member.project), kind):
        if kind == PAYER:
            return _("Only a payer can ask somebody to be a payer too. They are named below.")
        return _("Only a coordinator can ask somebody to coordinate too. They are named below.")
    if not member.is_present:
        return _("They have left this project, so they cannot be trusted with this now.")
    if member.may(kind):
        return _("They have this already.")
    return None


def why_not_end_capability(by: Actor, capability: Capability) -> Promise | None:
    """Its holder or a coordinator ends it; the last one of a project stays."""
    project = capability.member.project
    member = Member.objects.acting(by, project)
    is_own = member is not None and member.id == capability.member_id
    if member is None or not (is_own or member.is_coordinator):
        return _("Only the person themself, or a coordinator, can end this.")
    if capability.ended_at is not None:
        return _("This has ended already.")
    if holders(project, capability.kind) == 1:
        return last_one(capability.kind)
    return None


def last_one(kind: str) -> Promise:
    """Why the last holder keeps it, and what to do instead."""
    if kind == PAYER:
        return _(
            "This is the project’s only payer, and people must be paid. "
            "Ask somebody else to be a payer first. Then this can end."
        )
    return _(
        "This is the project’s only coordinator, and somebody must be able to let people in. "
        "Ask somebody else to coordinate first. Then this can end."
    )
