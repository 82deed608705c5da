"""A person's own way through the steps, read for their eyes alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.agreements.models import (
    Arrival,
    ArrivalCause,
    HandOverPart,
    StepKind,
)
from evenweave.agreements.models.arrivals import MINUTES, USUAL_MINUTES, WORDS, is_new, step_id
from evenweave.agreements.steps import address_of, steps_of
from evenweave.projects.models import Capability, Circle, Member, Phase

CAUSE = ArrivalCause.Kind
# Which of the team’s steps matter again, by what changed.
MATTERS: dict[str, set[str]] = {
    CAUSE.PHASE: {StepKind.AGREEMENT, StepKind.HOPES},
    CAUSE.CIRCLE: {StepKind.BUDDY},
    CAUSE.PART: {StepKind.AGREEMENT, StepKind.BUDDY},
    CAUSE.TRUST: {StepKind.AGREEMENT, StepKind.BUDDY},
}


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step on somebody's path: what it is, where it leads, and what they did with it."""

    id: UUID
    kind: str
    title: str
    words: str
    address: str
    minutes: int
    mark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether they neither did it nor skipped it."""
        return not self.mark


@dataclass(frozen=True, slots=True)
class Path:
    """Somebody's path. `arrival` is nothing for a way in that nobody touched yet."""

    arrival: Arrival | None
    is_again: bool
    steps: list[PathStep]
    changes: list[str]

    @property
    def is_enough(self) -> bool:
        """Whether they said that it is enough, or did all of it."""
        return self.arrival is not None and self.arrival.enough_at is not None

    @property
    def left(self) -> list[PathStep]:
        """What they neither did nor skipped."""
        return [step for step in self.steps if step.is_open]

    @property
    def behind(self) -> list[PathStep]:
        """What they did or skipped."""
        return [step for step in self.steps if not step.is_open]

    @property
    def minutes(self) -> int:
        """About how long the rest takes."""
        return sum(step.minutes for step in self.left)


def current(member: Member) -> Arrival | None:
    """The path that goes on: a short one, else their way in, as far as a row says so."""
    return Arrival.objects.open_again(member) or Arrival.objects.first_of(member)


def is_on_way_in(member: Member, first: Arrival | None) -> bool:
    """Whether their first way in still goes on."""
    return is_new(member) and (first is None or first.enough_at is None)


def path_of(member: Member) -> Path:
    """A member's path as it stands, in few questions to the database."""
    arrival = current(member)
    causes = list(arrival.causes.all()) if arrival else []
    is_again = arrival is not None and arrival.is_again
    marks = dict(arrival.marks.values_list("step", "what")) if arrival else {}
    wanted = {kind for cause in causes for kind in MATTERS[cause.kind]} if is_again else None
    steps = [
        *([changed(member, marks)] if causes else []),
        *(
            PathStep(
                step.id,
                step.kind,
                step.called,
                step.told,
                address_of(step),
                step.minutes,
                marks.get(step.id, ""),
            )
            for step in steps_of(member.project)
            if wanted is None or step.kind in wanted
        ),
    ]
    return Path(arrival, is_again, steps, list(sentences(causes)))


def changed(member: Member, marks: dict[UUID, str]) -> PathStep:
    """The step that says what changed."""
    kind = StepKind.CHANGED
    own_id = step_id(member.project_id, kind)
    address = reverse("agreements:story", args=[member.project_id])
    return PathStep(
        own_id,
        kind,
        str(kind.label),
        str(WORDS[kind]),
        address,
        MINUTES.get(kind, USUAL_MINUTES),
        marks.get(own_id, ""),
    )


def sentences(causes: list[ArrivalCause]) -> Iterator[str]:
    """What changed for them, a sentence each; what is not there any more is left out."""
    names = {kind: find(ids(causes, kind)) for kind, find in NAMES.items()}
    told = {
        CAUSE.PHASE: _("A phase began: {name}."),
        CAUSE.CIRCLE: _("You came into the circle “{name}”."),
        CAUSE.PART: _("You took on: {name}."),
        CAUSE.TRUST: _("You are trusted with more: {name}."),
    }
    seen = set()
    for cause in causes:
        name = names[CAUSE(cause.kind)].get(cause.about)
        if name and (cause.kind, cause.about) not in seen:
            seen.add((cause.kind, cause.about))
            yield told[CAUSE(cause.kind)].format(name=name)


def ids(causes: list[ArrivalCause], kind: str) -> list[UUID]:
    """What the causes of this kind are about."""
    return [cause.about for cause in causes if cause.kind == kind]


def phases(wanted: list[UUID]) -> dict[UUID, str]:
    """What phases are called today."""
    found = Phase.objects.filter(id__in=wanted) if wanted else []
    return {phase.id: phase.name for phase in found}


def circles(wanted: list[UUID]) -> dict[UUID, str]:
    """What circles are called today."""
    found = Circle.objects.filter(id__in=wanted) if wanted else []
    return {circle.id: circle.name for circle in found}


def parts(wanted: list[UUID]) -> dict[UUID, str]:
    """Parts of hand-overs in their own words."""
    found = HandOverPart.objects.filter(id__in=wanted) if wanted else []
    return {part.id: part.called for part in found}


def trusts(wanted: list[UUID]) -> dict[UUID, str]:
    """What somebody was trusted with."""
    found = Capability.objects.filter(id__in=wanted) if wanted else []
    return {each.id: each.get_kind_display() for each in found}


NAMES = {CAUSE.PHASE: phases, CAUSE.CIRCLE: circles, CAUSE.PART: parts, CAUSE.TRUST: trusts}
