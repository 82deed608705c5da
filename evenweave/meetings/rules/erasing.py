"""Why what meetings keep of a person may not be erased."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise

from evenweave.common.actors import Actor
from evenweave.projects.rules.erasing import why_not_forget_member


def why_not_forget_meetings(by: Actor, person_id: UUID) -> Promise | None:
    """Whoever may have the person's memberships erased."""
    return why_not_forget_member(by, person_id)
