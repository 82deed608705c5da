"""A decision with many people, rounds and words; and what one vote costs, alone and with others."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client

from evenweave.common import actors, clock
from evenweave.decisions.actions.shaping import (
    begin_proposal,
    choose_way,
    open_decision,
    shape_proposal,
)
from evenweave.decisions.models import Comment, Decision, Position, Round, Stance
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.jobs.worker import Worker
from evenweave.people.models import Person
from evenweave.projects.models import Member, Project
from workshop.benches import filling

MEMBERS, ROUNDS, COMMENTS = 200, 3, 400
VOTES, VOTERS, TURNS = 120, 8, 25


def large() -> dict[str, str]:
    """A consensus with 200 members, 3 rounds and 400 comments: the cookie, and its page."""
    person = filling.team(MEMBERS, 1)
    project = Project.objects.visible_to(person).get()
    decision = opened(project, person, Step(StepKind.CONSENSUS, rounds=3))
    fill(decision, list(project.members.all()))
    return {"cookie": cookie_of(person), "page": page_of(decision)}


def opened(project: Project, person: Person, step: Step) -> Decision:
    """A proposal to everybody, open for a week."""
    by, at = actors.person(person.id), clock.now()
    circle = project.circles.get(is_everybody=True)
    decision = begin_proposal(circle=circle, question="Which room?", by=by, at=at)
    shape_proposal(
        decision=decision,
        version=1,
        question="Which room?",
        plain_summary="We need a room that everybody can reach.",
        options=["The library", "The hall", "The café"],
        by=by,
        at=at,
    )
    choose_way(decision=decision, way=Way((step,)), by=by, at=at)
    open_decision(decision=decision, closes_at=at + timedelta(days=7), by=by, at=at)
    return decision


def fill(decision: Decision, members: list[Member]) -> None:
    """Rounds in which everybody said something, and what people talked about."""
    at, first = clock.now(), decision.rounds.get()
    with transaction.atomic():
        rounds = [first, *(another(first, number) for number in range(2, ROUNDS + 1))]
        for round_ in rounds:
            Position.objects.bulk_create(
                Position(
                    round=round_,
                    member=member,
                    stance=Stance.values[place % 4],
                    words="It is a long way for me." if place % 4 > 1 else "",
                    said_at=at,
                )
                for place, member in enumerate(members)
            )
        Comment.objects.bulk_create(
            Comment(
                decision=decision,
                member=members[place % len(members)],
                words="I would rather be near the bus, and I can live with the hall.",
                said_at=at + timedelta(seconds=place),
            )
            for place in range(COMMENTS)
        )


def another(first: Round, number: int) -> Round:
    """A further round; those before are closed."""
    at = clock.now()
    Round.objects.filter(decision=first.decision_id, closed_at=None).update(closed_at=at)
    return Round.objects.create(
        decision_id=first.decision_id, number=number, wording=first.wording, opened_at=at
    )


def cookie_of(person: Person) -> str:
    """Somebody signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return f"session={client.cookies['session'].value}"


def page_of(decision: Decision) -> str:
    """Its path."""
    return f"/projects/{decision.project_id}/decisions/{decision.id}/"


def vote() -> dict[str, Any]:
    """One vote after the other: CPU of the server’s side; then eight people at once."""
    person = filling.team(VOTERS * 3, 1)
    project = Project.objects.visible_to(person).get()
    decision = opened(project, person, Step(StepKind.VOTE))
    option = str(decision.options.all()[0].id)
    address = f"{page_of(decision)}vote/"
    people = [member.person for member in project.members.select_related("person")[:VOTERS]]
    clients = [signed_in(each) for each in people if each is not None]
    times = [cost(clients[turn % VOTERS], address, option) for turn in range(VOTES)]
    return {"cpu_ms": statistics.median(times), "failed": at_once(clients, address, option)}


def secret(seats: str) -> dict[str, float]:
    """Papers put in through the ballot page, in a circle of so many; and that page, packed."""
    person = filling.team(int(seats), 1)
    project = Project.objects.visible_to(person).get()
    decision = opened(project, person, Step(StepKind.VOTE, is_secret=True))
    Worker().work()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    option = str(decision.options.all()[0].id)
    address = f"{page_of(decision)}vote/"
    here = project.members.select_related("person")
    clients = [signed_in(each.person) for each in here[:VOTERS] if each.person]
    for client in clients:
        page = client.get(address, headers={"accept-encoding": "gzip"})
        assert page.status_code == 200, page.status_code
    times = [cost(clients[turn % VOTERS], address, option) for turn in range(VOTES)]
    return {"cpu_ms": statistics.median(times), "page_kB": len(page.content) / 1000}


def signed_in(person: Person) -> Client:
    """A browser."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def cost(client: Client, address: str, option: str) -> float:
    """The CPU of one vote, in milliseconds."""
    began = time.process_time()
    answer = client.post(address, {"choice": option})
    assert answer.status_code == 302, answer.status_code
    return 1000 * (time.process_time() - began)


def at_once(clients: list[Client], address: str, option: str) -> int:
    """Eight people who vote again and again at the same time: how many votes failed."""
    start = threading.Barrier(len(clients))

    def work(client: Client) -> int:
        start.wait()
        answers = [client.post(address, {"choice": option}) for _turn in range(TURNS)]
        connection.close()
        return sum(answer.status_code != 302 for answer in answers)

    with ThreadPoolExecutor(len(clients)) as pool:
        return sum(pool.map(work, clients))
