"""An open invitation as it is handed out: an address, a square to scan, figures to type."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from evenweave.outbox.links import whole
from evenweave.people.codes import in_groups
from evenweave.projects import codes, drawing
from evenweave.projects.models import Invitation


@dataclass(frozen=True, slots=True)
class WayIn:
    """What stands on a card. `address` opens the door; `door` and `figures` do so by hand."""

    invitation: Invitation
    address: str
    door: str
    figures: str
    square: SafeString


def way_in(invitation: Invitation) -> WayIn | None:
    """How to come in by a link or a card; None when it can no longer be told.

    A letter's way in is for whoever can open the letter, so nobody here sees it. When the secret
    key was changed, no code from before opens anything or can be told.
    """
    code = codes.code_of(invitation.id)
    is_letter = invitation.kind == Invitation.Kind.EMAIL
    if is_letter or codes.hashed(code) != invitation.token_hash:
        return None
    door = whole(reverse("projects:join"))
    address = f"{door}?code={code}"
    return WayIn(invitation, address, door, in_groups(code), drawing.square(address))
