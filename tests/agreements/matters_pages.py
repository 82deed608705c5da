"""Who gets what from the pages of closed matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from evenweave.agreements.actions.matters import decline_reading, open_matter, write_note
from evenweave.agreements.models import Matter, Note
from evenweave.common import clock
from evenweave.common.actors import Actor
from evenweave.projects.models import Member, Project
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.make import BEN, CARYS, FINN

READ_ONLY = WRITE_ONLY = everybody(405)
# A form with words from somebody who is not signed in: they get their words back.
TAKEN = team(302, nobody=403)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
HIS = signed_in(404, finn=200)

Address = Callable[[Things], list[Any]]
WORDS = {"words": "A bench."}


def ours(its: Things) -> list[Any]:
    """Amina’s project."""
    return [its.ours.project.id]


def his(its: Things) -> list[Any]:
    """Finn’s project."""
    return [its.his.id]


def in_ours(address: Callable[[Things], Any]) -> Address:
    """A thing under the address of Amina’s project."""
    return lambda its: [its.ours.project.id, address(its)]


def member(project: Project, who: Actor) -> Member:
    """Somebody’s membership."""
    return Member.objects.get(project=project, person_id=make.person_id(who), left_at=None)


def with_carys(its: Things) -> Project:
    """Finn’s project, with somebody beside him."""
    if not Member.objects.filter(project=its.his, person_id=make.person_id(CARYS)).exists():
        make.joined(its.his, CARYS, by=FINN)
    return its.his


def closed(project: Project, *readers: Actor) -> Matter:
    """A matter that only these read."""
    return open_matter(
        project=project,
        name="The interviews",
        why="For the study alone.",
        readers=[member(project, who) for who in readers],
        ends_on=localdate(clock.now()) + timedelta(days=30),
        by=readers[0],
        at=clock.now(),
    )


def our_matter(its: Things) -> Any:
    """A matter that Ben and Carys read."""
    return closed(its.ours.project, BEN, CARYS).id


def his_matter(its: Things) -> Any:
    """A matter that Finn reads, elsewhere."""
    return closed(with_carys(its), FINN).id


def deserted(its: Things) -> Any:
    """A matter that nobody reads any more."""
    matter = closed(its.ours.project, BEN)
    decline_reading(matter=matter, by=BEN, at=clock.now())
    return matter.id


def a_day(days: int) -> dict[str, str]:
    """A day that far ahead, in three boxes."""
    day = localdate(clock.now()) + timedelta(days=days)
    return {
        "ends_on_day": str(day.day),
        "ends_on_month": str(day.month),
        "ends_on_year": str(day.year),
    }


def a_matter(its: Things) -> dict[str, Any]:
    """A new matter."""
    readers = [str(its.ours.ben.id)]
    return {"name": "Notes", "why": "Because.", "readers": readers, **a_day(30)}


def other_readers(its: Things) -> dict[str, Any]:
    """Somebody else reads it."""
    return {"version": "1", "readers": [str(its.ours.dev.id)], "reason": "Because."}


def other_day(its: Things) -> dict[str, Any]:
    """It opens on another day."""
    return {"version": "1", "reason": "Because.", **a_day(60)}


def new_readers(its: Things) -> dict[str, Any]:
    """Dev would read it."""
    return {"readers": [str(its.ours.dev.id)]}


def note(project: Project, matter_id: Any, who: Actor) -> Note:
    """What somebody wrote in it."""
    matter = Matter.objects.get(pk=matter_id, project=project)
    return write_note(matter=matter, words="Afraid.", by=who, at=clock.now())


def bens_notes(its: Things) -> list[Any]:
    """The matter in which Ben wrote."""
    return [note(its.ours.project, our_matter(its), BEN).matter_id]


def bens_note(its: Things) -> list[Any]:
    """What Ben wrote."""
    return [note(its.ours.project, our_matter(its), BEN).id]


PAGES = [
    Row("agreements:matters", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("agreements:matters", "Finn's", his, get=HIS, posted=READ_ONLY),
    Row("agreements:new-matter", "Amina's", ours, post=a_matter, get=team(200), posted=TAKEN),
    Row(
        "agreements:new-matter",
        "Finn's",
        his,
        post=a_matter,
        get=HIS,
        posted=signed_in(404, finn=200, nobody=403),
    ),
    Row("agreements:matter", "Amina's", in_ours(our_matter), get=team(200), posted=READ_ONLY),
    Row("agreements:matter", "Finn's in Amina's", in_ours(his_matter), get=MIXED, posted=READ_ONLY),
    Row(
        "agreements:write-note",
        "Amina's",
        in_ours(our_matter),
        post=WORDS,
        get=WRITE_ONLY,
        posted=team(200, ben=302, carys=302, nobody=403),
    ),
    Row(
        "agreements:write-note",
        "Finn's in Amina's",
        in_ours(his_matter),
        post=WORDS,
        get=WRITE_ONLY,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:ask-matter",
        "Amina's",
        in_ours(our_matter),
        post=WORDS,
        get=WRITE_ONLY,
        posted=TAKEN,
    ),
    Row(
        "agreements:ask-matter",
        "Finn's in Amina's",
        in_ours(his_matter),
        post=WORDS,
        get=WRITE_ONLY,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:matter-readers",
        "Amina's",
        in_ours(our_matter),
        post=other_readers,
        get=team(200),
        posted=team(200, ben=302, carys=302, nobody=403),
    ),
    Row(
        "agreements:matter-readers",
        "Finn's in Amina's",
        in_ours(his_matter),
        post=other_readers,
        get=MIXED,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:matter-end",
        "Amina's",
        in_ours(our_matter),
        post=other_day,
        get=team(200),
        posted=team(200, ben=302, carys=302, nobody=403),
    ),
    Row(
        "agreements:matter-end",
        "Finn's in Amina's",
        in_ours(his_matter),
        post=other_day,
        get=MIXED,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:propose-readers",
        "one that nobody reads",
        in_ours(deserted),
        post=new_readers,
        get=team(200),
        posted=TAKEN,
    ),
    Row(
        "agreements:propose-readers",
        "one that is read",
        in_ours(our_matter),
        post=new_readers,
        get=team(200),
        posted=team(200, nobody=403),
    ),
    Row(
        "agreements:propose-readers",
        "Finn's in Amina's",
        in_ours(his_matter),
        post=new_readers,
        get=MIXED,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:decline-matter",
        "Amina's",
        in_ours(our_matter),
        get=WRITE_ONLY,
        posted=team(409, ben=302, carys=302),
    ),
    Row(
        "agreements:decline-matter",
        "Finn's in Amina's",
        in_ours(his_matter),
        get=WRITE_ONLY,
        posted=MIXED,
    ),
    Row(
        "agreements:bring-matter",
        "Amina's",
        in_ours(our_matter),
        get=WRITE_ONLY,
        posted=team(302),
    ),
    Row(
        "agreements:bring-matter",
        "Finn's in Amina's",
        in_ours(his_matter),
        get=WRITE_ONLY,
        posted=MIXED,
    ),
    Row(
        "agreements:my-notes",
        "Ben's",
        bens_notes,
        get=signed_in(404, ben=200),
        posted=READ_ONLY,
    ),
    Row(
        "agreements:take-back-note",
        "Ben's",
        bens_note,
        get=WRITE_ONLY,
        posted=signed_in(404, ben=302),
    ),
]
