"""Every write to what is kept of people."""

from evenweave.people.actions.display import keep_display
from evenweave.people.actions.erasing import forget_person
from evenweave.people.actions.gifts import add_gift, remove_gift, share_gift
from evenweave.people.actions.helpers import (
    accept_helping,
    arrive_as_helper,
    ask_helper,
    confirm_deeds,
    end_helping,
)
from evenweave.people.actions.institution import use_institution
from evenweave.people.actions.needs import look_at_need, put_hint_away, seal_needs_again, write_need
from evenweave.people.actions.passkeys import add_passkey, remove_passkey, use_passkey
from evenweave.people.actions.persons import add_person
from evenweave.people.actions.reaching import (
    ask_new_address,
    change_reach,
    choose_clock,
    choose_language,
    forget_new_address,
    rename_person,
    take_new_address,
    try_code,
)
from evenweave.people.actions.resting import rest, stop_resting
from evenweave.people.actions.signing import (
    Asked,
    Card,
    ask_for_code,
    end_all_devices,
    end_device,
    enter_code,
    hear_of_cards,
    make_card,
    note_device,
    use_ticket,
)

__all__ = [
    "Asked",
    "Card",
    "accept_helping",
    "add_gift",
    "add_passkey",
    "add_person",
    "arrive_as_helper",
    "ask_for_code",
    "ask_helper",
    "ask_new_address",
    "change_reach",
    "choose_clock",
    "choose_language",
    "confirm_deeds",
    "end_all_devices",
    "end_device",
    "end_helping",
    "enter_code",
    "forget_new_address",
    "forget_person",
    "hear_of_cards",
    "keep_display",
    "look_at_need",
    "make_card",
    "note_device",
    "put_hint_away",
    "remove_gift",
    "remove_passkey",
    "rename_person",
    "rest",
    "seal_needs_again",
    "share_gift",
    "stop_resting",
    "take_new_address",
    "try_code",
    "use_institution",
    "use_passkey",
    "use_ticket",
    "write_need",
]
