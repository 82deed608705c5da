"""Coming in through one's institution."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import rules
from evenweave.people.institution import Claims
from evenweave.people.models import InstitutionTie, Person


@action(quiet="Coming in is private. The tie lets a person in whose address has changed.")
def use_institution(*, claims: Claims, by: Actor, at: datetime) -> Person:
    """An institution vouches for somebody, who is known here."""
    refuse_if(rules.why_not_use_institution(claims))
    tie = InstitutionTie.objects.select_related("person").filter(subject_hash=claims.subject_hash)
    if known := tie.first():
        return known.person
    person = Person.objects.get(email=claims.email.strip().lower())
    InstitutionTie.objects.create(person=person, subject_hash=claims.subject_hash, since=at)
    return person
