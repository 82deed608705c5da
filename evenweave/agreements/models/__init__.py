"""What is kept of agreements."""

from evenweave.agreements.models.agreeing import Agreed, Answer, Question, Reminder
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
from evenweave.agreements.models.carrying import Carried, Lending
from evenweave.agreements.models.clauses import Change, Clause, Edition, Sort, Version
from evenweave.agreements.models.handovers import HandOver, HandOverPart, PartHolding
from evenweave.agreements.models.matters import Matter, MatterReader, Note, ReaderProposed
from evenweave.agreements.models.partings import Parting, Portfolio, Thanks
from evenweave.agreements.models.priorities import (
    Clash,
    ClashSide,
    GoalRoot,
    Priority,
    Settling,
)

__all__ = [
    "Agreed",
    "Answer",
    "Arrival",
    "ArrivalCause",
    "ArrivalMark",
    "ArrivalStep",
    "Buddy",
    "Carried",
    "Change",
    "Clash",
    "ClashSide",
    "Clause",
    "Edition",
    "Followed",
    "GoalRoot",
    "HandOver",
    "HandOverPart",
    "Hopes",
    "Lending",
    "Matter",
    "MatterReader",
    "Note",
    "PartHolding",
    "Parting",
    "Portfolio",
    "Priority",
    "Question",
    "ReaderProposed",
    "Reminder",
    "Settling",
    "Sort",
    "StepKind",
    "Thanks",
    "Version",
    "Willing",
]
