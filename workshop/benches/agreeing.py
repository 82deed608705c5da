"""A long agreement that a team often put otherwise: its pages, and how long it takes on paper."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta

from evenweave.agreements import document
from evenweave.agreements.actions.changing import agree_changes
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Clause, Sort
from evenweave.common import actors, clock
from evenweave.projects.models import Project
from workshop.benches import filling
from workshop.benches.deciding import cookie_of

CLAUSES, VERSIONS, AT_ONCE, PAPERS = 60, 20, 12, 5
WORDS = "We {n} plan for the time that things take, and say early when it is not enough. " * 4


def long() -> dict[str, object]:
    """60 clauses of 20 versions each, agreed in the room: the cookie, the pages, the paper."""
    person = filling.team(CLAUSES, 1)
    project = Project.objects.visible_to(person).get()
    for number in range(VERSIONS):
        for place in range(0, CLAUSES, AT_ONCE):
            agree(project, number, place)
    whole = f"/projects/{project.id}/agreement/"
    oldest = Clause.objects.filter(project=project).order_by("position")[0]
    assert oldest.versions.count() == VERSIONS
    return {
        "cookie": cookie_of(person),
        "page": whole,
        "clause": f"{whole}{oldest.id}/",
        "since": f"{whole}since/",
        "pdf_s": {dress: paper(project, dress) for dress in ("plain", "large", "easy")},
    }


def agree(project: Project, number: int, place: int) -> None:
    """Some of its clauses in other words, or for the first time."""
    at = clock.now() + timedelta(seconds=number * CLAUSES + place)
    people = list(project.members.present().select_related("person")[:3])
    person = people[0].person_id
    assert person is not None
    drafts = [draft(project, number, n) for n in range(place, place + AT_ONCE)]
    circle = project.circles.get(is_everybody=True)
    by = actors.person(person)
    agree_changes(circle=circle, drafts=drafts, people=people[1:], by=by, at=at)


def draft(project: Project, number: int, place: int) -> Draft:
    """A clause put otherwise."""
    title, words, why = f"Part {place}", WORDS.format(n=number), "It is fair."
    found = Clause.objects.filter(project=project, versions__title=title).first()
    if found is None:
        return Draft(Change.What.NEW, Sort.WAY, title, words, why)
    return Draft(Change.What.WORDS, Sort.WAY, title, words, why, "", found, found.current)


def paper(project: Project, dress: str) -> float:
    """The median of some, in seconds."""
    times = []
    for _turn in range(PAPERS):
        began = time.perf_counter()
        document.pdf(document.whole(project, clock.now()), dress)
        times.append(time.perf_counter() - began)
    return statistics.median(times)
