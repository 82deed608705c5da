"""Why a box cannot be closed, opened, held or ended."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.sealed.models import Box, State
from evenweave.sealed.rules.opening import AGAIN

NOT_OPEN = _("The box is not open, so it cannot be closed.")
NOT_TOO_FEW = _("The box was not closed with too few papers.")
NOT_TO_DESTROY = _("The box is being opened or is over, so nothing in it is left to destroy.")


def why_not_close_box(box: Box) -> Promise | None:
    """An open box is closed once; from then on no paper goes in."""
    return None if box.state == State.OPEN else NOT_OPEN


def why_not_extend_box(box: Box) -> Promise | None:
    """A box that closed with too few papers can stay open longer; the papers in it stay."""
    return None if box.state == State.TOO_FEW else NOT_TOO_FEW


def why_not_destroy_box(box: Box) -> Promise | None:
    """Papers can be destroyed unread as long as they have not been opened.

    Also while a box with locks waits for its cards.
    """
    waits = box.state == State.CLOSING and box.has_locks and not box.ending
    if waits or box.state in {State.OPENING, State.OPEN, State.TOO_FEW}:
        return None
    return NOT_TO_DESTROY


def why_not_keep_results(box: Box) -> Promise | None:
    """Papers are opened once."""
    return None if is_unopened(box) else AGAIN


def why_not_hold_box(box: Box) -> Promise | None:
    """A box with too few papers is held before anything of it was kept."""
    return None if is_unopened(box) else AGAIN


def why_not_void_box(box: Box) -> Promise | None:
    """A box that nobody can open any more is void; one whose papers were opened is not."""
    return AGAIN if box.ending or box.is_over else None


def is_unopened(box: Box) -> bool:
    """Whether a closing box still has its papers unread."""
    return box.state == State.CLOSING and not box.ending


def why_not_remove_envelopes(box: Box) -> Promise | None:
    """Envelopes go once it is settled how the box ends: results are kept, or not wanted."""
    return None if box.state == State.CLOSING and box.ending else AGAIN


def why_not_finish_box(box: Box) -> Promise | None:
    """A box is over once nothing of its envelopes is left."""
    if box.state != State.CLOSING or not box.ending or box.envelopes.exists():
        return AGAIN
    return None


def why_not_note_progress(box: Box, done: int) -> Promise | None:
    """Progress is a part of the seats."""
    return None if 0 <= done <= box.seats else AGAIN
