"""Words without a name, and the batches that bring them: what these tests are played with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.sealed import actions, crypto, jobs, keys, sent
from evenweave.sealed.models import Seal, Talk, Waiting
from evenweave.sealed.receipts import Receipt
from tests import make
from tests.make import AMINA, NOON

ABOUT = UUID("00000000-0000-4000-8000-0000000ab007")
EARLY = NOON.replace(hour=4, minute=30)
HERE = {"Origin": "http://testserver"}


def ready() -> None:
    """The worker has made a seal, so that words can be sealed."""
    if Seal.objects.current() is None:
        jobs.release_lone(Turn(NOTHING, NOON))


def send(words: str, stream_id: UUID | None = None) -> str:
    """Somebody says something without their name; the answer is the receipt."""
    ready()
    return actions.send_lone(
        kind="loom.note",
        about=ABOUT,
        stream_id=stream_id or make.stream().id,
        words=words,
        by=AMINA,
        at=NOON,
    )


def batch(days: int = 1) -> datetime:
    """The batch of the early morning, so many days later."""
    at = EARLY + timedelta(days=days)
    jobs.release_lone(Turn(NOTHING, at))
    return at


def talk_of(code: str) -> Talk:
    """What a receipt belongs to."""
    return Talk.objects.get(receipt=Receipt(code).talk)


def waiting_words(places: Sequence[str] | None = None) -> list[str]:
    """What waits, opened with the worker’s key: in the order of these places, or of chance."""
    rows = {each.place: each for each in Waiting.objects.select_related("seal")}
    found = []
    for place in rows if places is None else places:
        seed = keys.seed(rows[place].seal_id, "seal")
        assert seed is not None
        found.append(sent.opened(rows[place], rows[place].seal, crypto.private_key(seed)).words)
    return found


def post(client: Client, address: str, **sent: str) -> Any:
    """A form of the page behind a receipt, sent from that page."""
    return client.post(f"/sealed-words/{address}", sent, headers=HERE)
