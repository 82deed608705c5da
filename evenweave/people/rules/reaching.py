"""Why a person's name, or how to reach them, may not be changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.common.zones import zones
from evenweave.people import codes, limits
from evenweave.people.models import NewAddress, Person, Way
from evenweave.people.rules.own import not_alone, not_for

CODE_LASTS = timedelta(minutes=10)
TRIES = 5
# A few slips in a new address hinder nobody, and no stranger’s inbox is filled.
CODES = limits.Pace("new-address", timedelta(minutes=20), 5)


def why_not_rename_person(by: Actor, person: Person, name: str) -> Promise | None:
    """Each person says what they are called; any name will do, if there is one."""
    if text.is_blank(name):
        return _("There is no name here yet. Any name you like will do.")
    return not_alone(by, person)


def why_not_change_reach(
    by: Actor, person: Person, reach_by: str, phone: str, post: str
) -> Promise | None:
    """A way to be reached needs what it takes: an address, a number."""
    return not_for(by, person) or why_unreachable(person, reach_by, phone, post)


def why_unreachable(person: Person, reach_by: str, phone: str, post: str) -> Promise | None:
    """What is missing for this way to reach a person. In person nothing is missing."""
    if reach_by == Way.EMAIL and not (person.email or has_new_address(person)):
        return _("We have no e-mail address of yours yet. Choose another way, or add one first.")
    if reach_by in {Way.TEXT, Way.PHONE} and not phone:
        return _("For this we need your phone number. Write it below, or choose another way.")
    if reach_by == Way.POST and not post:
        return _("For this we need your postal address. Write it below, or choose another way.")
    return None


def has_new_address(person: Person) -> bool:
    """Whether a new address waits to be proven."""
    return NewAddress.objects.filter(person=person).exists()


def why_not_ask_new_address(by: Actor, person: Person, email: str, at: datetime) -> Promise | None:
    """A new address is asked for by the person, and no mailbox is flooded with codes.

    It does not say whether somebody else here has the address: only its owner may learn that.
    """
    if person.email == email:
        return _("This is already your e-mail address. There is nothing to change.")
    if limits.is_reached(CODES, str(person.id), at):
        return _("We sent several codes just now. Please wait twenty minutes, then try again.")
    return not_alone(by, person)


def why_not_try_code(by: Actor, new: NewAddress, at: datetime) -> Promise | None:
    """A code is tried by the person who asked for it, while it is fresh, and a few times only."""
    if not new.code_hash or at - new.asked_at > CODE_LASTS:
        return _("That code is too old. Please ask for a new one.")
    if new.tries >= TRIES:
        return _("That was tried too often. Please ask for a new code.")
    return not_alone(by, new.person)


def code_hash(person: Person, email: str, code: str) -> str:
    """What is kept of a code: it holds for this person and this address alone."""
    return codes.digest("new-address", f"{person.id}:{email}:{codes.as_typed(code)}")


def why_not_take_new_address(by: Actor, new: NewAddress, code: str) -> Promise | None:
    """The code is right, and nobody else here has the address: two people cannot share one."""
    if not constant_time_compare(code_hash(new.person, new.email, code), new.code_hash):
        return _("That code is not right. Please look at the message again.")
    if Person.objects.by_email(new.email) is not None:
        return _(
            "Somebody here already signs in with this address. Each person needs their own. "
            "You keep the address you had. If you share a mailbox, a card is another way in."
        )
    return not_alone(by, new.person)


def why_not_forget_new_address(by: Actor, person: Person) -> Promise | None:
    """A person may change their mind."""
    return not_alone(by, person)


def why_not_choose_clock(by: Actor, person: Person, zone: str) -> Promise | None:
    """Of a place that is known, or of this house."""
    if zone and zone not in zones():
        return _("Nobody here knows this clock. Please choose another.")
    return not_for(by, person)


def why_not_choose_language(by: Actor, person: Person, language: str) -> Promise | None:
    """Pages can be read in the languages that are here."""
    if language not in dict(settings.LANGUAGES):
        return _("Evenweave does not speak this language yet. Please choose another.")
    return not_for(by, person)
