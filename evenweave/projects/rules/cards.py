"""Why somebody may not make a sign-in card for a member."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_coordinator


def why_not_make_sign_in_card(by: Actor, member: Member) -> Promise | None:
    """A coordinator makes it, with their own hands, for somebody who is in the project now."""
    if reason := unless_coordinator(by, member.project):
        return reason
    if by.helper is not None:
        return _("A card is a key to somebody’s pages, so only a coordinator can make it alone.")
    if not member.is_present:
        return _("They have left this project, so no card can be made for them here.")
    return None
