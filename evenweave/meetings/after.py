"""What stands of a meeting afterwards, as its page shows it and as paper does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from evenweave.agreements.differences import Difference, between
from evenweave.meetings import written
from evenweave.meetings.models import Correction, Kind, Meeting, Minutes, State, Task, Thanks, Turn
from evenweave.meetings.written import Line, Written
from evenweave.projects.models import Member
from evenweave.record.models import Stream

# So many signs are compared at once on a page that shows many of them.
LONG = 10_000


@dataclass(frozen=True, slots=True)
class Suggested:
    """Other words that somebody suggested, and how the notes differ from them.

    Where that would take long to find out, it is done on a page of its own.
    """

    correction: Correction
    difference: Difference | None
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to an item, what waits to be taken over, and what was taken over."""

    line: Line
    waiting: list[Suggested] = field(default_factory=list)
    taken_over: list[Suggested] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class After:
    """The minutes with all that stands beside them; `seal` is the last of the record today."""

    meeting: Meeting
    written: Written
    state: Minutes | None
    said: list[Said]
    tasks: list[Task]
    turns: list[Turn]
    thanks: list[Thanks]
    seal: Stream

    @property
    def is_agreed(self) -> bool:
        """Whether the circle agreed on them."""
        return bool(self.state and self.state.agreed_at)

    @property
    def is_as_agreed(self) -> bool:
        """Whether they read as they were agreed: words go when the person who wrote is erased."""
        return self.state is not None and self.state.fingerprint == self.written.fingerprint


def after(meeting: Meeting) -> After:
    """All of it, in few questions."""
    minutes = written.of(meeting)
    known = {str(each.pk): each for each in meeting.tasks.select_related("member__person")}
    turns = meeting.turns.exclude(member=None)
    return After(
        meeting=meeting,
        written=minutes,
        state=written.state_of(meeting),
        said=list(said_in(meeting, minutes)),
        tasks=[known[each.of] for each in minutes.tasks if each.of in known],
        turns=list(turns.select_related("role", "member__person")),
        thanks=list(Thanks.objects.filter(meeting=meeting).to_all()),
        seal=Stream.objects.get(pk=meeting.stream_id),
    )


def said_in(meeting: Meeting, minutes: Written) -> Iterable[Said]:
    """Each item with what people suggested to it; the whole last where nobody wrote to it."""
    waiting: dict[str, list[Suggested]] = defaultdict(list)
    taken_over: dict[str, list[Suggested]] = defaultdict(list)
    stands = {each.of: each.words for each in minutes.said}
    for each in meeting.corrections.waiting():
        place = place_of(each.item_id)
        waiting[place].append(suggested(each, stands.get(place, ""), each.words))
    for each in meeting.corrections.taken_over():
        taken_over[place_of(each.item_id)].append(suggested(each, each.before, each.put))
    lines = [*minutes.said, *([] if "" in stands else [Line("", "")])]
    return [Said(each, waiting[each.of], taken_over[each.of]) for each in lines]


def suggested(correction: Correction, stands: str, words: str) -> Suggested:
    """What would change, or did; nothing is shown of words that are covered."""
    if correction.is_covered:
        return Suggested(correction, None)
    if len(stands) + len(words) > LONG:
        return Suggested(correction, None, is_long=True)
    return Suggested(correction, between(stands, words))


def place_of(item_id: UUID | None) -> str:
    """An item by its id, and the whole by none."""
    return str(item_id) if item_id else ""


def later_than(meeting: Meeting) -> Meeting | None:
    """The last meeting of its circle that began after this one was over."""
    known = Meeting.objects.with_agenda().filter(circle=meeting.circle)
    begun = known.filter(state__in=[State.RUNNING, State.OVER], began_at__gte=meeting.ended_at)
    return begun.exclude(pk=meeting.pk).order_by("-began_at", "id").first()


def has_minutes(meeting: Meeting) -> bool:
    """Whether there are any: it is over, and was no gathering."""
    return meeting.state == State.OVER and meeting.kind == Kind.MEETING


def people_to_thank(meeting: Meeting, member: Member) -> Iterable[Member]:
    """Everybody else in the circle, whether they were there or not: nobody's list is kept."""
    others = meeting.people.exclude(pk=member.pk)
    return others.select_related("person").order_by("person__name", "id")
