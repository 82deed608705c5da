"""What of sealed words is in a copy: only talks, whose words everybody in the project reads."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from evenweave.common.copies import Copied, Left, LeftOut, unless_covered
from evenweave.sealed import models

A_BOX = "What lies in a box is sealed. What came of it stands with its decision."


def no_receipt(_row: models.Talk, _at: datetime) -> str:
    """A receipt that nobody has: those of another server open nothing here."""
    return secrets.token_hex(models.lone.HASH // 2)


def same_day(line: models.Line) -> date | None:
    """That a line was taken back; nobody sees on which day."""
    return line.said_on if line.taken_back_on else None


COPIED = (
    Copied(
        models.Talk,
        "stream_id",
        leaves_out={
            "receipt": Left("Only who has a receipt can be its author.", no_receipt),
        },
    ),
    Copied(
        models.Line,
        "talk__stream_id",
        reads={"words": unless_covered("words"), "taken_back_on": same_day},
    ),
)

LEFT_OUT: LeftOut = {
    models.Box: A_BOX,
    models.Envelope: A_BOX,
    models.Lock: A_BOX,
    models.Opened: A_BOX,
    models.Seal: "Its key lies with this server’s worker, and ends there.",
    models.Waiting: "What waits for its batch, nobody can read.",
}
