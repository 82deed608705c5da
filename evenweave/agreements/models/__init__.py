"""What is kept of agreements."""

from evenweave.agreements.models.arrivals import (
    Arrival,
    ArrivalCause,
    ArrivalMark,
    ArrivalStep,
    Followed,
    Hopes,
    StepKind,
)
from evenweave.agreements.models.buddies import Buddy, Willing
from evenweave.agreements.models.handovers import HandOver, HandOverPart, PartHolding
from evenweave.agreements.models.partings import Parting, Portfolio, Thanks

__all__ = [
    "Arrival",
    "ArrivalCause",
    "ArrivalMark",
    "ArrivalStep",
    "Buddy",
    "Followed",
    "HandOver",
    "HandOverPart",
    "Hopes",
    "PartHolding",
    "Parting",
    "Portfolio",
    "StepKind",
    "Thanks",
    "Willing",
]
