"""A sign-in card as it is printed: whom it is for, its figures, and a picture for a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

import segno
from django.utils.safestring import SafeString, mark_safe

from evenweave.people.actions import Card
from evenweave.people.codes import in_groups


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a card."""

    name: str
    figures: str
    page: str
    square: SafeString
    expires_at: datetime


def printed(card: Card, typed: str, scanned: str) -> Printed:
    """The card; `typed` is the address at which its figures are typed, `scanned` the square’s."""
    person = card.ticket.person
    return Printed(
        name=person.name if person else "",
        figures=in_groups(card.code),
        page=typed,
        square=square(f"{scanned}?{urlencode({'key': card.code})}"),
        expires_at=card.ticket.expires_at,
    )


def square(address: str) -> SafeString:
    """An address as a QR code: SVG without a script or a style, drawn to any size.

    Dark on light whatever the theme, with the quiet edge that cameras need. Level M can lose 15 %
    of its area to a fold or a stain.
    """
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, svgclass=None, lineclass=None, border=4, light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - squares only: the address is not in it as text
