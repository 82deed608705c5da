"""Saying that a topic changed, in the transaction that changes it; and asking how often it did."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import UUIDField

from evenweave.common import endings
from evenweave.common.prepared import Prepared
from evenweave.live.models import Topic

# PostgreSQL tells it to whoever listens, when the transaction commits.
CHANNEL = "evenweave_live"

COUNT = """
    INSERT INTO live_topic (id, changes) VALUES (%s, 1)
    ON CONFLICT (id) DO UPDATE SET changes = live_topic.changes + 1
"""


def changed(topic: UUID) -> None:
    """Say that `topic` changed; whoever has it open hears of it once this action has committed.

    Called in an action, as often as one likes: it counts once. Raises
    `endings.NotInAnActionError` elsewhere.
    """
    endings.at_the_end(count, topic)


def count(topics: list[UUID]) -> None:
    """One change more of each, in the order given: the last thing that a transaction does."""
    to_database = UUIDField().get_db_prep_value
    with connection.cursor() as cursor:
        for topic in topics:
            cursor.execute(COUNT, [to_database(topic, connection)])
        if connection.vendor == "postgresql":
            for topic in topics:
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic.hex])


def changes_of(topic: UUID) -> int:
    """How often `topic` changed: what a page shows at least, if it is asked before the rest."""
    found = CHANGES.of(topic)
    return found[0]["changes"] if found else 0


CHANGES = Prepared(lambda topic: Topic.objects.filter(id=topic).order_by().values("changes"))
