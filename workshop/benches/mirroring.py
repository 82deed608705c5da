"""The mirror of Hounslow, and of projects made of ten and fifty copies of its rows."""

from __future__ import annotations

import statistics
import time
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils.timezone import localdate

from evenweave.common import clock
from evenweave.decisions.models import (
    Comment,
    Decision,
    Dissent,
    Doubt,
    Outcome,
    Position,
    Proposer,
    Round,
)
from evenweave.demo import stories
from evenweave.ideas.models import Answer, Holder, Idea, Telling
from evenweave.meetings.models import Attendance, Item, Meeting, Role, Turn, Venue
from evenweave.mirror.figures import figures
from evenweave.mirror.looking import look
from evenweave.people.models import Person
from evenweave.projects.models import (
    Circle,
    CircleMember,
    Expertise,
    Member,
    MemberExpertise,
    Phase,
    Project,
)
from workshop.benches.deciding import cookie_of

ROUNDS = 7

# What a project has once, however large it is; then what there is so many times more of.
ONCE: list[tuple[type[models.Model], str]] = [
    (Project, "id"),
    (Expertise, "project"),
    (Phase, "project"),
    (Circle, "project"),
]
OFTEN: list[tuple[type[models.Model], str]] = [
    (Person, "id__in"),
    (Member, "project"),
    (MemberExpertise, "member__project"),
    (Circle, "project"),
    (CircleMember, "circle__project"),
    (Venue, "project"),
    (Meeting, "project"),
    (Role, "circle__project"),
    (Turn, "meeting__project"),
    (Item, "meeting__project"),
    (Attendance, "meeting__project"),
    (Idea, "project"),
    (Holder, "idea__project"),
    (Answer, "idea__project"),
    (Telling, "answer__idea__project"),
    (Decision, "project"),
    (Proposer, "decision__project"),
    (Outcome, "decision__project"),
    (Dissent, "outcome__decision__project"),
    (Doubt, "decision__project"),
    (Round, "decision__project"),
    (Position, "round__decision__project"),
    (Comment, "decision__project"),
]
# There is one circle of everybody, and there are many others.
PARTS: dict[Any, dict[str, Any]] = {Circle: {"is_everybody": False}}
Known = dict[Any, Any]


def seen(times: str) -> dict[str, Any]:
    """A project that many times as large as Hounslow: its page, and how long its figures take."""
    hounslow = loaded()
    project = hounslow if times == "1" else larger(hounslow, int(times))
    cookie = cookie_of(first_of(project))
    return {
        "page": f"/projects/{project.id}/mirror/ {cookie}",
        "figures_ms": taken(project),
    }


def beside(number: str) -> dict[str, int]:
    """As many projects as large as Hounslow beside it as it takes until there are so many."""
    hounslow = loaded()
    there = Project.objects.filter(slug__startswith="hounslow").count()
    for _each in range(there, int(number)):
        larger(hounslow, 1)
    return {"projects": Project.objects.count()}


def loaded() -> Project:
    """Hounslow, as the example has it."""
    stories.load()
    return Project.objects.get(slug="hounslow")


def first_of(project: Project) -> Person:
    """Somebody who is in it."""
    member = project.members.present().select_related("person")[0]
    assert member.person
    return member.person


def taken(project: Project) -> float:
    """The median time until every number is there, in milliseconds."""
    times = []
    for _turn in range(ROUNDS):
        began = time.perf_counter()
        figures(look(project, localdate(clock.now())))
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


@transaction.atomic
def larger(project: Project, times: int) -> Project:
    """A project that many times as large, in as many days."""
    people = list(project.members.values_list("person", flat=True))
    shared: Known = {}
    for model, path in ONCE:
        copied(rows_of(model, path, project.id).exclude(**PARTS.get(model, {})), shared, times)
    for number in range(times):
        known = dict(shared)
        for model, path in OFTEN:
            whose: Any = people if model is Person else project.id
            copied(rows_of(model, path, whose).filter(**PARTS.get(model, {})), known, number)
    return Project.objects.get(pk=shared[project.id])


def rows_of(model: Any, path: str, whose: Any) -> Any:
    """The rows of a project, in an order that stays."""
    return model.objects.filter(**{path: whose}).order_by("pk")


def copied(rows: Any, known: Known, number: int) -> None:
    """Rows anew, with ids of their own, leading to those that were made before them."""
    rows.model.objects.bulk_create([anew(row, known, number) for row in rows])


def anew(row: models.Model, known: Known, number: int) -> models.Model:
    """One row; what it leads to and is not copied is left out."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        told[field.attname] = known.get(value) if field.is_relation else value
    known[row.pk] = told["id"] = uuid4() if isinstance(row.pk, UUID) else None
    return type(row)(**told | named(row, number))


def named(row: models.Model, number: int) -> dict[str, Any]:
    """What may not stand twice."""
    match row:
        case Project():
            return {"slug": f"{row.slug}-{uuid4().hex[:12]}", "is_example": False}
        case Circle() | Venue():
            return {"name": f"{row.name} {number}"}
        case Person():
            return {"email": None, "session_secret": str(number)}
    return {}
