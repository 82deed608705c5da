"""Who gets what from the pages on which a team lends its agreement, and takes another's over."""

from __future__ import annotations

from typing import Any

from evenweave.agreements.actions.carrying import propose_lending
from evenweave.agreements.actions.changing import agree_changes
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Lending, Sort
from evenweave.agreements.rules.carrying import to_take
from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.decisions.actions.room import agree_in_room
from evenweave.projects.models import Member, Project
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.agreements.goals_pages import ours
from tests.agreements.stories import WEEK, all_say_yes
from tests.make import AMINA, BEN, CARYS, FINN, NOON

READ_ONLY = WRITE_ONLY = everybody(405)
TAKEN = team(302, nobody=403)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
HIS = signed_in(404, finn=200)
TO_ALL = {"to": "all", "lessons": "Begin with lunch."}


def people_of(project: Project) -> list[Member]:
    """Those who were there."""
    return list(project.members.present())


def words_of(project: Project, by: Actor) -> None:
    """Something to lend, which they agreed on in the room."""
    agree_changes(
        circle=project.circles.get(is_everybody=True),
        drafts=[Draft(Change.What.NEW, Sort.WAY, "Time", "We plan for time.")],
        people=people_of(project),
        by=by,
        at=NOON,
    )


def proposed(project: Project, by: Actor, to: Project | None = None) -> Lending:
    """Somebody proposes to lend it."""
    words_of(project, by)
    return propose_lending(
        project=project,
        to_project=to.id if to else None,
        to_called="",
        lessons="Begin with lunch.",
        by=by,
        at=NOON,
    )


def lends(project: Project, by: Actor, to: Project | None = None) -> Lending:
    """A team lends its agreement: all who are here vote for it, and a week goes by."""
    lending = proposed(project, by, to)
    people = [actors.person(each.person_id) for each in people_of(project) if each.person_id]
    all_say_yes(lending.decision, by, people)
    lending.refresh_from_db()
    return lending


def with_words(its: Things) -> list[object]:
    """Amina’s project, which has something to lend."""
    words_of(its.ours.project, BEN)
    return ours(its)


def his(its: Things) -> list[object]:
    """Finn’s project, into which Carys came."""
    make.joined(its.his, CARYS, by=FINN)
    words_of(its.his, FINN)
    return [its.his.id]


def bens(its: Things) -> list[object]:
    """What Amina’s team lends; Ben proposed it."""
    return [its.ours.project.id, lends(its.ours.project, BEN).id]


def bens_proposed(its: Things) -> list[object]:
    """What Ben proposes that Amina’s team lends."""
    return [its.ours.project.id, proposed(its.ours.project, BEN).id]


def lent_by_him(its: Things, to: Project | None) -> Lending:
    """What Finn’s team lends."""
    make.joined(its.his, CARYS, by=FINN)
    return lends(its.his, FINN, to)


def his_own(its: Things) -> list[object]:
    """What Finn’s team lends to all, under the address of Amina’s project."""
    return [its.ours.project.id, lent_by_him(its, None).id]


def to_us(its: Things) -> list[object]:
    """What Finn’s team lends to Amina’s."""
    return [its.ours.project.id, lent_by_him(its, its.ours.project).id]


def to_others(its: Things) -> list[object]:
    """What Finn’s team lends to a third."""
    third = make.project(by=FINN, name="A third")
    return [its.ours.project.id, lent_by_him(its, third).id]


def not_yet_to_us(its: Things) -> list[object]:
    """What Finn’s team has yet to decide to lend to Amina’s."""
    make.joined(its.his, CARYS, by=FINN)
    return [its.ours.project.id, proposed(its.his, FINN, its.ours.project).id]


def light(its: Things) -> list[object]:
    """A project of Amina’s that has no such pages."""
    return [make.project(by=AMINA, name="Small", is_light=True).id]


def a_later_decision(its: Things) -> dict[str, Any]:
    """A decision to end it."""
    project = its.ours.project
    made = agree_in_room(
        circle=project.circles.get(is_everybody=True),
        words="We lend it no longer.",
        people=people_of(project),
        by=AMINA,
        at=NOON + WEEK,
    )
    return {"decision": str(made.id)}


def first_part(its: Things) -> dict[str, Any]:
    """The first part that is lent to Amina’s team."""
    lending = Lending.objects.filter(project=its.his).latest("made_at")
    version = to_take(lending, its.ours.project)[0]
    return {"versions": [str(version.id)], "plain_summary": "To begin."}


PAGES = [
    Row("agreements:lending", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("agreements:lending", "Finn's", his, get=HIS | {"carys": 200}, posted=READ_ONLY),
    Row("agreements:lending", "a light one", light, get=MIXED, posted=READ_ONLY),
    Row("agreements:lend", "Amina's", with_words, post=TO_ALL, get=team(200), posted=TAKEN),
    Row(
        "agreements:lend",
        "Finn's",
        his,
        post=TO_ALL,
        get=HIS | {"carys": 200},
        posted=signed_in(404, finn=302, carys=302, nobody=403),
    ),
    Row("agreements:lend", "a light one", light, post=TO_ALL, get=MIXED, posted=MIXED_TAKEN),
    Row(
        "agreements:end-lending",
        "Amina's",
        bens,
        post=a_later_decision,
        get=team(200),
        posted=TAKEN,
    ),
    Row(
        "agreements:end-lending",
        "Finn's in Amina's",
        his_own,
        post=a_later_decision,
        get=MIXED,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:take-back-lessons",
        "Ben's",
        bens,
        get=WRITE_ONLY,
        posted=team(409, ben=302),
    ),
    Row("agreements:take-back-lessons", "Finn's in Amina's", his_own, get=WRITE_ONLY, posted=MIXED),
    Row("agreements:offered", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("agreements:offered", "Finn's", his, get=HIS | {"carys": 200}, posted=READ_ONLY),
    Row("agreements:offered", "a light one", light, get=MIXED, posted=READ_ONLY),
    Row(
        "agreements:take-over",
        "lent to Amina's",
        to_us,
        post=first_part,
        get=team(200),
        posted=TAKEN,
    ),
    Row(
        "agreements:take-over",
        "lent to others",
        to_others,
        post={"plain_summary": "To begin."},
        get=MIXED,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:take-over",
        "not decided yet",
        not_yet_to_us,
        post={"plain_summary": "To begin."},
        get=MIXED,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:take-over",
        "Amina's own",
        bens,
        post={"plain_summary": "To begin."},
        get=MIXED,
        posted=MIXED_TAKEN,
    ),
]
