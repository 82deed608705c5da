"""What is kept of boxes, and of words without a name."""

from evenweave.sealed.models.boxes import (
    FEWEST,
    LONGEST,
    OVER,
    TRANSITIONS,
    TRAY,
    Box,
    BoxQuerySet,
    Envelope,
    Lock,
    Opened,
    State,
)
from evenweave.sealed.models.lone import Line, Seal, Talk, Waiting

__all__ = [
    "FEWEST",
    "LONGEST",
    "OVER",
    "TRANSITIONS",
    "TRAY",
    "Box",
    "BoxQuerySet",
    "Envelope",
    "Line",
    "Lock",
    "Opened",
    "Seal",
    "State",
    "Talk",
    "Waiting",
]
