"""A link as a square that a phone's camera can read."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def square(address: str) -> SafeString:
    """The address as a QR code: SVG without a script or a style, drawn to any size.

    Level M can lose 15 % of its area to a fold or a coffee stain.
    """
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, svgclass=None, lineclass=None, border=4, light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - squares only: the address is not in it as text
