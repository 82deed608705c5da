"""What is kept of agreements."""

from evenweave.agreements.models.clauses import Change, Clause, Edition, Sort, Version

__all__ = ["Change", "Clause", "Edition", "Sort", "Version"]
