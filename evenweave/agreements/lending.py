"""What a decision about lending would lend, as its page shows it."""

from __future__ import annotations

from typing import Any

from evenweave.agreements.models import Lending
from evenweave.decisions.models import Decision


def wording(decision: Decision) -> list[Any]:
    """Which lending. A round keeps the id alone, so that words taken back are gone from it too."""
    found = Lending.objects.filter(decision=decision).values_list("pk", flat=True)
    return [str(each) for each in found]


def shown(told: list[Any]) -> list[Lending]:
    """As it reads now."""
    return list(Lending.objects.filter(pk__in=told))
