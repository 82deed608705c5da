"""What a team hopes for, as a member reads it: priorities side by side, clashes, shared goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, Subquery

from evenweave.agreements import covered
from evenweave.agreements.columns import Seats, readable_by, seats_of
from evenweave.agreements.models import (
    Clash,
    GoalRoot,
    Priority,
    Settling,
    Sort,
    Version,
)
from evenweave.decisions.models import Decision, State
from evenweave.ideas.models import Idea
from evenweave.ideas.models import State as IdeaState
from evenweave.projects.models import Expertise, Member, Project

# So many clashes on the page; those that stand come first.
SHOWN = 60
# So many ideas and decisions to choose a root from, the newest.
CHOICE = 200


@dataclass(frozen=True, slots=True)
class Words:
    """A priority, as one member reads it. `called` is empty where it is not signed."""

    it: Priority
    words: str
    called: str
    is_own: bool
    waits: bool

    @property
    def is_readable(self) -> bool:
        """Whether there is something here for this member."""
        return not self.waits or self.is_own

    @property
    def is_gone(self) -> bool:
        """Whether their author took them back."""
        return self.it.taken_back_at is not None

    @property
    def id(self) -> UUID:
        """Theirs."""
        return self.it.id


@dataclass(frozen=True, slots=True)
class Column:
    """The words of those who sit with one kind of expertise; `kind` is None for all others."""

    kind: Expertise | None
    words: list[Words]


def words_of(priority: Priority, member: Member, seats: Seats) -> Words:
    """A priority for a member; what is covered or waits is for its author alone."""
    is_own = priority.member_id == member.id
    waits = not priority.is_signed and not seats.has_enough(seats.place_of(priority))
    is_hidden = not is_own and (priority.is_covered or waits)
    called = priority.member.called if priority.is_signed else ""
    return Words(priority, "" if is_hidden else priority.words, called, is_own, waits)


def in_order(words: Iterable[Words]) -> list[Words]:
    """Signed words as they came; then the others, by their ids of chance, which tell no time."""
    return sorted(words, key=lambda each: (not each.it.is_signed, signed_at(each), each.id))


def signed_at(words: Words) -> float:
    """When signed words were written; nothing of the others."""
    return words.it.written_at.timestamp() if words.it.is_signed else 0.0


def columns_of(seats: Seats, told: Iterable[Words]) -> list[Column]:
    """A column for each kind, also where nothing stands; all others, if they say something."""
    by_place: dict[UUID | None, list[Words]] = defaultdict(list)
    for words in told:
        if words.is_readable and not words.is_gone:
            by_place[seats.place_of(words.it)].append(words)
    found = [Column(kind, in_order(by_place[kind.id])) for kind in seats.kinds]
    others = in_order(by_place[None])
    return [*found, Column(None, others)] if others else found


@dataclass(frozen=True, slots=True)
class ShownClash:
    """A clash with its sides, and how it was settled: what holds, and what was doubted since."""

    it: Clash
    words: str
    sides: list[Words]
    is_own: bool
    settling: Settling | None
    doubted: list[Settling]


def clashes_of(project: Project, member: Member, told: dict[UUID, Words]) -> list[ShownClash]:
    """Those that stand first, then those that are settled, the newest first."""
    how = Settling.objects.select_related("decision", "member__person")
    known = Clash.objects.filter(project=project).select_related("member__person")
    known = known.filter(Q(taken_back_at=None) | Q(settlings__isnull=False)).distinct()
    rows = known.prefetch_related("sides", Prefetch("settlings", how))[: 2 * SHOWN]
    found = [shown_clash(each, member, told) for each in rows]
    # Taken back by whoever named it, and not settled by what still holds: it is named no more.
    there = [each for each in found if each.settling or each.it.taken_back_at is None]
    return sorted(there, key=lambda each: each.settling is not None)[:SHOWN]


def shown_clash(clash: Clash, member: Member, told: dict[UUID, Words]) -> ShownClash:
    """A clash for a member; covered words of others are gone."""
    is_own = clash.member_id == member.id
    sides = clash.sides.all()
    for each in clash.settlings.all():
        setattr(each, "is_own", each.member_id == member.id)  # noqa: B010
        if each.is_covered and each.member_id != member.id:
            each.words = ""
    return ShownClash(
        it=clash,
        words="" if clash.is_covered and not is_own else clash.words,
        sides=[told[side.priority_id] for side in sides if side.priority_id in told],
        is_own=is_own,
        settling=clash.standing_settling,
        doubted=[each for each in clash.settlings.all() if not each.holds],
    )


@dataclass(frozen=True, slots=True)
class Root:
    """Something behind a goal: what it says, or why it does not say it any more."""

    it: GoalRoot
    words: str
    is_gone: bool
    is_covered: bool
    may_take_out: bool


def roots_of(project: Project, member: Member, told: dict[UUID, Words]) -> dict[UUID, list[Root]]:
    """What stands behind the goals of a project, by their clause: one question."""
    idea = Idea.objects.filter(pk=OuterRef("thing_id"))
    decision = Decision.objects.filter(pk=OuterRef("thing_id"))
    found = GoalRoot.objects.filter(clause__project=project).select_related("member__person")
    rows: Any = found.annotate(
        idea_words=Subquery(idea.values("words")[:1]),
        idea_state=Subquery(idea.values("state")[:1]),
        idea_covered=Subquery(idea.values("is_covered")[:1]),
        question=Subquery(decision.values("question")[:1]),
    )
    by_clause: dict[UUID, list[Root]] = defaultdict(list)
    for row in rows:
        words, is_gone, is_covered = what_it_says(row, told)
        may = row.member_id == member.id or not row.member.is_present
        by_clause[row.clause_id].append(Root(row, words, is_gone, is_covered, may))
    return dict(by_clause)


def what_it_says(row: Any, told: dict[UUID, Words]) -> tuple[str, bool, bool]:
    """The words of a root, whether they were taken back, and whether they are covered."""
    if row.kind == GoalRoot.Kind.DECISION:
        return row.question or "", row.question is None, False
    if row.kind == GoalRoot.Kind.IDEA:
        is_gone = row.idea_state in {None, IdeaState.TAKEN_BACK}
        return "" if is_gone or row.idea_covered else row.idea_words, is_gone, row.idea_covered
    words = told.get(row.thing_id)
    if words is None:
        return "", True, False
    return words.words, words.is_gone, words.it.is_covered


@dataclass(frozen=True, slots=True)
class Goal:
    """A shared goal with its roots."""

    version: Version
    roots: list[Root]


@dataclass(frozen=True, slots=True)
class Hopes:
    """All that the page tells."""

    columns: list[Column]
    clashes: list[ShownClash]
    goals: list[Goal]

    def to_cover(self) -> Iterator[dict[str, Any]]:
        """Words of others on the page that could be covered."""
        for column in self.columns:
            for each in column.words:
                yield from coverable(covered.PRIORITY.name, each.it, each, each.called)
        for clash in self.clashes:
            called = clash.it.member.called
            yield from coverable(covered.CLASH.name, clash.it, clash, called)
            for how in clash.it.settlings.all():
                yield from coverable(covered.SETTLING.name, how, how, how.member.called)


def coverable(kind: str, thing: Any, shown: Any, called: str) -> Iterator[dict[str, Any]]:
    """Words of somebody else, if they can be read and are not covered."""
    if shown.words and not (shown.is_own or thing.is_covered):
        told = {"kind": kind, "thing_id": thing.id, "words": shown.words}
        yield told | {"called": called}


def hopes_of(project: Project, member: Member) -> Hopes:
    """What a team hopes for, for one of its members."""
    seats = seats_of(project)
    known = Priority.objects.filter(project=project).select_related("member__person")
    told = {each.id: words_of(each, member, seats) for each in known}
    standing = Version.objects.filter(clause__project=project, clause__sort=Sort.GOAL, until=None)
    roots = roots_of(project, member, told)
    return Hopes(
        columns=columns_of(seats, told.values()),
        clashes=clashes_of(project, member, told),
        goals=[
            Goal(each, roots.get(each.clause_id, []))
            for each in standing.order_by("clause__position", "clause")
        ],
    )


def readable(project: Project, member: Member) -> list[Priority]:
    """The priorities that a member can read, to choose among."""
    found = Priority.objects.filter(readable_by(project, member)).select_related("member__person")
    return list(found.order_by("words", "id"))


def decided_in(project: Project) -> list[Decision]:
    """What the project has decided, the newest first."""
    found = Decision.objects.filter(project=project, state=State.DECIDED)
    return list(found.order_by("-closed_at", "-made_at")[:CHOICE])


def ideas_in(project: Project) -> list[Idea]:
    """Ideas that stand by themselves, the newest first."""
    return list(
        Idea.objects.standing().filter(project=project).order_by("-raised_at", "id")[:CHOICE]
    )


def decisions_in(project: Project) -> list[Decision]:
    """What is decided, was decided, or came to nothing, the newest first."""
    states = [State.OPEN, State.DECIDED, State.UNDECIDED]
    found = Decision.objects.filter(project=project, state__in=states)
    return list(found.order_by("-made_at", "id")[:CHOICE])
