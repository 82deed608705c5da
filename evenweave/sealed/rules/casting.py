"""Why a paper cannot go into a box."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evenweave.sealed.models import Box, State

NOT_READY = _("The box is being made ready. Please try again in a minute.")
NOT_OPEN = _("The box is closed, and takes no more papers.")
NO_SEAT = _(
    "This box is for those who were in the circle when it opened, and you were not among them."
)


def why_not_cast(box: Box, tray: int | None, paper: bytes) -> str | Promise | None:
    """Whoever was there when the box opened can put a paper in and change it, until it closes.

    Without a seat nobody has a tray. No paper is longer than its box allows: it is refused, and
    never cut.
    """
    if box.state == State.OPENING:
        return NOT_READY
    if box.state != State.OPEN:
        return NOT_OPEN
    if tray is None:
        return NO_SEAT
    over = len(paper) - box.longest
    if over <= 0:
        return None
    return ngettext(
        "Your paper is {over} letter too long for the box. Please shorten it.",
        "Your paper is {over} letters too long for the box. Please shorten it.",
        over,
    ).format(over=over)
