"""Who gets what from the example's doors: on a server for others, nobody finds them."""

from __future__ import annotations

from tests.access import Row, everybody

PAGES = [
    Row("demo:people", "on a server for others", get=everybody(404), posted=everybody(405)),
    Row(
        "demo:person",
        "on a server for others",
        lambda its: ["ben"],
        get=everybody(404),
        posted=everybody(404),
    ),
]
