"""Two machines, or two people, at the same moment."""

from __future__ import annotations

import pytest

from evenweave.common.conflicts import Changed
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.meetings import jobs
from evenweave.meetings.models import Correction, Item, Notes
from evenweave.outbox.models import Message
from tests.meetings.after import MORNING, next_one, over, sent, suggests, takes_over
from tests.people.test_signing_at_once import at_once
from tests.projects.teams import team

pytestmark = pytest.mark.slow


def test_of_several_machines_at_once_one_sends_the_draft(own_database: str) -> None:
    ours = team()
    meeting, _items = over(ours)
    following = next_one(ours, has_begun=False)
    at_once(4, lambda: jobs.minutes(Turn(NOTHING, MORNING)))
    assert Message.objects.filter(kind="meetings.minutes").count() == 5
    assert Item.objects.get(meeting=following).thing_id == meeting.id


def test_of_several_who_take_words_over_at_once_one_does_and_the_others_choose(
    own_database: str,
) -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    left = [suggests(ours, meeting, room, f"It was {n}.") for n in range(4)]
    found = at_once(4, lambda: takes_over(ours, left.pop(), version=1))
    assert sum(isinstance(each, Changed) for each in found) == 3
    assert Notes.objects.get().version == 2
    assert Correction.objects.taken_over().get().words == Notes.objects.get().words
    assert Correction.objects.waiting().count() == 3
