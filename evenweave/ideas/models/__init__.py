"""What is kept of ideas."""

from evenweave.ideas.models.coverings import Covering, CoverState
from evenweave.ideas.models.ideas import (
    TRANSITIONS,
    Answer,
    Hearing,
    Holder,
    Idea,
    IdeaFile,
    State,
    Telling,
)
from evenweave.ideas.models.thinking import ThinkingSpace, Thought

__all__ = [
    "TRANSITIONS",
    "Answer",
    "CoverState",
    "Covering",
    "Hearing",
    "Holder",
    "Idea",
    "IdeaFile",
    "State",
    "Telling",
    "ThinkingSpace",
    "Thought",
]
