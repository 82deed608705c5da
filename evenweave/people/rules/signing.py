"""Why somebody may not come in, or not in this way."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.common.actors import Actor
from evenweave.people import limits
from evenweave.people.codes import address_hash
from evenweave.people.models import Device, Person, Ticket
from evenweave.people.rules.own import not_alone

TOO_MANY_CODES = gettext_lazy(
    "We have just sent several codes to this address. Please use the newest one: it can take a few "
    "minutes, and sometimes it lies among the junk mail. You can ask again in ten minutes."
)

NOT_KNOWN = gettext_lazy(
    "We do not know this link or card. Perhaps a part of it is missing. "
    "Look at it once more, or ask for a new one."
)


def why_not_ask_for_code(email: str, at: datetime) -> Promise | None:
    """Three codes at once, then one each ten minutes, for an address that we know or not."""
    if limits.is_reached(limits.CODES, address_hash(email), at):
        return TOO_MANY_CODES
    return None


def why_not_use_ticket(ticket: Ticket | None, here: Person | None, at: datetime) -> str | None:
    """A link or a card works once, in its time, and not while somebody else is signed in."""
    if ticket is None or ticket.person is None:
        return str(NOT_KNOWN)
    if here is not None and here != ticket.person:
        return _(
            "This is a way in for somebody else, and you are signed in as {name}. "
            "Sign out first. It was not used up."
        ).format(name=here.name)
    if ticket.kind == Ticket.Kind.CARD:
        return why_card_is_over(ticket, at)
    if ticket.used_at is not None:
        return _("This link was used already. A link works once. Please ask for a new code.")
    if at >= ticket.expires_at:
        return _("This link is too old. It works for ten minutes. Please ask for a new code.")
    return None


def why_card_is_over(card: Ticket, at: datetime) -> str | None:
    """A card works once, within 24 hours, and until a newer one is made."""
    if card.used_at is not None:
        return _(
            "This card was used already, on {day}. A card works once. If that was not you, "
            "tell your team. They can make you a new one."
        ).format(day=moment(card.used_at))
    if at >= card.expires_at:
        return _(
            "This card is too old: it worked until {day}. Ask your team for a new one."
        ).format(day=moment(card.expires_at))
    return None


def moment(at: datetime) -> str:
    """A time in words."""
    return date_format(localtime(at), _("l j F Y, P"))


def why_not_make_card(person: Person, by: Actor) -> Promise | None:
    """A card is made for somebody else; whoever is here needs none, and a helper gets none."""
    if by.person == person.id:
        return gettext_lazy(
            "A card is made for somebody else. To sign in on another device, use a code or a "
            "passkey."
        )
    return None


def why_not_hear_of_cards(person: Person, by: Actor) -> Promise | None:
    """Only the person themself says that they have read it."""
    return not_alone(by, person)


def why_not_note_device(person: Person, by: Actor) -> Promise | None:
    """A person signs in themself."""
    return not_alone(by, person)


def why_not_end_device(device: Device, by: Actor) -> Promise | None:
    """A person ends their own devices."""
    return not_alone(by, device.person)


def why_not_end_all_devices(person: Person, by: Actor) -> Promise | None:
    """A person ends their own devices."""
    return not_alone(by, person)
