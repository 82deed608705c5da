"""What this room keeps of a person: all of it to take away, and all of it to erase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings

from evenweave.common.display import Display
from evenweave.people import encryption, sharing
from evenweave.people.actions import forget_person as erase
from evenweave.people.models import (
    Deed,
    Device,
    Gift,
    Helper,
    InstitutionTie,
    Look,
    Need,
    NewAddress,
    Person,
    Ticket,
)

__all__ = ["erase", "export"]


def export(person_id: UUID) -> dict[str, Any]:
    """Everything, in words where there are words. The sealed words of a person are opened for them.

    Left out are hashes and secrets: they say nothing, and would let others in.
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return {}
    return {
        "person": about(person),
        "new_e-mail_address": new_address(person),
        "private_words": [private(need) for need in person.needs.order_by("kind")],
        "shared_with_you": [
            {"from": need.person.name, "what": need.get_kind_display(), "since": since}
            for need, since in shared_with(person)
        ],
        "who_looked": [look_at(look) for look in person.looks.order_by("at", "id")],
        "what_you_looked_at": [
            {"of": look.person.name, "what": look.get_kind_display(), "at": look.at}
            for look in Look.objects.filter(looker=person).select_related("person").order_by("at")
        ],
        "what_you_bring": [gift(each) for each in person.gifts.order_by("kind", "words")],
        "who_acts_for_you": [helper(each) for each in person.helpers.order_by("asked_at")],
        "for_whom_you_act": [helped(each) for each in person.helps.order_by("asked_at")],
        "changed_for_you": [deed(each) for each in person.deeds.order_by("at")],
        "changed_by_you_for_others": [
            {"for": each.person.name, "what": each.get_what_display(), "at": each.at}
            for each in Deed.objects.filter(helper=person).select_related("person").order_by("at")
        ],
        "devices": [device(each) for each in person.devices.order_by("since")],
        "passkeys": [
            {"name": each.name, "added_at": each.added_at}
            for each in person.passkeys.order_by("added_at")
        ],
        "codes_and_cards": [card(each) for each in person.tickets.order_by("made_at")],
        "tied_to_institution_since": [
            tie.since for tie in InstitutionTie.objects.filter(person=person)
        ],
    }


def about(person: Person) -> dict[str, Any]:
    """What a person is called, how to reach them, and how pages look to them."""
    look = Display.from_cookie(person.display or "").chosen
    return {
        "id": person.id,
        "name": person.name,
        "pronouns": person.pronouns,
        "e-mail": person.email or "",
        "phone": person.phone,
        "postal_address": person.post,
        "reach_me": person.get_reach_by_display(),
        "not_when": person.not_when,
        "language": dict(settings.LANGUAGES).get(person.language, person.language),
        "my_clock": person.zone,
        "how_pages_look": look,
        "resting_since": person.resting_since,
        "here_since": person.joined_at,
        "asked_not_to_be_reminded": person.has_put_hint_away,
    }


def new_address(person: Person) -> dict[str, Any]:
    """An e-mail address that waits to be proven."""
    waiting = NewAddress.objects.filter(person=person).first()
    return {"e-mail": waiting.email, "asked_at": waiting.asked_at} if waiting else {}


def private(need: Need) -> dict[str, Any]:
    """A person's own words, with who may read them."""
    try:
        words = sharing.opened(need)
    except encryption.Locked as locked:
        words = str(locked.reason)
    readers = need.readers.select_related("reader").order_by("since")
    return {
        "what": need.get_kind_display(),
        "words": words,
        "written_at": need.written_at,
        "shared_with": [{"name": each.reader.name, "since": each.since} for each in readers],
    }


def shared_with(person: Person) -> list[tuple[Need, Any]]:
    """What others share with this person; not the words, which are theirs."""
    found = Need.objects.shared_with(person.id).select_related("person").order_by("written_at")
    return [(need, need.readers.get(reader=person).since) for need in found]


def look_at(look: Look) -> dict[str, Any]:
    """Somebody who looked."""
    return {"what": look.get_kind_display(), "who": named(look.looker), "at": look.at}


def gift(each: Gift) -> dict[str, Any]:
    """Something that a person brings."""
    return {"what": each.get_kind_display(), "words": each.words, "shown": each.is_shared}


def helper(each: Helper) -> dict[str, Any]:
    """Somebody who acts for the person, or was asked to."""
    return {"who": named(each.helper), "asked_at": each.asked_at, "since": each.since}


def helped(each: Helper) -> dict[str, Any]:
    """Somebody for whom the person acts, or was asked to."""
    return {"who": each.person.name, "asked_at": each.asked_at, "since": each.since}


def deed(each: Deed) -> dict[str, Any]:
    """Something that a helper changed for the person."""
    return {"what": each.get_what_display(), "helper": named(each.helper), "at": each.at}


def device(each: Device) -> dict[str, Any]:
    """A device on which the person signed in."""
    return {
        "what": each.what,
        "signed_in": each.get_how_display(),
        "shared_computer": each.is_shared,
        "since": each.since,
    }


def card(each: Ticket) -> dict[str, Any]:
    """A code or a card that was made for the person."""
    return {
        "what": each.kind,
        "made_at": each.made_at,
        "made_by": named(Person.objects.filter(pk=each.made_by).first() if each.made_by else None),
        "used_at": each.used_at,
    }


def named(person: Person | None) -> str:
    """What somebody is called; nothing for one who is gone, or not known yet."""
    return person.name if person else ""
