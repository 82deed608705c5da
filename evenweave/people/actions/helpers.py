"""Who may act for a person."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import limits, rules
from evenweave.people.actions.persons import add_person
from evenweave.people.models import Deed, Helper, Person
from evenweave.people.rules.helpers import ARRIVALS


@action(quiet="Who helps somebody is private, until the helper does something for them.")
def ask_helper(
    *, person: Person, helper: Person | None, by: Actor, at: datetime, link_hash: str | None = None
) -> Helper:
    """Ask somebody of one's teams to help; or, without a `helper`, whoever is given the link."""
    refuse_if(rules.why_not_ask_helper(by, person, helper))
    return Helper.objects.create(person=person, helper=helper, link_hash=link_hash, asked_at=at)


@action(quiet="Who helps somebody is private, until the helper does something for them.")
def arrive_as_helper(*, helping: Helper, name: str, email: str, by: Actor, at: datetime) -> None:
    """Somebody follows the link who may be new. An address that is known stays as it is."""
    refuse_if(rules.why_not_arrive_as_helper(helping, at))
    limits.count(ARRIVALS, str(helping.id), at)
    if Person.objects.by_email(email) is None:
        add_person(name=name, email=email, by=by, at=at)


@action(quiet="Who helps somebody is private, until the helper does something for them.")
def accept_helping(*, helping: Helper, helper: Person, by: Actor, at: datetime) -> None:
    """Say yes: from now on `helper` may act for the person, until either ends it."""
    helping.refresh_from_db()
    refuse_if(rules.why_not_accept_helping(by, helping, helper, at))
    helping.helper, helping.since, helping.link_hash = helper, at, None
    helping.save(update_fields=["helper", "since", "link_hash"])


@action(quiet="Who helps somebody is private, until the helper does something for them.")
def end_helping(*, helping: Helper, by: Actor, at: datetime) -> None:
    """End it, say no, or take the question back. It holds at once, on every page."""
    refuse_if(rules.why_not_end_helping(by, helping))
    helping.delete()


@action(quiet="It is between the two.")
def confirm_deeds(*, person: Person, by: Actor, at: datetime) -> None:
    """What helpers changed on the person's own pages up to now is right, and need not be listed."""
    refuse_if(rules.why_not_confirm_deeds(by, person))
    Deed.objects.filter(person=person, at__lte=at).delete()


def note_deed(person: Person, what: Deed.What, by: Actor, at: datetime) -> None:
    """If a helper did it, list it for the person; of several alike the latest is enough."""
    if by.helper is not None:
        Deed.objects.update_or_create(
            person=person, helper_id=by.helper, what=what, defaults={"at": at}
        )
