"""A private address for a calendar: made, made anew, and ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.meetings.models import Feed
from evenweave.meetings.rules import feeds as rules
from evenweave.people.codes import mark, new_link

QUIET = "A person’s own settings are theirs."


def mark_of(key: str) -> str:
    """What is kept of an address."""
    return mark("calendar", key)


@action(quiet=QUIET)
def make_feed(*, person: UUID, by: Actor, at: datetime) -> str:
    """A new address, which is shown once; one from before leads nowhere any more."""
    refuse_if(rules.why_not_make_feed(by, person))
    key = new_link()
    told = {"mark": mark_of(key), "made_at": at}
    Feed.objects.update_or_create(person=person, defaults=told)
    return key


@action(quiet=QUIET)
def end_feed(*, person: UUID, by: Actor, at: datetime) -> None:
    """The address leads nowhere any more."""
    refuse_if(rules.why_not_end_feed(by, person))
    Feed.objects.filter(person=person).delete()
