"""After a meeting: catching up in two minutes, and thanks that nobody counts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from evenweave.archive import actions as archive
from evenweave.archive import reading
from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.ideas.actions import agree_to_cover, ask_to_cover
from evenweave.meetings import next as waiting
from evenweave.meetings.actions import minutes as actions
from evenweave.meetings.actions import running
from evenweave.meetings.models import CaughtUp, Meeting, Thanks
from evenweave.meetings.personal import export
from evenweave.outbox.models import Message
from evenweave.projects.models import Member
from tests.meetings.after import (
    END,
    agreed_in_room,
    next_one,
    over,
    sent,
    suggests,
    takes_on,
    takes_over,
)
from tests.meetings.stories import DAY, SOON, planned
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def address(ours: Team, meeting: Meeting, name: str, *more: Any) -> str:
    """A page about it."""
    return reverse(f"meetings:{name}", args=[ours.project.id, meeting.id, *more])


def read(ours: Team, who: str, meeting: Meeting, name: str = "catch-up") -> str:
    """What somebody reads there, without the menu and the foot."""
    told = enter(ours, who).get(address(ours, meeting, name)).text
    main = told[told.index("<main") : told.index("</main")]
    return " ".join(strip_tags(main).split())


def thanked(ours: Team, meeting: Meeting, by: str, to: str = "", words: str = "Tea!") -> Thanks:
    """Somebody says thank you."""
    member = ours.member(to) if to else None
    return actions.thank(meeting=meeting, to=member, words=words, by=ours.actor(by), at=END)


def offered(ours: Team, who: str, at: Any = END) -> list[str]:
    """What somebody is offered to catch up on."""
    found = waiting.next_for(ours.people[who].id, at)
    return [str(each.title) for each in found if "Catch up" in str(each.title)]


# Catching up


def test_it_tells_what_was_decided_what_changed_what_is_theirs_and_what_comes_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: END)
    agreed_in_room(ours, "We take the hall.")
    meeting, (room, _tea) = over(ours, "The room", "Tea")
    takes_on(ours, meeting, "Book it", "Dev")
    takes_on(ours, meeting, "Buy tea")
    done = takes_on(ours, meeting, "Ring them", "Ben")
    sent(ours, meeting)
    takes_over(ours, suggests(ours, meeting, room, "We like the café."), version=1)
    running.finish_task(task=done, by=ours.actor("Ben"), at=END)
    thanked(ours, meeting, "Ben", words="Thank you for the cake.")
    next_one(ours, has_begun=False)
    dev, ben = read(ours, "Dev", meeting), read(ours, "Ben", meeting)
    for words in (
        "We talked about: The room, Tea.",
        "We take the hall.",
        "The notes on “The room” read otherwise now.",
        "Done: Ring them",
        "This still needs somebody: Buy tea.",
        "Third meeting",
        "Thank you for the cake.",
    ):
        assert words in dev
    assert "Yours to do Book it" in dev
    assert "Yours to do" not in ben


def test_it_stays_short_however_much_there_was(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: END)
    for number in range(9):
        agreed_in_room(ours, f"{number} " + "we decide that it is so and so " * 5)
    titles = [f"{n} " + "a long title of an item " * 5 for n in range(9)]
    meeting, items = over(ours, *titles)
    sent(ours, meeting)
    for item in items[:4]:
        takes_over(ours, suggests(ours, meeting, item, "Other."), version=int(item == items[0]))
    for number in range(4):
        done = takes_on(ours, meeting, f"{number} " + "this is done " * 9, "Dev")
        running.finish_task(task=done, by=ours.actor("Dev"), at=END)
    for number in range(9):
        takes_on(ours, meeting, f"{number} " + "do this and that " * 9, "Dev" if number % 2 else "")
        thanked(ours, meeting, "Ben", words=f"{number} " + "thank you for all of it " * 9)
    told = read(ours, "Dev", meeting)
    short = told[told.index("We talked about") : told.index("There is more in the minutes")]
    assert len(re.findall(r"\w+", short)) <= 300


def test_where_nothing_happened_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: END)
    meeting, _items = over(ours, notes="")
    told = read(ours, "Dev", meeting)
    assert "Nothing was decided this time." in told
    assert "No meeting is planned yet." in told


def test_it_is_offered_for_two_weeks_to_those_who_did_not_say_that_they_took_part() -> None:
    ours = team()
    meeting, _items = over(ours)
    assert offered(ours, "Ben") == []  # before the draft is out, there is little to read
    told: dict[str, Any] = {"meeting": meeting, "how": "room", "at": SOON}
    running.say_attended(member=ours.member("Dev"), by=ours.actor("Dev"), **told)
    sent(ours, meeting)
    assert offered(ours, "Ben") == ["Catch up in two minutes: “Second meeting”"]
    assert offered(ours, "Dev") == []
    assert offered(ours, "Ben", END + 13 * DAY) != []
    assert offered(ours, "Ben", END + 14 * DAY) == []
    (found,) = [each for each in waiting.next_for(ours.people["Ben"].id, END) if each.minutes == 2]
    assert not found.urgent
    for word in ("absent", "miss", "not there"):
        assert word not in f"{found.title} {found.why}"


def test_whoever_leaves_it_is_not_offered_it_again_and_nobody_sees_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: END)
    meeting, _items = over(ours)
    sent(ours, meeting)
    before = ours.told
    for _twice in range(2):
        assert enter(ours, "Ben").post(address(ours, meeting, "enough")).status_code == 302
    assert offered(ours, "Ben") == []
    assert offered(ours, "Carys") != []
    assert ours.told == before
    assert CaughtUp.objects.count() == 1
    assert export(ours.people["Ben"].id)["meetings_you_need_not_catch_up_on"]
    member: Member = ours.member("Ben")
    with pytest.raises(Refusal):
        actions.leave_catching_up(meeting=meeting, member=member, by=ours.actor("Dev"), at=END)


def test_what_is_next_asks_two_questions(django_assert_num_queries: Any) -> None:
    ours = team()
    for number in range(7):
        meeting, _items = over(ours, at=SOON + number * DAY)
        sent(ours, meeting, at=END + number * DAY)
    person = ours.people["Ben"].id
    waiting.next_for(person, END)
    with django_assert_num_queries(2):
        assert len(offered(ours, "Ben", END + 6 * DAY)) == 5


# Thanks


def test_thanks_to_one_reach_them_alone() -> None:
    ours = team()
    meeting, _items = over(ours)
    thanked(ours, meeting, "Ben", "Dev", "You explained it so well.")
    (message,) = Message.objects.filter(kind="meetings.thanks")
    assert message.to == ours.people["Dev"].id
    assert message.sender == ours.people["Ben"].id
    assert "You explained it so well." in message.text
    for name in ("catch-up", "thanks"):
        assert "explained it so well" in read(ours, "Dev", meeting, name)
        assert "explained it so well" not in read(ours, "Carys", meeting, name)
    assert "explained it so well" not in read(ours, "Dev", meeting, "minutes")
    assert "meetings.thanks" not in "".join(ours.told)


def test_thanks_to_everybody_stand_beside_the_minutes_until_they_are_taken_back() -> None:
    ours = team()
    meeting, _items = over(ours)
    found = thanked(ours, meeting, "Ben", words="Thank you for the cake.")
    assert not Message.objects.filter(kind="meetings.thanks").exists()
    for name in ("catch-up", "minutes"):
        assert "Thank you for the cake." in read(ours, "Carys", meeting, name)
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        actions.take_back_thanks(thanks=found, by=ours.actor("Dev"), at=END)
    ben = enter(ours, "Ben")
    assert "Thank you for the cake." in ben.get(address(ours, meeting, "thanks")).text
    where = address(ours, meeting, "take-back-thanks", found.id)
    assert enter(ours, "Dev").post(where).status_code == 404
    assert ben.post(where).status_code == 302
    assert ben.post(where).status_code == 409
    for name in ("catch-up", "minutes", "thanks"):
        assert "for the cake" not in read(ours, "Ben", meeting, name)
    assert Thanks.objects.get().words == ""


def test_thanks_that_cannot_be_said_say_why() -> None:
    ours = team()
    ahead = planned(ours)
    with pytest.raises(Refusal, match="once the meeting has begun"):
        thanked(ours, ahead, "Ben")
    meeting, _items = over(ours)
    for words, told in ((" ", "a word or two"), ("x" * 501, "500 signs")):
        with pytest.raises(Refusal, match=told):
            thanked(ours, meeting, "Ben", words=words)
    with pytest.raises(Refusal, match="That is you"):
        thanked(ours, meeting, "Ben", "Ben")
    other = team(["Amina", "Gwen"], seats=False)
    with pytest.raises(Refusal, match="not in this circle"):
        actions.thank(
            meeting=meeting, to=other.member("Gwen"), words="!", by=ours.actor("Ben"), at=END
        )


def test_thanks_to_everybody_that_harm_somebody_can_be_covered() -> None:
    ours = team()
    meeting, _items = over(ours)
    found = thanked(ours, meeting, "Ben", words="Thank you, silly goose.")
    told: dict[str, Any] = {"kind": "meetings.thanks", "thing_id": found.id, "reason": "It hurts."}
    asked = ask_to_cover(project=ours.project, by=ours.actor("Carys"), at=END, **told)
    agree_to_cover(covering=asked, by=ours.actor("Dev"), at=END)
    assert "silly goose" not in read(ours, "Carys", meeting, "catch-up")
    assert "These words are covered." in read(ours, "Carys", meeting, "minutes")
    assert "silly goose" not in read(ours, "Carys", meeting, "minutes")


def test_suggested_words_that_harm_somebody_can_be_covered_and_are_not_taken_over() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    found = suggests(ours, meeting, room, "A silly goose spoke.", who="Ben")
    told: dict[str, Any] = {"kind": "meetings.correction", "thing_id": found.id, "reason": "Hurts."}
    asked = ask_to_cover(project=ours.project, by=ours.actor("Carys"), at=END, **told)
    agree_to_cover(covering=asked, by=ours.actor("Dev"), at=END)
    assert "goose" not in read(ours, "Carys", meeting, "minutes")
    where = address(ours, meeting, "take-over", found.id)
    assert "goose" not in enter(ours, "Carys").get(where).text
    with pytest.raises(Refusal, match="covered, so they cannot go into the notes"):
        takes_over(ours, found, version=1)


def test_all_of_it_is_in_what_somebody_takes_away_and_goes_when_they_are_erased() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    suggests(ours, meeting, room, "Marmalade.", who="Ben", why="Jam.")
    thanked(ours, meeting, "Ben", "Dev", "Marmalade!")
    kept = thanked(ours, meeting, "Dev", "Ben", "For the tea.")
    person = ours.people["Ben"]
    held = export(person.id)
    assert held["other_words_you_suggested_for_minutes"][0]["words"] == "Marmalade."
    assert held["thanks_you_wrote_after_meetings"][0]["words"] == "Marmalade!"
    assert held["thanks_to_you_after_meetings"][0]["words"] == "For the tea."
    streams = reading.streams_of(person.id)
    archive.erase_person(person=person, streams=streams, by=ours.actor("Ben"), at=END)
    assert not Thanks.objects.filter(words__contains="Marmalade").exists()
    kept.refresh_from_db()
    assert kept.words == "For the tea."
    assert "To a former member" in read(ours, "Dev", meeting, "thanks")


def test_the_pages_take_no_more_questions_when_they_are_long() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    client = enter(ours, "Carys")

    def cost(name: str) -> int:
        client.get(address(ours, meeting, name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(ours, meeting, name)).status_code == 200
        return len(queries)

    def more(number: int) -> None:
        suggests(ours, meeting, room, f"It was {number}.")
        takes_on(ours, meeting, f"Do {number}", "Dev")
        thanked(ours, meeting, "Ben", words=f"Thank you {number}.")
        thanked(ours, meeting, "Carys", "Ben", words=f"Thank you {number}.")

    more(0)
    names = ("minutes", "catch-up", "thanks", "meeting")
    small = [cost(name) for name in names]
    assert max(small) <= 24
    for number in range(1, 7):
        more(number)
    assert [cost(name) for name in names] == small
