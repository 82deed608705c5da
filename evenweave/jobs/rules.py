"""Why a job cannot be planned."""

from __future__ import annotations

from evenweave.jobs.vocabulary import declared


def why_not_plan(name: str) -> str | None:
    """Only a declared kind of job can be planned: nobody would do another."""
    return None if name in declared else f"There is no kind of job called {name}."
