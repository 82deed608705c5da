"""An agenda that anybody adds to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import F, Max

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import look_again, refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.live.changes import changed
from evenweave.meetings import brought, telling
from evenweave.meetings.brought import Source
from evenweave.meetings.models import Item, Meeting, Minutes, State
from evenweave.meetings.presenting import alternated
from evenweave.meetings.rules import agenda as rules
from evenweave.projects.models import Member

# So many of a kind on one agenda: each of them is to be heard.
FEW = 5
# Minutes that were never agreed on do not pile up.
MOST_MINUTES = 3
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
    tell_screens(meeting)
    return Item.objects.create(
        meeting=meeting,
        purpose=purpose,
        title=title,
        minutes=minutes,
        lead=lead,
        prepare=prepare,
        thing_kind=thing_kind,
        thing_id=thing_id,
        position=next_place(meeting),
        added_by=by.person,
        added_at=at,
    )


@action(quiet="What waits for an answer comes by itself: it is everybody’s, and nobody’s chore.")
def bring_waiting(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """What waits in its circle, a few of each kind; not what stands on an agenda that is ahead."""
    refuse_if(rules.why_not_bring_waiting(meeting))
    put_minutes_on(meeting, at)
    ahead = Item.objects.filter(meeting__circle=meeting.circle, meeting__state=State.PLANNED)
    known = set(ahead.exclude(thing_id=None).values_list("thing_kind", "thing_id"))
    new = [
        (source, thing)
        for source in brought.declared.values()
        for thing in new_of(source, meeting, known, at)
    ]
    first = next_place(meeting)
    Item.objects.bulk_create(
        Item(
            meeting=meeting,
            purpose=source.purpose,
            title=str(source.title),
            minutes=source.minutes,
            thing_kind=source.kind,
            thing_id=thing,
            position=first + place,
            added_at=at,
        )
        for place, (source, thing) in enumerate(new)
    )


def new_of(
    source: Source, meeting: Meeting, known: set[tuple[str, UUID | None]], at: datetime
) -> Iterator[UUID]:
    """The first few of a kind that stand on no agenda yet."""
    waiting = source.waiting(meeting, at)
    return islice((each for each in waiting if (source.kind, each) not in known), FEW)


def put_minutes_on(meeting: Meeting, at: datetime) -> None:
    """Minutes of earlier meetings of its circle that nobody agreed on yet come first, each once."""
    drafts = Minutes.objects.filter(meeting__circle=meeting.circle, agreed_at=None)
    earlier = drafts.filter(meeting__starts_at__lt=meeting.starts_at)
    here = meeting.items.filter(thing_kind=Minutes.THING).values("thing_id")
    new = earlier.exclude(meeting__in=here).order_by("-meeting__starts_at")[:MOST_MINUTES]
    for draft in new:
        meeting.items.update(position=F("position") + 1)
        Item.objects.create(
            meeting=meeting,
            purpose=Item.Purpose.DECIDE,
            title=str(brought.declared[Minutes.THING].title),
            minutes=5,
            thing_kind=Minutes.THING,
            thing_id=draft.meeting_id,
            position=0,
            added_at=at,
        )


def next_place(meeting: Meeting) -> int:
    """After the last."""
    last = meeting.items.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


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
    look_again(item)  # under the lock
    refuse_if_changed(item, version=version)
    refuse_if(
        rules.why_not_change_item(
            by, item, title=title, minutes=minutes, lead=lead, prepare=prepare
        )
    )
    item.purpose, item.title, item.minutes = purpose, title, minutes
    item.lead, item.prepare, item.version = lead, prepare, version + 1
    item.save()
    tell_screens(item.meeting)


@action(quiet=QUIET)
def move_item(*, item: Item, up: bool, by: Actor, at: datetime) -> None:
    """Sooner, or later, by one place."""
    look_again(item)  # under the lock
    refuse_if(rules.why_not_move_item(by, item))
    items = list(item.meeting.items.all())
    venue = items.index(item)
    other = venue - 1 if up else venue + 1
    if 0 <= other < len(items):
        items[venue], items[other] = items[other], items[venue]
    keep_order(item.meeting, items)


@action(quiet=QUIET)
def let_presenters_alternate(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """Those who share something follow one another across kinds of expertise."""
    items = list(meeting.items.select_related("lead"))
    refuse_if(rules.why_not_let_presenters_alternate(by, meeting, items))
    keep_order(meeting, alternated(items))


def keep_order(meeting: Meeting, items: list[Item]) -> None:
    """The agenda goes in this order."""
    for position, each in enumerate(items):
        each.position = position
    Item.objects.bulk_update(items, ["position"])
    tell_screens(meeting)


@action(quiet=QUIET)
def take_out_item(*, item: Item, by: Actor, at: datetime) -> None:
    """Not this time."""
    look_again(item)  # under the lock
    refuse_if(rules.why_not_take_out_item(by, item))
    item.delete()
    tell_screens(item.meeting)


def tell_screens(meeting: Meeting) -> None:
    """While it goes on, everybody has the agenda open."""
    if meeting.state == State.RUNNING:
        changed(meeting.id)
