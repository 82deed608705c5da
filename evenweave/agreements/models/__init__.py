"""What is kept of agreements."""

from evenweave.agreements.models.agreeing import Agreed, Answer, Question, Reminder
from evenweave.agreements.models.clauses import Change, Clause, Edition, Sort, Version

__all__ = [
    "Agreed",
    "Answer",
    "Change",
    "Clause",
    "Edition",
    "Question",
    "Reminder",
    "Sort",
    "Version",
]
