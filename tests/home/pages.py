"""Who gets what from home: the front door, what is next, saying something, a project's own page."""

from __future__ import annotations

from tests.access import Row, Things, everybody, signed_in, team


def in_a_team(its: Things) -> list[object]:
    """No argument, with Amina's team there."""
    its.ours.project.refresh_from_db()
    return []


def to_everybody(its: Things) -> dict[str, str]:
    """Something to say to everybody in Amina’s team."""
    return {"words": "Tea?", "to": str(its.ours.project.circles.get(is_everybody=True).id)}


PAGES = [
    Row("home:front", "everybody's", get=everybody(200), posted=everybody(405)),
    Row("home:about", "everybody's", get=everybody(200), posted=everybody(405)),
    # Only where `evenweave serve --lan` runs; tests/config/test_lan.py looks at it there.
    Row("home:near", "nobody's", get=everybody(404), posted=everybody(405)),
    Row(
        "home:project",
        "own",
        lambda its: [its.ours.project.id],
        get=team(200),
        posted=everybody(405),
    ),
    Row(
        "home:project",
        "others'",
        lambda its: [its.his.id],
        get=signed_in(404, finn=200),
        posted=everybody(405),
    ),
    Row(
        "home:say",
        "to one's own team",
        in_a_team,
        post=lambda its: {"words": "It was too loud.", "to": str(its.ours.project.id)},
        get=everybody(200),
        # Amina alone coordinates, so nobody else would hear her; for Finn it is no choice.
        posted=everybody(302, amina=409, finn=200, nobody=403),
    ),
    Row(
        "home:say",
        "to everybody, as an idea",
        in_a_team,
        post=to_everybody,
        get=everybody(200),
        posted=everybody(302, finn=200, nobody=403),
    ),
    Row(
        "home:said",
        "one's own",
        get=signed_in(200),
        posted=everybody(405),
    ),
]
