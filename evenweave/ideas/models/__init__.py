"""What is kept of ideas."""

from evenweave.ideas.models.ideas import Answer, Hearing, Holder, Idea, IdeaFile, State
from evenweave.ideas.models.thinking import ThinkingSpace, Thought

__all__ = [
    "Answer",
    "Hearing",
    "Holder",
    "Idea",
    "IdeaFile",
    "State",
    "ThinkingSpace",
    "Thought",
]
