"""Erasing what this room keeps of a person. The archive asks it, last of the rooms."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import rules
from evenweave.people.models import Person, Ticket


@action(quiet="Each record that knew the person tells it itself.")
def forget_person(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Remove a person and all that this room keeps of them, open sessions included.

    Where they looked at another's words stays in that one's own list, without saying who it was.
    """
    person = Person.objects.get(pk=person_id)
    refuse_if(rules.why_not_forget_person(by, person))
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person_id):
            session.delete()
    Ticket.objects.filter(made_by=person_id).update(made_by=None)
    person.delete()
    database.overwrite_at_commit()
