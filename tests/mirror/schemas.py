"""The published shape of what `evenweave mirror --json` prints."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema

PUBLISHED = Path("docs/schemas/mirror.json")


@cache
def checker() -> Any:
    """What holds something to it."""
    return fastjsonschema.compile(json.loads(PUBLISHED.read_text()))


def fits(told: dict[str, Any]) -> None:
    """Raise where it is not of that shape."""
    checker()(told)
