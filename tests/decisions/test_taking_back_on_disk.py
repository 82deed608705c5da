"""What was taken back is not in the files of the database either."""

from __future__ import annotations

import pytest

from evenweave.decisions.actions.taking_back import take_back_position
from evenweave.decisions.models import Position, Stance
from evenweave.decisions.ways import Preset, of_preset
from tests.databases import files
from tests.decisions.stories import opened
from tests.make import NOON


@pytest.mark.sqlite
def test_what_was_taken_back_is_not_in_the_file(own_database: str) -> None:
    story = opened(of_preset(Preset.EVERYONE_HAPPY))
    story.goes_on()
    story.says("Ben", Stance.FOR, "It is near my quillwort.")
    assert any(b"quillwort" in file for file in files(own_database))
    take_back_position(position=Position.objects.get(), by=story.by("Ben"), at=NOON)
    assert not any(b"quillwort" in file for file in files(own_database))
