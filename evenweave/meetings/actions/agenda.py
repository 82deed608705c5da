"""An agenda that anybody adds to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Max

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.ideas.models import Idea
from evenweave.ideas.models.ideas import UNANSWERED
from evenweave.meetings import telling
from evenweave.meetings.models import Item, Meeting, Minutes, State
from evenweave.meetings.rules import agenda as rules
from evenweave.projects.models import Member

# So many on one agenda: each of them is to be heard.
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
    """Ideas of the circle that nobody answered yet, the oldest first; not those on another agenda.

    Their words stay where they are, so that whoever takes theirs back takes them from here, too.
    """
    refuse_if(rules.why_not_bring_waiting(meeting))
    put_minutes_on(meeting, at)
    ahead = Item.objects.filter(meeting__circle=meeting.circle, meeting__state=State.PLANNED)
    waiting = Idea.objects.filter(circle=meeting.circle, state__in=UNANSWERED)
    new = waiting.exclude(pk__in=ahead.filter(thing_kind="idea").values("thing_id"))
    first = next_place(meeting)
    Item.objects.bulk_create(
        Item(
            meeting=meeting,
            purpose=Item.Purpose.TALK,
            title=str(Item.Thing.IDEA.label),
            minutes=10,
            thing_kind=Item.Thing.IDEA,
            thing_id=idea,
            position=first + place,
            added_at=at,
        )
        for place, idea in enumerate(new.order_by("raised_at").values_list("pk", flat=True)[:FEW])
    )


def put_minutes_on(meeting: Meeting, at: datetime) -> None:
    """Minutes of earlier meetings of its circle that nobody agreed on yet come first, each once."""
    drafts = Minutes.objects.filter(meeting__circle=meeting.circle, agreed_at=None)
    earlier = drafts.filter(meeting__starts_at__lt=meeting.starts_at)
    here = meeting.items.filter(thing_kind=Item.Thing.MINUTES).values("thing_id")
    new = earlier.exclude(meeting__in=here).order_by("-meeting__starts_at")[:MOST_MINUTES]
    for draft in new:
        meeting.items.update(position=F("position") + 1)
        Item.objects.create(
            meeting=meeting,
            purpose=Item.Purpose.DECIDE,
            title=str(Item.Thing.MINUTES.label),
            minutes=5,
            thing_kind=Item.Thing.MINUTES,
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
