"""Coming in by code, link or card; and being signed in on a device."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import F, Q
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actions import OnStream, action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import codes, kinds, limits, rules
from evenweave.people.models import Device, How, Limit, Person, SpentChallenge, Ticket
from evenweave.people.models.persons import new_secret

CODE_LASTS = timedelta(minutes=10)
CARD_LASTS = timedelta(hours=24)
# So long a page can still say why an old code or card does not work any more.
CODES_KEPT = timedelta(days=1)
# So long a person can see which cards were made for them, and by whom.
CARDS_KEPT = timedelta(days=365)
TRIES = 5

WRONG = _(
    "These are not the figures we sent. Compare them with the newest e-mail from us, one by one."
)
BURNT = _(
    "There were too many wrong tries, so this code no longer works. "
    "The link in the same e-mail still does, for ten minutes. Or ask for a new code."
)
LATE = _("This code is too old. A code works for ten minutes. Please ask for a new one.")
USED = _("This code was used already. A code works once. Please ask for a new one.")
GUESSED = _(
    "Too many wrong codes were tried for this address today, so codes are not taken just now. "
    "Please use the link in the e-mail instead: it works as well, and nobody can guess it."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was made for an address. Without a person there is nobody to send it to."""

    person: Person | None
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Entered:
    """Whose code it was; or why it opens nothing."""

    person: Person | None = None
    reason: Promise | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card that was just made. Its code is nowhere else, and cannot be shown again."""

    ticket: Ticket
    code: str


@action(quiet="Coming in is private. Only a hash of the code is kept, and an address is not told.")
def ask_for_code(*, email: str, by: Actor, at: datetime) -> Asked:
    """Make a code and a link for an address, whether anybody here has it or not."""
    refuse_if(rules.why_not_ask_for_code(email, at))
    sweep(at)
    address = codes.address_hash(email)
    if not limits.count(limits.CODES, address, at):  # another process was quicker
        refuse_if(rules.TOO_MANY_CODES)
    asked = Asked(Person.objects.by_email(email), codes.new_code(), codes.new_link())
    ticket = Ticket(
        kind=Ticket.Kind.CODE,
        person=asked.person,
        address_hash=address,
        link_hash=codes.digest("link", asked.link),
        made_at=at,
        expires_at=at + CODE_LASTS,
    )
    ticket.code_hash = code_hash(ticket, asked.code)
    ticket.save(force_insert=True)
    return asked


def code_hash(ticket: Ticket, code: str) -> str:
    """What is kept of a ticket's code: equal codes of two tickets look different."""
    return codes.digest("code", f"{ticket.id}:{code}")


@action(quiet="Coming in is private. A wrong code is counted, to stop guessing, for some hours.")
def enter_code(*, email: str, code: str, network: str, by: Actor, at: datetime) -> Entered:
    """Use up the code that was sent to an address. A wrong one is counted, so nothing is refused.

    Every try is counted before it is looked at: of many at once, from many processes, only so
    many are looked at as a ticket has tries.
    """
    address = codes.address_hash(email)
    if limits.is_reached(limits.GUESSES, address, at):
        return Entered(reason=GUESSED)
    tries = 1 if limits.is_reached(limits.NETWORK, network, at) else TRIES
    tickets = Ticket.objects.filter(kind=Ticket.Kind.CODE, address_hash=address).order_by("id")
    tried = {ticket.id for ticket in tickets if count_try(ticket, tries, at)}
    typed = codes.as_typed(code)
    found = [ticket for ticket in tickets if is_code_of(ticket, typed)]
    for ticket in found:
        if ticket.id in tried and ticket.person is not None:
            use_up(ticket, at)
            tickets.filter(expires_at__gt=at).update(expires_at=at)
            return Entered(person=ticket.person)
    if not any(ticket.used_at or at >= ticket.expires_at for ticket in found):
        limits.count(limits.GUESSES, address, at)
        limits.count(limits.NETWORK, network, at)
    return Entered(reason=why_wrong(list(tickets), found, bool(tried), at))


def count_try(ticket: Ticket, tries: int, at: datetime) -> bool:
    """Count one try of an open ticket; False when it has none left."""
    has_tries = Q(pk=ticket.pk, used_at=None, expires_at__gt=at, tries__lt=tries)
    return bool(Ticket.objects.filter(has_tries).update(tries=F("tries") + 1))


def is_code_of(ticket: Ticket, typed: str) -> bool:
    """Whether these figures are this ticket's."""
    return constant_time_compare(ticket.code_hash, code_hash(ticket, typed))


def use_up(ticket: Ticket, at: datetime) -> bool:
    """Use a ticket; False when another request was quicker."""
    return bool(Ticket.objects.filter(pk=ticket.pk, used_at=None).update(used_at=at))


def why_wrong(tickets: list[Ticket], found: list[Ticket], was_tried: bool, at: datetime) -> Promise:
    """What to say of a code that opened nothing. It is the same for addresses nobody has."""
    if any(ticket.used_at for ticket in found):
        return USED
    if was_tried:
        return WRONG
    if any(ticket.is_open(at) for ticket in tickets):
        return BURNT
    return LATE


@action(quiet="Coming in is private. The record told when the card was made.")
def use_ticket(*, secret: str, here: Person | None, by: Actor, at: datetime) -> Ticket:
    """Use up the link of an e-mail, or a card. `here` is who is signed in already."""
    ticket = ticket_of(secret)
    refuse_if(rules.why_not_use_ticket(ticket, here, at))
    if ticket is None or not use_up(ticket, at):
        refuse_if(rules.why_not_use_ticket(ticket_of(secret), here, at))
        raise AssertionError("A ticket that cannot be used says why.")
    return ticket


def ticket_of(secret: str) -> Ticket | None:
    """The ticket whose link, or whose card's number, this is."""
    hashes = {codes.digest("link", secret), codes.digest("card", codes.as_typed(secret))}
    return Ticket.objects.select_related("person").filter(link_hash__in=hashes).first()


@action(records=kinds.CARD_MADE)
def make_card(*, person: Person, stream: OnStream, by: Actor, at: datetime) -> Card:
    """Make a card for somebody of a project's team; an older one that was not used ends.

    Whether `by` may do this in that team is for the caller's rule to say.
    """
    refuse_if(rules.why_not_make_card(person, by))
    person.tickets.filter(kind=Ticket.Kind.CARD, used_at=None, expires_at__gt=at).update(
        expires_at=at
    )
    code = codes.new_card()
    ticket = person.tickets.create(
        kind=Ticket.Kind.CARD,
        link_hash=codes.digest("card", code),
        made_by=by.helper or by.person,
        made_at=at,
        expires_at=at + CARD_LASTS,
    )
    return Card(ticket, code)


@action(quiet="The record told when the card was made; that its person knows is theirs alone.")
def hear_of_cards(*, person: Person, cards: Iterable[Ticket], by: Actor, at: datetime) -> None:
    """The person has read who made these cards for them."""
    refuse_if(rules.why_not_hear_of_cards(person, by))
    ids = [card.pk for card in cards]
    person.tickets.filter(pk__in=ids, told_at=None).update(told_at=at)


@action(quiet="Where somebody is signed in is for their own eyes.")
def note_device(
    *,
    person: Person,
    session_hash: str,
    what: str,
    how: How,
    is_shared: bool,
    by: Actor,
    at: datetime,
    ticket: Ticket | None = None,
) -> Device:
    """Somebody has just signed in on a device."""
    refuse_if(rules.why_not_note_device(person, by))
    sweep(at)
    return person.devices.create(
        session_hash=session_hash,
        what=what,
        how=how,
        is_shared=is_shared,
        ticket_id=ticket.pk if ticket else None,
        since=at,
    )


@action(quiet="Where somebody is signed in is for their own eyes.")
def end_device(*, device: Device, by: Actor, at: datetime) -> None:
    """Sign a person out on one device."""
    refuse_if(rules.why_not_end_device(device, by))
    Session.objects.filter(session_key=device.session_hash).delete()
    device.delete()


@action(quiet="Where somebody is signed in is for their own eyes.")
def end_all_devices(*, person: Person, by: Actor, at: datetime) -> None:
    """Sign a person out everywhere: no session that was ever begun holds any more."""
    refuse_if(rules.why_not_end_all_devices(person, by))
    hashes = person.devices.values("session_hash")
    Session.objects.filter(session_key__in=hashes).delete()
    person.devices.all().delete()
    person.session_secret = new_secret()
    person.save(update_fields=["session_secret"])


def sweep(at: datetime) -> None:
    """Let go of what is past: limits, codes, cards of long ago, and devices signed out."""
    Limit.objects.filter(until__lt=at).delete()
    SpentChallenge.objects.filter(until__lt=at).delete()
    old_codes = Q(kind=Ticket.Kind.CODE, expires_at__lt=at - CODES_KEPT)
    old_cards = Q(kind=Ticket.Kind.CARD, expires_at__lt=at - CARDS_KEPT)
    Ticket.objects.filter(old_codes | old_cards).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    Device.objects.signed_out(at).delete()
