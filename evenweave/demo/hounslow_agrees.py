"""Hounslow comes to its agreement: principles before it begins, a word, what each hopes for.

The shape is the published case's: principles that were there before the first meeting, a word that
is avoided, and priorities of commissioners, managers and local people that became shared goals.
"""

from __future__ import annotations

from typing import Any

from evenweave.agreements.actions import priorities
from evenweave.agreements.actions.agreeing import agree, answer_question, ask
from evenweave.agreements.actions.changing import agree_changes
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Clash, Clause, Edition, Priority, Sort
from evenweave.decisions.models import Decision
from evenweave.demo.chapters import Chapter

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


class Agreeing(Chapter):
    """How the group comes to its agreement, from May to October."""

    def begin(self) -> None:
        """Before the first meeting: principles, which some question and many agree to."""
        self.story.next_day()
        self.agree(*[Draft(NEW, Sort.WAY, *each) for each in PRINCIPLES])
        question = ask(
            project=self.story.project,
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

    def agree(self, *drafts: Draft) -> Decision:
        """They agree in the room."""
        first, *others = SHARED
        return agree_changes(
            circle=self.story.project.circles.get(is_everybody=True),
            drafts=drafts,
            people=self.members(*others),
            by=self.by(first),
            at=self.now(),
        )

    def agrees(self, slug: str) -> None:
        """One of them agrees to the agreement as it stands."""
        edition = Edition.objects.filter(project=self.story.project)[0]
        (member,) = self.members(slug)
        agree(member=member, edition=edition.number, by=self.by(slug), at=self.now())

    def avoid_a_word(self) -> None:
        """In the second meeting: it is not one that any of them lives in."""
        why = "People live among people. A service is what is done to them."
        self.agree(Draft(NEW, Sort.WORD, "service", "network", why))

    def hope(self) -> None:
        """What matters to a commissioner, a nurse, a carer and others; two of these pull apart."""
        self.on(7, 15)
        near = self.says("gwen", "A place close by, where nobody asks for a card at the door.")
        self.says("ben", "That people who come once come again.")
        lasting = self.says("nadia", "Something that we can still afford in three years.")
        safe = self.says("carys", "That it is clear who answers for it if something goes wrong.")
        self.says("priya", "That we know whether it helped, and say so either way.")
        self.clash = priorities.name_clash(
            project=self.story.project,
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
        (member,) = self.members(slug)
        told: dict[str, Any] = {"by": self.by(slug), "at": self.now()}
        return priorities.say_priority(member=member, words=words, is_signed=True, **told)

    def share_a_goal(self) -> None:
        """Months later it goes together: rooms that are there already, and people who know them."""
        self.on(10, 7)
        words = "Places that are there already, each with somebody who knows whom to ring."
        decision = self.agree(Draft(NEW, Sort.GOAL, "Doors that stand open", words))
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
