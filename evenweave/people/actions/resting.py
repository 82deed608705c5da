"""Resting: messages stop, nothing is expected, and nobody is told why."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import rules
from evenweave.people.actions.helpers import note_deed
from evenweave.people.models import Deed, Person


@action(quiet="Resting is private: no reason, no absence.")
def rest(*, person: Person, by: Actor, at: datetime) -> None:
    """Begin to rest; who rests already goes on resting."""
    refuse_if(rules.why_not_rest(by, person))
    if Person.objects.filter(pk=person.pk, resting_since=None).update(resting_since=at):
        note_deed(person, Deed.What.REST, by, at)


@action(quiet="Resting is private: no reason, no absence.")
def stop_resting(*, person: Person, by: Actor, at: datetime) -> None:
    """Come back."""
    refuse_if(rules.why_not_stop_resting(by, person))
    resting = Person.objects.filter(pk=person.pk).exclude(resting_since=None)
    if resting.update(resting_since=None):
        note_deed(person, Deed.What.BACK, by, at)
