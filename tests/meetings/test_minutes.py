"""Minutes: a draft to everybody, corrected in the open, agreed next time, fixed from then on."""

from __future__ import annotations

import hashlib
import time
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from evenweave.archive import actions as archive
from evenweave.archive import reading
from evenweave.common import clock
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.room import doubt_agreement
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.meetings import jobs, written
from evenweave.meetings.actions import minutes as actions
from evenweave.meetings.actions import running
from evenweave.meetings.models import Correction, Item, Meeting, Minutes, Notes
from evenweave.outbox.models import Message
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry
from tests.meetings.after import (
    END,
    MORNING,
    NEXT,
    agreed_in_room,
    agrees,
    next_one,
    over,
    sent,
    suggests,
    takes_on,
    takes_over,
    writes,
)
from tests.meetings.stories import DAY, SOON, planned
from tests.meetings.test_roles import roles, willing
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def drafts() -> dict[str, str]:
    """Who got which draft."""
    return {str(each.to): each.text for each in Message.objects.filter(kind="meetings.minutes")}


def page(ours: Team, who: str, meeting: Meeting, name: str = "minutes", *more: Any) -> str:
    """What somebody reads there."""
    address = reverse(f"meetings:{name}", args=[ours.project.id, meeting.id, *more])
    return enter(ours, who).get(address).text


# The draft


def test_the_draft_goes_to_everybody_once_with_what_is_ones_own_first() -> None:
    ours = team()
    agreed_in_room(ours, "We take the hall.", at=SOON + timedelta(minutes=5))
    meeting, _items = over(ours)
    takes_on(ours, meeting, "Book it", "Dev")
    takes_on(ours, meeting, "Buy tea")
    sent(ours, meeting, by="Esther")
    assert len(drafts()) == 5
    devs, bens = (drafts()[str(ours.people[name].id)] for name in ("Dev", "Ben"))
    own = "You said you would do this: Book it"
    assert devs.index(own) < devs.index("We agreed:\n- We take the hall.")
    assert "You said you would do" not in bens
    assert "To do:\n- Book it\n- Buy tea" in bens
    assert "The room\nWe like the hall." in bens
    with pytest.raises(Refusal, match="gone to everybody already"):
        sent(ours, meeting)
    assert len(Message.objects.filter(kind="meetings.minutes")) == 5


def test_a_decision_of_another_day_is_not_in_them() -> None:
    ours = team()
    meeting, _items = over(ours)
    agreed_in_room(ours, "We take the hall.", at=END + HOUR)
    assert written.of(meeting).decided == []


def test_who_was_not_there_is_told_nowhere() -> None:
    ours = team()
    roles(ours, "Chair")
    willing(ours, "Ben")
    meeting, _items = over(ours)
    told: dict[str, Any] = {"meeting": meeting, "how": "room", "at": SOON}
    running.say_attended(member=ours.member("Dev"), by=ours.actor("Dev"), **told)
    sent(ours, meeting)
    read = page(ours, "Carys", meeting)
    main = read[read.index("<main") : read.index("</main")]
    assert "Chair" in main
    assert "Ben" in main
    assert not any(name in main for name in ("Dev", "Esther", "Amina"))


def test_a_draft_that_nobody_sent_goes_out_by_itself_the_morning_after_and_once() -> None:
    ours = team()
    meeting, _items = over(ours)
    for at in (END, SOON + 12 * HOUR, MORNING - HOUR):
        jobs.minutes(Turn(NOTHING, at))
        assert drafts() == {}
    for at in (MORNING, MORNING + HOUR, MORNING + DAY):
        jobs.minutes(Turn(NOTHING, at))
    assert Message.objects.filter(kind="meetings.minutes").count() == 5
    assert Minutes.objects.get(meeting=meeting).sent_at == MORNING


def test_the_morning_is_that_of_where_people_met() -> None:
    ours = team()
    over(ours, zone="Pacific/Auckland")  # it ends at 2 in the morning there
    for at in (END + 7 * HOUR, END + 19 * HOUR):  # that morning, and the next one in London
        jobs.minutes(Turn(NOTHING, at))
        assert drafts() == {}
    jobs.minutes(Turn(NOTHING, END + 31 * HOUR))
    assert len(drafts()) == 5


def test_old_meetings_are_left_in_peace() -> None:
    ours = team()
    over(ours)
    jobs.minutes(Turn(NOTHING, END + 15 * DAY))
    assert drafts() == {}


def test_where_nothing_is_written_down_nothing_is_sent() -> None:
    ours = team()
    meeting, _items = over(ours, notes="")
    jobs.minutes(Turn(NOTHING, MORNING))
    assert not Minutes.objects.exists()
    with pytest.raises(Refusal, match="Nothing is written down yet"):
        sent(ours, meeting)


def test_long_notes_are_read_where_they_can_be_corrected() -> None:
    ours = team()
    meeting, _items = over(ours, notes="long " * 4_000)
    sent(ours, meeting)
    assert all("The notes are long." in text and len(text) < 2_000 for text in drafts().values())


def test_gatherings_have_none_and_neither_has_what_goes_on() -> None:
    ours = team()
    walk = planned(ours, kind="gathering")
    with pytest.raises(Refusal, match="A gathering has no minutes"):
        sent(ours, walk)
    for meeting in (walk, next_one(ours)):
        with pytest.raises(Refusal):
            sent(ours, meeting)
        address = reverse("meetings:minutes", args=[ours.project.id, meeting.id])
        assert enter(ours, "Ben").get(address).status_code == 404


# Corrections


def test_once_the_draft_is_out_the_notes_do_not_change_unseen() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    with pytest.raises(Refusal, match="Until then, write into the notes"):
        suggests(ours, meeting, room, "We like the café.")
    sent(ours, meeting)
    with pytest.raises(Refusal, match="Suggest other words"):
        writes(ours, meeting, room, "We like the café.")


def test_a_suggestion_is_shown_side_by_side_and_anybody_takes_it_over() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    found = suggests(ours, meeting, room, "We like the café.", why="I wrote it down.")
    read = page(ours, "Ben", meeting)
    assert "1 word is new. 1 word is gone." in read
    assert "I wrote it down." in read
    takes_over(ours, found, version=1)
    assert Notes.objects.get().words == "We like the café."
    found.refresh_from_db()
    assert found.before == "We like the hall."
    read = page(ours, "Ben", meeting)
    assert "What changed in the draft" in read
    assert "hall.</del>" in read.replace('<span class="unseen">] </span>', "")
    with pytest.raises(Refusal, match="in the notes already"):
        takes_over(ours, found, version=2)
    with pytest.raises(Refusal, match="in the notes already"):
        actions.take_back_words(correction=found, by=ours.actor("Dev"), at=END)


def test_words_for_the_whole_meeting_can_be_suggested_where_nobody_wrote_any() -> None:
    ours = team()
    meeting, _items = over(ours)
    sent(ours, meeting)
    takes_over(ours, suggests(ours, meeting, None, "It was a good day."), version=0)
    assert written.of(meeting).said[0].words == "It was a good day."


def test_of_two_suggestions_at_once_both_are_kept_and_somebody_chooses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: END)
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    one = suggests(ours, meeting, room, "We like the café.")
    other = suggests(ours, meeting, room, "We like the library.", who="Esther")
    takes_over(ours, one, version=1)
    with pytest.raises(Changed):
        takes_over(ours, other, version=1)
    ben = enter(ours, "Ben")
    address = reverse("meetings:take-over", args=[ours.project.id, meeting.id, other.id])
    answer = ben.post(address, {"words": other.words, "version": "1"})
    assert answer.status_code == 409
    assert "café." in answer.text
    assert "library." in answer.text
    both = "Some like the café, some the library."
    assert ben.post(address, {"words": both, "version": "2"}).status_code == 302
    assert Notes.objects.get().words == both
    assert Correction.objects.taken_over().count() == 2


def test_what_nobody_took_over_stays_beside_the_agreed_minutes() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    found = suggests(ours, meeting, room, "We did not like it.")
    agrees(ours, meeting, next_one(ours))
    read = page(ours, "Ben", meeting)
    assert "Somebody remembers it otherwise" in read
    assert "We did not like it." in read
    with pytest.raises(Refusal, match="Bring a correction to the next meeting"):
        takes_over(ours, found, version=1)
    with pytest.raises(Refusal, match="Bring a correction to the next meeting"):
        suggests(ours, meeting, room, "Nor did I.")
    actions.take_back_words(correction=found, by=ours.actor("Dev"), at=NEXT)
    assert "We did not like it." not in page(ours, "Ben", meeting)


def test_only_whoever_suggested_words_takes_them_back() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    found = suggests(ours, meeting, room, "We did not like it.", why="I said so.")
    with pytest.raises(Refusal, match="Only the person who wrote it"):
        actions.take_back_words(correction=found, by=ours.actor("Ben"), at=END)
    actions.take_back_words(correction=found, by=ours.actor("Dev"), at=END)
    with pytest.raises(Refusal, match="taken back already"):
        takes_over(ours, found, version=1, words="We did not like it.")
    assert not Correction.objects.exclude(words="", why="").exists()


def test_many_long_suggestions_do_not_keep_anybody_waiting() -> None:
    ours = team()
    meeting, (room,) = over(ours, notes="a b " * 9_000)
    sent(ours, meeting)
    for number in range(60):
        suggests(ours, meeting, room, f"b a {number} " * 4_000)
    with pytest.raises(Refusal, match="best talked about at the next meeting"):
        suggests(ours, meeting, room, "One more.")
    began = time.monotonic()
    assert page(ours, "Ben", meeting).count("Read these words") == 60
    assert time.monotonic() - began < 20  # compared one by one, it would be minutes


@pytest.mark.parametrize(
    ("words", "why", "told"),
    [
        ("We like the hall.", "", "read like this already"),
        (" ", "", "Write how the notes should read"),
        ("x" * 40_001, "", "40,000 signs at most"),
        ("Other.", "x" * 501, "500 signs at most"),
    ],
)
def test_a_suggestion_that_cannot_be_kept_says_why(words: str, why: str, told: str) -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    with pytest.raises(Refusal, match=told):
        suggests(ours, meeting, room, words, why=why)
    with pytest.raises(Refusal, match="not stand on the agenda"):
        suggests(ours, meeting, planned_item(ours), "Other.")


def planned_item(ours: Team) -> Item:
    """Something on another agenda."""
    _meeting, (item,) = over(ours, at=SOON + DAY)
    return item


def test_words_that_are_refused_are_still_in_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: END)
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    address = reverse("meetings:suggest", args=[ours.project.id, meeting.id])
    answer = enter(ours, "Dev").post(f"{address}?item={room.id}", {"words": "We like the hall."})
    assert answer.status_code == 200
    assert "The notes read like this already." in answer.text
    assert ">We like the hall.</textarea>" in answer.text.replace("\n", "")


# Agreed next time


def items(meeting: Meeting) -> list[tuple[str, Any]]:
    """What came by itself, and about what."""
    return [(each.thing_kind, each.thing_id) for each in meeting.items.all()]


def test_the_minutes_of_the_last_time_come_first_on_the_next_agenda() -> None:
    ours = team()
    following = planned(ours, starts_at=NEXT)
    meeting, _items = over(ours)
    assert items(meeting)[0][0] == ""  # before the first, there is no last time
    assert items(following) == []
    sent(ours, meeting)
    assert items(following) == [("minutes", meeting.id)]
    jobs.agendas(Turn(NOTHING, END + DAY))
    agendas = Message.objects.filter(kind="meetings.agenda")
    assert all("1. The minutes of last time" in each.text for each in agendas)
    assert len(agendas) == 5
    assert items(following) == [("minutes", meeting.id)]
    assert "Read these minutes" in page(ours, "Ben", following, "meeting")


def test_minutes_that_were_written_after_the_agenda_went_out_are_there_when_it_begins() -> None:
    ours = team()
    meeting, _items = over(ours)
    sent(ours, meeting)
    following = planned(ours, starts_at=NEXT)
    assert items(following) == []
    running.begin(meeting=following, by=ours.actor("Ben"), at=NEXT)
    assert items(following) == [("minutes", meeting.id)]


def test_the_circle_agrees_once_it_meets_again_and_the_record_holds_ids_and_hash_alone() -> None:
    ours = team()
    agreed_in_room(ours, "We take the hall.")
    meeting, (room,) = over(ours)
    takes_on(ours, meeting, "Book it", "Dev")
    sent(ours, meeting)
    third = planned(ours, starts_at=NEXT + 7 * DAY)
    jobs.agendas(Turn(NOTHING, NEXT))
    assert items(third) == [("minutes", meeting.id)]
    with pytest.raises(Refusal, match="once the next meeting has begun"):
        agrees(ours, meeting, None)
    later = next_one(ours)
    found = agrees(ours, meeting, later)
    assert items(third) == []
    entry = Entry.objects.filter(stream=ours.project.stream_id).order_by("sequence").last()
    assert entry is not None
    assert entry.kind == "meetings.minutes_agreed"
    assert {"We", "hall", "Book"}.isdisjoint(entry.line.split())
    text = written.of(meeting).text
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    assert fingerprint == found.fingerprint
    assert fingerprint in entry.line
    for words in ("We take the hall.", "We like the hall.", "Book it", "The room"):
        assert words in text
    address = reverse("meetings:minutes-text", args=[ours.project.id, meeting.id])
    assert hashlib.sha256(enter(ours, "Ben").get(address).content).hexdigest() == fingerprint
    with pytest.raises(Refusal, match="agreed already"):
        agrees(ours, meeting, later)
    with pytest.raises(Refusal, match="they stay as they are. Bring a correction to the next"):
        writes(ours, meeting, room, "We do not.")
    with pytest.raises(Refusal, match="they stay as they are"):
        takes_on(ours, meeting, "Ring them")


def test_nobody_agrees_to_words_they_have_not_read() -> None:
    ours = team()
    meeting, (room,) = over(ours)
    sent(ours, meeting)
    later = next_one(ours)
    read = written.drawn(meeting).fingerprint
    takes_over(ours, suggests(ours, meeting, room, "We like the café."), version=1)
    told: dict[str, Any] = {"meeting": meeting, "later": later, "fingerprint": read}
    with pytest.raises(Changed):
        actions.agree_minutes(by=ours.actor("Ben"), at=NEXT, **told)
    assert "meetings.minutes_agreed" not in ours.told


def test_what_was_agreed_stays_when_things_change_later() -> None:
    ours = team()
    decision = agreed_in_room(ours, "We take the hall.")
    meeting, _items = over(ours)
    task = takes_on(ours, meeting, "Book it", "Dev")
    sent(ours, meeting)
    found = agrees(ours, meeting, next_one(ours))
    doubt_agreement(decision=decision, words="Did we?", by=ours.actor("Carys"), at=NEXT)
    running.finish_task(task=task, by=ours.actor("Dev"), at=NEXT)
    leave_project(
        member=ours.member("Dev"), hand_over={}, wants_news=False, by=ours.actor("Dev"), at=NEXT
    )
    now = written.of(meeting)
    assert now.fingerprint == found.fingerprint
    assert [each.title for each in now.decided] == ["We take the hall."]
    assert "Done" in page(ours, "Ben", meeting)


def test_minutes_are_agreed_by_buttons_without_any_script(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    meeting, _items = over(ours)
    monkeypatch.setattr(clock, "now", lambda: END)
    ben = enter(ours, "Ben")
    place = [ours.project.id, meeting.id]
    assert "Send the draft to everybody" in page(ours, "Ben", meeting, "meeting")
    assert ben.post(reverse("meetings:send-minutes", args=place)).status_code == 302
    assert "We agree on these minutes" not in page(ours, "Ben", meeting)
    later = next_one(ours)
    monkeypatch.setattr(clock, "now", lambda: NEXT)
    running.go_to(meeting=later, item=later.items.get(), by=ours.actor("Ben"), at=NEXT)
    assert "Read these minutes, and agree on them" in page(ours, "Ben", later, "now")
    read = page(ours, "Ben", meeting)
    assert "We agree on these minutes" in read
    agree = reverse("meetings:agree-minutes", args=place)
    assert ben.post(agree, {"fingerprint": "0" * 64}).status_code == 409
    sends = {"fingerprint": written.drawn(meeting).fingerprint}
    assert sends["fingerprint"] in read
    assert ben.post(agree, sends).status_code == 302
    assert "They stay as they are." in page(ours, "Ben", meeting)
    record = enter(ours, "Ben").get(reverse("projects:record", args=[ours.project.id])).text
    assert "agreed on the minutes of a meeting" in record


def test_two_circles_do_not_agree_on_each_others_minutes() -> None:
    ours = team()
    meeting, _items = over(ours)
    sent(ours, meeting)
    told: dict[str, Any] = {"project": ours.project, "word": ""}
    circle = add_circle(name="Advisers", by=ours.actor("Ben"), at=SOON, **told)
    theirs = planned(ours, circle=circle, starts_at=NEXT, by="Ben")
    running.begin(meeting=theirs, by=ours.actor("Ben"), at=NEXT)
    assert items(theirs) == []
    assert "We agree on these minutes" not in page(ours, "Ben", meeting)


# Erasing


def test_erasing_takes_a_persons_words_and_the_page_says_why_the_fingerprint_differs() -> None:
    ours = team()
    meeting, (room,) = over(ours, "Marmalade")  # Ben put it on the agenda
    sent(ours, meeting)
    takes_over(ours, suggests(ours, meeting, room, "We like it.", who="Ben", why="Jam"), version=1)
    suggests(ours, meeting, None, "Jam tomorrow.", who="Ben")
    found = agrees(ours, meeting, next_one(ours))
    person = ours.people["Ben"]
    streams = reading.streams_of(person.id)
    archive.erase_person(person=person, streams=streams, by=ours.actor("Ben"), at=NEXT)
    now = written.of(meeting)
    assert "Marmalade" not in now.text
    assert "We like it." in now.text
    assert now.fingerprint != found.fingerprint
    read = page(ours, "Dev", meeting)
    assert "Jam" not in read
    assert "Words were taken out since" in read
    assert not Correction.objects.exclude(words="", why="").exists()
