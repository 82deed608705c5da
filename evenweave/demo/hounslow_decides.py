"""Hounslow, June to November 2015: ideas are said, and the group decides on a room and a name.

The shape is the published case's: a first room with a code at its door, another chosen by vote; a
knitted piece that was taken up; a name by vote that avoids the word of the clinic.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PIL import Image

from evenweave.common.files.kinds import Picture
from evenweave.decisions import jobs
from evenweave.decisions.actions import closing, outcomes, room, shaping, standing
from evenweave.decisions.models import Decision
from evenweave.decisions.ways import Ballot, Preset, Step, StepKind, Way, of_preset
from evenweave.demo.cast import BY_SLUG
from evenweave.demo.chapters import Chapter
from evenweave.demo.hounslow_agrees import Agreeing
from evenweave.ideas import actions as ideas
from evenweave.ideas.models import Idea
from evenweave.jobs.vocabulary import NOTHING, Turn

ROOMS = ["The hall of the library", "The room at the health centre", "The café by the river"]
NAMES = ["Wellbeing network", "Care partners", "The connecting place"]
STITCHES = ["#a3304a", "#8a6400", "#2d5b88", "#e4d8c7"]


class Deciding(Chapter):
    """The half year of the working group, as far as it decides."""

    def tell(self) -> None:
        """From before the first meeting to the name."""
        agreeing = Agreeing(self.story)
        agreeing.begin()
        self.story.meetings.plan()
        self.agree_how_to_work()
        door = self.say_that_the_door_has_a_code()
        agreeing.avoid_a_word()
        self.choose_a_room(door)
        agreeing.hope()
        self.knit_something()
        agreeing.share_a_goal()
        self.choose_a_name()
        self.leave_something_open()

    def agree_how_to_work(self) -> None:
        """What they agreed on in the first meeting, and how they decide from then on."""
        self.on(6, 3)
        room.agree_in_room(
            circle=self.group,
            words="We begin with how each of us is, and with what we did last time.",
            people=self.members("amina", "ben", "gwen", "iris", "carys", "jomo", "dev", "ruth"),
            by=self.by("ben"),
            at=self.now(),
        )
        standing.set_rule(
            project=self.story.project,
            circle=None,
            way=of_preset(Preset.SIMPLE_VOTE),
            by=self.by("amina"),
            at=self.now(),
        )

    def say_that_the_door_has_a_code(self) -> Idea:
        """Ben says what others only thought."""
        idea = ideas.raise_idea(
            circle=self.group,
            words="Could we meet where the door has no code, and nobody wears a badge?",
            by=self.by("ben"),
            at=self.now(),
        )
        for slug in ["gwen", "omar"]:
            ideas.hold_idea(idea=idea, by=self.by(slug), at=self.now())
        self.on(6, 17)
        ideas.hear_idea(idea=idea, where="At the second meeting", by=self.by("lena"), at=self.now())
        return idea

    def choose_a_room(self, idea: Idea) -> None:
        """Talked over for a week, then a vote; one sees it otherwise, and that stays beside it."""
        decision = self.propose(
            "Where shall we meet from now on?",
            "The health centre has a code at its door. Some of us feel like visitors there.",
            ROOMS,
            by="amina",
            from_ideas=[idea],
        )
        shaping.say_comment(
            decision=decision,
            words="I work there, and I did not see it. Now I do.",
            by=self.by("carys"),
            at=self.now(),
        )
        self.worker_on(6, 24)
        for slug, choice in votes(ROOMS, "00020011001000").items():
            self.vote(decision, slug, {"choice": choice})
        self.worker_on(7, 1)
        decision.refresh_from_db()
        self.on(7, 2)
        outcomes.tell_outcome(
            outcome=decision.outcomes.get(),
            words="We meet in the hall of the library. It has a ramp, a bus at its door, no code.",
            what_changes="Amina books the hall until December.",
            gave_up="The nurses walk ten minutes more.",
            ideas_were="taken-up",
            by=self.by("amina"),
            at=self.now(),
        )
        self.story.meetings.move_to_the_library()
        outcomes.dissent(
            outcome=decision.outcomes.get(),
            words="I lose half an hour of clinic each time. I can live with it until December.",
            by=self.by("marek"),
            at=self.now(),
        )
        outcomes.add_next_step(
            decision=decision,
            words="Book the hall until December",
            member=self.members("amina")[0],
            by=self.by("amina"),
            at=self.now(),
        )
        ideas.answer_telling(idea=idea, is_it=True, by=self.by("ben"), at=self.now())

    def propose(
        self,
        question: str,
        plain: str,
        options: Sequence[str],
        *,
        by: str,
        way: Way | None = None,
        from_ideas: Sequence[Idea] = (),
    ) -> Decision:
        """A proposal to the working group, by its own rule or another, opened for a week."""
        decision = shaping.begin_proposal(
            circle=self.group, question=question, ideas=from_ideas, by=self.by(by), at=self.now()
        )
        shaping.shape_proposal(
            decision=decision,
            version=1,
            question=question,
            plain_summary=plain,
            options=options,
            ideas=from_ideas,
            by=self.by(by),
            at=self.now(),
        )
        if way is not None:
            shaping.choose_way(decision=decision, way=way, by=self.by(by), at=self.now())
        at = self.now()
        shaping.open_decision(
            decision=decision, closes_at=at + timedelta(days=7), by=self.by(by), at=at
        )
        return decision

    def vote(self, decision: Decision, slug: str, paper: Mapping[str, Any]) -> None:
        """One of the cast votes, by the words of the options."""
        ids = {option.words: str(option.id) for option in decision.options.all()}
        told = {
            kind: [ids[each] for each in said] if isinstance(said, list) else ids[said]
            for kind, said in paper.items()
        }
        closing.cast_vote(decision=decision, paper=told, by=self.by(slug), at=self.now())

    def worker_on(self, month: int, day: int) -> None:
        """What is due at noon of a day goes on by itself."""
        jobs.end_steps(Turn(NOTHING, self.on(month, day, 12)))

    def knit_something(self) -> None:
        """Gwen shows a drawing, and is taken seriously."""
        self.on(8, 5)
        idea = ideas.raise_idea(
            circle=self.group,
            words="A knitted piece for the wall: a square from each of us. Here is a drawing.",
            picture=drawing(),
            by=self.by("gwen"),
            at=self.now(),
        )
        for slug in ["marek", "amina", "lena"]:
            ideas.hold_idea(idea=idea, by=self.by(slug), at=self.now())
        ideas.hear_idea(idea=idea, where="At the craft table", by=self.by("amina"), at=self.now())
        ideas.count_idea(
            idea=idea,
            how="taken-up",
            reason="We knit while we talk. It makes the hard parts lighter.",
            by=self.by("ruth"),
            at=self.now(),
        )

    def choose_a_name(self) -> None:
        """Everybody ticks what they could live with."""
        self.on(11, 4)
        decision = self.propose(
            "What shall we call what we are building?",
            "People will see the name on leaflets and doors. It should not sound like a clinic.",
            NAMES,
            by="priya",
            way=Way((Step(StepKind.VOTE, ballot=Ballot.APPROVAL),)),
        )
        shaping.say_comment(
            decision=decision,
            words="“Network” says we, not them.",
            by=self.by("iris"),
            at=self.now(),
        )
        ticked = {
            "amina": [0, 2],
            "ben": [0],
            "gwen": [0, 1],
            "hamid": [0],
            "iris": [0],
            "carys": [0, 1],
            "jomo": [1],
            "marek": [0, 1],
            "nadia": [0],
            "dev": [0, 2],
            "esther": [0],
            "priya": [0, 1],
            "ruth": [0, 2],
        }
        for slug, places in ticked.items():
            self.vote(decision, slug, {"approve": [NAMES[place] for place in places]})
        self.worker_on(11, 12)

    def leave_something_open(self) -> None:
        """Not all is answered when one looks: that is how it is in a team."""
        self.on(11, 18)
        ideas.raise_idea(
            circle=self.group,
            words="People might want a friend with them the first time.",
            by=self.by("hamid"),
            at=self.now(),
        )
        shaping.begin_proposal(
            circle=self.group,
            question="How do we go on after December?",
            by=self.by("ruth"),
            at=self.now(),
        )
        self.story.meetings.ask_when_next()
        self.on(11, 18, 12)  # the last meeting is over


def votes(options: Sequence[str], chosen: str) -> dict[str, str]:
    """Who chose what, in the order of the cast; who rests or is away is left out."""
    away = {"lena"}
    slugs = [slug for slug in BY_SLUG if slug not in away]
    return dict(zip(slugs, (options[int(each)] for each in chosen), strict=False))


def drawing() -> Picture:
    """Gwen's drawing: squares in four colours of wool."""
    drawn = Image.new("RGB", (240, 160), "#fbf6ee")
    for place in range(24):
        square = Image.new("RGB", (36, 36), STITCHES[place * 7 % 4])
        drawn.paste(square, (2 + 40 * (place % 6), 2 + 40 * (place // 6)))
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    return Picture("image/png", kept.getvalue(), *drawn.size)
