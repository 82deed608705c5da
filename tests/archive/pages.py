"""Who gets what from a person's own data. Each finds their own there; no address names anybody."""

from __future__ import annotations

from tests.access import Row, everybody, signed_in
from tests.home.pages import in_a_team

PAGES = [
    Row("archive:my-data", "one's own", get=signed_in(200), posted=everybody(405)),
    Row("archive:take-away", "one's own", get=signed_in(200), posted=everybody(405)),
    Row(
        "archive:erase",
        "oneself",
        in_a_team,
        post={"sure": "on"},
        get=signed_in(200),
        # Amina alone coordinates a team: she is asked to hand over first.
        posted=everybody(302, amina=409, nobody=403),
    ),
    Row("archive:erased", "everybody's", get=everybody(200), posted=everybody(405)),
]
