"""What was thought aloud, or taken back, is not in the files of the database either."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from evenweave.ideas import actions, jobs
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.record import checking, exporting
from evenweave.record.models import Stream
from tests.databases import files
from tests.make import NOON
from tests.projects.teams import team

WEEK = timedelta(days=7)
WORDS = "A thought like no other: quillwort."


@pytest.mark.sqlite
def test_what_was_thought_aloud_is_not_in_the_file_after_its_day(own_database: str) -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    by = ours.actor("Ben")
    space = actions.open_thinking(circle=circle, until=NOON + WEEK, by=by, at=NOON)
    actions.think_aloud(space=space, words=WORDS, by=by, at=NOON)
    assert any(b"quillwort" in file for file in files(own_database))
    jobs.forget(Turn(NOTHING, NOON + WEEK))
    assert not any(b"quillwort" in file for file in files(own_database))


@pytest.mark.sqlite
def test_an_idea_that_was_taken_back_is_not_in_the_file(own_database: str) -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    by = ours.actor("Ben")
    idea = actions.raise_idea(circle=circle, words=WORDS, by=by, at=NOON)
    assert any(b"quillwort" in file for file in files(own_database))
    actions.take_back_idea(idea=idea, by=by, at=NOON)
    assert not any(b"quillwort" in file for file in files(own_database))


@pytest.mark.sqlite
def test_where_an_idea_was_heard_goes_from_the_file_and_the_record_still_holds(
    own_database: str, tmp_path: Path
) -> None:
    ours = team()
    circle = ours.project.circles.get(is_everybody=True)
    by = ours.actor("Ben")
    idea = actions.raise_idea(circle=circle, words="A bench.", by=by, at=NOON)
    hearing = actions.hear_idea(idea=idea, where="At the quillwort", by=by, at=NOON)
    assert any(b"quillwort" in file for file in files(own_database))
    actions.take_back_hearing(hearing=hearing, by=by, at=NOON)
    assert not any(b"quillwort" in file for file in files(own_database))
    stream = Stream.objects.get(pk=ours.project.stream_id)
    with exporting.packed(stream, tmp_path / "record.zip", at=NOON) as packed:
        assert checking.check(packed).erased == 1
