"""The mirror of a project: what happened, read once, and each measure of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from django.utils.timezone import localdate

from evenweave.decisions.models import How
from evenweave.disclosure.results import Whole
from evenweave.disclosure.rounds import in_rounds
from evenweave.disclosure.wholes import whole as as_whole
from evenweave.ideas.models import Answer
from evenweave.mirror import periods as of_time
from evenweave.mirror import reading
from evenweave.mirror.groups import Groups, Reading, groups_of
from evenweave.mirror.measures import middle
from evenweave.mirror.periods import Period
from evenweave.mirror.reading import Act, Happened
from evenweave.mirror.shares import Parted, Rates, Shared
from evenweave.projects.models import Project

TAKEN_UP = {Answer.How.TAKEN_UP, Answer.How.PARTLY}


class Measure(Enum):
    """What the mirror looks at. The value is the measure's name in files, and stays."""

    SEATS = "seats"
    ATTENDANCE = "attendance"
    CHAIRING = "chairing"
    ROLES = "other_roles"
    IDEAS = "ideas"
    ITEMS = "agenda_items"
    WRITTEN = "written_input"
    TAKEN_UP = "ideas_taken_up"
    ADOPTED = "proposals_adopted"
    DECIDED = "decided_by"
    ANSWERED = "ideas_answered"
    TOLD = "ideas_told"
    DAYS = "days_to_answer"
    JOINED = "joined"
    LEFT = "left"
    ARRIVED = "arrived"


class ByWhom(Enum):
    """Who decided, in general. The value is the measure's name in files, and stays."""

    ROOM = "decided_in_the_room"
    CONSENSUS = "decided_by_consensus"
    VOTE = "decided_by_vote"
    NAMED = "decided_by_those_named"
    URGENT = "decided_because_it_could_not_wait"


# A vote that was level and went by lot was a vote. What nobody decided is not among it.
BY_WHOM = {
    How.ROOM: ByWhom.ROOM,
    How.CONSENSUS: ByWhom.CONSENSUS,
    How.VOTE: ByWhom.VOTE,
    How.LOT: ByWhom.VOTE,
    How.DECIDER: ByWhom.NAMED,
    How.URGENT: ByWhom.URGENT,
}
# A few people decided, and not the circle.
BY_FEW = (ByWhom.NAMED, ByWhom.URGENT)

# What is shared out, in the order in which pages show it.
SHARED = (Measure.CHAIRING, Measure.ROLES, Measure.ITEMS, Measure.IDEAS, Measure.WRITTEN)
# What came of what each group brought, which it may get more or less often than others.
BECAME = (Measure.TAKEN_UP, Measure.ADOPTED)
# The same, and whether it was answered at all.
RATES = (*BECAME, Measure.ANSWERED, Measure.TOLD)


@dataclass(frozen=True)
class Mirror:
    """A project in the mirror on a day.

    `so_far` is all of it, from its first day to `today`, or to its last one. `phases` are those
    that have begun, in the order of their days, and `months` all calendar months.
    """

    project: Project
    today: date
    groups: Groups
    so_far: Period
    phases: Sequence[Period]
    happened: Happened

    @cached_property
    def months(self) -> list[Period]:
        """Every month so far, what may not be told of them withheld."""
        found = of_time.months(self.so_far.starts_on, self.so_far.until)
        busy = [
            month
            for month in found
            if any(each.is_in_month(month) for each in self.shared.values())
        ]
        told = [each for each in self.phases if self.groups.sat(each).may_be_told]
        self.groups.withhold(busy, [self.so_far, *told])
        return found

    def acts(self, measure: Measure) -> list[Act]:
        """Who did something that is shared out, and when."""
        found = self.happened
        match measure:
            case Measure.CHAIRING:
                return [Act(each.member, each.on) for each in found.turns if each.is_chairing]
            case Measure.ROLES:
                return [Act(each.member, each.on) for each in found.turns if not each.is_chairing]
            case Measure.ITEMS:
                return found.items
            case Measure.IDEAS:
                return [Act(each.member, each.on) for each in found.ideas]
            case _:
                return [Act(each.member, each.on) for each in found.written]

    @cached_property
    def shared(self) -> dict[Measure, Shared]:
        """What is shared out, measure by measure."""
        return {measure: Shared(self.acts(measure), self.groups) for measure in SHARED}

    @cached_property
    def rates(self) -> dict[Measure, Rates]:
        """What became of ideas and proposals, measure by measure."""
        ideas = [(Act(each.member, each.on), each) for each in self.happened.ideas]
        tried: dict[Measure, Iterable[tuple[Act, bool]]] = {
            Measure.TAKEN_UP: ((act, each.how in TAKEN_UP) for act, each in ideas if each.how),
            Measure.ADOPTED: self._proposed(),
            Measure.ANSWERED: ((act, each.how is not None) for act, each in ideas),
            Measure.TOLD: ((act, each.is_told) for act, each in ideas),
        }
        return {measure: Rates(tried[measure], self.groups) for measure in RATES}

    def _proposed(self) -> Iterator[tuple[Act, bool]]:
        """What was proposed, and whether it was adopted; a circle's own proposal is nobody's."""
        for each in self.happened.ended:
            if each.proposers is not None:
                first, *others = each.proposers or (None,)
                yield Act(first, each.on, tuple(others)), each.is_adopted

    def decided(self, period: Period) -> Counter[ByWhom]:
        """Who decided in general, and how often."""
        return Counter(
            BY_WHOM[each.how]
            for each in self.happened.ended
            if each.how in BY_WHOM and period.holds(each.on)
        )

    def days_to_answer(self, period: Period) -> tuple[float | None, int]:
        """The median of days until an idea of this period was answered, and how many were."""
        days = [
            each.days
            for each in self.happened.ideas
            if each.days is not None and period.holds(each.on)
        ]
        return middle(days), len(days)

    @cached_property
    def came(self) -> Shared:
        """Who came in."""
        stays = self.groups.stays.items()
        return Shared((Act(member, stay.joined_on) for member, stay in stays), self.groups)

    @cached_property
    def went(self) -> Shared:
        """Who left."""
        stays = self.groups.stays.items()
        acts = (Act(member, stay.left_on) for member, stay in stays if stay.left_on)
        return Shared(acts, self.groups)

    @cached_property
    def attendance(self) -> Parted:
        """Who took part in meetings, as far as it may be told."""
        is_private = self.groups.reading is Reading.ALL
        met = sorted({each.on for each in self.happened.meetings})
        # A quarter is over when its last day has passed: in its evening there may be a meeting.
        # Of years in which nobody met, nobody need be asked about.
        over = [
            each
            for each in of_time.quarters(self.so_far.starts_on, self.today)
            if each.until < self.today
            and bisect_left(met, each.starts_on) < bisect_right(met, each.until)
        ]
        attended = {} if is_private else reading.attended(self.project, over)
        asked = reading.asked(self.happened.meetings, self.groups.stays)
        return Parted(attended, asked, self.groups, over)

    @cached_property
    def arrived(self) -> Whole[bool]:
        """How many of those who came in were shown round: private, so told as a repeated round.

        It is looked at again and again, and exact counts of today and yesterday would tell who it
        was in between.
        """
        shown_round = [
            stay.arrived_on is not None and stay.arrived_on <= self.today
            for stay in self.groups.stays.values()
            if stay.joined_on <= self.today
        ]
        counts = {True: shown_round.count(True), False: shown_round.count(False)}
        return in_rounds(as_whole(counts))


def look(project: Project, today: date, by: Reading = Reading.SEAT) -> Mirror:
    """The project in the mirror, in some twenty questions to the database whatever its size."""
    groups = groups_of(project, by)
    first = min(
        [localdate(project.founded_at), *(stay.joined_on for stay in groups.stays.values())]
    )
    found = reading.happened(project, today)
    last = last_day(project, found, today)
    so_far = Period("", min(first, last), None, last)
    phases = of_time.of_phases(project.phases.all(), last)
    groups.withhold(phases, [so_far])
    return Mirror(
        project=project,
        today=today,
        groups=groups,
        so_far=so_far,
        phases=phases,
        happened=found,
    )


def last_day(project: Project, found: Happened, today: date) -> date:
    """Today; of a project that is over, its last day, or that of the last thing that was done.

    So a project that ended years ago is not weighed by the years since.
    """
    if project.ends_on is None or project.ends_on >= today:
        return today
    return max([project.ends_on, *(on for on in found.days if on <= today)])
