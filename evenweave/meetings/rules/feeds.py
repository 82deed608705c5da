"""Why somebody may not have a calendar of their meetings."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor


def why_not_make_feed(by: Actor, person: UUID) -> Promise | None:
    """The person themself, and not their helper: whoever has the address reads along."""
    if by.person != person or by.helper is not None:
        return _("Only the person themself can do this.")
    return None


def why_not_end_feed(by: Actor, person: UUID) -> Promise | None:
    """The person themself; or whoever may erase them."""
    if by.person is None or by.person == person:
        return None
    return _("Only the person themself can do this.")
