"""A project may tighten every threshold, and loosen none."""

from __future__ import annotations

import ast
from dataclasses import FrozenInstanceError, fields
from fractions import Fraction

import pytest

from evenweave.common.refusals import Refusal
from evenweave.disclosure.limits import LIMITS, Limits
from tests.house.source import PACKAGE

TIGHTER = {"share_step": 25, "largest_share": Fraction(1, 3), "left_over": Fraction(1, 5)}


@pytest.mark.parametrize("name", [each.name for each in fields(Limits)])
def test_each_threshold_can_be_tightened_and_not_loosened(name: str) -> None:
    ours = getattr(LIMITS, name)
    tighter = TIGHTER.get(name, ours + 1)
    assert getattr(Limits(**{name: tighter}), name) == tighter  # type: ignore[arg-type]
    looser = ours - (tighter - ours)
    with pytest.raises(Refusal, match="but not for fewer"):
        Limits(**{name: looser})


def test_shares_are_told_in_known_steps() -> None:
    with pytest.raises(Refusal, match="10, 25 or 50"):
        Limits(share_step=30)


def test_nobody_changes_thresholds_that_stand() -> None:
    with pytest.raises(FrozenInstanceError):
        LIMITS.fewest_papers = 1  # type: ignore[misc]


def test_the_room_asks_no_database_no_web_and_no_other_room() -> None:
    imported = set()
    for path in (PACKAGE / "disclosure").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
            elif isinstance(node, ast.Import):
                imported |= {each.name for each in node.names}
    allowed = ("django.apps", "django.utils.functional", "django.utils.translation")
    ours = ("evenweave.disclosure", "evenweave.common.refusals")
    outside = {each for each in imported if each.startswith(("django", "evenweave"))}
    assert {each for each in outside if not each.startswith((*allowed, *ours))} == set()
