"""Things that tests need, made by walking the real actions."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.demo.cast import id_of
from evenweave.record.actions import open_stream
from evenweave.record.models import Stream

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

AMINA = actors.person(id_of("Amina Rahman"))
BEN = actors.person(id_of("Ben Okafor"))
FINN = actors.person(UUID("00000000-0000-4000-8000-00000000f177"))


def stream(*, by: Actor = AMINA, is_example: bool = False, stream_id: UUID | None = None) -> Stream:
    """A record that was just opened."""
    made = open_stream(
        slug=f"project-{uuid4().hex[:8]}",
        title="A project",
        stream_id=stream_id,
        is_example=is_example,
        by=by,
        at=NOON,
    )
    made.refresh_from_db()
    return made


def person_id(actor: Actor) -> UUID:
    """The id of an actor who is a person."""
    assert actor.person is not None
    return actor.person
