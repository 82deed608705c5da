"""Who gets what from the pages of agreements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evenweave.agreements.actions.agreeing import answer_question, ask
from evenweave.agreements.actions.changing import agree_changes, propose_changes
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Clause, Question, Sort
from evenweave.common.actors import Actor
from evenweave.common.guard import acting
from evenweave.projects.models import Member, Project
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.agreements import arrivals_pages, carrying_pages, goals_pages, matters_pages
from tests.make import AMINA, BEN, CARYS, FINN, NOON

READ_ONLY = WRITE_ONLY = everybody(405)
# A form with words from somebody who is not signed in: they get their words back.
TAKEN = team(302, nobody=403)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
AMINAS = team(200, amina=302, nobody=403)

Address = Callable[[Things], list[object]]
WORDS = {"title": "Lunch", "words": "We eat together.", "why": "", "how": "propose"}


def ours(its: Things) -> list[object]:
    """Amina’s project."""
    return [its.ours.project.id]


def his(its: Things) -> list[object]:
    """Finn’s project."""
    return [its.his.id]


def named(dress: str) -> Address:
    """A file of Amina’s team."""
    return lambda its: [*ours(its), dress]


def draft(words: str = "We plan for time.", **more: Any) -> Draft:
    """Something new."""
    return Draft(Change.What.NEW, Sort.WAY, "Time", words, **more)


def agreed(project: Project, *drafts: Draft, by: Actor, others: list[Actor]) -> Clause:
    """A clause that people agreed on in the room."""
    found = Member.objects.filter(project=project, person__in=[each.person for each in others])
    made = agree_changes(
        circle=project.circles.get(is_everybody=True),
        drafts=drafts or [draft()],
        people=list(found),
        by=by,
        at=NOON,
    )
    clause = Change.objects.get(decision=made).clause
    assert clause is not None
    return clause


def clause_of(its: Things) -> Clause:
    """A clause of Amina’s team."""
    return agreed(its.ours.project, by=AMINA, others=[AMINA, BEN])


def clause(its: Things) -> list[object]:
    """Its address."""
    return [its.ours.project.id, clause_of(its).id]


def his_clause(its: Things) -> list[object]:
    """A clause of Finn’s, under the address of Amina’s project."""
    make.joined(its.his, CARYS, by=FINN)
    return [its.ours.project.id, agreed(its.his, by=FINN, others=[FINN, CARYS]).id]


def proposed(project: Project, by: Actor, *drafts: Draft) -> Change:
    """The first change of a proposal that is being shaped."""
    made = propose_changes(
        circle=project.circles.get(is_everybody=True),
        drafts=drafts or [draft()],
        plain_summary="",
        by=by,
        at=NOON,
    )
    change = Change.objects.filter(decision=made).first()
    assert change is not None
    return change


def change(its: Things) -> list[object]:
    """A change that Amina proposes, with another beside it."""
    one = proposed(its.ours.project, AMINA, draft(), draft("Another."))
    return [its.ours.project.id, one.id]


def his_change(its: Things) -> list[object]:
    """A change that Finn proposes, under the address of Amina’s project."""
    return [its.ours.project.id, proposed(its.his, FINN).id]


def waits(its: Things) -> list[object]:
    """A change that was agreed to and met another."""
    made = proposed(its.ours.project, AMINA)
    with acting("a test's own"):
        Change.objects.filter(pk=made.pk).update(state=Change.State.WAITS)
    return [its.ours.project.id, made.id]


def edition(its: Things) -> list[object]:
    """Amina’s project, whose agreement has a first edition."""
    clause_of(its)
    return ours(its)


def asked(project: Project, by: Actor) -> Question:
    """Somebody asks."""
    return ask(project=project, words="What is a limit?", by=by, at=NOON)


def bens_question(its: Things) -> list[object]:
    """What Ben asked."""
    return [its.ours.project.id, asked(its.ours.project, BEN).id]


def his_question(its: Things) -> list[object]:
    """What Finn asked, under the address of Amina’s project."""
    return [its.ours.project.id, asked(its.his, FINN).id]


def bens_answer(its: Things) -> list[object]:
    """What Ben answered."""
    question = asked(its.ours.project, AMINA)
    said = answer_question(question=question, words="This.", by=BEN, at=NOON)
    return [its.ours.project.id, said.id]


def his_answer(its: Things) -> list[object]:
    """What Finn answered himself, under the address of Amina’s project."""
    said = answer_question(question=asked(its.his, FINN), words="This.", by=FINN, at=NOON)
    return [its.ours.project.id, said.id]


def version_one(its: Things) -> dict[str, Any]:
    """Other words, from the version that stands."""
    return WORDS | {"version": "1"}


NEW = WORDS | {"version": "0"}
SAID = {"words": "What is a limit?"}
HIS = "Finn's in Amina's"
BENS = team(409, ben=302)
PAGES = [
    Row("agreements:words", "", get=signed_in(200), posted=READ_ONLY),
    Row("agreements:agreement", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("agreements:agreement", "Finn's", his, get=signed_in(404, finn=200), posted=READ_ONLY),
    Row("agreements:since", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("agreements:since", "Finn's", his, get=signed_in(404, finn=200), posted=READ_ONLY),
    Row("agreements:papers", "Amina's", ours, get=team(200), posted=READ_ONLY),
    Row("agreements:papers", "Finn's", his, get=signed_in(404, finn=200), posted=READ_ONLY),
    Row("agreements:paper", "plain", named("plain"), get=team(200), posted=READ_ONLY),
    Row("agreements:paper", "to edit", named("word"), get=team(200), posted=READ_ONLY),
    Row("agreements:paper", "no dress", named("purple"), get=MIXED, posted=READ_ONLY),
    Row(
        "agreements:starters",
        "Amina's",
        ours,
        get=team(200),
        post={"topics": ["time"], "how": "propose", "version": "0"},
        posted=TAKEN,
    ),
    Row(
        "agreements:starters",
        "Finn's",
        his,
        get=signed_in(404, finn=200),
        posted=signed_in(404, finn=200),
    ),
    Row(
        "agreements:new",
        "Amina's",
        lambda its: [*ours(its), "way"],
        get=team(200),
        post=NEW,
        posted=TAKEN,
    ),
    Row(
        "agreements:new",
        "of no sort",
        lambda its: [*ours(its), "law"],
        get=MIXED,
        post=NEW,
        posted=MIXED_TAKEN,
    ),
    Row("agreements:clause", "Amina's", clause, get=team(200), posted=READ_ONLY),
    Row("agreements:clause", "Finn's in Amina's", his_clause, get=MIXED, posted=READ_ONLY),
    Row("agreements:change", "Amina's", clause, get=team(200), post=version_one, posted=TAKEN),
    Row(
        "agreements:change",
        "Finn's in Amina's",
        his_clause,
        get=MIXED,
        post=version_one,
        posted=MIXED_TAKEN,
    ),
    Row(
        "agreements:remove",
        "Amina's",
        clause,
        get=team(200),
        post={"how": "propose", "version": "1"},
        posted=TAKEN,
    ),
    Row("agreements:remove", "Finn's in Amina's", his_clause, get=MIXED, posted=MIXED),
    Row(
        "agreements:reword",
        "Amina's",
        change,
        get=team(200),
        post=WORDS | {"version": "1"},
        posted=AMINAS,
    ),
    Row(
        "agreements:reword",
        "Finn's in Amina's",
        his_change,
        get=MIXED,
        post=WORDS | {"version": "1"},
        posted=MIXED_TAKEN,
    ),
    Row("agreements:together", "Amina's", waits, get=team(200), post=NEW, posted=TAKEN),
    Row("agreements:together", "not agreed to", change, get=MIXED, post=NEW, posted=MIXED_TAKEN),
    Row("agreements:leave-out", "Amina's", change, get=WRITE_ONLY, posted=team(409, amina=302)),
    Row("agreements:leave-out", "Finn's in Amina's", his_change, get=WRITE_ONLY, posted=MIXED),
    Row(
        "agreements:agree", "Amina's", edition, get=WRITE_ONLY, post={"edition": "1"}, posted=TAKEN
    ),
    Row("agreements:agree", "another version", edition, get=WRITE_ONLY, posted=team(409)),
    Row("agreements:agree", "Finn's", his, get=WRITE_ONLY, posted=signed_in(404, finn=409)),
    Row("agreements:agree-no-more", "Amina's", ours, get=WRITE_ONLY, posted=team(302)),
    Row("agreements:agree-no-more", "Finn's", his, get=WRITE_ONLY, posted=signed_in(404, finn=302)),
    Row("agreements:remind", "Amina's", edition, get=WRITE_ONLY, posted=team(302)),
    Row("agreements:remind", "Finn's", his, get=WRITE_ONLY, posted=signed_in(404, finn=409)),
    Row("agreements:questions", "Amina's", ours, get=team(200), post=SAID, posted=TAKEN),
    Row(
        "agreements:questions",
        "Finn's",
        his,
        get=signed_in(404, finn=200),
        post=SAID,
        posted=signed_in(404, finn=302, nobody=403),
    ),
    Row("agreements:answer", "Ben's", bens_question, get=team(200), post=SAID, posted=TAKEN),
    Row("agreements:answer", HIS, his_question, get=MIXED, post=SAID, posted=MIXED_TAKEN),
    Row("agreements:settle", "Ben's", bens_question, get=WRITE_ONLY, posted=BENS),
    Row("agreements:settle", HIS, his_question, get=WRITE_ONLY, posted=MIXED),
    Row("agreements:take-back", "Ben's", bens_question, get=WRITE_ONLY, posted=BENS),
    Row("agreements:take-back", HIS, his_question, get=WRITE_ONLY, posted=MIXED),
    Row("agreements:take-back-answer", "Ben's", bens_answer, get=WRITE_ONLY, posted=BENS),
    Row("agreements:take-back-answer", HIS, his_answer, get=WRITE_ONLY, posted=MIXED),
    *goals_pages.PAGES,
    *carrying_pages.PAGES,
    *matters_pages.PAGES,
    *arrivals_pages.PAGES,
]
