"""Who gets what from the pages about members: who is here, circles, trust, limits, leaving."""

from __future__ import annotations

from collections.abc import Callable

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.projects.actions.capabilities import give_capability
from evenweave.projects.actions.limits import ask_holder, say_limit
from evenweave.projects.models import Capability, Circle, Limit, Project
from evenweave.record.models import Entry
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.make import AMINA, BEN, FINN, NOON, person_id

READ_ONLY = everybody(405)
WRITE_ONLY = everybody(405)
# A form with words from somebody who is not signed in: they get their words back.
TAKEN = team(302, nobody=403)
PRESSED = team(302)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
COORDINATOR_TAKEN = team(409, amina=302, nobody=403)
COORDINATOR_PRESSED = team(409, amina=302)

Address = Callable[[Things], list[object]]


def ours(its: Things) -> list[object]:
    """Amina’s project."""
    return [its.ours.project.id]


def circle(project: Project, by: Actor) -> Circle:
    """A circle with one member in it."""
    return make.circle(project, "Panel", by=by)


def bens_circle(its: Things) -> list[object]:
    """A circle of Amina’s project; Ben is in it."""
    return [its.ours.project.id, circle(its.ours.project, BEN).id]


def his_circle(its: Things) -> list[object]:
    """Finn’s circle, under the address of Amina’s project."""
    return [its.ours.project.id, circle(its.his, FINN).id]


def phase(place: int) -> Address:
    """A phase of Amina’s project, from 0."""
    return lambda its: [its.ours.project.id, its.ours.project.phases.all()[place].id]


def his_phase(its: Things) -> list[object]:
    """A phase of Finn’s project, under the address of Amina’s."""
    return [its.ours.project.id, its.his.phases.all()[1].id]


def limit(project: Project, by: Actor, its: Things | None = None) -> Limit:
    """A limit; given the things, Dev holds it."""
    holder = its.ours.dev if its else None
    return say_limit(
        project=project,
        words="The end is fixed.",
        holder="The funder",
        holder_member=holder,
        by=by,
        at=NOON,
    )


def our_limit(its: Things) -> list[object]:
    """A limit of Amina’s project."""
    return [its.ours.project.id, limit(its.ours.project, BEN).id]


def his_limit(its: Things) -> list[object]:
    """A limit of Finn’s project, under the address of Amina’s."""
    return [its.ours.project.id, limit(its.his, FINN).id]


def devs_question(its: Things) -> list[object]:
    """What Ben asked about a limit that Dev holds."""
    held = limit(its.ours.project, BEN, its)
    return [its.ours.project.id, ask_holder(limit=held, words="Why?", by=BEN, at=NOON).id]


def his_question(its: Things) -> list[object]:
    """A question in Finn’s project, under the address of Amina’s."""
    held = limit(its.his, FINN)
    return [its.ours.project.id, ask_holder(limit=held, words="Why?", by=FINN, at=NOON).id]


def bens_trust(its: Things) -> list[object]:
    """That Ben coordinates too."""
    kind = Capability.Kind.COORDINATOR
    given = give_capability(member=its.ours.ben, kind=kind, by=AMINA, at=NOON)
    return [its.ours.project.id, given.id]


def his_trust(its: Things) -> list[object]:
    """That Finn coordinates his own, under the address of Amina’s project."""
    held = Capability.objects.get(member__project=its.his)
    return [its.ours.project.id, held.id]


def for_carys(its: Things) -> dict[str, str]:
    """Carys is asked to coordinate."""
    return {"member": str(its.ours.carys.id), "kind": "coordinator"}


def done_for_ben(its: Things) -> list[object]:
    """The line of what Amina did for Ben."""
    by = actors.helper(person_id(AMINA), for_person=person_id(BEN))
    limit(its.ours.project, by)
    return [its.ours.project.id, Entry.objects.get(helped=person_id(BEN)).sequence]


def ben_who_left(its: Things) -> list[object]:
    """Ben’s membership, after he left."""
    make.leave(its.ours.ben)
    return [its.ours.ben.id]


def line(number: int) -> Address:
    """A line of the record of Amina’s project."""
    return lambda its: [its.ours.project.id, number]


def read_only(name: str) -> Row:
    """A page that a team reads."""
    return Row(f"projects:{name}", "Amina's", ours, get=team(200), posted=READ_ONLY)


READING = [
    *map(read_only, ["people", "people-before", "strengths", "limits", "behalf", "record"]),
    Row("projects:record-entry", "Amina's", line(1), get=team(200), posted=READ_ONLY),
    Row("projects:record-entry", "no line", line(999), get=MIXED, posted=READ_ONLY),
]

TRUST = [
    # Esther pays, so her form offers to share that, and this is no choice of hers.
    Row(
        "projects:trust",
        "Amina's",
        ours,
        get=team(200),
        post=for_carys,
        posted=team(409, amina=302, esther=200, nobody=403),
    ),
    Row(
        "projects:end-trust",
        "Ben's",
        bens_trust,
        get=WRITE_ONLY,
        posted=team(409, amina=302, ben=302),
    ),
    Row("projects:end-trust", "Finn's in Amina's", his_trust, get=WRITE_ONLY, posted=MIXED),
    # Whoever makes a card does not find themself among the names: Carys gets her form again.
    Row(
        "projects:sign-in-card",
        "for Carys",
        ours,
        get=team(200),
        post=for_carys,
        posted=team(409, amina=200, carys=200, nobody=403),
    ),
]

RENAMED = {"version": "1", "name": "Wednesdays", "word": ""}
CIRCLES = [
    Row("projects:circles", "Amina's", ours, get=team(200), post={"name": "Ours"}, posted=TAKEN),
    Row(
        "projects:circle",
        "Ben's",
        bens_circle,
        get=team(200),
        post=RENAMED,
        posted=team(409, amina=302, ben=302, nobody=403),
    ),
    Row(
        "projects:circle",
        "Finn's in Amina's",
        his_circle,
        get=MIXED,
        post=RENAMED,
        posted=MIXED_TAKEN,
    ),
    Row("projects:join-circle", "Ben's", bens_circle, get=WRITE_ONLY, posted=team(302, ben=409)),
    Row("projects:join-circle", "Finn's", his_circle, get=WRITE_ONLY, posted=MIXED),
    Row("projects:leave-circle", "Ben's", bens_circle, get=WRITE_ONLY, posted=team(409, ben=302)),
    Row("projects:leave-circle", "Finn's", his_circle, get=WRITE_ONLY, posted=MIXED),
    Row(
        "projects:end-circle",
        "Ben's",
        bens_circle,
        get=WRITE_ONLY,
        posted=team(409, amina=302, ben=302),
    ),
    Row("projects:end-circle", "Finn's", his_circle, get=WRITE_ONLY, posted=MIXED),
    Row("projects:sites", "Amina's", ours, get=team(200), posted=PRESSED),
]

NAMED = {"name": "A tenth"}
PHASES = [
    Row("projects:phases", "Amina's", ours, get=team(200), post=NAMED, posted=COORDINATOR_TAKEN),
    Row(
        "projects:phase",
        "Amina's",
        phase(1),
        get=team(200),
        post=NAMED,
        posted=COORDINATOR_TAKEN,
    ),
    Row("projects:phase", "Finn's", his_phase, get=MIXED, post=NAMED, posted=MIXED_TAKEN),
    Row("projects:drop-phase", "Amina's", phase(1), get=WRITE_ONLY, posted=COORDINATOR_PRESSED),
    Row("projects:drop-phase", "Finn's", his_phase, get=WRITE_ONLY, posted=MIXED),
    Row("projects:move-phase", "Amina's", phase(1), get=WRITE_ONLY, posted=COORDINATOR_PRESSED),
    Row("projects:move-phase", "Finn's", his_phase, get=WRITE_ONLY, posted=MIXED),
]

SAID = {"words": "The place is fixed.", "holder": "The trust"}
ASKED = {"words": "Even in summer?"}
ANSWERED = {"reply": "Yes."}
LIMITS = [
    Row("projects:say-limit", "Amina's", ours, get=team(200), post=SAID, posted=TAKEN),
    Row("projects:limit", "Amina's", our_limit, get=team(200), post=ASKED, posted=TAKEN),
    Row("projects:limit", "Finn's", his_limit, get=MIXED, post=ASKED, posted=MIXED_TAKEN),
    Row("projects:end-limit", "Amina's", our_limit, get=WRITE_ONLY, posted=PRESSED),
    Row("projects:end-limit", "Finn's", his_limit, get=WRITE_ONLY, posted=MIXED),
    Row(
        "projects:answer-question",
        "to Dev",
        devs_question,
        get=team(200),
        post=ANSWERED,
        posted=team(409, dev=302, nobody=403),
    ),
    Row(
        "projects:answer-question",
        "Finn's in Amina's",
        his_question,
        get=MIXED,
        post=ANSWERED,
        posted=MIXED_TAKEN,
    ),
]

BEHALF = [
    Row(
        "projects:confirm-act",
        "done for Ben",
        done_for_ben,
        get=WRITE_ONLY,
        posted=signed_in(404, ben=302),
    ),
    Row(
        "projects:question-act",
        "done for Ben",
        done_for_ben,
        get=signed_in(404, ben=200),
        post={"words": "I meant Fridays."},
        posted=signed_in(404, ben=302, nobody=403),
    ),
]

LEAVING = [
    # Amina and Esther are asked who takes over.
    Row(
        "projects:leave",
        "Amina's",
        ours,
        get=team(200),
        posted=team(302, amina=200, esther=200),
    ),
    Row(
        "projects:left",
        "Ben's",
        ben_who_left,
        get=signed_in(404, ben=200),
        posted=signed_in(404, ben=302),
    ),
]

PAGES = [*READING, *TRUST, *CIRCLES, *PHASES, *LIMITS, *BEHALF, *LEAVING]
