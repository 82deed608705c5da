"""Hounslow, with somebody in it who can be told apart from every other word there is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.decisions.actions import closing, outcomes, room, rounds, shaping
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.demo.cast import BY_SLUG
from evenweave.home.actions import say
from evenweave.ideas import actions as ideas
from evenweave.ideas.models import Idea
from evenweave.people import actions as people
from evenweave.people.models import Gift, Need, Person
from evenweave.projects.actions import expertise, inviting, joining, limits
from evenweave.projects.models import Invitation, Member, Project
from tests import databases
from tests.make import NOON

LATER = NOON + timedelta(days=1)
# Words that stand nowhere else, one for each place where somebody may leave some.
NAME = "Quillfeather"
MARKS = {
    "name": NAME,
    "pronouns": "xanadu",
    "e-mail": "quillfeather@people.example",
    "phone": "07700 900941",
    "post": "Zephyr Cottage",
    "not when": "periwinkle",
    "a gift": "theremin",
    "what helps": "eiderdown",
    "what is hoped for": "marzipan",
    "a title": "lamplighter",
    "words to a coordinator": "hollyhock",
    "a limit": "gooseberry",
    "a limit that ended": "elderflower",
    "a question": "samovar",
    "an answer": "kumquat",
    "an idea": "snapdragon",
    "what was meant": "foxglove",
    "where an idea was heard": "honeysuckle",
    "an answer to an idea": "bergamot",
    "a thought aloud": "willowherb",
    "what was meant, said to an answer that another followed": "speedwell",
    "why words should be covered": "bindweed",
    "how a covering is seen": "toadflax",
    "why words can be read again": "loosestrife",
    "a proposal": "celandine",
    "plain words": "larkspur",
    "a position": "tamarisk",
    "a comment": "wisteria",
    "a dissent": "hawthorn",
    "what came of it": "sassafras",
    "what came of it, at first": "tormentil",
    "what changes": "coltsfoot",
    "what each gave up": "pimpernel",
    "why a proposal changed": "dittany",
    "a doubt": "meadowsweet",
    "what follows": "agrimony",
}
# With them half of the circle has said something.
OTHERS = ["amina", "ben", "gwen", "hamid", "iris", "carys", "priya", "marek", "nadia", "dev"]


@dataclass
class House:
    """The example, and the person who will be erased."""

    project: Project
    person: Person

    @property
    def by(self) -> Actor:
        """The person, acting."""
        return actors.person(self.person.id)

    @property
    def member(self) -> Member:
        """The person in the project."""
        return self.project.members.get(person=self.person)


def somebody(slug: str) -> Actor:
    """One of the cast, acting."""
    return actors.person(BY_SLUG[slug].id)


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    """A key folder of the test's own."""
    settings.KEYS = tmp_path / "keys"


@pytest.fixture(scope="session")
def lived(
    told: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path, UUID]]:
    """A database with Hounslow and somebody in it, its key folder, and who they are."""
    keys = tmp_path_factory.mktemp("lived-in") / "keys"
    with django_db_blocker.unblock(), databases.copied(told) as name:
        with databases.used(name), override_settings(KEYS=keys):
            person = lived_in().person
        yield name, keys, person.id


@pytest.fixture
def house(
    lived: tuple[str, Path, UUID], django_db_blocker: Any, settings: Any, keys: None
) -> Iterator[House]:
    """A copy of it for a test alone, with real transactions: what is looked at may be the disk."""
    source, its_keys, person = lived
    shutil.copytree(its_keys, settings.KEYS)
    with django_db_blocker.unblock(), databases.copied(source) as name, databases.used(name):
        yield House(Project.objects.get(slug="hounslow"), Person.objects.get(pk=person))


def lived_in() -> House:
    """Somebody joins Hounslow and leaves words in every place that there is."""
    project = Project.objects.get(slug="hounslow")
    invitation, _never_used = invited(project), invited(project)
    person = people.add_person(name=NAME, email=MARKS["e-mail"], by=somebody("amina"), at=NOON)
    house = House(project, person)
    joining.join_project(invitation=invitation, by=house.by, at=NOON)
    tell_of_themself(house)
    take_part(house)
    person.refresh_from_db()
    return house


def invited(project: Project) -> Invitation:
    """A letter to them."""
    return inviting.invite(
        project=project,
        kind=Invitation.Kind.EMAIL,
        name=NAME,
        email=MARKS["e-mail"],
        expires_at=NOON.replace(month=4),
        by=somebody("amina"),
        at=NOON,
    )


def tell_of_themself(house: House) -> None:
    """Everything that a person may say of themself."""
    told: Any = {"by": house.by, "at": NOON}
    people.rename_person(
        person=house.person, name=NAME, pronouns=MARKS["pronouns"], version=1, **told
    )
    people.change_reach(
        person=house.person,
        reach_by="post",
        phone=MARKS["phone"],
        post=MARKS["post"],
        not_when=MARKS["not when"],
        version=2,
        **told,
    )
    people.add_gift(
        person=house.person,
        kind=Gift.Kind.STRENGTH,
        words=MARKS["a gift"],
        is_shared=True,
        **told,
    )
    people.write_need(
        person=house.person,
        kind=Need.Kind.HELPS,
        words=MARKS["what helps"],
        readers=[BY_SLUG["ruth"].id],
        version=0,
        **told,
    )


def take_part(house: House) -> None:
    """Everything that a member may say in a project."""
    told: Any = {"by": house.by, "at": NOON}
    lived = house.project.expertises.get(name="Lived experience")
    expertise.say_expertise(
        member=house.member,
        version=1,
        brings=[lived],
        seat=lived,
        is_shown=True,
        role_title=MARKS["a title"],
        **told,
    )
    joining.finish_arriving(member=house.member, worth_it=MARKS["what is hoped for"], **told)
    say(project=house.project, words=MARKS["words to a coordinator"], **told)
    limit = limits.say_limit(
        project=house.project, words=MARKS["a limit"], holder="The funder", **told
    )
    limits.ask_holder(limit=limit, words=MARKS["a question"], **told)
    ended = limits.say_limit(
        project=house.project, words=MARKS["a limit that ended"], holder="The law", **told
    )
    limits.end_limit(limit=ended, by=somebody("iris"), at=NOON)
    asked = limits.ask_holder(limit=limit, words="Is that so?", by=somebody("iris"), at=NOON)
    limits.reply_to_question(question=asked, reply=MARKS["an answer"], **told)
    have_ideas(house)
    decide(house)


def have_ideas(house: House) -> None:
    """Everything that a member may say about ideas."""
    told: Any = {"by": house.by, "at": NOON}
    circle = house.project.circles.get(is_everybody=True)
    idea = ideas.raise_idea(circle=circle, words=MARKS["an idea"], **told)
    ideas.hear_idea(idea=idea, where=MARKS["where an idea was heard"], **told)
    ideas.count_idea(idea=idea, how="not", reason="No.", by=somebody("iris"), at=NOON)
    ideas.answer_telling(idea=idea, is_it=False, words=MARKS["what was meant"], **told)
    theirs = ideas.raise_idea(circle=circle, words="Cake.", by=somebody("iris"), at=NOON)
    ideas.count_idea(idea=theirs, how="partly", reason=MARKS["an answer to an idea"], **told)
    ideas.count_idea(idea=idea, how="partly", reason="Half.", by=somebody("iris"), at=LATER)
    ideas.answer_telling(
        idea=idea,
        is_it=False,
        words=MARKS["what was meant, said to an answer that another followed"],
        **told,
    )
    ideas.count_idea(
        idea=idea, how="not", reason="No.", by=somebody("iris"), at=LATER + timedelta(days=1)
    )
    cover(house, theirs)
    space = ideas.open_thinking(circle=circle, until=NOON + timedelta(days=9), **told)
    ideas.think_aloud(space=space, words=MARKS["a thought aloud"], **told)


def cover(house: House, theirs: Idea) -> None:
    """Everything that a member may say where words are covered, each time of Iris’s."""
    told: Any = {"by": house.by, "at": NOON}
    asked: Any = {"project": house.project, "kind": "ideas.idea", "thing_id": theirs.id}
    covering = ideas.ask_to_cover(**asked, reason=MARKS["why words should be covered"], **told)
    ideas.agree_to_cover(covering=covering, by=somebody("carys"), at=NOON)
    ideas.uncover(covering=covering, reason=MARKS["why words can be read again"], **told)
    other = ideas.ask_to_cover(**asked, reason="Hm.", by=somebody("carys"), at=NOON)
    ideas.agree_to_cover(covering=other, by=somebody("dev"), at=NOON)
    ideas.appeal_covering(covering=other, words=MARKS["how a covering is seen"], **told)


def decide(house: House) -> None:
    """Everything that a member may say about decisions."""
    told: Any = {"by": house.by, "at": NOON}
    circle = house.project.circles.get(is_everybody=True)
    others = [house.member, house.project.members.get(person_id=BY_SLUG["iris"].id)]
    agreed = room.agree_in_room(
        circle=circle, words="Tea.", people=others, by=somebody("iris"), at=NOON
    )
    room.doubt_agreement(decision=agreed, words=MARKS["a doubt"], **told)
    made = shaping.begin_proposal(circle=circle, question=MARKS["a proposal"], **told)
    shaping.shape_proposal(
        decision=made,
        version=1,
        question=MARKS["a proposal"],
        plain_summary=MARKS["plain words"],
        **told,
    )
    way = Way((Step(StepKind.CONSENSUS, rounds=2),))
    shaping.choose_way(decision=made, way=way, **told)
    shaping.open_decision(decision=made, closes_at=NOON + timedelta(days=7), **told)
    rounds.take_position(decision=made, stance="for", words=MARKS["a position"], **told)
    made.refresh_from_db()
    rounds.amend_proposal(
        decision=made,
        version=made.version,
        question=MARKS["a proposal"],
        plain_summary=MARKS["plain words"],
        background="",
        options=(),
        put_forward="",
        what_changed=MARKS["why a proposal changed"],
        **told,
    )
    for slug in OTHERS:
        rounds.take_position(decision=made, stance="for", words="", by=somebody(slug), at=NOON)
    shaping.say_comment(decision=made, words=MARKS["a comment"], **told)
    closing.end_step(
        decision=made, by=actors.job("decisions.end_steps"), at=NOON + timedelta(days=7)
    )
    for mark in ("what came of it, at first", "what came of it"):
        outcomes.tell_outcome(
            outcome=made.outcomes.get(),
            words=MARKS[mark],
            what_changes=MARKS["what changes"],
            gave_up=MARKS["what each gave up"],
            **told,
        )
    outcomes.dissent(outcome=made.outcomes.get(), words=MARKS["a dissent"], **told)
    made.refresh_from_db()
    outcomes.add_next_step(decision=made, words=MARKS["what follows"], **told)
