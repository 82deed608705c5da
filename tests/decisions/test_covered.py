"""Words in a decision that harm are covered by two of different expertise, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenweave.archive.actions import erase_person
from evenweave.archive.reading import streams_of
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions import outcomes, rounds, shaping, taking_back
from evenweave.decisions.actions.room import agree_in_room, doubt_agreement
from evenweave.decisions.models import (
    Comment,
    Decision,
    Dissent,
    Doubt,
    NextStep,
    Position,
    Stance,
)
from evenweave.decisions.personal import export
from evenweave.decisions.reading import COMMENTS
from evenweave.decisions.ways import Preset, of_preset
from evenweave.ideas import actions as ideas
from evenweave.ideas import coverable
from evenweave.ideas.models import Covering, CoverState
from evenweave.outbox.models import Message
from evenweave.record.models import Entry, Words
from tests.decisions.stories import WEEK, Story, opened
from tests.ideas.stories import cover
from tests.make import NOON
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db

HARM = "My neighbour at number 7 hears voices: quillwort."
WHY = "It gives somebody away who is not here."


@dataclass
class Said:
    """Words that Ben said, and all pages on which they stand."""

    ours: Team
    decision: Decision
    kind: str
    thing: Any
    places: list[str]

    def __post_init__(self) -> None:
        self.decision.refresh_from_db()

    def covered(self) -> Covering:
        """Carys (practice) and Dev (research) cover them."""
        covering = cover(self.ours, self.kind, self.thing.id)
        self.thing.refresh_from_db()
        return covering

    def pages(self, name: str) -> list[str]:
        """All those pages, as somebody sees them."""
        client = enter(self.ours, name)
        return [client.get(place).text for place in self.places]


def address(decision: Decision, name: str = "decision", *more: object) -> str:
    """A page of a decision."""
    return reverse(f"decisions:{name}", args=[decision.project_id, decision.id, *more])


def seeking() -> Story:
    """A round of consensus that goes on."""
    story = opened(of_preset(Preset.EVERYONE_HAPPY))
    story.goes_on()
    return story


def voted() -> Story:
    """Something that was decided."""
    story = opened()
    story.vote("Amina", "yes")
    story.passes(WEEK)
    return story


def a_comment() -> Said:
    """Ben says something, and Esther answers him."""
    story = opened()
    said = shaping.say_comment(decision=story.decision, words=HARM, by=story.by("Ben"), at=NOON)
    shaping.say_comment(
        decision=story.decision, words="Oh.", answers=said, by=story.by("Esther"), at=NOON
    )
    page = address(story.decision)
    places = [page, f"{page}?answers={said.id}"]
    return Said(story.ours, story.decision, "decisions.comment", said, places)


def a_position() -> Said:
    """Ben says why he stands where he stands, in a round that is over."""
    story = seeking()
    story.says("Ben", Stance.WORRY, HARM)
    story.says("Esther", Stance.FOR)
    change(story)
    places = [address(story.decision, "round", 1), address(story.decision)]
    return Said(
        story.ours, story.decision, "decisions.position", Position.objects.get(words=HARM), places
    )


def a_position_now() -> Said:
    """Ben says why he stands where he stands, in the round that goes on."""
    story = seeking()
    story.says("Ben", Stance.WORRY, HARM)
    places = [address(story.decision), address(story.decision, "round", 1)]
    return Said(story.ours, story.decision, "decisions.position", Position.objects.get(), places)


def a_dissent() -> Said:
    """Ben sees an outcome otherwise."""
    story = voted()
    said = outcomes.dissent(outcome=story.outcome, words=HARM, by=story.by("Ben"), at=NOON)
    page = address(story.decision)
    return Said(story.ours, story.decision, "decisions.dissent", said, [page])


def a_dissent_before() -> Said:
    """Ben saw otherwise what somebody else doubted since."""
    ours = team()
    agreed = in_the_room(ours)
    said = outcomes.dissent(
        outcome=agreed.outcomes.get(), words=HARM, by=ours.actor("Ben"), at=NOON
    )
    doubt_agreement(decision=agreed, words="Hm.", by=ours.actor("Esther"), at=NOON)
    return Said(ours, agreed, "decisions.dissent", said, [address(agreed)])


def a_doubt() -> Said:
    """Ben is not sure that it was agreed."""
    ours = team()
    agreed = in_the_room(ours)
    doubt_agreement(decision=agreed, words=HARM, by=ours.actor("Ben"), at=NOON)
    return Said(ours, agreed, "decisions.doubt", Doubt.objects.get(), [address(agreed)])


def a_next_step() -> Said:
    """Ben writes down what follows, and Esther takes it on."""
    story = voted()
    step = outcomes.add_next_step(decision=story.decision, words=HARM, by=story.by("Ben"), at=NOON)
    outcomes.take_on_next_step(step=step, by=story.by("Esther"), at=NOON)
    page = address(story.decision)
    return Said(story.ours, story.decision, "decisions.next_step", step, [page])


def a_step_that_nobody_does() -> Said:
    """Ben writes down what follows, and nobody takes it on."""
    story = voted()
    step = outcomes.add_next_step(decision=story.decision, words=HARM, by=story.by("Ben"), at=NOON)
    page = address(story.decision)
    return Said(story.ours, story.decision, "decisions.next_step", step, [page])


def in_the_room(ours: Team) -> Decision:
    """Amina and Carys agreed on something."""
    return agree_in_room(
        circle=ours.project.circles.get(is_everybody=True),
        words="We meet late.",
        people=[ours.member("Amina"), ours.member("Carys")],
        by=ours.actor("Amina"),
        at=NOON,
    )


def change(story: Story) -> None:
    """The proposal changes, so that the round is over."""
    rounds.amend_proposal(
        decision=story.decision,
        version=story.fresh().version,
        question="Where shall we meet?",
        plain_summary="Nearer by.",
        background="",
        options=[],
        put_forward="",
        what_changed="The place.",
        by=story.by("Amina"),
        at=story.now,
    )


EVERY = [
    *(a_comment, a_position, a_position_now, a_dissent, a_dissent_before, a_doubt),
    *(a_next_step, a_step_that_nobody_does),
]
every = pytest.mark.parametrize("say", EVERY, ids=lambda say: say.__name__)


@every
def test_covered_words_are_read_by_their_author_alone(say: Callable[[], Said]) -> None:
    said = say()
    assert "quillwort" in said.pages("Esther")[0]
    said.covered()
    for name in ("Amina", "Carys", "Dev", "Esther"):
        for page in said.pages(name):
            assert "quillwort" not in page
    assert "are covered" in said.pages("Esther")[0]
    assert "Who, and why" in said.pages("Esther")[0] or "Who covered it" in said.pages("Esther")[0]
    assert HARM in said.pages("Ben")[0]


@every
def test_the_author_is_told_and_the_record_says_who_and_why(say: Callable[[], Said]) -> None:
    said = say()
    said.covered()
    (message,) = Message.objects.filter(kind="ideas.covered")
    assert message.to == said.ours.people["Ben"].id
    assert "quillwort" not in message.text
    (line,) = Entry.objects.filter(kind="ideas.covered")
    assert line.content["facts"]["thing_kind"] == said.kind
    assert "quillwort" not in line.line
    assert not Words.objects.filter(value__contains="quillwort").exists()


@every
def test_uncovered_words_are_read_again(say: Callable[[], Said]) -> None:
    said = say()
    covering = said.covered()
    ideas.uncover(covering=covering, reason="They agreed.", by=said.ours.actor("Dev"), at=NOON)
    assert "quillwort" in said.pages("Esther")[0]
    assert "are covered" not in said.pages("Esther")[0]


@every
def test_one_quiet_place_asks_for_it_and_not_the_author(say: Callable[[], Said]) -> None:
    said = say()
    ask = reverse("ideas:cover", args=[said.ours.project.id, said.kind, said.thing.id])
    assert ask in said.pages("Esther")[0]
    assert ask not in said.pages("Ben")[0]
    esther = enter(said.ours, "Esther")
    found = coverable.found(said.ours.project.id, said.kind, said.thing.id)
    assert found is not None
    page = esther.get(ask).text
    assert found.words in page
    assert f'href="{found.address}"' in page
    place, _, anchor = found.address.partition("#")
    assert HARM in esther.get(place).text
    assert not anchor or f'id="{anchor}"' in esther.get(place).text
    said.covered()
    asks = said.pages("Esther")[0].partition("Do words here harm somebody")[2]
    assert ask not in asks


def taken_back(said: Said) -> None:
    """Ben takes his words back."""
    thing: Any = said.thing
    told: Any = {"by": said.ours.actor("Ben"), "at": NOON}
    if isinstance(thing, Comment):
        shaping.take_back_comment(comment=thing, **told)
    elif isinstance(thing, Position):
        taking_back.take_back_position(position=thing, **told)
    elif isinstance(thing, Dissent):
        outcomes.take_back_dissent(dissent=thing, **told)
    elif isinstance(thing, Doubt):
        taking_back.take_back_doubt(doubt=thing, **told)
    else:
        taking_back.take_back_next_step(step=thing, **told)


@pytest.mark.parametrize(
    "say",
    [each for each in EVERY if each is not a_position_now],
    ids=lambda say: say.__name__,
)
def test_words_that_are_taken_back_need_no_covering(say: Callable[[], Said]) -> None:
    said = say()
    covering = said.covered()
    taken_back(said)
    covering.refresh_from_db()
    assert covering.state == CoverState.ENDED
    page = said.pages("Esther")[0]
    assert "are covered" not in page
    where = reverse("ideas:covering", args=[said.ours.project.id, covering.id])
    assert "The words are gone" in enter(said.ours, "Esther").get(where).text


@every
def test_erasing_whose_words_they_are_ends_it(say: Callable[[], Said]) -> None:
    said = say()
    said.covered()
    ben = said.ours.people["Ben"]
    assert "quillwort" in str(export(ben.id))
    erase_person(person=ben, streams=streams_of(ben.id), by=said.ours.actor("Ben"), at=NOON)
    assert not Covering.objects.present().exists()
    for model in (Comment, Position, Dissent, Doubt, NextStep):
        assert not model._default_manager.filter(is_covered=True).exists()
    for page in said.pages("Esther"):
        assert "quillwort" not in page


def test_who_took_on_what_is_covered_takes_it_away_covered_too() -> None:
    said = a_next_step()
    (told,) = export(said.ours.people["Esther"].id)["what_you_wrote_down_or_took_on"]
    assert told["what"] == HARM
    said.covered()
    (told,) = export(said.ours.people["Esther"].id)["what_you_wrote_down_or_took_on"]
    assert told["what"] == "(These words are covered.)"


# Words in a round that goes on


def test_other_words_are_not_what_was_covered_and_the_same_words_are() -> None:
    said = a_position_now()
    covering = said.covered()
    story = Story(said.ours, said.decision)
    story.says("Ben", Stance.AGAINST, HARM)
    assert "quillwort" not in said.pages("Esther")[0]
    story.says("Ben", Stance.WORRY, "It is far.")
    covering.refresh_from_db()
    assert covering.state == CoverState.ENDED
    assert "It is far." in said.pages("Esther")[0]


def test_what_is_covered_gives_place_to_what_can_be_read() -> None:
    story = opened(of_preset(Preset.EVERYONE_HAPPY), ours=team([*"ABCDEF", "Amina"], seats=False))
    story.goes_on()
    for name in "ABCDE":
        story.says(name, Stance.FOR, f"I am {name}.")
        story.now += timedelta(minutes=1)
    story.ours.sit("B", "P")
    story.ours.sit("C", "R")
    position = Position.objects.get(words="I am A.")
    asked = ideas.ask_to_cover(
        project=story.ours.project,
        kind="decisions.position",
        thing_id=position.id,
        reason=WHY,
        by=story.by("B"),
        at=NOON,
    )
    page = enter(story.ours, "F").get(address(story.decision)).text
    assert "I am A." in page
    assert "I am E." not in page
    ideas.agree_to_cover(covering=asked, by=story.by("C"), at=NOON)
    page = enter(story.ours, "F").get(address(story.decision)).text
    assert "I am A." not in page
    assert "I am E." in page


# Where it goes, and what it costs


def test_a_draft_that_is_thrown_away_leaves_no_covering() -> None:
    ours = team()
    by, circle = ours.actor("Amina"), ours.project.circles.get(is_everybody=True)
    made = shaping.begin_proposal(circle=circle, question="Shall we?", by=by, at=NOON)
    said = shaping.say_comment(decision=made, words=HARM, by=by, at=NOON)
    cover(ours, "decisions.comment", said.id)
    shaping.throw_away_draft(decision=made, by=by, at=NOON)
    assert not Covering.objects.present().exists()


def test_an_older_comment_is_found_on_its_page() -> None:
    said = a_comment()
    for number in range(COMMENTS):
        shaping.say_comment(
            decision=said.decision, words=f"{number}.", by=said.ours.actor("Esther"), at=NOON + WEEK
        )
    ask = reverse("ideas:cover", args=[said.ours.project.id, said.kind, said.thing.id])
    page = enter(said.ours, "Esther").get(ask).text
    assert f"?said=1#said-{said.thing.id}" in page
    assert HARM in enter(said.ours, "Esther").get(address(said.decision) + "?said=1").text


def test_nothing_of_another_project_or_of_no_words_is_covered() -> None:
    said = a_comment()
    others = team(["Amina", "Carys", "Dev"])
    for ours, kind, thing in (
        (others, said.kind, said.thing.id),
        (said.ours, "decisions.position", said.thing.id),
        (said.ours, "decisions.dissent", said.thing.id),
        (said.ours, "decisions.doubt", said.thing.id),
        (said.ours, "decisions.next_step", said.thing.id),
    ):
        with pytest.raises(Refusal, match="not there any more"):
            cover(ours, kind, thing)
    shaping.take_back_comment(comment=said.thing, by=said.ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="not there any more"):
        cover(said.ours, said.kind, said.thing.id)


def asked(client: Client, where: str) -> int:
    """How many questions a page asks the database."""
    client.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_covering_costs_a_page_no_question_however_much_was_said() -> None:
    story = seeking()
    for name in ["Amina", "Carys", "Dev", "Esther"]:
        story.says(name, Stance.FOR, "Yes.")
    story.says("Ben", Stance.LIVE_WITH, HARM)
    story.passes(WEEK)
    esther, where = enter(story.ours, "Esther"), address(story.decision)
    say = {"by": story.by("Ben"), "at": NOON}
    few = asked(esther, where)
    for _ in range(3):
        outcomes.dissent(outcome=story.outcome, words=HARM, **say)
        outcomes.add_next_step(decision=story.decision, words=HARM, **say)
        shaping.say_comment(decision=story.decision, words=HARM, **say)
    cover(story.ours, "decisions.position", Position.objects.get(words=HARM).id)
    for kind, model in (
        ("decisions.comment", Comment),
        ("decisions.dissent", Dissent),
        ("decisions.next_step", NextStep),
    ):
        cover(story.ours, kind, model._default_manager.order_by("pk")[0].pk)
    assert asked(esther, where) == few
