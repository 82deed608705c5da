"""An agenda that anybody adds to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.meetings import telling
from evenweave.meetings.models import Item, Meeting
from evenweave.meetings.rules import agenda as rules
from evenweave.projects.models import Member

QUIET = "An agenda is everybody’s, and to add to it is no use of authority."


@action(quiet=QUIET)
def add_item(
    *,
    meeting: Meeting,
    purpose: str,
    title: str,
    minutes: int,
    by: Actor,
    at: datetime,
    lead: Member | None = None,
    prepare: str = "",
    thing_kind: str = "",
    thing_id: UUID | None = None,
) -> Item:
    """Something to share, to talk about or to decide; or a break. It comes last."""
    refuse_if(
        rules.why_not_add_item(
            by, meeting, title=title, minutes=minutes, lead=lead, prepare=prepare
        )
    )
    last = meeting.items.aggregate(last=Max("position"))["last"]
    return Item.objects.create(
        meeting=meeting,
        purpose=purpose,
        title=title,
        minutes=minutes,
        lead=lead,
        prepare=prepare,
        thing_kind=thing_kind,
        thing_id=thing_id,
        position=0 if last is None else last + 1,
        added_by=by.person,
        added_at=at,
    )


@action(quiet="The agenda goes to all alike, on the day that was told.")
def send_agenda(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """What it is about goes to everybody in the circle, each with what is theirs first."""
    meeting.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_send_agenda(meeting))
    meeting.agenda_sent_at = at
    meeting.save(update_fields=["agenda_sent_at"])
    telling.agenda(meeting, by=by, at=at)


@action(quiet=QUIET)
def change_item(
    *,
    item: Item,
    version: int,
    purpose: str,
    title: str,
    minutes: int,
    lead: Member | None,
    prepare: str,
    by: Actor,
    at: datetime,
) -> None:
    """The same put otherwise."""
    item.refresh_from_db()  # under the lock
    refuse_if_changed(item, version=version)
    refuse_if(
        rules.why_not_change_item(
            by, item, title=title, minutes=minutes, lead=lead, prepare=prepare
        )
    )
    item.purpose, item.title, item.minutes = purpose, title, minutes
    item.lead, item.prepare, item.version = lead, prepare, version + 1
    item.save()


@action(quiet=QUIET)
def move_item(*, item: Item, up: bool, by: Actor, at: datetime) -> None:
    """Sooner, or later, by one place."""
    refuse_if(rules.why_not_move_item(by, item))
    items = list(item.meeting.items.all())
    venue = items.index(item)
    other = venue - 1 if up else venue + 1
    if 0 <= other < len(items):
        items[venue], items[other] = items[other], items[venue]
    for position, each in enumerate(items):
        each.position = position
    Item.objects.bulk_update(items, ["position"])


@action(quiet=QUIET)
def take_out_item(*, item: Item, by: Actor, at: datetime) -> None:
    """Not this time."""
    refuse_if(rules.why_not_take_out_item(by, item))
    item.delete()
