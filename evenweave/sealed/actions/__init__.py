"""What is done to a box, by its room, people and the worker; and to words without a name."""

from evenweave.sealed.actions.batches import (
    begin_seal,
    change_seal,
    forget_seals,
    release_lone,
)
from evenweave.sealed.actions.cards import ask_for_cards, give_card, lose_card
from evenweave.sealed.actions.casting import cast
from evenweave.sealed.actions.closing import (
    close_box,
    destroy_box,
    extend_box,
    finish_box,
    hold_box,
    keep_results,
    note_progress,
    remove_envelopes,
    void_box,
)
from evenweave.sealed.actions.lone import (
    send_further,
    send_lone,
    take_back_lone,
    take_back_waiting,
)
from evenweave.sealed.actions.opening import (
    begin_box,
    draw_card,
    fill_envelopes,
    keep_key,
    open_box,
)
from evenweave.sealed.actions.talking import answer_lone, forget_lines, take_back_line

__all__ = [
    "answer_lone",
    "ask_for_cards",
    "begin_box",
    "begin_seal",
    "cast",
    "change_seal",
    "close_box",
    "destroy_box",
    "draw_card",
    "extend_box",
    "fill_envelopes",
    "finish_box",
    "forget_lines",
    "forget_seals",
    "give_card",
    "hold_box",
    "keep_key",
    "keep_results",
    "lose_card",
    "note_progress",
    "open_box",
    "release_lone",
    "remove_envelopes",
    "send_further",
    "send_lone",
    "take_back_line",
    "take_back_lone",
    "take_back_waiting",
    "void_box",
]
