"""What happened in a project, read from its rooms into small typed tables: who, and on which day.

Only acts that stand beside a name on some page of the team are read here; but attendance, which
each sees of themself alone, and which `shares.Parted` and `own` alone may touch. What was taken
back or covered is left out: whoever took their words back holds nothing by them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.utils.timezone import get_current_timezone

from evenweave.agreements.models import Answer as QuestionAnswer
from evenweave.agreements.models import Question
from evenweave.decisions.models import (
    Comment,
    Dissent,
    Doubt,
    How,
    Kind,
    Outcome,
    Position,
    Proposer,
)
from evenweave.ideas.models import Answer, Holder, Idea, Telling
from evenweave.ideas.models import State as IdeaState
from evenweave.ideas.models.ideas import ANSWERED
from evenweave.meetings.models import USUAL, Attendance, Item, Meeting, State, Turn
from evenweave.mirror.groups import Stay
from evenweave.mirror.periods import A_DAY, Period
from evenweave.projects.models import CircleMember, LimitQuestion, Project

STANDS: dict[str, Any] = {"taken_back_at": None, "is_covered": False}


class Act(NamedTuple):
    """Something that a member did on a day, alone or with others; nobody’s, if it has no name."""

    member: UUID | None
    on: date
    others: tuple[UUID, ...] = ()

    @property
    def people(self) -> tuple[UUID, ...]:
        """All who did it."""
        return () if self.member is None else (self.member, *self.others)


class Turned(NamedTuple):
    """A turn at a meeting that was."""

    member: UUID | None
    on: date
    is_chairing: bool


class Raised(NamedTuple):
    """An idea: whose, when, and what became of it.

    `how` is how it was answered, or None; `days` how long that took.
    """

    member: UUID | None
    on: date
    how: str | None
    is_told: bool
    days: int | None


class Said(NamedTuple):
    """Something written: about which decision, if about one, by whom, and when."""

    about: UUID | None
    member: UUID
    on: date


class Ended(NamedTuple):
    """What a decision came to: how, when, who had proposed it, and whether it was adopted.

    `proposers` is empty for the circle's own proposal, and None for what was no proposal.
    """

    how: How
    on: date
    proposers: tuple[UUID, ...] | None
    is_adopted: bool


class Met(NamedTuple):
    """A meeting that was: of which circle, or None for everybody's, and when."""

    circle: UUID | None
    on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A member's time in a circle, and the days on which that circle met, in their order."""

    member: UUID
    days: Sequence[date]
    since: date
    until: date | None

    def times_in(self, period: Period) -> int:
        """To how many meetings of a period they were asked."""
        first = max(self.since, period.starts_on)
        last = min(self.until or period.until, period.until)
        return max(0, bisect_right(self.days, last) - bisect_left(self.days, first))


@dataclass(frozen=True)
class Happened:
    """All that the mirror looks at of a project, but attendance."""

    meetings: list[Met]
    turns: list[Turned]
    ideas: list[Raised]
    items: list[Act]
    written: list[Said]
    ended: list[Ended]

    @property
    def days(self) -> Iterator[date]:
        """On which days something was done."""
        yield from (each.on for each in self.meetings)
        yield from (each.on for each in self.turns)
        yield from (each.on for each in self.ideas)
        yield from (each.on for each in self.items)
        yield from (each.on for each in self.written)
        yield from (each.on for each in self.ended)


def happened(project: Project, today: date) -> Happened:
    """Read it, in seven questions to the database whatever the project's size.

    What something came to is read as it stood at the end of `today`. Whatever else came later is
    left out by whoever counts, since no period holds it.
    """
    after = midnight(today + A_DAY)
    return Happened(
        meetings=meetings(project),
        turns=list(turns(project)),
        ideas=list(ideas(project, after)),
        items=list(items(project)),
        written=written(project),
        ended=list(ended(project, after)),
    )


def days() -> Callable[[datetime | None], date]:
    """What tells on which day something was, by the house's clock; many things share a moment."""
    zone = get_current_timezone()

    @cache
    def day(moment: datetime | None) -> date:
        if moment is None:
            raise TypeError("What happened has a time.")
        return moment.astimezone(zone).date()

    return day


def meetings_that_were(project: Project) -> QuerySet[Meeting]:
    """Those that were held."""
    return Meeting.objects.filter(project=project, state=State.OVER).with_agenda()


def turns(project: Project) -> Iterator[Turned]:
    """Who had which role at the meetings that were; a role that nobody had is not shared."""
    day = days()
    chair = str(USUAL["chair"][0]).casefold()
    rows = Turn.objects.filter(
        meeting__in=meetings_that_were(project), member__isnull=False
    ).order_by()
    for member, moment, role in rows.values_list("member", "meeting__starts_at", "role__name"):
        yield Turned(member, day(moment), role.casefold() == chair)


def items(project: Project) -> Iterator[Act]:
    """Who led what was on agendas; a break is nobody's."""
    day = days()
    rows = Item.objects.filter(meeting__in=meetings_that_were(project), lead__isnull=False)
    rows = rows.exclude(purpose=Item.Purpose.BREAK).order_by()
    for member, moment in rows.values_list("lead", "meeting__starts_at"):
        yield Act(member, day(moment))


def ideas(project: Project, after: datetime) -> Iterator[Raised]:
    """The ideas that stand by themselves, with what stood as their answer before a moment."""
    day = days()
    authors = Holder.objects.filter(idea=OuterRef("pk"), is_author=True).order_by()
    answers = Answer.objects.filter(idea=OuterRef("pk"), said_at__lt=after)
    answers = answers.order_by("-said_at", "-id")
    meant = Telling.objects.filter(answer__idea=OuterRef("pk"), is_it=True, said_at__lt=after)
    rows = Idea.objects.filter(project=project, is_covered=False).standing().order_by()
    told = rows.annotate(
        author=Subquery(authors.values("member")[:1], output_field=UUIDField()),
        how=Subquery(answers.values("how")[:1]),
        answered_at=Subquery(answers.values("said_at")[:1]),
        is_meant=Exists(meant),
    ).values_list("author", "state", "raised_at", "how", "answered_at", "is_meant")
    for author, state, moment, how, answered_at, is_meant in told:
        is_answered = state in ANSWERED and how is not None
        waited = (day(answered_at) - day(moment)).days if is_answered else None
        is_told = state == IdeaState.TOLD and is_meant
        yield Raised(author, day(moment), how if is_answered else None, is_told, waited)


def written(project: Project) -> list[Said]:
    """What people wrote with their names to it, in its order: all ways of writing count alike."""
    day = days()
    on_decision = {"about": F("decision")}
    said = [
        (Comment.objects.filter(decision__project=project), on_decision, "member", "said_at"),
        (Position.objects.filter(round__decision__project=project), {}, "member", "said_at"),
        (Doubt.objects.filter(decision__project=project), {}, "member", "said_at"),
        (Dissent.objects.filter(outcome__decision__project=project), {}, "member", "said_at"),
        (Telling.objects.filter(answer__idea__project=project), {}, "member", "said_at"),
        (Question.objects.filter(project=project, matter=None), {}, "member", "asked_at"),
        (
            QuestionAnswer.objects.filter(question__project=project, question__matter=None),
            *({}, "member", "said_at"),
        ),
    ]
    asked = LimitQuestion.objects.filter(limit__project=project).order_by()
    nothing = Value(None, output_field=UUIDField())
    rows = [
        standing.filter(**STANDS)
        .exclude(words="")
        .order_by()
        .annotate(**{"about": nothing, **about})
        .values_list("about", who, when)
        for standing, about, who, when in said
    ]
    rows.append(asked.annotate(about=nothing).values_list("about", "asked_by", "asked_at"))
    first, *others = rows
    found = first.union(*others, all=True)
    return [
        Said(about, member, day(moment))
        for about, member, moment in sorted(found, key=lambda row: row[2])
    ]


def talks(said: Iterable[Said]) -> list[list[UUID]]:
    """Who spoke after whom, decision by decision."""
    found: dict[UUID, list[UUID]] = {}
    for about, member, _on in said:
        if about is not None:
            found.setdefault(about, []).append(member)
    return list(found.values())


def ended(project: Project, after: datetime) -> Iterator[Ended]:
    """What decisions came to, as it stood before a moment, with those who proposed them."""
    day = days()
    proposers: dict[UUID, list[UUID]] = {}
    rows = Proposer.objects.filter(decision__project=project, decision__is_from_circle=False)
    for decision, member in rows.order_by().values_list("decision", "member"):
        proposers.setdefault(decision, []).append(member)
    stood = Q(ended_at=None) | Q(ended_at__gte=after)
    outcomes = Outcome.objects.filter(stood, decision__project=project, decided_at__lt=after)
    for decision, kind, how, chosen, moment in outcomes.order_by().values_list(
        "decision", "decision__kind", "how", "chosen", "decided_at"
    ):
        members = tuple(proposers.get(decision, ())) if kind == Kind.PROPOSAL else None
        is_adopted = bool(chosen) and chosen != ["no"]
        yield Ended(How(how), day(moment), members, is_adopted)


def attended(project: Project, periods: Sequence[Period]) -> dict[UUID, tuple[int, ...]]:
    """How often each took part in each period. Private: for `shares.Parted` alone."""
    times = [
        Count("pk", filter=Q(meeting__starts_at__gte=first, meeting__starts_at__lt=after))
        for first, after in map(moments, periods)
    ]
    rows = Attendance.objects.filter(meeting__in=meetings_that_were(project)).order_by()
    counted = rows.values_list("member").annotate(
        **{f"in_{place}": each for place, each in enumerate(times)}
    )
    return {member: tuple(counts) for member, *counts in counted}


def moments(period: Period) -> tuple[datetime, datetime]:
    """When the first day of a period begins, and when its last one is over."""
    return midnight(period.starts_on), midnight(period.until + A_DAY)


def midnight(day: date) -> datetime:
    """When a day begins, by the house's clock."""
    return datetime.combine(day, time(), get_current_timezone())


def meetings(project: Project) -> list[Met]:
    """The meetings that were, in their order."""
    day = days()
    rows = meetings_that_were(project).order_by("starts_at")
    return [
        Met(None if is_everybody else circle, day(moment))
        for circle, is_everybody, moment in rows.values_list(
            "circle", "circle__is_everybody", "starts_at"
        )
    ]


def asked(met: Iterable[Met], stays: Mapping[UUID, Stay]) -> Iterator[Asked]:
    """Who was asked to which meetings: those in the circle then; to everybody's, all members."""
    day = days()
    held: dict[UUID | None, list[date]] = {}
    for circle, on in met:
        held.setdefault(circle, []).append(on)
    for circle, member, since, until in (
        CircleMember.objects.filter(circle__in=[each for each in held if each])
        .order_by()
        .values_list("circle", "member", "since", "until")
    ):
        yield Asked(member, held[circle], day(since), day(until) if until else None)
    for member, stay in stays.items() if None in held else ():
        yield Asked(member, held[None], stay.joined_on, stay.left_on)
