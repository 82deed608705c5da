"""Why somebody may not leave just so."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.projects.models import Capability, Member
from evenweave.projects.rules.standing import unless_oneself

ASKS: dict[str, Promise] = {
    Capability.Kind.COORDINATOR: _(
        "You are the only coordinator. Before you go, choose who takes over. "
        "Otherwise nobody could let people in."
    ),
    Capability.Kind.PAYER: _(
        "You are the only payer. Before you go, choose who takes over. "
        "Otherwise nobody could be paid."
    ),
}


def to_hand_over(member: Member) -> list[str]:
    """What nobody else of those who stay would hold: it is handed on before its holder goes."""
    others = Member.objects.present().filter(project=member.project_id).exclude(id=member.id)
    if not others.exists():
        return []
    held = Capability.objects.present().filter(member__project=member.project_id)
    own = set(held.filter(member=member).values_list("kind", flat=True))
    of_others = set(held.exclude(member=member).values_list("kind", flat=True))
    return sorted(own - of_others)


def why_not_leave_project(
    by: Actor, member: Member, hand_over: Mapping[str, Member]
) -> Promise | None:
    """A member leaves at any time; what only they hold, they first hand to somebody who stays."""
    if why_not := unless_oneself(by, member):
        return why_not
    for kind in to_hand_over(member):
        heir = hand_over.get(kind)
        if heir is None:
            return ASKS[kind]
        if heir.project_id != member.project_id or not heir.is_present or heir.id == member.id:
            return _("This person is not in the project any more. Please choose somebody else.")
    return None


def why_not_choose_news(by: Actor, member: Member) -> Promise | None:
    """Whoever has left says for themself whether they wish to hear what became of it."""
    if by.person is None or by.person != member.person_id:
        return _("Only the person themself can say this.")
    if member.is_present:
        return _("You are in the project, so you hear of it anyway.")
    return None
