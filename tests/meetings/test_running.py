"""While people meet: what is on, who would like to speak, notes and tasks; what is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.room import agree_in_room
from evenweave.live.changes import changes_of
from evenweave.meetings.actions import running as actions
from evenweave.meetings.actions.agenda import add_item, move_item, take_out_item
from evenweave.meetings.models import (
    Attendance,
    CheckIn,
    Hand,
    Item,
    Meeting,
    Need,
    Notes,
    State,
    Task,
)
from evenweave.meetings.next import next_for
from evenweave.meetings.on_screens import hands_of
from evenweave.meetings.recap import recap_for
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.stories import SOON, WEEK, everybody, planned
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def running(ours: Team, *titles: str, at: Any = SOON) -> tuple[Meeting, list[Item]]:
    """A meeting that goes on, with these things on its agenda."""
    meeting = planned(ours, starts_at=at)
    told: dict[str, Any] = {"purpose": "talk", "minutes": 10, "by": ours.actor("Ben"), "at": NOON}
    items = [add_item(meeting=meeting, title=title, **told) for title in titles or ("The room",)]
    actions.begin(meeting=meeting, by=ours.actor("Carys"), at=at)
    meeting = Meeting.objects.select_related("running", "circle", "project").get(pk=meeting.pk)
    return meeting, [Item.objects.select_related("meeting__running").get(pk=e.pk) for e in items]


def is_on(ours: Team, meeting: Meeting, item: Item | None) -> None:
    """On to this."""
    actions.go_to(meeting=meeting, item=item, by=ours.actor("Carys"), at=SOON)
    meeting.running.refresh_from_db()
    if item:
        item.refresh_from_db()
        item.meeting.running.refresh_from_db()


def raises(ours: Team, who: str, item: Item, words: str = "", at: Any = SOON) -> Hand:
    """Somebody raises a hand."""
    by, member = ours.actor(who), ours.member(who)
    return actions.raise_hand(item=item, member=member, words=words, by=by, at=at)


def order(item: Item) -> list[str]:
    """Whose turn it is, in order."""
    return [hand.member.called for hand in hands_of(item)]


def test_anybody_opens_it_on_the_day_and_the_record_says_so() -> None:
    ours = team()
    meeting = planned(ours)
    with pytest.raises(Refusal, match="too early"):
        actions.begin(meeting=meeting, by=ours.actor("Ben"), at=SOON - timedelta(hours=3))
    actions.begin(meeting=meeting, by=ours.actor("Ben"), at=SOON - timedelta(hours=1))
    assert ours.told[-1] == "meetings.begun"
    with pytest.raises(Refusal, match="has begun already"):
        actions.begin(meeting=meeting, by=ours.actor("Dev"), at=SOON)


def test_who_has_not_spoken_to_this_comes_first_and_it_is_forgotten_with_the_item() -> None:
    ours = team()
    meeting, (room, tea) = running(ours, "The room", "Tea")
    is_on(ours, meeting, room)
    first = raises(ours, "Dev", room)
    actions.lower_hand(hand=first, was_heard=True, by=ours.actor("Carys"), at=SOON)
    raises(ours, "Dev", room, at=SOON + timedelta(minutes=1))
    raises(ours, "Ben", room, at=SOON + timedelta(minutes=2))
    raises(ours, "Esther", room, "Read this out.", at=SOON + timedelta(minutes=3))
    assert order(room) == ["Ben", "Esther", "Dev"]
    with pytest.raises(Refusal, match="up already"):
        raises(ours, "Ben", room)
    is_on(ours, meeting, tea)
    assert not Hand.objects.exists()
    with pytest.raises(Refusal, match="not on any more"):
        raises(ours, "Ben", room)
    raises(ours, "Dev", tea)
    assert order(tea) == ["Dev"]


def test_words_that_were_read_out_are_gone_with_the_hand() -> None:
    ours = team()
    meeting, (room,) = running(ours)
    is_on(ours, meeting, room)
    hand = raises(ours, "Ben", room, "I cannot come up the stairs.")
    actions.lower_hand(hand=hand, was_heard=True, by=ours.actor("Carys"), at=SOON)
    assert Hand.objects.get().words == ""
    other = raises(ours, "Dev", room, "Nor can I.")
    actions.lower_hand(hand=other, was_heard=False, by=ours.actor("Dev"), at=SOON)
    assert Hand.objects.count() == 1


def test_somebody_raises_it_for_another_and_that_is_told() -> None:
    ours = team()
    meeting, (room,) = running(ours)
    is_on(ours, meeting, room)
    member, by = ours.member("Ben"), ours.actor("Carys")
    assert actions.raise_hand(item=room, member=member, words="", by=by, at=SOON).is_by_other


def test_nothing_of_the_moment_is_kept_when_it_ends_and_notes_and_tasks_are() -> None:
    ours = team()
    meeting, (room,) = running(ours)
    told: dict[str, Any] = {"meeting": meeting, "by": ours.actor("Ben"), "at": SOON}
    before = ours.told
    actions.check_in(member=ours.member("Ben"), word="Tired", **told)
    actions.say_need(words="The lights lower", **told)
    actions.pause(**told)
    is_on(ours, meeting, room)
    raises(ours, "Ben", room)
    actions.write_notes(item=room, version=0, words="We like it.", **told)
    actions.add_task(item=room, words="Book it", member=ours.member("Dev"), until=None, **told)
    assert ours.told == before
    actions.end(meeting=meeting, by=ours.actor("Esther"), at=SOON)
    for model in (Hand, CheckIn, Need):
        assert not model.objects.exists()
    assert Notes.objects.get().words == "We like it."
    assert Task.objects.get().words == "Book it"
    assert ours.told[-1] == "meetings.ended"
    assert Meeting.objects.get().state == State.OVER


def test_two_who_write_notes_at_once_keep_both(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    meeting, (room,) = running(ours)
    told: dict[str, Any] = {"meeting": meeting, "item": room, "version": 0, "at": SOON}
    actions.write_notes(words="We like it.", by=ours.actor("Ben"), **told)
    with pytest.raises(Changed):
        actions.write_notes(words="We do not.", by=ours.actor("Dev"), **told)
    monkeypatch.setattr(clock, "now", lambda: SOON)
    where = reverse("meetings:notes", args=[ours.project.id, meeting.id]) + f"?item={room.id}"
    answer = enter(ours, "Dev").post(where, {"words": "We do not.", "version": "0"})
    assert answer.status_code == 409
    assert "We do not." in answer.text
    assert "like it." in answer.text


def test_a_task_of_somebody_who_left_needs_somebody_and_its_owner_says_when_it_is_done() -> None:
    ours = team()
    meeting, (room,) = running(ours)
    told: dict[str, Any] = {"item": room, "until": None, "by": ours.actor("Ben"), "at": SOON}
    task = actions.add_task(meeting=meeting, words="Book it", member=ours.member("Dev"), **told)
    with pytest.raises(Refusal, match="somebody else’s"):
        actions.finish_task(task=task, by=ours.actor("Ben"), at=SOON)
    actions.put_down_task(task=task, by=ours.actor("Dev"), at=SOON)
    actions.finish_task(task=task, by=ours.actor("Ben"), at=SOON)
    other = actions.add_task(meeting=meeting, words="Ring", member=ours.member("Dev"), **told)
    leave_project(
        member=ours.member("Dev"), hand_over={}, wants_news=False, by=ours.actor("Dev"), at=SOON
    )
    assert Task.objects.get(pk=other.pk).needs_somebody


def test_whoever_took_something_on_says_on_the_page_that_it_is_done_or_lets_it_go() -> None:
    ours = team()
    meeting, (room,) = running(ours)
    told: dict[str, Any] = {"item": room, "until": None, "by": ours.actor("Ben"), "at": SOON}
    book = actions.add_task(meeting=meeting, words="Book it", member=ours.member("Dev"), **told)
    ring = actions.add_task(meeting=meeting, words="Ring", member=ours.member("Dev"), **told)
    where = reverse("meetings:meeting", args=[ours.project.id, meeting.id])

    def press(name: str, task: Task) -> str:
        return reverse(f"meetings:{name}", args=[ours.project.id, meeting.id, task.pk])

    dev, ben = enter(ours, "Dev"), enter(ours, "Ben")
    assert f"{where}#notes" in {each.address for each in next_for(ours.people["Dev"].id, SOON)}
    assert 'id="notes"' in dev.get(where).text
    assert press("finish-task", book) in dev.get(where).text
    assert press("finish-task", book) not in ben.get(where).text
    assert dev.post(press("finish-task", book)).status_code == 302
    assert dev.post(press("put-down-task", ring)).status_code == 302
    book.refresh_from_db()
    assert book.done_at
    page = ben.get(where).text
    assert press("finish-task", book) not in page
    assert press("finish-task", ring) in page
    assert press("put-down-task", ring) not in page
    assert ben.post(press("finish-task", ring)).status_code == 302
    assert not Task.objects.filter(done_at=None).exists()


def test_the_last_meeting_is_told_by_the_program() -> None:
    ours = team()
    meeting, (room, tea) = running(ours, "The room", "Tea")
    people, by = [ours.member("Dev"), ours.member("Ben")], ours.actor("Amina")
    words = "We take the hall."
    agree_in_room(circle=everybody(ours), words=words, people=people, by=by, at=SOON)
    told: dict[str, Any] = {"until": None, "by": by, "at": SOON, "meeting": meeting}
    book = actions.add_task(item=room, words="Book it", member=ours.member("Dev"), **told)
    actions.add_task(item=tea, words="Buy tea", member=None, **told)
    actions.end(meeting=meeting, by=by, at=SOON)
    actions.finish_task(task=book, by=ours.actor("Dev"), at=SOON)
    later = planned(ours, starts_at=SOON + WEEK)
    found = recap_for(later)
    assert found is not None
    assert found.titles == ["The room", "Tea"]
    assert [each.question for each in found.decided] == [words]
    assert [each.words for each in found.done] == ["Book it"]
    assert [each.words for each in found.still_open] == ["Buy tea"]
    page = reverse("meetings:meeting", args=[ours.project.id, later.id])
    assert words in enter(ours, "Ben").get(page).text


def press(client: Client, ours: Team, meeting: Meeting, name: str, **sent: Any) -> int:
    """Somebody presses something on the page that goes along."""
    address = reverse(f"meetings:{name}", args=[ours.project.id, meeting.id])
    return client.post(address, sent).status_code


def test_it_goes_along_on_pages_without_any_script(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting, (room, _tea) = running(ours, "The room", "Tea")
    ben, carys = enter(ours, "Ben"), enter(ours, "Carys")
    page = reverse("meetings:now", args=[ours.project.id, meeting.id])
    assert press(ben, ours, meeting, "check-in", word="Glad") == 302
    assert "Glad" in carys.get(page).text
    assert press(carys, ours, meeting, "go-to", item=str(room.id)) == 302
    assert press(ben, ours, meeting, "raise-hand", words="It is far.") == 302
    told = carys.get(page).text
    assert "It is far." in told
    assert "Then:" in told
    assert press(ben, ours, meeting, "need", words="A window open") == 302
    assert "A window open" in carys.get(page).text
    assert press(ben, ours, meeting, "pause") == 302
    assert "Nobody has to say why." in carys.get(page).text
    assert press(ben, ours, meeting, "task", words="Book it") == 302
    assert press(carys, ours, meeting, "end") == 302
    assert carys.get(page).status_code == 302


def test_two_hundred_hands_ask_few_questions_and_weigh_little_more_than_ten(
    django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting, (room,) = running(ours)
    is_on(ours, meeting, room)
    client = enter(ours, "Dev")
    page = reverse("meetings:now", args=[ours.project.id, meeting.id])

    def weighs(first: int, last: int) -> int:
        for number in range(first, last):
            ours.add(f"Partner {number:03}")
            raises(ours, f"Partner {number:03}", room, at=SOON + timedelta(seconds=number))
        with django_assert_max_num_queries(19):
            told = client.get(page).text
        assert "Partner 007" in told
        assert "Partner 008" not in told
        assert "and others" in told
        return len(told)

    few, many = weighs(0, 10), weighs(10, 200)
    assert many - few < 2_000  # a mark for each, by which they find their own


def test_each_says_how_they_took_part_and_all_ways_count_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: SOON)
    meeting, _items = running(ours)
    ben = enter(ours, "Ben")
    for how in ("online", "writing"):
        assert press(ben, ours, meeting, "attended", how=how) == 302
    assert [each.how for each in Attendance.objects.all()] == ["writing"]
    assert press(ben, ours, meeting, "attended", how="by magic") == 409
    page = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
    assert 'value="writing" checked' in ben.get(page).text
    assert 'value="writing" checked' not in enter(ours, "Dev").get(page).text


def test_what_is_added_or_moved_while_it_goes_on_is_on_every_screen() -> None:
    ours = team()
    meeting, _items = running(ours)
    before = changes_of(meeting.id)
    told: dict[str, Any] = {"purpose": "talk", "title": "Cake", "minutes": 5, "at": SOON}
    cake = add_item(meeting=meeting, by=ours.actor("Ben"), **told)
    move_item(item=cake, up=True, by=ours.actor("Dev"), at=SOON)
    take_out_item(item=cake, by=ours.actor("Ben"), at=SOON)
    assert changes_of(meeting.id) == before + 3
