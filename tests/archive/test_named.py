"""Whom a copy names: nobody whom the project’s own pages do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evenweave.agreements.actions import partings
from evenweave.archive import actions, bringing
from evenweave.common import actors
from evenweave.common.copies import NOBODY, SOME_TIME
from evenweave.decisions.actions import outcomes, rounds, shaping, taking_back
from evenweave.decisions.models import Comment
from evenweave.ideas.actions import raise_idea
from evenweave.meetings.actions import minutes, running
from evenweave.record import chain
from tests import make
from tests.archive.private import AT, copy_of, elsewhere
from tests.decisions.stories import WEEK, Step, StepKind, Way, opened
from tests.forging import files_in
from tests.ideas.stories import cover
from tests.make import NOON
from tests.meetings.stories import SOON, planned
from tests.projects.teams import LATER, team

pytestmark = pytest.mark.django_db


def rows(copy: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table in a copy."""
    return [json.loads(line) for line in files_in(copy)[f"tables/{name}.jsonl"].splitlines()]


def test_who_took_a_comment_back_is_not_told_and_its_answer_stands(tmp_path: Path) -> None:
    ours = team()
    told: dict[str, Any] = {"decision": opened(ours=ours).decision, "at": NOON}
    first = shaping.say_comment(words="Too much.", by=ours.actor("Ben"), **told)
    second = shaping.say_comment(words="Why?", answers=first, by=ours.actor("Carys"), **told)
    third = shaping.say_comment(words="So.", answers=second, by=ours.actor("Dev"), **told)
    shaping.take_back_comment(comment=first, by=ours.actor("Ben"), at=NOON)
    found = {
        row["id"]: row["answers"] for row in rows(copy_of(ours, tmp_path), "decisions.comment")
    }
    assert found == {str(second.pk): None, str(third.pk): str(second.pk)}


def test_when_words_were_taken_back_is_not_told(tmp_path: Path) -> None:
    ours = team()
    story = opened(Way((Step(StepKind.CONSENSUS),)), ours=ours)
    by: dict[str, Any] = {"by": ours.actor("Ben"), "at": NOON}
    told: dict[str, Any] = {"decision": story.decision, "stance": "worry", "words": "Too loud."}
    position = rounds.take_position(**told, **by)
    story.passes(WEEK)
    taking_back.take_back_position(position=position, **by)
    (row,) = rows(copy_of(ours, tmp_path), "decisions.position")
    assert (row["words"], row["taken_back_at"]) == ("", chain.moment(SOME_TIME))


def test_whose_step_was_taken_back_is_not_told(tmp_path: Path) -> None:
    ours = team()
    story = opened(ours=ours)
    for name in ("Amina", "Ben", "Carys"):
        story.vote(name, "yes")
    story.passes(WEEK)
    told: dict[str, Any] = {"words": "Ask the café.", "at": NOON + 2 * WEEK}
    step = outcomes.add_next_step(decision=story.decision, by=ours.actor("Ben"), **told)
    outcomes.take_on_next_step(step=step, by=ours.actor("Carys"), at=NOON + 2 * WEEK)
    taking_back.take_back_next_step(step=step, by=ours.actor("Ben"), at=NOON + 2 * WEEK)
    (row,) = rows(copy_of(ours, tmp_path), "decisions.nextstep")
    assert (row["words"], row["said_by"]) == ("", str(NOBODY))
    assert row["member"] == str(ours.member("Carys").pk)


def test_that_somebody_helped_is_told_and_not_who(tmp_path: Path) -> None:
    with elsewhere():
        ours = team()
        dev = ours.people["Dev"].id
        make.helper(ours.actor("Dev"), of=ours.actor("Ben"))
        by: dict[str, Any] = {
            "by": actors.helper(dev, for_person=ours.people["Ben"].id),
            "at": NOON,
        }
        story = opened(Way((Step(StepKind.CONSENSUS),)), ours=ours)
        shaping.say_comment(decision=story.decision, words="With help.", **by)
        rounds.take_position(decision=story.decision, stance="worry", words="It is loud.", **by)
        raise_idea(circle=ours.project.circles.get(is_everybody=True), words="Quiet", **by)
        copy = copy_of(ours, tmp_path)
    for name in ("decisions.comment", "decisions.position", "ideas.idea"):
        assert [row["helper_id"] for row in rows(copy, name)] == [str(NOBODY)]
    with bringing.opened(copy) as found:
        actions.import_project(copy=found, by=actors.operator(), at=AT)
    assert Comment.objects.get().helper_id == NOBODY


def test_whose_covered_thanks_are_is_not_told(tmp_path: Path) -> None:
    ours = team()
    meeting = planned(ours)
    running.begin(meeting=meeting, by=ours.actor("Amina"), at=SOON)
    told: dict[str, Any] = {"meeting": meeting, "to": None, "by": ours.actor("Ben"), "at": SOON}
    covered = minutes.thank(words="You know who.", **told)
    stays = minutes.thank(words="All of you.", **told)
    cover(ours, "meetings.thanks", covered.id)
    (row,) = rows(copy_of(ours, tmp_path), "meetings.thanks")
    assert row["id"] == str(stays.id)


def test_whose_and_to_whom_covered_thanks_to_somebody_who_goes_are_is_not_told(
    tmp_path: Path,
) -> None:
    ours = team()
    ben, by = ours.member("Ben"), ours.actor("Ben")
    partings.tell_going(member=ben, goes_on=None, by=by, at=LATER)
    said = [
        partings.thank(to=ben, words=words, by=ours.actor("Esther"), at=LATER)
        for words in ("For nothing.", "For the tea.")
    ]
    for each in said:
        partings.show_thanks(thanks=each, is_shown=True, by=by, at=LATER)
    cover(ours, "agreements.thanks", said[0].id)
    (row,) = rows(copy_of(ours, tmp_path), "agreements.thanks")
    assert row["id"] == str(said[1].id)
