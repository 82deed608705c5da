"""Hounslow comes to its agreement: principles before it begins, words, what each hopes for.

The shape is the published case's: principles that were there before the first meeting, words that
are avoided, and priorities of commissioners, managers and local people that became shared goals.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from evenweave.agreements.actions import priorities
from evenweave.agreements.actions.agreeing import agree, answer_question, ask
from evenweave.agreements.actions.changing import agree_changes
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Clash, Clause, Edition, Priority, Sort, Version
from evenweave.decisions.models import Decision
from evenweave.demo.chapters import Chapter
from evenweave.demo.hounslow_meets import AFTERWARDS
from evenweave.projects.models import Member

PRINCIPLES = [
    (
        "Everybody’s knowledge counts",
        "What somebody has lived through weighs as much here as what somebody has studied.",
        "Without both, we would build something that nobody goes to.",
    ),
    (
        "Roles go round",
        "Chair, minutes, food and the room go round. Anybody may hold any of them, and say no.",
        "Whoever holds the pen decides what is remembered.",
    ),
    (
        "We say when it hurts",
        "Whoever feels talked down to says so, at once or later. We thank them, and listen.",
        "Old habits of rank come back by themselves.",
    ),
    (
        "We look after each other",
        "We open with how each of us is, and end with lunch. Anybody may go out, unasked.",
        "",
    ),
]
SHARED = ("dev", "amina", "ben", "gwen", "carys", "nadia")

# Words that the group avoids: when, who wrote it down, the word, what is said instead, and why.
WORDS: dict[tuple[int, int], tuple[int, str, list[tuple[str, str, str]]]] = {
    (6, 17): (
        1,
        "gwen",
        [
            ("service", "network", "People live among people. A service is what is done to them."),
            ("case", "person", "Some of us have read it in letters about ourselves."),
        ],
    ),
    (8, 19): (
        5,
        "tessa",
        [("hard to reach", "people we have not asked yet", "I was easy to find. Nobody came.")],
    ),
    (9, 2): (
        6,
        "hamid",
        [("failed to attend", "was not there", "There was a reason, and nobody had asked.")],
    ),
    (11, 4): (
        10,
        "tessa",
        [("staff", "care partners", "Whoever walks beside somebody is a partner, paid or not.")],
    ),
}


class Agreeing(Chapter):
    """How the group comes to its agreement, from May to November."""

    def plan(self) -> None:
        """Principles, words, what each hopes for, and what these came to."""
        self.on(5, 29, self.begin, 11)
        for (month, day), told in WORDS.items():
            self.on(month, day, partial(self.avoid_words, *told), AFTERWARDS)
        self.on(7, 15, self.hope, AFTERWARDS)
        self.on(10, 7, self.share_a_goal, AFTERWARDS)

    def begin(self) -> None:
        """Before the first meeting: principles, which some question and many agree to."""
        self.agree(
            "dev", self.members(*SHARED), *[Draft(NEW, Sort.WAY, *each) for each in PRINCIPLES]
        )
        question = ask(
            project=self.project,
            words="Does “go round” mean that I have to chair?",
            by=self.by("gwen"),
            at=self.now(),
        )
        answer_question(
            question=question,
            words="No. You say what you are willing to do, and it can be none of it.",
            by=self.by("amina"),
            at=self.now(),
        )
        for slug in ("amina", "ben", "hamid", "carys", "dev", "ruth"):
            self.agrees(slug)

    def agree(self, slug: str, people: Sequence[Member], *drafts: Draft) -> Decision:
        """They agree in the room, and one of them writes it down."""
        return agree_changes(
            circle=self.project.circles.get(is_everybody=True),
            drafts=drafts,
            people=people,
            by=self.by(slug),
            at=self.now(),
        )

    def agrees(self, slug: str) -> None:
        """One of them agrees to the agreement as it stands."""
        edition = Edition.objects.filter(project=self.project)[0]
        told: dict[str, Any] = {"by": self.by(slug), "at": self.now()}
        agree(member=self.member(slug), edition=edition.number, **told)

    def clause(self, title: str) -> Clause:
        """A part of the agreement that stands, by its name."""
        versions = Version.objects.filter(clause__project=self.project, until=None)
        return versions.select_related("clause__project").get(title=title).clause

    def avoid_words(self, place: int, slug: str, words: Sequence[tuple[str, str, str]]) -> None:
        """In a meeting: words that somebody there does not like, and what to say instead."""
        people = self.story.meetings.in_the_room(place)
        self.agree(slug, people, *[Draft(NEW, Sort.WORD, *each) for each in words])

    def hope(self) -> None:
        """What matters to a commissioner, a nurse, a carer and others; some of it pulls apart."""
        near = self.says("gwen", "A place close by, where nobody asks for a card at the door.")
        self.says("ben", "That people who come once come again.")
        lasting = self.says("nadia", "Something that we can still afford in three years.")
        safe = self.says("carys", "That it is clear who answers for it if something goes wrong.")
        self.says("priya", "That we know whether it helped, and say so either way.")
        self.clash = priorities.name_clash(
            project=self.project,
            priorities=[near, lasting, safe],
            words="Doors that stand open everywhere cost more, and somebody has to be there.",
            by=self.by("jomo"),
            at=self.now(),
        )
        self.sides = [near, lasting, safe]

    clash: Clash
    sides: list[Priority]

    def says(self, slug: str, words: str) -> Priority:
        """What matters most to one of them."""
        told: dict[str, Any] = {"by": self.by(slug), "at": self.now()}
        member = self.member(slug)
        return priorities.say_priority(member=member, words=words, is_signed=True, **told)

    def share_a_goal(self) -> None:
        """Months later it goes together: rooms that are there already, and people who know them."""
        words = "Places that are there already, each with somebody who knows whom to ring."
        people = self.story.meetings.in_the_room(8)
        decision = self.agree("jomo", people, Draft(NEW, Sort.GOAL, "Doors that stand open", words))
        told: dict[str, Any] = {"by": self.by("jomo"), "at": self.now()}
        priorities.settle_clash(
            clash=self.clash,
            decision=decision,
            words="We use rooms that are open anyway, and two people answer for each.",
            **told,
        )
        clause = Clause.objects.get(versions__decision=decision)
        for each in self.sides:
            priorities.add_root(clause=clause, kind="priority", thing_id=each.pk, **told)


NEW = Change.What.NEW
