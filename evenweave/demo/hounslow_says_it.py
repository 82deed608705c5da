"""Hounslow: Iris says that it hurt, it is tense, it is answered, and the agreement reads otherwise.

The shape is the published case's: a lay partner named old habits of rank when they came up, which
was hard for a while, and the work became better for it.
"""

from __future__ import annotations

from typing import Any

from evenweave.agreements.actions.agreeing import answer_question, ask, settle_question
from evenweave.agreements.actions.changing import ask_again, propose_changes
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Question, Sort
from evenweave.common import actors
from evenweave.decisions.actions import outcomes, shaping
from evenweave.decisions.actions.rounds import answer_worry, take_position
from evenweave.decisions.models import Decision, Position
from evenweave.decisions.ways import Step, StepKind, Way
from evenweave.demo.chapters import Chapter
from evenweave.demo.hounslow_agendas import ASKED_FIRST, DOORS, PASSED_ON, TALKED_OVER
from evenweave.demo.hounslow_meets import AFTERWARDS
from evenweave.ideas.models import Idea
from evenweave.meetings import lines
from evenweave.meetings.actions import afterwards, minutes, running
from evenweave.meetings.actions.lines import make_of_line
from evenweave.meetings.models import CameOf, Item, Meeting, Notes

HURTS = "We say when it hurts"
WHY = "Old habits of rank come back by themselves. They came back on 1 July."
FIRST_WORDS = (
    "Whoever feels talked down to says so, at once or later. We stop. Whoever it was about says "
    "something to it, there and then. Nobody explains it away."
)
LAST_WORDS = (
    "Whoever feels talked down to says so, at once or later, in any words. We stop for a minute "
    "and thank them. Whoever it was about answers then, or next time. Nobody explains it away."
)
PLAIN = "It says what we do in the quiet after somebody has said it. So far it does not."
FOR, LIVE, WORRY = "for", "live-with", "worry"

# Where each stood, and what they said to it.
FIRST_ROUND = {
    "iris": (FOR, ""),
    "amina": (FOR, ""),
    "ben": (FOR, "I would have gone home, if nobody had said it."),
    "hamid": (FOR, ""),
    "carys": (LIVE, "I never know what to say. But I can learn it."),
    "jomo": (LIVE, ""),
    "marek": (LIVE, "I was one of the two. I would like to be told like this."),
    "nadia": (WORRY, "If I must answer at once, before all, I will say the wrong thing."),
    "esther": (FOR, ""),
    "priya": (LIVE, ""),
    "ruth": (FOR, ""),
}
SECOND_ROUND = {
    **dict.fromkeys(("iris", "amina", "ben", "hamid", "esther", "priya", "ruth"), (FOR, "")),
    "marek": (FOR, ""),
    "carys": (FOR, "A minute helps me as well."),
    "nadia": (FOR, "Thank you. That I can do."),
    "jomo": (LIVE, ""),
    "gwen": (WORRY, "And what if it is me who hurt somebody?"),
}


class SayingIt(Chapter):
    """From the third meeting to other words that stand."""

    def plan(self) -> None:
        """Said in the room; then asked, answered, and agreed."""
        self.story.meetings.asides[DOORS] = self.say_it
        self.story.meetings.asides["What a nurse may pass on"] = self.agree_what_is_passed_on
        self.on(7, 1, self.ask_to_talk, AFTERWARDS)
        self.on(7, 2, self.ask_what_then, 11)
        self.on(7, 3, self.answer)
        self.on(7, 6, self.remember_it_otherwise)
        self.on(7, 13, self.propose)
        self.on(7, 15, self.open, AFTERWARDS)
        self.on(7, 17, lambda: self.stand(FIRST_ROUND))
        self.on(7, 23, self.put_it_otherwise)
        self.on(7, 27, lambda: self.stand(SECOND_ROUND))
        self.on(7, 28, self.answer_gwen)
        self.on(7, 31, self.bring_it_in)

    # In the room

    def say_it(self, meeting: Meeting, item: Item, writes: actors.Actor) -> None:
        """Iris raises a hand and says it; Gwen asks for a break; a line of it becomes an idea."""
        iris, gwen = self.by("iris"), self.by("gwen")
        told: dict[str, Any] = {"member": self.member("iris"), "words": "", "by": iris}
        hand = running.raise_hand(item=item, at=self.now(), **told)
        running.lower_hand(hand=hand, was_heard=True, by=iris, at=self.now())
        running.pause(meeting=meeting, by=gwen, at=self.now())
        running.go_on(meeting=meeting, by=gwen, at=self.now())
        idea_id = make_of_line(
            meeting=meeting,
            item=item,
            line=lines.mark_of(item.pk, ASKED_FIRST),
            kind=CameOf.Thing.IDEA,
            told={"words": ASKED_FIRST},
            by=iris,
            at=self.now(),
        )
        self.story.saying.ideas["first"] = Idea.objects.get(pk=idea_id)

    def agree_what_is_passed_on(self, meeting: Meeting, item: Item, writes: actors.Actor) -> None:
        """Whoever has the minutes taps “Agreed” beneath a line."""
        people = self.story.meetings.in_the_room(2)
        make_of_line(
            meeting=meeting,
            item=item,
            line=lines.mark_of(item.pk, PASSED_ON),
            kind=CameOf.Thing.AGREED,
            told={"words": PASSED_ON, "people": people},
            by=writes,
            at=self.now(),
        )

    # Afterwards

    def ask_to_talk(self) -> None:
        """Marek asks Ben for a word, and nobody else reads it. They talk, and it is gone."""
        meeting, marek, ben = self.story.meetings.meeting(2), *self.members("marek", "ben")
        words = "I talked over you today. I am sorry. May I say it over a coffee?"
        told: dict[str, Any] = {"meeting": meeting, "sender": marek, "to": ben, "words": words}
        note = afterwards.say_afterwards(by=self.by("marek"), at=self.now(), **told)
        afterwards.be_there(note=note, by=self.by("ben"), at=self.now())
        self.on(7, 2, lambda: self.be_done(note), AFTERWARDS)

    def be_done(self, note: Any) -> None:
        """They have talked. Ben thanks Iris."""
        afterwards.be_done_with(note=note, by=self.by("ben"), at=self.now())
        minutes.thank(
            meeting=self.story.meetings.meeting(2),
            to=self.member("iris"),
            words="You said what I could not.",
            by=self.by("ben"),
            at=self.now(),
        )

    def ask_what_then(self) -> None:
        """Iris asks about the part of the agreement that was there for it."""
        self.question = ask(
            project=self.project,
            clause=self.story.agreeing.clause(HURTS),
            words="I said it, and then it went quiet. What do we do in that quiet?",
            by=self.by("iris"),
            at=self.now(),
        )

    question: Question

    def answer(self) -> None:
        """One of those it was about answers."""
        answer_question(
            question=self.question,
            words="I was one of the two, and I did not know either. I needed a minute.",
            by=self.by("marek"),
            at=self.now(),
        )

    def remember_it_otherwise(self) -> None:
        """Ben did not just stop, and Marek takes over his words for the minutes."""
        notes = Notes.objects.select_related("item", "meeting__circle").get(
            words__contains=TALKED_OVER
        )
        better = "Two of us began to settle it between themselves, and talked over Ben."
        correction = minutes.suggest_words(
            meeting=notes.meeting,
            item=notes.item,
            words=notes.words.replace(TALKED_OVER, better),
            why="I did not stop by myself.",
            by=self.by("ben"),
            at=self.now(),
        )
        minutes.take_over_words(
            correction=correction,
            words=correction.words,
            version=notes.version,
            by=self.by("marek"),
            at=self.now(),
        )

    # What came of it

    def propose(self) -> None:
        """Iris writes other words for it, to be agreed by consensus."""
        clause = self.story.agreeing.clause(HURTS)
        draft = Draft(
            Change.What.WORDS, Sort.WAY, HURTS, FIRST_WORDS, WHY, clause=clause, base=clause.current
        )
        self.decision = propose_changes(
            circle=self.group,
            drafts=[draft],
            plain_summary=PLAIN,
            by=self.by("iris"),
            at=self.now(),
        )
        way = Way((Step(StepKind.CONSENSUS, rounds=3),))
        shaping.choose_way(decision=self.decision, way=way, by=self.by("iris"), at=self.now())

    decision: Decision

    def open(self) -> None:
        """After the meeting that talked about it."""
        self.story.deciding.open(self.decision, "iris")
        minutes.thank(
            meeting=self.story.meetings.meeting(3),
            to=self.member("iris"),
            words="It was not easy to hear. I am glad that I heard it.",
            by=self.by("nadia"),
            at=self.now(),
        )

    def stand(self, round_: dict[str, tuple[str, str]]) -> None:
        """Each says where they stand."""
        at = self.now()
        for slug, (stance, words) in round_.items():
            told: dict[str, Any] = {"stance": stance, "words": words, "by": self.by(slug), "at": at}
            take_position(decision=self.decision, **told)

    def put_it_otherwise(self) -> None:
        """Nadia’s worry is answered by other words, and all are asked again."""
        self.decision.refresh_from_db()
        change = Change.objects.select_related("clause", "decision").get(decision=self.decision)
        ask_again(
            change=change,
            version=change.version,
            title=HURTS,
            words=LAST_WORDS,
            why=WHY,
            what_changed="Nobody has to answer at once any more. We stop for a minute first.",
            by=self.by("iris"),
            at=self.now(),
        )
        self.story.deciding.go_on_in_days(7)

    def answer_gwen(self) -> None:
        """Gwen’s worry is answered by words alone, and she says so herself."""
        shaping.say_comment(
            decision=self.decision,
            words="Then we thank whoever told you. You are still one of us, Gwen.",
            by=self.by("iris"),
            at=self.now(),
        )
        worry = Position.objects.get(
            round__decision=self.decision, round__closed_at=None, stance=WORRY
        )
        answer_worry(position=worry, by=self.by("gwen"), at=self.now())

    def bring_it_in(self) -> None:
        """It stands; it is told in plain words; and people agree to what stands now."""
        outcomes.tell_outcome(
            outcome=self.decision.outcomes.get(),
            words="When somebody says that it hurts, we stop for a minute, and thank them.",
            what_changes="The part “We say when it hurts” reads otherwise from today.",
            gave_up="Iris wanted an answer at once, and Nadia time. A minute is both.",
            by=self.by("ruth"),
            at=self.now(),
        )
        settle_question(question=self.question, by=self.by("iris"), at=self.now())
        for slug in ("iris", "ben", "marek", "nadia", "amina", "gwen"):
            self.story.agreeing.agrees(slug)
