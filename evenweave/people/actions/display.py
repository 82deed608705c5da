"""How pages look, kept with the person."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import rules
from evenweave.people.models import Person


@action(quiet="How pages look to somebody is private.")
def keep_display(*, person: Person, display: str, by: Actor, at: datetime) -> None:
    """The look that a person chose (`Display.cookie`), for every device they sign in on."""
    refuse_if(rules.why_not_keep_display(by, person))
    Person.objects.filter(pk=person.pk).update(display=display)
