"""Who gets what of what is kept: each person their own, and every member a copy of a project."""

from __future__ import annotations

from tests.access import Row, everybody, signed_in, team
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
    Row(
        "archive:project-copy",
        "own",
        lambda its: [its.ours.project.id],
        get=team(200),
        posted=team(200),
    ),
    Row(
        "archive:project-copy",
        "others'",
        lambda its: [its.his.id],
        get=signed_in(404, finn=200),
        posted=signed_in(404, finn=200),
    ),
]
