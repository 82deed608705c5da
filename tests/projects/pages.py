"""Who gets what from the pages of a project."""

from __future__ import annotations

from datetime import timedelta

from evenweave.common import clock
from evenweave.projects import codes
from tests.access import Row, Things, everybody, signed_in, team
from tests.projects.members_pages import PAGES as MEMBERS

READ_ONLY = everybody(405)
WRITE_ONLY = everybody(405)
# A form with words from somebody who is not signed in: they get their words back.
TAKEN = team(302, nobody=403)
COORDINATOR = team(404, amina=200)
# Whoever does not coordinate is told so by the rule, with what they wrote.
COORDINATOR_TAKEN = team(409, amina=302, nobody=403)
MIXED = signed_in(404)

STARTED = {
    "name": "Tea and talk",
    "purpose": "To talk, with tea.",
    "who_words": "",
    "first_meeting_words": "",
    "called": "Gwen",
    "email": "",
}
MORE = {"version": "1", "name": "Tea and more", "purpose": "To talk, with tea."}
COUNTED = {"version": "2", "is_shown": "no", "seat": "", "role_title": "Neighbour"}


def ours(its: Things) -> list[object]:
    """Amina’s project."""
    return [its.ours.project.id]


def our_card(its: Things) -> list[object]:
    """A card into Amina’s project."""
    return [its.ours.project.id, its.card(its.ours.project).id]


def his_card(its: Things) -> list[object]:
    """A card into Finn’s project, under the address of Amina’s."""
    return [its.ours.project.id, its.card(its.his).id]


def our_kind(its: Things) -> list[object]:
    """A kind of expertise of Amina’s project."""
    return [its.ours.project.id, its.kind(its.ours.project).id]


def his_kind(its: Things) -> list[object]:
    """A kind of expertise of Finn’s project, under the address of Amina’s."""
    return [its.ours.project.id, its.kind(its.his).id]


def our_guess(its: Things) -> list[object]:
    """What Amina supposed of Ben."""
    return [its.ours.project.id, its.guess.id]


def with_card(its: Things) -> dict[str, str]:
    """What a newcomer with a card sends at the door."""
    card = its.card(its.ours.project)
    return {"code": codes.code_of(card.id), "called": "Gwen", "email": ""}


def next_week(its: Things) -> dict[str, str]:
    """A link that works for a week, by the real clock, as pages ask it."""
    day = clock.now() + timedelta(days=7)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {"most_uses": "5"} | {f"until_{part}": str(each) for part, each in parts.items()}


FOUNDING = [
    Row("projects:start", "one's own", get=everybody(200), post=STARTED, posted=everybody(302)),
    Row("projects:list", "one's own", get=signed_in(200), posted=READ_ONLY),
    Row("projects:ready", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("projects:more", "Amina's", ours, get=team(200), post=MORE, posted=TAKEN),
]

INVITING = [
    Row("projects:invitations", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row(
        "projects:invite-link",
        "Amina's",
        ours,
        get=team(302, amina=200),
        post=next_week,
        posted=COORDINATOR_TAKEN,
    ),
    Row(
        "projects:invite-card",
        "Amina's",
        ours,
        get=team(302, amina=200),
        post={"name": "Gwen", "expertise": ""},
        posted=COORDINATOR_TAKEN,
    ),
    # No mail server is set up in tests, so nobody finds this page.
    Row(
        "projects:invite-letter",
        "Amina's, without a mail server",
        ours,
        get=team(404),
        post={"email": "gwen@example.org"},
        posted=team(404, nobody=403),
    ),
    Row("projects:invitation", "Amina's", our_card, get=COORDINATOR, posted=READ_ONLY),
    Row("projects:invitation", "Finn's in Amina's", his_card, get=MIXED, posted=READ_ONLY),
    Row(
        "projects:end-invitation",
        "Amina's",
        our_card,
        get=WRITE_ONLY,
        posted=team(409, amina=302),
    ),
    Row("projects:end-invitation", "Finn's in Amina's", his_card, get=WRITE_ONLY, posted=MIXED),
]

JOINING = [
    Row("projects:join", "without a card", get=everybody(200), posted=everybody(200)),
    Row(
        "projects:join",
        "with a card of Amina's; who is there already is told so",
        get=everybody(200),
        post=with_card,
        posted=everybody(200, finn=302, nobody=302),
    ),
    Row(
        "projects:arrive-little",
        "Amina's",
        ours,
        get=team(200),
        post={"interest": "Old films"},
        posted=TAKEN,
    ),
    Row("projects:arrive-know", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("projects:arrive-count", "Amina's", ours, get=team(200), post=COUNTED, posted=TAKEN),
    Row(
        "projects:arrive-worth",
        "Amina's",
        ours,
        get=team(200),
        post={"words": "That somebody listens."},
        posted=TAKEN,
    ),
]

EXPERTISE = [
    Row("projects:count", "one's own", ours, get=team(200), post=COUNTED, posted=TAKEN),
    Row(
        "projects:drop-suggestion",
        "about Ben",
        our_guess,
        get=WRITE_ONLY,
        posted=team(404, ben=302),
    ),
    Row(
        "projects:expertise",
        "Amina's",
        ours,
        get=team(200),
        post={"name": "Caring"},
        posted=TAKEN,
    ),
    Row(
        "projects:rename-expertise",
        "Amina's",
        our_kind,
        get=team(200),
        post={"name": "Finding out"},
        posted=TAKEN,
    ),
    Row(
        "projects:rename-expertise",
        "Finn's in Amina's",
        his_kind,
        get=MIXED,
        post={"name": "Finding out"},
        posted=signed_in(404, nobody=403),
    ),
    Row(
        "projects:divide-expertise",
        "Amina's",
        our_kind,
        get=team(200),
        post={"first": "Numbers", "second": "Stories"},
        posted=TAKEN,
    ),
    Row(
        "projects:divide-expertise",
        "Finn's in Amina's",
        his_kind,
        get=MIXED,
        post={"first": "Numbers", "second": "Stories"},
        posted=signed_in(404, nobody=403),
    ),
]

PAGES = [*FOUNDING, *INVITING, *JOINING, *EXPERTISE, *MEMBERS]

# Lists. Whoever does not coordinate is shown whom to ask; a list of members is every member's.
LISTS = [
    Row("projects:bring", "Amina's", ours, get=team(302, amina=200), posted=team(302, amina=200)),
    Row(
        "projects:bring",
        "Finn's",
        lambda its: [its.his.id],
        get=MIXED | {"finn": 200},
        posted=MIXED | {"finn": 200},
    ),
    Row(
        "projects:brought",
        "Amina's, no list",
        lambda its: [its.ours.project.id, 1],
        get=MIXED,
        posted=READ_ONLY,
    ),
    Row(
        "projects:ask-in",
        "Amina's",
        ours,
        get=team(302, amina=200),
        post={"way": "cards"},
        posted=team(302, amina=409, nobody=403),
    ),
    Row("projects:list-cards", "Amina's", ours, get=COORDINATOR, posted=READ_ONLY),
    Row(
        "projects:take-people",
        "Amina's",
        ours,
        get=team(200),
        post={"way": "csv"},
        posted=team(200, nobody=403),
    ),
]
PAGES += LISTS
