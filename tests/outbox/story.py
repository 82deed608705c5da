"""What the tests of the outbox begin with, by real actions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from evenweave.common import actors
from evenweave.jobs.worker import Worker
from evenweave.outbox.actions import send
from evenweave.outbox.models import Message
from evenweave.people import actions as people
from evenweave.people.models import Person

# A Thursday: far from the hours of the weekly letter.
NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
JOB = actors.job("test.letters")


def person(name: str, email: str = "", **reach: Any) -> Person:
    """Somebody who is reached like this."""
    made = people.add_person(name=name, email=email, by=actors.operator(), at=NOW)
    return reached(made, **reach) if reach else made


def reached(who: Person, **reach: Any) -> Person:
    """The same person, who is reached like this from now on."""
    told = {"reach_by": "email", "phone": "", "post": "", "not_when": ""} | reach
    people.change_reach(person=who, **told, version=who.version, by=actors.person(who.id), at=NOW)
    return who


def message(
    to: Person,
    *,
    sender: Person | None = None,
    kind: str = "loom.news",
    subject: str = "The loom is warped",
    text: str = "Come and see.\n\nThere is tea.",
    at: datetime = NOW,
    **more: Any,
) -> Message:
    """A message that was just sent."""
    return send(
        to=to.id,
        sender=sender.id if sender else None,
        kind=kind,
        subject=subject,
        text=text,
        by=JOB,
        at=at,
        **more,
    )


def work(at: datetime = NOW, worker: Worker | None = None) -> int:
    """Let a worker do everything that is due at a moment; how many jobs it began."""
    return (worker or Worker(now=lambda: at)).work()


def state(of: Message) -> tuple[str, str]:
    """What became of a message, and why."""
    of.refresh_from_db()
    return of.state, of.trouble


def later(**step: float) -> datetime:
    """A moment after the first."""
    return NOW + timedelta(**step)
