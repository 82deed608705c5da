"""Who gets what from the page behind a receipt: everybody the same, for nobody is asked who."""

from __future__ import annotations

from tests.access import Row, Things, everybody
from tests.sealed.lonely import HERE, batch, send


def waiting(its: Things) -> dict[str, str]:
    """A receipt for words that wait."""
    return {"code": send("It was too loud.", its.team.id)}


def released(its: Things) -> dict[str, str]:
    """A receipt for words that came out, and something more to say."""
    sent = waiting(its)
    batch()
    return {**sent, "words": "The small room."}


def wrong(its: Things) -> dict[str, str]:
    """What is no receipt."""
    return {"code": "nothing"}


SENT = {"words that wait": waiting, "words that came out": released, "no receipt": wrong}
PAGES = [
    Row(
        f"sealed:{name}",
        thing,
        get=everybody(200 if name == "words" else 405),
        post=post,
        posted=everybody(200),
        headers=HERE,
    )
    for name in ["words", "say", "take-back"]
    for thing, post in SENT.items()
]
PAGES += [
    Row(
        "sealed:words",
        "a form from elsewhere",
        get=everybody(200),
        post=waiting,
        posted=everybody(403),
        headers={"Origin": origin},
    )
    for origin in ["https://example.org", "null"]
]
