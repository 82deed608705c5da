"""What of the mirror stands on an agenda already, and where it would come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.db.models import Q

from evenweave.common.actors import Actor
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.models import Item, Meeting, State
from evenweave.mirror.bringing import SOURCES, kind_of
from evenweave.mirror.noticing import Weak
from evenweave.projects.models import Member


@dataclass(frozen=True, slots=True)
class Place:
    """A place where sharing is weakest, and the meeting on whose agenda it stands, if on one."""

    weak: Weak
    meeting: Meeting | None


def ahead(member: Member, at: datetime) -> list[Meeting]:
    """The planned meetings with an agenda to which a member is asked, the soonest first."""
    is_in = Q(circle__is_everybody=True) | Q(
        circle__circle_members__member=member, circle__circle_members__until=None
    )
    planned = Meeting.objects.filter(is_in, project=member.project_id, state=State.PLANNED)
    found = planned.filter(starts_at__gte=at).with_agenda().select_related("circle__project")
    return list(found.distinct().order_by("starts_at", "id"))


def places(weakest: Sequence[Weak], meetings: Sequence[Meeting]) -> list[Place]:
    """Each with where it stands already."""
    if not weakest or not meetings:
        return [Place(weak, None) for weak in weakest]
    by_id = {meeting.pk: meeting for meeting in meetings}
    kinds = [kind_of(weak.measure) for weak in weakest]
    # The soonest comes last, and stays.
    items = Item.objects.filter(
        meeting__in=by_id, thing_kind__in=kinds, thing_id=meetings[0].project_id
    ).order_by("-meeting__starts_at")
    known = {kind: by_id[meeting] for kind, meeting in items.values_list("thing_kind", "meeting")}
    return [Place(weak, known.get(kind_of(weak.measure))) for weak in weakest]


def put_on(meeting: Meeting, weak: Weak, *, by: Actor, at: datetime) -> None:
    """Put it on an agenda, in the name of whoever asks. Where it stands already it stays."""
    source = SOURCES[weak.measure]
    try:
        add_item(
            meeting=meeting,
            purpose=source.purpose,
            title=str(source.title),
            minutes=source.minutes,
            prepare=weak.agenda_words,
            thing_kind=source.kind,
            thing_id=meeting.project_id,
            by=by,
            at=at,
        )
    except IntegrityError:
        # Somebody else put it there at the same moment: what was wanted is so.
        return
