"""Why something may not be done to a box."""

from evenweave.sealed.rules.cards import (
    ONE_LOST,
    TWO_LOST,
    lock_of,
    what_is_lost,
    why_not_ask_for_cards,
    why_not_give_card,
    why_not_lose_card,
)
from evenweave.sealed.rules.casting import why_not_cast
from evenweave.sealed.rules.closing import (
    why_not_close_box,
    why_not_destroy_box,
    why_not_extend_box,
    why_not_finish_box,
    why_not_hold_box,
    why_not_keep_results,
    why_not_note_progress,
    why_not_remove_envelopes,
    why_not_void_box,
)
from evenweave.sealed.rules.opening import (
    fits_its_key,
    is_drawn,
    why_not_begin_box,
    why_not_draw_card,
    why_not_fill_envelopes,
    why_not_keep_key,
    why_not_open_box,
)

__all__ = [
    "ONE_LOST",
    "TWO_LOST",
    "fits_its_key",
    "is_drawn",
    "lock_of",
    "what_is_lost",
    "why_not_ask_for_cards",
    "why_not_begin_box",
    "why_not_cast",
    "why_not_close_box",
    "why_not_destroy_box",
    "why_not_draw_card",
    "why_not_extend_box",
    "why_not_fill_envelopes",
    "why_not_finish_box",
    "why_not_give_card",
    "why_not_hold_box",
    "why_not_keep_key",
    "why_not_keep_results",
    "why_not_lose_card",
    "why_not_note_progress",
    "why_not_open_box",
    "why_not_remove_envelopes",
    "why_not_void_box",
]
