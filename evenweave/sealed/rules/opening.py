"""Why a box cannot be opened."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.sealed import crypto, sharing
from evenweave.sealed.models import FEWEST, LONGEST, Box, Seal, State
from evenweave.sealed.vocabulary import declared

AGAIN = _("Something came in between. It is tried again by itself.")


def why_not_open_box(
    *,
    kind: str,
    about: UUID,
    electors: Sequence[UUID],
    longest: int,
    fewest: int,
    holders: Sequence[UUID],
) -> str | Promise | None:
    """A box is for at least five people, each once, and there is one at a time for a thing.

    It can have three locks; then three different people hold the cards.
    """
    if kind not in declared:
        return f"There is no kind of box called {kind}."
    if len(set(electors)) < FEWEST:
        return _("A secret vote needs at least five people: with fewer, it could not stay secret.")
    if len(set(electors)) < fewest:
        return _("There are fewer people than papers are needed to open the box.")
    if len(set(electors)) != len(electors):
        return _("Somebody is named twice. Each person has one envelope.")
    if not 1 <= longest <= LONGEST or fewest < FEWEST:
        return f"Papers have 1 to {LONGEST} bytes, and {FEWEST} or more are opened."
    if holders and len(set(holders)) != sharing.SHARES:
        return _("Three locks need three different people who each keep a card.")
    if Box.objects.live().filter(kind=kind, about=about).exists():
        return _("There is already a box for this. Wait until it is closed.")
    return None


def why_not_keep_key(box: Box) -> Promise | None:
    """A box that is being made ready gets one key."""
    return AGAIN if box.state != State.OPENING or box.public_key else None


def why_not_fill_envelopes(box: Box, start: int) -> Promise | None:
    """Blanks go into a box that has a key and is not open yet, tray after tray."""
    is_ready = box.state == State.OPENING and box.public_key and box.done == start
    return None if is_ready else AGAIN


def why_not_begin_box(box: Box) -> Promise | None:
    """A box opens once there is an envelope with a sealed blank for every seat."""
    if box.state != State.OPENING or box.envelopes.count() != box.seats:
        return AGAIN
    return None


def why_not_draw_card(box: Box, holder: UUID) -> Promise | None:
    """Each of the three draws their own card before the box opens; the last drawn counts."""
    if box.state != State.OPENING or box.public_key:
        return _("The box is open already, and its cards were drawn. No other card can open it.")
    if not box.locks.filter(holder=holder).exists():
        return _("You are not among the three who keep a card for this box.")
    return None


def is_drawn(box: Box) -> bool:
    """Whether all three cards of a box with locks were drawn."""
    drawn = [bool(card_key) for card_key in box.locks.values_list("card_key", flat=True)]
    return len(drawn) == sharing.SHARES and all(drawn)


def fits_its_key(sealed: Box | Seal, seed: bytes) -> bool:
    """Whether a seed is the one that this box, or these words, were sealed with."""
    return crypto.public_bytes(crypto.private_key(seed)) == bytes(sealed.public_key)
