"""What somebody did in a project, gathered from their own signed acts, to begin a portfolio with.

Only what they did themselves, in sentences; nothing is counted, and nothing is held against them.
It is a beginning: what stands in the end is in their own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evenweave.agreements.models import PartHolding
from evenweave.decisions.models import NextStep, Proposer, State
from evenweave.ideas.models import Answer, Idea
from evenweave.ideas.models.ideas import State as IdeaState
from evenweave.projects.models import Capability, CircleMember, Member

LONGEST = 300


def begun(member: Member) -> str:
    """A portfolio as the program would begin it. Headings start with #, points with a hyphen."""
    return "\n\n".join(filter(None, [opening(member), *map(section, parts(member))]))


def opening(member: Member) -> str:
    """Where, what for, from when to when, and as what."""
    project = member.project
    since = on(member.joined_at)
    if member.left_at is not None:
        told = _("I was part of “{project}” from {since} to {until}.")
        first = told.format(project=project.name, since=since, until=on(member.left_at))
    else:
        first = _("I have been part of “{project}” since {since}.").format(
            project=project.name, since=since
        )
    role = _("There I was: {role}.").format(role=member.role_title) if member.role_title else ""
    heading = f"# {project.name}"
    return "\n\n".join(filter(None, [heading, first, role, project.purpose]))


def section(found: tuple[str, list[str]]) -> str:
    """A heading with its points; nothing where there are none."""
    title, points = found
    return "\n".join([f"# {title}", *(f"- {point}" for point in points)]) if points else ""


def parts(member: Member) -> Iterator[tuple[str, list[str]]]:
    """Each kind of act with its points, in the order in which they happened."""
    yield _("What I was trusted with"), [*trusted(member), *held(member)]
    yield _("Where I took part"), list(circles(member))
    yield _("Ideas I raised, and what became of them"), list(ideas(member))
    yield _("Decisions I proposed"), list(decisions(member))
    yield _("What I said I would do, and did"), list(steps(member))


def trusted(member: Member) -> Iterator[str]:
    """To coordinate, or to pay."""
    for each in Capability.objects.filter(member=member).order_by("given_at"):
        yield timed(str(each.get_kind_display()).capitalize(), each.given_at, each.ended_at)


def held(member: Member) -> Iterator[str]:
    """Parts of work that was handed on."""
    found = PartHolding.objects.filter(member=member).select_related("part__hand_over")
    for each in found:
        words = f"{each.part.hand_over.what}: {each.part.called}".removeprefix(": ")
        yield timed(words, each.since, each.until)


def circles(member: Member) -> Iterator[str]:
    """The circles they were in."""
    found = CircleMember.objects.filter(member=member).select_related("circle").order_by("since")
    for each in found:
        yield timed(each.circle.name, each.since, each.until)


def ideas(member: Member) -> Iterator[str]:
    """Their own ideas, as they said them, and how each was answered."""
    if member.person is None:
        return
    found = Idea.objects.filter(made_by=member.person.pk, project=member.project_id)
    standing = found.exclude(state=IdeaState.TAKEN_BACK).order_by("raised_at", "id")
    answers = last_answers(standing.values("id"))
    for idea in standing:
        how = answers.get(idea.id)
        yield f"{short(idea.words)} ({how})" if how else short(idea.words)


def last_answers(ideas: Any) -> dict[UUID, str]:
    """How each of these ideas was answered last."""
    found = Answer.objects.filter(idea__in=ideas).order_by("said_at", "id")
    return {each.idea_id: str(each.get_how_display()) for each in found}


def decisions(member: Member) -> Iterator[str]:
    """What they proposed and others took part in."""
    shown = [State.OPEN, State.DECIDED, State.UNDECIDED]
    found = Proposer.objects.filter(member=member, decision__state__in=shown)
    for each in found.select_related("decision").order_by("decision__made_at"):
        yield f"{short(each.decision.question)} ({each.decision.get_state_display()})"


def steps(member: Member) -> Iterator[str]:
    """Next steps that they did."""
    found = NextStep.objects.filter(member=member, done_at__isnull=False, taken_back_at=None)
    for each in found.order_by("done_at"):
        yield f"{short(each.words)}, {on(each.done_at)}" if each.done_at else short(each.words)


def timed(words: str, since: datetime, until: datetime | None) -> str:
    """A line with its days."""
    told = _("{words}, from {since} to {until}") if until else _("{words}, since {since}")
    return told.format(words=words, since=on(since), until=on(until) if until else "")


def on(moment: datetime) -> str:
    """A day in words."""
    return date_format(localtime(moment), "j F Y")


def short(words: str) -> str:
    """In one line, not too long for a list."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"
