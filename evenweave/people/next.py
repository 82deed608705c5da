"""What is next for a person about themself, and about those they help."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common.next import Next
from evenweave.people.models import Deed, Need, Person

# How long somebody is new here. After that nobody suggests anything any more.
NEW_FOR = timedelta(days=30)


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Questions from those who want their help, what helpers did, and one suggestion at first."""
    person = waiting().filter(pk=person_id).first()
    if person is None:
        return []
    found = []
    if person.asked:
        found.append(asked_to_help(person.asked))
    if person.has_deeds:
        found.append(helped())
    if is_new(person, at) and not (person.has_needs or person.has_put_hint_away):
        found.append(what_helps())
    return found


@cache
def waiting() -> Any:
    """Everybody, each with what waits for them. It is put together once, for home asks often."""
    return Person.objects.annotate(
        asked=Count("helps", filter=Q(helps__since=None), distinct=True),
        has_deeds=Exists(Deed.objects.filter(person=OuterRef("pk"))),
        has_needs=Exists(Need.objects.filter(person=OuterRef("pk"))),
    )


def is_new(person: Person, at: datetime) -> bool:
    """Whether they came lately, and are about: who rests is asked for nothing."""
    return at - person.joined_at < NEW_FOR and not person.is_resting


def asked_to_help(number: int) -> Next:
    """Somebody would like this person's help."""
    title = ngettext(
        "Somebody asks you to act for them", "%(n)s people ask you to act for them", number
    )
    return Next(
        _("Say yes or no"),
        title % {"n": number},
        _("Both answers are fine. You can end it at any time."),
        2,
        reverse("people:helpers"),
    )


def helped() -> Next:
    """A helper changed something on this person's own pages."""
    return Next(
        _("Look"),
        _("What your helper changed for you"),
        _("It counts already. Tell us that it is right, when you like."),
        1,
        reverse("people:helpers"),
    )


def what_helps() -> Next:
    """A suggestion for somebody new, once."""
    return Next(
        _("Write, if you wish"),
        _("What helps you to take part?"),
        _("You choose who may read it. There is also a “not now”, and then we leave it be."),
        3,
        reverse("people:helps"),
    )
