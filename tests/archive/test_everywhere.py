"""A person’s own data and their erasure, in a team where something private stands in every room."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from evenweave.archive import actions, packing
from evenweave.common import actors
from evenweave.people.models import Person
from evenweave.record.checking import check
from evenweave.record.models import Stream
from tests.archive.private import AT, PRIVATE, copy_of, lived_in
from tests.archive.test_copied import all_words
from tests.projects.teams import Team

pytestmark = pytest.mark.django_db
# All but what is others’, or nobody’s: whose a need in the room is, is not kept.
OTHERS = {
    "an address",
    "what somebody needs in the room",
    "what somebody was supposed to be called",
    "a letter’s address",
}
BENS = {what: words for what, words in PRIVATE.items() if what not in OTHERS}


@pytest.fixture
def ours(db: None) -> Team:
    """The team, in the middle of things."""
    team, story = lived_in()
    del story
    return team


def test_a_person_takes_all_of_it_along_and_nobody_else_does(ours: Team) -> None:
    for name in ("Ben", "Dev"):
        packed = zipfile.ZipFile(io.BytesIO(packing.pack(ours.people[name].pk, AT)))
        held = "".join(packed.read(each).decode() for each in packed.namelist())
        found = {what for what, words in BENS.items() if words in held}
        assert found == (set(BENS) if name == "Ben" else set())


def test_an_erasure_takes_all_of_it_away_and_leaves_a_record_that_checks_itself(
    ours: Team, tmp_path: Path
) -> None:
    kept = "\n".join(all_words())
    assert {what for what, words in BENS.items() if words not in kept} == {"what helps"}
    person = Person.objects.get(pk=ours.people["Ben"].pk)
    stream = Stream.objects.get(pk=ours.project.pk)
    actions.erase_person(person=person, streams=[stream], by=actors.operator(), at=AT)
    left = "\n".join(all_words())
    assert not [what for what, words in BENS.items() if words in left]
    checked = check(copy_of(ours, tmp_path))
    assert checked.length > stream.length
