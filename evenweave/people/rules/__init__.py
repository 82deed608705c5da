"""Why something may not be done to or by a person."""

from evenweave.people.rules.display import why_not_keep_display
from evenweave.people.rules.erasing import why_not_forget_person
from evenweave.people.rules.gifts import why_not_add_gift, why_not_remove_gift, why_not_share_gift
from evenweave.people.rules.helpers import (
    why_not_accept_helping,
    why_not_arrive_as_helper,
    why_not_ask_helper,
    why_not_confirm_deeds,
    why_not_end_helping,
)
from evenweave.people.rules.institution import why_not_use_institution
from evenweave.people.rules.needs import (
    why_not_look_at_need,
    why_not_put_hint_away,
    why_not_seal_needs_again,
    why_not_write_need,
)
from evenweave.people.rules.passkeys import (
    why_not_add_passkey,
    why_not_remove_passkey,
    why_not_use_passkey,
)
from evenweave.people.rules.persons import why_not_add_person
from evenweave.people.rules.reaching import (
    why_not_ask_new_address,
    why_not_change_reach,
    why_not_choose_clock,
    why_not_choose_language,
    why_not_forget_new_address,
    why_not_rename_person,
    why_not_take_new_address,
    why_not_try_code,
    why_unreachable,
)
from evenweave.people.rules.resting import why_not_rest, why_not_stop_resting
from evenweave.people.rules.signing import (
    NOT_KNOWN,
    TOO_MANY_CODES,
    why_not_ask_for_code,
    why_not_end_all_devices,
    why_not_end_device,
    why_not_hear_of_cards,
    why_not_make_card,
    why_not_note_device,
    why_not_use_ticket,
)

__all__ = [
    "NOT_KNOWN",
    "TOO_MANY_CODES",
    "why_not_accept_helping",
    "why_not_add_gift",
    "why_not_add_passkey",
    "why_not_add_person",
    "why_not_arrive_as_helper",
    "why_not_ask_for_code",
    "why_not_ask_helper",
    "why_not_ask_new_address",
    "why_not_change_reach",
    "why_not_choose_clock",
    "why_not_choose_language",
    "why_not_confirm_deeds",
    "why_not_end_all_devices",
    "why_not_end_device",
    "why_not_end_helping",
    "why_not_forget_new_address",
    "why_not_forget_person",
    "why_not_hear_of_cards",
    "why_not_keep_display",
    "why_not_look_at_need",
    "why_not_make_card",
    "why_not_note_device",
    "why_not_put_hint_away",
    "why_not_remove_gift",
    "why_not_remove_passkey",
    "why_not_rename_person",
    "why_not_rest",
    "why_not_seal_needs_again",
    "why_not_share_gift",
    "why_not_stop_resting",
    "why_not_take_new_address",
    "why_not_try_code",
    "why_not_use_institution",
    "why_not_use_passkey",
    "why_not_use_ticket",
    "why_not_write_need",
    "why_unreachable",
]
