"""Hounslow, June to November 2015: the group decides, in the room, by consensus and by vote.

The shape is the published case's: a first room with a code at its door, another chosen by vote; and
a name by vote that avoids the word of the clinic.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from evenweave.decisions.actions import closing, outcomes, room, shaping, standing
from evenweave.decisions.actions.rounds import take_position
from evenweave.decisions.models import Decision
from evenweave.decisions.ways import Ballot, Preset, Step, StepKind, Tie, Way, of_preset
from evenweave.demo.hounslow_meets import AFTERWARDS, slug_of
from evenweave.demo.hounslow_proposes import Proposing
from evenweave.ideas import actions as ideas
from evenweave.ideas.models import Answer

ROOMS = ["The hall of the library", "The room at the health centre", "The café by the river"]
NAMES = ["Wellbeing network", "Care partners", "The connecting place"]
HOURS = ["At ten, as now", "At five", "By turns"]
WALLS = ["In the hall of the library", "In the waiting room of the health centre"]

# Who chose what, by its place in the list.
ROOM_VOTES = {
    **dict.fromkeys(("amina", "ben", "gwen", "iris", "lena", "nadia", "dev", "omar", "priya"), 0),
    "ruth": 0,
    "hamid": 2,
    "jomo": 1,
    "marek": 1,
    "esther": 1,
}
HOUR_VOTES = {
    **dict.fromkeys(("amina", "gwen", "ben", "tessa", "lena", "omar", "esther"), 0),
    **dict.fromkeys(("marek", "dev", "carys", "nadia", "iris"), 1),
    **dict.fromkeys(("hamid", "priya", "ruth"), 2),
}
NAME_VOTES = {
    "amina": [0, 2],
    "ben": [0],
    "gwen": [0, 1],
    "hamid": [0],
    "iris": [0],
    "tessa": [0, 2],
    "carys": [0, 1],
    "uma": [1],
    "marek": [0, 1],
    "nadia": [0],
    "dev": [0, 2],
    "esther": [0],
    "priya": [0, 1],
    "ruth": [0, 2],
}
WALL_VOTES = {
    **dict.fromkeys(("amina", "ben", "iris", "lena", "uma", "dev", "omar"), 0),
    **dict.fromkeys(("hamid", "tessa", "carys", "marek", "nadia", "priya", "ruth"), 1),
}


class Deciding(Proposing):
    """The half year of the working group, as far as it decides."""

    def plan(self) -> None:
        """What is decided when."""
        self.on(6, 3, self.agree_how_to_work, AFTERWARDS)
        self.plan_the_room()
        self.on(7, 15, partial(self.agree, 3, "gwen", ONE_MORE), AFTERWARDS)
        self.on(8, 19, self.ask_two_questions, AFTERWARDS)
        self.on(8, 24, self.all_for_two_questions)
        self.on(8, 27, self.tell_of_two_questions)
        self.on(9, 2, partial(self.agree, 6, "esther", FARES), AFTERWARDS)
        self.plan_the_hour()
        self.on(10, 21, partial(self.agree, 9, "carys", UNWELL), AFTERWARDS)
        self.plan_the_wall()
        self.plan_the_name()
        self.on(11, 18, self.leave_something_open, AFTERWARDS)

    # In the room

    def agree(self, place: int, slug: str, words: str) -> None:
        """They agreed in the room, and one of them writes it down."""
        room.agree_in_room(
            circle=self.group,
            words=words,
            people=self.story.meetings.in_the_room(place),
            by=self.by(slug),
            at=self.now(),
        )

    def agree_how_to_work(self) -> None:
        """What they agreed on in the first meeting, and how they decide from then on."""
        self.agree(0, "ben", "We begin with how each of us is, and with what we did last time.")
        standing.set_rule(
            project=self.project,
            circle=None,
            way=of_preset(Preset.SIMPLE_VOTE),
            by=self.by("amina"),
            at=self.now(),
        )

    # Where to meet

    def plan_the_room(self) -> None:
        """Talked over for a week, then a vote."""
        self.on(6, 17, self.ask_for_a_room, 14)
        self.on(6, 25, lambda: self.vote_all(self.rooms, ROOMS, ROOM_VOTES))
        self.on(7, 2, self.tell_of_the_room, AFTERWARDS)

    rooms: Decision

    def ask_for_a_room(self) -> None:
        """From Ben’s idea; somebody who works there sees it for the first time."""
        self.rooms = self.propose(
            "Where shall we meet from now on?",
            "The health centre has a code at its door. Some of us feel like visitors there.",
            ROOMS,
            by="amina",
            from_ideas=[self.story.saying.ideas["door"]],
        )
        self.open(self.rooms, "amina")
        shaping.say_comment(
            decision=self.rooms,
            words="I work there, and I did not see it. Now I do.",
            by=self.by("carys"),
            at=self.now(),
        )

    def tell_of_the_room(self) -> None:
        """One sees it otherwise, and that stays beside it."""
        outcome = self.rooms.outcomes.get()
        outcomes.tell_outcome(
            outcome=outcome,
            words="We meet in the hall of the library. It has a ramp, a bus at its door, no code.",
            what_changes="Amina books the hall until December.",
            gave_up="The nurses walk ten minutes more.",
            ideas_were=Answer.How.TAKEN_UP,
            by=self.by("amina"),
            at=self.now(),
        )
        self.story.meetings.move_to_the_library()
        outcomes.dissent(
            outcome=outcome,
            words="I lose half an hour of clinic each time. I can live with it until December.",
            by=self.by("marek"),
            at=self.now(),
        )
        step = outcomes.add_next_step(
            decision=self.rooms,
            words="Book the hall until December",
            member=self.member("amina"),
            by=self.by("amina"),
            at=self.now(),
        )
        outcomes.finish_next_step(step=step, by=self.by("amina"), at=self.now())
        for slug in ("ben", "gwen", "omar"):
            idea = self.story.saying.ideas["door"]
            by = self.story.saying.theirs(slug)
            ideas.answer_telling(idea=idea, is_it=True, by=by, at=self.now())

    # How to know whether it helped

    questions: Decision

    def ask_two_questions(self) -> None:
        """Priya asks whether everybody can live with two questions."""
        self.questions = self.propose(
            "Shall we ask people two questions, and no more?",
            "Did you meet somebody? Would you come again? There is no scale and no form.",
            [],
            by="priya",
            way=Way((Step(StepKind.CONSENSUS),)),
        )
        self.open(self.questions, "priya")

    def all_for_two_questions(self) -> None:
        """Most are for it, and some can live with it."""
        live_with = {"dev": "I would ask more. I can see why not.", "nadia": ""}
        for member in self.story.meetings.in_the_room(5):
            slug = slug_of(member)
            told: dict[str, Any] = {"stance": "live-with" if slug in live_with else "for"}
            told |= {"words": live_with.get(slug, ""), "by": self.by(slug), "at": self.now()}
            take_position(decision=self.questions, **told)

    def tell_of_two_questions(self) -> None:
        """In plain words."""
        outcomes.tell_outcome(
            outcome=self.questions.outcomes.get(),
            words="We ask two questions, and write down what people say in their own words.",
            gave_up="Dev would have asked more.",
            by=self.by("ruth"),
            at=self.now(),
        )

    # At which hour: nothing had more than half

    def plan_the_hour(self) -> None:
        """Shaped for a day, talked over for a week, then a vote."""
        self.on(9, 3, self.begin_the_hour)
        self.on(9, 4, self.say_it_better)
        self.on(9, 14, lambda: self.vote_all(self.hours, HOURS, HOUR_VOTES))
        self.on(9, 21, self.tell_of_the_hour)

    hours: Decision

    def begin_the_hour(self) -> None:
        """Marek writes a word that the group avoids, and Gwen tells him kindly."""
        self.hours = self.propose(
            "At which hour shall we meet?",
            "Whoever works in a service cannot come at ten. At five, more of us could.",
            HOURS,
            by="marek",
            from_ideas=[self.story.saying.ideas["evening"]],
        )
        said = shaping.say_comment(
            decision=self.hours,
            words="You wrote “service”. It slips out of me, too. May it say where you work?",
            by=self.by("gwen"),
            at=self.now(),
        )
        shaping.say_comment(
            decision=self.hours,
            words="Thank you. I did not hear it myself. I put it otherwise.",
            answers=said,
            by=self.by("marek"),
            at=self.now(),
        )

    def say_it_better(self) -> None:
        """In other words, it is opened."""
        plain = "Whoever works in a clinic cannot come at ten. At five, more of us could."
        evening = self.story.saying.ideas["evening"]
        self.shape(self.hours, plain, HOURS, by="marek", from_ideas=[evening])
        self.open(self.hours, "marek")
        shaping.say_comment(
            decision=self.hours,
            words="At five my brother’s bus comes, and I have no help.",
            by=self.by("gwen"),
            at=self.now(),
        )

    def tell_of_the_hour(self) -> None:
        """Nothing changes, and Marek is told why."""
        outcomes.tell_outcome(
            outcome=self.hours.outcomes.get(),
            words="No hour had more than half of the votes, so we stay at ten.",
            gave_up="Marek closes the surgery for two mornings a month.",
            ideas_were=Answer.How.NOT,
            by=self.by("hamid"),
            at=self.now(),
        )
        ideas.answer_telling(
            idea=self.story.saying.ideas["evening"], is_it=True, by=self.by("marek"), at=self.now()
        )

    # Where the knitted piece shall hang: level, and then the one who was named decides

    def plan_the_wall(self) -> None:
        """A vote, and a name for the case that it is level."""
        self.on(10, 22, self.ask_for_a_wall)
        self.on(10, 26, lambda: self.vote_all(self.walls, WALLS, WALL_VOTES))
        self.on(10, 30, self.let_gwen_decide)
        self.on(11, 2, self.tell_of_the_wall)

    walls: Decision

    def ask_for_a_wall(self) -> None:
        """It is finished: seventeen squares."""
        gwen = self.member("gwen")
        last = Step(StepKind.DECIDER, deciders=(gwen.id,), reason="It began with her drawing.")
        self.walls = self.propose(
            "Where shall the knitted piece hang?",
            "It is finished: a square from each of us. It can hang in one place.",
            WALLS,
            by="ruth",
            way=Way((Step(StepKind.VOTE, tie=Tie.DECIDER), last)),
        )
        self.open(self.walls, "ruth")

    def let_gwen_decide(self) -> None:
        """It is level, seven and seven."""
        chosen = self.walls.options.get(words=WALLS[1])
        closing.decide_as_named(
            decision=self.walls,
            chosen=[str(chosen.id)],
            reason="In a waiting room people look at walls. Let them see that we were there.",
            by=self.by("gwen"),
            at=self.now(),
        )

    def tell_of_the_wall(self) -> None:
        """In plain words."""
        outcomes.tell_outcome(
            outcome=self.walls.outcomes.get(),
            words="The knitted piece hangs in the waiting room of the health centre.",
            what_changes="Carys brings the hammer.",
            by=self.by("ruth"),
            at=self.now(),
        )

    # What it is called

    def plan_the_name(self) -> None:
        """Everybody ticks what they could live with."""
        self.on(11, 4, self.ask_for_a_name, 14)
        self.on(11, 6, self.tick_names)
        self.on(11, 12, self.tell_of_the_name)

    names: Decision

    def ask_for_a_name(self) -> None:
        """Three names are on the wall."""
        self.names = self.propose(
            "What shall we call what we are building?",
            "People will see the name on leaflets and doors. It should not sound like a clinic.",
            NAMES,
            by="priya",
            way=Way((Step(StepKind.VOTE, ballot=Ballot.APPROVAL),)),
        )
        self.open(self.names, "priya")
        shaping.say_comment(
            decision=self.names,
            words="“Network” says we, not them.",
            by=self.by("iris"),
            at=self.now(),
        )

    def tick_names(self) -> None:
        """As many as they like."""
        for slug, places in NAME_VOTES.items():
            self.vote(self.names, slug, {"approve": [NAMES[place] for place in places]})

    def tell_of_the_name(self) -> None:
        """“Care partners” does not go to waste."""
        outcomes.tell_outcome(
            outcome=self.names.outcomes.get(),
            words="It is called the Wellbeing Network.",
            what_changes="Leaflets and doors. “Care partners” is what we call each other in it.",
            by=self.by("uma"),
            at=self.now(),
        )

    def leave_something_open(self) -> None:
        """Not all is decided when one looks."""
        shaping.begin_proposal(
            circle=self.group,
            question="How do we go on after December?",
            by=self.by("ruth"),
            at=self.now(),
        )


ONE_MORE = "We ask one more person in: somebody who needs support today."
FARES = "Whoever reads at home is paid for it, as for a meeting."
UNWELL = "If somebody is unwell, we ask what they want before anything else."
