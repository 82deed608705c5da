"""What somebody who goes still holds, and whom the others can thank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from evenweave.agreements.models import HandOverPart, Parting
from evenweave.agreements.models.handovers import Standing
from evenweave.decisions.models import NextStep
from evenweave.ideas.models import Idea
from evenweave.ideas.models.ideas import UNANSWERED
from evenweave.projects.models import Member, Project
from evenweave.projects.team import those_before

# So many who left lately are offered on the page; the others are on the page of who was here.
LATELY = 10


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody said they would do, and has not done yet."""

    steps: list[NextStep]
    ideas: list[Idea]
    parts: list[HandOverPart]

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to hand on."""
        return not (self.steps or self.ideas or self.parts)


def held_by(member: Member, today: date) -> Held:
    """Their open next steps, the ideas they see to, and the parts they took on."""
    steps = NextStep.objects.filter(member=member, done_at=None, taken_back_at=None)
    ideas = Idea.objects.filter(taken_on_by=member, state__in=UNANSWERED)
    taken = HandOverPart.objects.whole().filter(offered_to=member, dropped_at=None)
    return Held(
        steps=list(steps.select_related("decision")),
        ideas=list(ideas.order_by("raised_at", "id")),
        parts=[part for part in taken if part.standing(today) is Standing.HELD],
    )


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody to thank: they told the team that they go, or have gone."""

    member: Member
    named: str
    goes_on: date | None
    left_at: datetime | None


def those_to_thank(project: Project, member: Member) -> list[Going]:
    """Who goes, then who left lately; nobody of whom nothing is kept."""
    going = [
        Going(each.member, each.named, each.goes_on, None)
        for each in Parting.objects.told_in(project)
        if each.member_id != member.id
    ]
    gone = those_before(project).filter(person__isnull=False).exclude(person=member.person)
    found = list(gone[:LATELY])
    named = dict(Parting.objects.filter(member__in=found).values_list("member", "named"))
    return [*going, *(Going(each, named.get(each.id, ""), None, each.left_at) for each in found)]
