"""An agenda that anybody adds to, and that nobody strikes another’s words from."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.meetings.actions.agenda import add_item, change_item, move_item, take_out_item
from evenweave.meetings.models import Item, Meeting
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.stories import planned
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def item(ours: Team, meeting: Meeting, title: str, by: str = "Ben", **more: Any) -> Item:
    """Somebody adds something."""
    told: dict[str, Any] = {"purpose": "talk", "minutes": 10, **more}
    return add_item(meeting=meeting, title=title, by=ours.actor(by), at=NOON, **told)


def titles(meeting: Meeting) -> list[str]:
    """What stands on it, in its order."""
    return list(meeting.items.values_list("title", flat=True))


def test_anybody_adds_and_puts_in_order_and_it_is_no_use_of_authority() -> None:
    ours = team()
    meeting = planned(ours)
    before = ours.told
    first, _second, third = (
        item(ours, meeting, title, by)
        for title, by in (("The room", "Ben"), ("Tea", "Carys"), ("Next steps", "Dev"))
    )
    move_item(item=third, up=True, by=ours.actor("Esther"), at=NOON)
    assert titles(meeting) == ["The room", "Next steps", "Tea"]
    move_item(item=first, up=True, by=ours.actor("Esther"), at=NOON)
    move_item(item=first, up=False, by=ours.actor("Esther"), at=NOON)
    assert titles(meeting) == ["Next steps", "The room", "Tea"]
    assert ours.told == before


def test_what_somebody_wants_to_speak_of_is_not_for_others_to_strike() -> None:
    ours = team()
    meeting = planned(ours)
    wanted = item(ours, meeting, "Badges at the door", "Carys")
    with pytest.raises(Refusal, match="Only the person who added it"):
        take_out_item(item=wanted, by=ours.actor("Amina"), at=NOON)
    leave_project(
        member=ours.member("Carys"), hand_over={}, wants_news=False, by=ours.actor("Carys"), at=NOON
    )
    take_out_item(item=wanted, by=ours.actor("Amina"), at=NOON)
    assert titles(meeting) == []


def test_two_who_change_it_at_once_lose_no_words() -> None:
    ours = team()
    meeting = planned(ours)
    found = item(ours, meeting, "Tea")
    told: dict[str, Any] = {"purpose": "share", "minutes": 20, "lead": None, "prepare": ""}
    change_item(item=found, version=1, title="Tea and cake", by=ours.actor("Dev"), at=NOON, **told)
    with pytest.raises(Changed):
        change_item(item=found, version=1, title="Coffee", by=ours.actor("Ben"), at=NOON, **told)
    where = reverse("meetings:change-item", args=[ours.project.id, meeting.id, found.id])
    sent = {"title": "Coffee", "purpose": "talk", "minutes": "5", "version": "1"}
    answer = enter(ours, "Ben").post(where, sent)
    assert answer.status_code == 409
    assert "Coffee" in answer.text
    assert "Tea and cake" in answer.text


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"title": "\n"}, "in a few words what it is about"),
        ({"minutes": 0}, "from 1 to 600"),
        ({"minutes": 601}, "from 1 to 600"),
        ({"prepare": "x" * 4_001}, "shorten it to 4,000"),
    ],
)
def test_what_cannot_stand_there_is_told_kindly(told: dict[str, Any], reason: str) -> None:
    ours = team()
    with pytest.raises(Refusal, match=reason):
        item(ours, planned(ours), **{"title": "Tea", **told})


def test_a_gathering_has_no_agenda_and_an_agenda_has_an_end() -> None:
    ours = team()
    with pytest.raises(Refusal, match="for being together"):
        item(ours, planned(ours, kind="gathering"), "Tea")
    meeting = planned(ours)
    for number in range(60):
        item(ours, meeting, f"Thing {number}")
    with pytest.raises(Refusal, match="sixty things"):
        item(ours, meeting, "One more")


def test_its_page_asks_few_questions_however_long_it_is(
    django_assert_max_num_queries: Any,
) -> None:
    ours = team()
    meeting = planned(ours)
    for number in range(40):
        item(ours, meeting, f"Thing {number}", lead=ours.member("Dev"))
    client = enter(ours, "Dev")
    with django_assert_max_num_queries(14):
        where = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
        assert "Thing 39" in client.get(where).text
