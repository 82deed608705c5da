"""Hounslow: ideas over the half year, where each was heard, and what became of it.

They come from all three kinds of expertise, about as many as there are seats. Most were taken up,
some partly, two were not, one was taken back, and one is still open: that is how it is in a team.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image

from evenweave.common import actors
from evenweave.common.files.kinds import Picture
from evenweave.demo.chapters import Chapter
from evenweave.demo.hounslow_meets import AFTERWARDS, HELPED
from evenweave.ideas import actions as ideas
from evenweave.ideas.models import Answer, Idea

if TYPE_CHECKING:
    from evenweave.demo.hounslow import Story

Day = tuple[int, int]
TAKEN_UP, PARTLY, NOT = Answer.How.TAKEN_UP, Answer.How.PARTLY, Answer.How.NOT
STITCHES = ["#a3304a", "#8a6400", "#2d5b88", "#e4d8c7"]


@dataclass(frozen=True, slots=True)
class Said:
    """An idea: whose, and when; who holds it too; where it was heard, and who wrote that down.

    `became` is when it was answered, by whom, how, and why; after it, `agree` say that it is what
    they meant. What a decision or a line of the notes did stands in their own parts.
    """

    slug: str
    on: Day
    words: str = ""
    too: tuple[str, ...] = ()
    heard: tuple[Day, str, str] | None = None
    became: tuple[Day, str, str, str] | None = None
    agree: tuple[str, ...] = ()


IDEAS = {
    "door": Said(
        "ben",
        (6, 3),
        "Could we meet where the door has no code, and nobody wears a badge?",
        ("gwen", "omar"),
        ((6, 17), "lena", "At the second meeting"),
    ),
    "drawing first": Said(
        "omar",
        (6, 8),
        "Could we draw first, and talk after? Not everybody thinks in sentences.",
        ("gwen",),
        ((6, 17), "carys", "At the second meeting"),
        ((6, 18), "hamid", TAKEN_UP, "There are pens on the table from now on. Words come after."),
        ("omar", "gwen"),
    ),
    "places": Said(
        "jomo",
        (6, 24),
        "A map of places that are open anyway: the library, cafés, the allotments.",
        ("ben",),
        ((7, 1), "gwen", "At the third meeting"),
        ((7, 15), "dev", TAKEN_UP, "It is our tool now: people, places, and things to do."),
        ("jomo", "ben", "priya"),
    ),
    "people": Said(
        "priya",
        (6, 29),
        "Put people on the map, and what they do. A place alone is a wall.",
        heard=((7, 1), "gwen", "At the third meeting"),
    ),
    "first": Said(
        "iris",
        (7, 1),
        became=(
            (7, 15),
            "amina",
            TAKEN_UP,
            "Whoever chairs asks them first. We tried it today, and it was good.",
        ),
        agree=("iris",),
    ),
    "wool": Said(
        "gwen",
        (8, 5),
        "A knitted piece for the wall: a square from each of us. Here is a drawing.",
        ("marek", "amina", "lena"),
        ((8, 5), "amina", "At the craft table"),
        ((8, 5), "ruth", TAKEN_UP, "We knit while we talk. It makes the hard parts lighter."),
    ),
    "call": Said(
        "carys",
        (8, 6),
        "A call the day after the first visit, so that nobody sits with it alone.",
        (),
        ((8, 19), "hamid", "At the sixth meeting"),
        (
            (8, 19),
            "nadia",
            PARTLY,
            "A nurse can ring by day. For more there is no money.",
        ),
    ),
    "fares": Said(
        "esther",
        (8, 20),
        "Pay fares on the day, in cash, with no form.",
        ("ben", "tessa"),
        ((9, 2), "omar", "At the seventh meeting"),
        ((9, 16), "lena", PARTLY, "In cash, yes. The bank wants a line to be signed. One line."),
        ("esther", "ben"),
    ),
    "evening": Said(
        "marek",
        (8, 20),
        "Could we meet at five? Then I need not close the surgery.",
        ("dev",),
        ((9, 2), "priya", "At the seventh meeting"),
    ),
    "card": Said(
        "tessa",
        (9, 3),
        "A card with a photo of who will be at the door.",
        ("gwen", "marek"),
        ((9, 16), "iris", "At the eighth meeting"),
        ((10, 7), "carys", TAKEN_UP, "Each place has such a card now. Tessa chose the paper."),
        ("tessa", "gwen"),
    ),
    "two places": Said(
        "nadia",
        (9, 3),
        "Begin with two places, and count for a year what they cost.",
        (),
        ((9, 16), "dev", "At the eighth meeting"),
        ((10, 7), "jomo", PARTLY, "Two places, yes. We count what they give, too, not only cost."),
        ("nadia",),
    ),
    "my story": Said("ruth", (10, 5), "I could tell new people how I came to be here."),
    "questions": Said(
        "dev",
        (10, 8),
        "A longer set of questions, three times, for everybody who comes.",
        (),
        ((10, 21), "lena", "At the tenth meeting"),
        ((10, 21), "ben", NOT, "It would feel like a test. We agreed on two questions."),
        ("dev",),
    ),
    "what came of it": Said(
        "amina",
        (10, 21),
        "Tell everybody who drew a map what came of it.",
        ("omar",),
        ((11, 4), "uma", "At the eleventh meeting"),
        ((11, 4), "ruth", TAKEN_UP, "We go in pairs, in November, with the maps."),
        ("amina", "omar"),
    ),
    "befrienders": Said(
        "lena",
        (10, 22),
        "Somebody whom befrienders can ring after a hard visit.",
        (),
        ((11, 4), "tessa", "At the eleventh meeting"),
        ((11, 18), "esther", TAKEN_UP, "There is a number. Hamid and Lena take turns."),
    ),
    "first time": Said("hamid", (11, 18), "People might want a friend with them the first time."),
}


class Saying(Chapter):
    """What was said, and what became of it."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.ideas: dict[str, Idea] = {}

    def plan(self) -> None:
        """Each idea on its days; and what is not as usual."""
        for key, said in IDEAS.items():
            self.expect(key, said)
        self.on(7, 6, self.gather_the_maps, AFTERWARDS)
        self.on(8, 20, self.open_the_call_again, 11)
        self.on(9, 2, self.take_the_call_up, AFTERWARDS)
        self.on(10, 6, self.take_back_my_story)

    def expect(self, key: str, said: Said) -> None:
        """It is raised, heard, answered, and its holders say whether that is it."""
        hour = AFTERWARDS
        if said.words:  # else a line of the notes becomes it
            self.on(*said.on, partial(self.raise_it, key), hour)
        if said.heard:
            self.on(*said.heard[0], partial(self.hear, key), hour)
        if said.became:
            month, day = said.became[0]
            self.on(month, day, partial(self.answer, key), hour)
            self.on(month, day + 1, partial(self.agree_that_it_is, key), hour)

    def raise_it(self, key: str) -> None:
        """Somebody says it, and others say that they hold it too."""
        said = IDEAS[key]
        self.ideas[key] = ideas.raise_idea(
            circle=self.group,
            words=said.words,
            picture=drawing() if key == "wool" else None,
            by=self.theirs(said.slug),
            at=self.now(),
        )
        for slug in said.too:
            ideas.hold_idea(idea=self.ideas[key], by=self.by(slug), at=self.now())

    def hear(self, key: str) -> None:
        """Somebody writes down where it was heard."""
        heard = IDEAS[key].heard
        if heard is None:
            raise LookupError(key)
        _day, slug, where = heard
        ideas.hear_idea(idea=self.ideas[key], where=where, by=self.by(slug), at=self.now())

    def answer(self, key: str) -> None:
        """Somebody writes down what became of it, and why."""
        became = IDEAS[key].became
        if became is None:
            raise LookupError(key)
        _day, slug, how, reason = became
        by, at = self.by(slug), self.now()
        ideas.count_idea(idea=self.ideas[key], how=how, reason=reason, by=by, at=at)

    def agree_that_it_is(self, key: str) -> None:
        """Those whose idea it is say that it is what they meant."""
        for slug in IDEAS[key].agree:
            ideas.answer_telling(
                idea=self.ideas[key], is_it=True, by=self.theirs(slug), at=self.now()
            )

    def gather_the_maps(self) -> None:
        """Two of them say the same, and become one."""
        ideas.gather_ideas(
            into=self.ideas["places"],
            ideas=[self.ideas["people"]],
            by=self.by("ruth"),
            at=self.now(),
        )

    def open_the_call_again(self) -> None:
        """It was not what Carys meant."""
        ideas.answer_telling(
            idea=self.ideas["call"],
            is_it=False,
            words="I did not mean a nurse. I meant whoever was there with them.",
            by=self.by("carys"),
            at=self.now(),
        )

    def take_the_call_up(self) -> None:
        """Heard again, it is simple."""
        ideas.count_idea(
            idea=self.ideas["call"],
            how=TAKEN_UP,
            reason="Whoever was there rings. It costs a phone call.",
            by=self.by("hamid"),
            at=self.now(),
        )
        ideas.answer_telling(
            idea=self.ideas["call"], is_it=True, by=self.by("carys"), at=self.now()
        )

    def take_back_my_story(self) -> None:
        """Ruth thought it over: it is theirs to tell, or not. Nobody asks why."""
        ideas.take_back_idea(idea=self.ideas["my story"], by=self.by("ruth"), at=self.now())

    def theirs(self, slug: str) -> actors.Actor:
        """Somebody says it; for two of them, the person whom they asked to help writes it."""
        return self.by(slug, helper=HELPED.get(slug, ""))


def drawing() -> Picture:
    """Gwen's drawing: squares in four colours of wool."""
    drawn = Image.new("RGB", (240, 160), "#fbf6ee")
    for place in range(24):
        square = Image.new("RGB", (36, 36), STITCHES[place * 7 % 4])
        drawn.paste(square, (2 + 40 * (place % 6), 2 + 40 * (place // 6)))
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    return Picture("image/png", kept.getvalue(), *drawn.size)
