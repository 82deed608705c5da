"""What the made-up people do."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.demo import kinds, rules
from evenweave.record.models import Stream


@action(records=kinds.JOINED)
def join(*, stream: Stream, person_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody joins."""
    refuse_if(rules.why_not_join(stream))


@action(records=kinds.AGREED)
def agree(*, stream: Stream, what: str, by: Actor, at: datetime) -> None:
    """Everybody agrees on something, and one of them writes it down."""
    refuse_if(rules.why_not_agree(stream))
