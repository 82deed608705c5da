"""Why what projects keep of a person may not be erased."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind


def why_not_forget_member(by: Actor, person_id: UUID) -> Promise | None:
    """A person asks for it themself, alone; whoever runs the machine can do it for who asks."""
    is_alone = by.kind is ActorKind.PERSON and by.person == person_id
    if by.kind is ActorKind.OPERATOR or is_alone:
        return None
    return _("Only the person can do this, when they are signed in themselves.")
