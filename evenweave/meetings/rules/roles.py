"""Why a role may not go round, a will not be said, or a turn not be passed on or taken."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.meetings.models import Meeting, Role, Turn
from evenweave.meetings.rules.meetings import unless_in_circle
from evenweave.projects.models import Circle, Member
from evenweave.projects.rules.standing import unless_oneself

MOST = 12


def why_not_add_role(by: Actor, circle: Circle, name: str) -> Promise | None:
    """Anybody in the circle; each role once, twelve at most."""
    if reason := unless_in_circle(by, circle):
        return reason
    if text.is_blank(name):
        return _("The role needs a name, such as “Chair”.")
    known = Role.objects.present().filter(circle=circle)
    if known.filter(name=name).exists():
        return _("There is a role of this name already.")
    if known.count() >= MOST:
        return _("There are twelve roles already. Take one out before you add another.")
    return None


def why_not_end_role(by: Actor, role: Role) -> Promise | None:
    """Anybody in the circle."""
    if reason := unless_in_circle(by, role.circle):
        return reason
    return None if role.ended_at is None else _("This role does not go round any more.")


def why_not_say_wills(
    by: Actor, circle: Circle, member: Member, roles: Iterable[Role]
) -> Promise | None:
    """Each for themself, of roles that go round in a circle of theirs."""
    if reason := unless_oneself(by, member) or unless_in_circle(by, circle):
        return reason
    if any(each.circle_id != circle.id or each.ended_at for each in roles):
        return _("One of these roles does not go round any more. Please look at the list again.")
    return None


def why_not_say_away(by: Actor, circle: Circle, member: Member) -> Promise | None:
    """Each for themself, without a reason."""
    return unless_oneself(by, member) or unless_in_circle(by, circle)


def why_not_share_out(by: Actor, circle: Circle) -> Promise | None:
    """Anybody in the circle; and the program by itself, when something changed."""
    return None if by.person is None else unless_in_circle(by, circle)


def why_not_pass_on(by: Actor, turn: Turn) -> Promise | None:
    """Whose turn it is, without a reason."""
    if turn.member is None or turn.member.person_id is None or by.person != turn.member.person_id:
        return _("This is not your turn, so there is nothing to pass on.")
    return unless_planned(turn.meeting)


def why_not_take_turn(by: Actor, turn: Turn) -> Promise | None:
    """Anybody in the circle, where it needs somebody."""
    if reason := unless_in_circle(by, turn.meeting.circle) or unless_planned(turn.meeting):
        return reason
    return None if turn.needs_somebody else _("Somebody does it already. Ask them, if you like.")


def unless_planned(meeting: Meeting) -> Promise | None:
    """While it is still to come or goes on."""
    return None if meeting.is_ahead else _("This meeting is over, or was called off.")
