"""What a person is called, and how to reach them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import refuse_if
from evenweave.people import limits, rules
from evenweave.people.actions.helpers import note_deed
from evenweave.people.models import Deed, NewAddress, Person
from evenweave.people.rules.reaching import CODES


@action(quiet="What somebody is called is up to them; the record reads their name of today.")
def rename_person(
    *, person: Person, name: str, pronouns: str, version: int, by: Actor, at: datetime
) -> None:
    """The name they like, everywhere at once: it is kept in this one place."""
    refuse_if(rules.why_not_rename_person(by, person, name))
    change(person, version, name=name, pronouns=pronouns)


@action(quiet="How to reach a person is private.")
def change_reach(
    *,
    person: Person,
    reach_by: str,
    phone: str,
    post: str,
    not_when: str,
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """How they like to be reached, and when not."""
    refuse_if(rules.why_not_change_reach(by, person, reach_by, phone, post))
    change(person, version, reach_by=reach_by, phone=phone, post=post, not_when=not_when)
    note_deed(person, Deed.What.REACH, by, at)


def change(person: Person, version: int, **fields: Any) -> None:
    """Write these fields, unless somebody was quicker: asked and written in one step."""
    same = Person.objects.filter(pk=person.pk, version=version)
    if not same.update(version=version + 1, **fields):
        raise Changed


@action(quiet="How to reach a person is private.")
def ask_new_address(
    *, person: Person, email: str, code_hash: str, by: Actor, at: datetime
) -> NewAddress:
    """Keep a new address beside the old one until it is proven. Nobody is locked out by a slip.

    Without a `code_hash` none could be sent; the address waits.
    """
    refuse_if(rules.why_not_ask_new_address(by, person, email, at))
    if code_hash:
        limits.count(CODES, str(person.id), at)
    fields = {"email": email, "code_hash": code_hash, "asked_at": at, "tries": 0}
    new, _is_first = NewAddress.objects.update_or_create(person=person, defaults=fields)
    return new


@action(quiet="How to reach a person is private.")
def try_code(*, new: NewAddress, by: Actor, at: datetime) -> None:
    """Count that a code was typed, right or wrong, before it is looked at."""
    new.refresh_from_db()
    refuse_if(rules.why_not_try_code(by, new, at))
    NewAddress.objects.filter(pk=new.pk).update(tries=F("tries") + 1)


@action(quiet="How to reach a person is private.")
def take_new_address(*, new: NewAddress, code: str, by: Actor, at: datetime) -> None:
    """The new address is proven, and takes the place of the old one."""
    refuse_if(rules.why_not_take_new_address(by, new, code))
    Person.objects.filter(pk=new.person_id).update(email=new.email)
    new.delete()


@action(quiet="How to reach a person is private.")
def forget_new_address(*, person: Person, by: Actor, at: datetime) -> None:
    """Keep the address as it was."""
    refuse_if(rules.why_not_forget_new_address(by, person))
    NewAddress.objects.filter(person=person).delete()


@action(quiet="By which clock somebody lives is private.")
def choose_clock(*, person: Person, zone: str, by: Actor, at: datetime) -> None:
    """The clock by which pages and messages tell a meeting’s time beside its own."""
    refuse_if(rules.why_not_choose_clock(by, person, zone))
    Person.objects.filter(pk=person.pk).update(zone=zone)


@action(quiet="In which language somebody reads is private.")
def choose_language(*, person: Person, language: str, by: Actor, at: datetime) -> None:
    """The language of pages and messages."""
    refuse_if(rules.why_not_choose_language(by, person, language))
    Person.objects.filter(pk=person.pk).update(language=language)
