"""Who gets what from the pages of the mirror."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access import Row, Things, everybody, signed_in, team

READ_ONLY = WRITE_ONLY = everybody(405)
HIS = signed_in(404, finn=200)
HIS_TAKEN = signed_in(404, finn=302)
# Five people, and no three of a kind: there is nothing to weave, and so no file of it.
NO_FILE = team(404)
PAGES_OF_IT = ("mirror", "numbers", "mine", "figures-csv")
DRAWINGS = ("weave-svg", "weave-png")


def ours(its: Things) -> list[Any]:
    """Amina’s project."""
    return [its.ours.project.id]


def his(its: Things) -> list[Any]:
    """Finn’s project."""
    return [its.his.id]


def chairing(project: Callable[[Things], list[Any]]) -> Callable[[Things], list[Any]]:
    """Who chairs, under a project’s address."""
    return lambda its: [*project(its), "chairing"]


PAGES = [
    *(Row(f"mirror:{name}", "ours", ours, get=team(200), posted=READ_ONLY) for name in PAGES_OF_IT),
    *(Row(f"mirror:{name}", "his", his, get=HIS, posted=READ_ONLY) for name in PAGES_OF_IT),
    *(Row(f"mirror:{name}", "ours", ours, get=NO_FILE, posted=READ_ONLY) for name in DRAWINGS),
    *(Row(f"mirror:{name}", "his", his, get=signed_in(404), posted=READ_ONLY) for name in DRAWINGS),
    Row("mirror:put-on-agenda", "ours", chairing(ours), get=WRITE_ONLY, posted=team(302)),
    Row("mirror:put-on-agenda", "his", chairing(his), get=WRITE_ONLY, posted=HIS_TAKEN),
]
