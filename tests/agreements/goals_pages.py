"""Who gets what from the pages of what a team hopes for."""

from __future__ import annotations

from typing import Any

from evenweave.agreements.actions.changing import agree_changes
from evenweave.agreements.actions.priorities import (
    add_root,
    end_clash,
    name_clash,
    say_priority,
)
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Clash, Clause, Priority, Sort
from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision
from evenweave.projects.models import Member, Project
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.make import BEN, CARYS, FINN, NOON

READ_ONLY = WRITE_ONLY = everybody(405)
TAKEN = team(302, nobody=403)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
BENS = team(409, ben=302)
HIS = "Finn's in Amina's"


def ours(its: Things) -> list[object]:
    """Amina’s project."""
    return [its.ours.project.id]


def his(its: Things) -> list[object]:
    """Finn’s project."""
    return [its.his.id]


def said(project: Project, by: Actor, words: str = "Near.") -> Priority:
    """Somebody says what matters most to them."""
    member = Member.objects.who_acts(by, project)
    return say_priority(member=member, words=words, is_signed=True, by=by, at=NOON)


def named(project: Project, by: Actor) -> Clash:
    """Somebody names a conflict."""
    sides = [said(project, by), said(project, by, "Cheap.")]
    return name_clash(project=project, priorities=sides, words="Apart.", by=by, at=NOON)


def goal(project: Project, by: Actor, other: Actor) -> Clause:
    """A shared goal that two agreed on in the room."""
    people = Member.objects.filter(project=project, person__in=[by.person, other.person])
    made = agree_changes(
        circle=project.circles.get(is_everybody=True),
        drafts=[Draft(Change.What.NEW, Sort.GOAL, "A place", "A room near home.", "")],
        people=list(people),
        by=by,
        at=NOON,
    )
    clause = Change.objects.get(decision=made).clause
    assert clause is not None
    return clause


def bens(its: Things) -> list[object]:
    """What matters most to Ben."""
    return [its.ours.project.id, said(its.ours.project, BEN).id]


def his_own(its: Things) -> list[object]:
    """What matters most to Finn, under the address of Amina’s project."""
    return [its.ours.project.id, said(its.his, FINN).id]


def bens_clash(its: Things) -> list[object]:
    """A conflict that Ben named, in a team that has decided something."""
    goal(its.ours.project, BEN, CARYS)
    return [its.ours.project.id, named(its.ours.project, BEN).id]


def his_clash(its: Things) -> list[object]:
    """A conflict that Finn named, under the address of Amina’s project."""
    return [its.ours.project.id, named(its.his, FINN).id]


def settled(project: Project, by: Actor) -> object:
    """How somebody says that a conflict was settled."""
    return end_clash(clash=named(project, by), words="We talked.", by=by, at=NOON).id


def bens_settling(its: Things) -> list[object]:
    """How Ben says it was settled."""
    return [its.ours.project.id, settled(its.ours.project, BEN)]


def his_settling(its: Things) -> list[object]:
    """How Finn says it was settled, under the address of Amina’s project."""
    return [its.ours.project.id, settled(its.his, FINN)]


def our_goal(its: Things) -> list[object]:
    """A goal of Amina’s team, and something that matters to Ben."""
    said(its.ours.project, BEN)
    return [its.ours.project.id, goal(its.ours.project, BEN, CARYS).id]


def his_goal(its: Things) -> list[object]:
    """A goal of Finn’s, under the address of Amina’s project."""
    make.joined(its.his, CARYS, by=FINN)
    return [its.ours.project.id, goal(its.his, FINN, CARYS).id]


def rooted(project: Project, by: Actor) -> object:
    """Somebody says what a goal grew from."""
    thing = said(project, by)
    clause = goal(project, by, CARYS)
    return add_root(clause=clause, kind="priority", thing_id=thing.id, by=by, at=NOON).id


def bens_root(its: Things) -> list[object]:
    """What Ben added."""
    return [its.ours.project.id, rooted(its.ours.project, BEN)]


def his_root(its: Things) -> list[object]:
    """What Finn added, under the address of Amina’s project."""
    make.joined(its.his, CARYS, by=FINN)
    return [its.ours.project.id, rooted(its.his, FINN)]


def two(its: Things) -> list[object]:
    """Amina’s project, in which two things matter to Ben."""
    said(its.ours.project, BEN)
    said(its.ours.project, BEN, "Cheap.")
    return ours(its)


def both(its: Things) -> dict[str, Any]:
    """A conflict of the two."""
    found = Priority.objects.filter(project=its.ours.project)
    return {"priorities": [str(each.id) for each in found], "words": "Apart."}


def by_a_decision(its: Things) -> dict[str, Any]:
    """It is settled by what the team decided."""
    decision = Decision.objects.filter(project=its.ours.project).first()
    return {"decision": str(decision.id) if decision else "", "words": "So."}


def grown(its: Things) -> dict[str, Any]:
    """From what matters to Ben."""
    return {"priority": str(Priority.objects.filter(project=its.ours.project).first().pk)}  # type: ignore[union-attr]


NEW = {"words": "Near.", "version": "0"}
PAGES = [
    Row("agreements:goals", "Amina's", two, get=team(200), posted=READ_ONLY),
    Row("agreements:goals", "Finn's", his, get=signed_in(404, finn=200), posted=READ_ONLY),
    Row("agreements:say-priority", "Amina's", ours, get=team(200), post=NEW, posted=TAKEN),
    Row(
        "agreements:say-priority",
        "Finn's",
        his,
        get=signed_in(404, finn=200),
        post=NEW,
        posted=signed_in(404, finn=302, nobody=403),
    ),
    Row(
        "agreements:change-priority",
        "Ben's",
        bens,
        get=team(404, ben=200),
        post=NEW | {"version": "1"},
        posted=team(404, ben=302, nobody=403),
    ),
    Row("agreements:change-priority", HIS, his_own, get=MIXED, post=NEW, posted=MIXED_TAKEN),
    Row("agreements:take-back-priority", "Ben's", bens, get=WRITE_ONLY, posted=BENS),
    Row("agreements:take-back-priority", HIS, his_own, get=WRITE_ONLY, posted=MIXED),
    Row("agreements:name-clash", "Amina's", two, get=team(200), post=both, posted=TAKEN),
    Row(
        "agreements:name-clash",
        "Finn's",
        his,
        get=signed_in(404, finn=200),
        posted=signed_in(404, finn=200),
    ),
    Row(
        "agreements:settle-clash",
        "Ben's",
        bens_clash,
        get=team(200),
        post=by_a_decision,
        posted=TAKEN,
    ),
    Row(
        "agreements:settle-clash",
        HIS,
        his_clash,
        get=MIXED,
        post={"words": "So."},
        posted=MIXED_TAKEN,
    ),
    Row("agreements:take-back-clash", "Ben's", bens_clash, get=WRITE_ONLY, posted=BENS),
    Row("agreements:take-back-clash", HIS, his_clash, get=WRITE_ONLY, posted=MIXED),
    Row("agreements:take-back-settling", "Ben's", bens_settling, get=WRITE_ONLY, posted=BENS),
    Row("agreements:take-back-settling", HIS, his_settling, get=WRITE_ONLY, posted=MIXED),
    Row(
        "agreements:add-root",
        "Amina's",
        our_goal,
        get=team(200),
        post=grown,
        posted=TAKEN,
    ),
    Row("agreements:add-root", HIS, his_goal, get=MIXED, posted=MIXED),
    Row("agreements:take-out-root", "Ben's", bens_root, get=WRITE_ONLY, posted=BENS),
    Row("agreements:take-out-root", HIS, his_root, get=WRITE_ONLY, posted=MIXED),
]
