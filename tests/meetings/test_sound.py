"""What somebody might try, or run into: two at once, a helper whose help ended, far too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.config import parts
from evenweave.jobs.vocabulary import NOTHING
from evenweave.jobs.vocabulary import Turn as JobTurn
from evenweave.meetings import jobs
from evenweave.meetings.actions import afterwards, minutes, mixes, running
from evenweave.meetings.actions.agenda import take_out_item
from evenweave.meetings.actions.choosing import ask_what_suits
from evenweave.meetings.actions.meetings import call_off
from evenweave.meetings.actions.roles import add_role, say_wills, share_out
from evenweave.meetings.models import (
    Afterwards,
    CheckIn,
    Hand,
    Item,
    Meeting,
    MixPlace,
    MixWill,
    Need,
    Notes,
    Turn,
)
from evenweave.outbox.models import Message
from evenweave.people import actions as people
from evenweave.people.models import Helper
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.after import END, over
from tests.meetings.stories import SOON, everybody, planned
from tests.meetings.test_running import is_on, raises
from tests.meetings.test_running import running as goes_on
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the hour of the meeting."""
    monkeypatch.setattr(clock, "now", lambda: SOON)


def read_before(meeting: Meeting) -> Meeting:
    """As a page read it that then waited for its turn."""
    return Meeting.objects.select_related("circle", "project", "running").get(pk=meeting.pk)


def test_nothing_is_written_that_goes_with_a_meeting_once_somebody_closed_it() -> None:
    ours = team()
    meeting, (room, *_more) = goes_on(ours)
    early = read_before(meeting)
    room.meeting = early
    running.end(meeting=read_before(meeting), by=ours.actor("Carys"), at=SOON)
    ben: dict[str, Any] = {"by": ours.actor("Ben"), "at": SOON}
    him: dict[str, Any] = {"member": ours.member("Ben"), **ben}
    tries: list[Callable[[], Any]] = [
        lambda: running.check_in(meeting=early, word="sad", **him),
        lambda: running.say_need(meeting=early, words="A break, I am unwell", **ben),
        lambda: running.raise_hand(item=room, words="", **him),
        lambda: running.go_to(meeting=early, item=room, **ben),
        lambda: mixes.say_mix_will(meeting=early, is_happy_to=False, **him),
    ]
    for each in tries:
        with pytest.raises(Refusal, match="does not go on now"):
            each()
    for model in (CheckIn, Need, Hand, MixWill):
        assert not model.objects.exists()


def test_a_meeting_that_goes_on_is_closed_and_not_called_off() -> None:
    ours = team()
    meeting, _items = goes_on(ours)
    with pytest.raises(Refusal, match="Close it instead"):
        call_off(meeting=meeting, reason="Rain.", by=ours.actor("Ben"), at=SOON)


def test_what_something_is_written_about_stays_on_the_agenda() -> None:
    ours = team()
    meeting, (room, *_more) = goes_on(ours)
    told: dict[str, Any] = {"item": room, "version": 0, "words": "We like it."}
    running.write_notes(meeting=meeting, by=ours.actor("Ben"), at=SOON, **told)
    with pytest.raises(Refusal, match="written down about it"):
        take_out_item(item=Item.objects.get(pk=room.pk), by=ours.actor("Amina"), at=SOON)
    assert Notes.objects.get().words == "We like it."


def test_a_helper_whose_help_ended_never_acts_in_their_own_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "give_back", lambda: None)  # here it is the test's own connection
    ours = team()
    meeting, items = goes_on(ours)
    is_on(ours, meeting, items[0])
    ben, carys = ours.people["Ben"], ours.people["Carys"]
    helping = people.ask_helper(person=ben, helper=carys, by=ours.actor("Ben"), at=NOON)
    people.accept_helping(helping=helping, helper=carys, by=ours.actor("Carys"), at=NOON)
    client = enter(ours, "Carys")
    client.post(reverse("people:helper-act", args=[helping.pk]))
    where = reverse("meetings:now", args=[ours.project.id, meeting.id])
    known = Helper.objects.get(pk=helping.pk)
    people.end_helping(helping=known, by=ours.actor("Ben"), at=SOON)
    for _look in range(2):
        assert part(client, where) is None
    hand = reverse("meetings:raise-hand", args=[ours.project.id, meeting.id])
    refused = client.post(hand, {"words": "What Ben wants to say"})
    assert refused.status_code == 409
    assert "What Ben wants to say" in refused.text
    assert not Hand.objects.exists()


def part(client: Client, path: str) -> Any:
    """What a part of a page is answered."""
    cookie = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
    headers = [(b"host", b"localhost"), (b"cookie", cookie.encode())]
    headers += [(b"hx-request", b"true"), (b"live-part", b"now")]
    told = {"type": "http", "method": "GET", "path": path, "query_string": b""}
    return parts.answer({**told, "headers": headers})


def test_who_rests_has_no_turn_ahead() -> None:
    ours = team()
    meeting, circle = planned(ours), everybody(ours)
    ben: dict[str, Any] = {"by": ours.actor("Ben"), "at": NOON}
    role = add_role(circle=circle, name="Chair", what="", **ben)
    say_wills(circle=circle, member=ours.member("Ben"), wills={role: "willing"}, **ben)
    assert Turn.objects.get(meeting=meeting).member == ours.member("Ben")
    people.rest(person=ours.people["Ben"], **ben)
    share_out(circle=circle, by=ours.actor("Amina"), at=NOON)
    assert Turn.objects.get(meeting=meeting).member is None


def test_what_changed_in_a_draft_is_what_really_went_into_it() -> None:
    ours = team()
    meeting, items = over(ours)
    minutes.send_minutes(meeting=meeting, by=ours.actor("Ben"), at=END)
    told: dict[str, Any] = {"words": "We like the big hall.", "why": "", "at": END}
    suggested = minutes.suggest_words(
        meeting=meeting, item=items[0], by=ours.actor("Amina"), **told
    )
    where = [ours.project.id, meeting.id]
    version = Notes.objects.get(meeting=meeting, item=items[0]).version
    sent = {"words": "We agreed that Amina leaves.", "version": str(version)}
    dev = enter(ours, "Dev")
    dev.post(reverse("meetings:take-over", args=[*where, suggested.id]), sent)
    page = dev.get(reverse("meetings:minutes", args=where)).text
    changed = page[page.index("What changed in the draft") :]
    assert "Amina leaves" in changed
    assert "big" not in changed


def test_a_hand_that_is_gone_already_is_told_kindly() -> None:
    ours = team()
    meeting, items = goes_on(ours)
    is_on(ours, meeting, items[0])
    hand = raises(ours, "Ben", items[0])
    same = Hand.objects.select_related("item__meeting__circle").get(pk=hand.pk)
    running.lower_hand(hand=hand, was_heard=False, by=ours.actor("Ben"), at=SOON)
    with pytest.raises(Refusal, match="not there any more"):
        running.lower_hand(hand=same, was_heard=True, by=ours.actor("Carys"), at=SOON)


def test_nobodys_phone_is_filled_by_asking_again_and_again() -> None:
    ours = team()
    meeting, _items = goes_on(ours)
    ben: dict[str, Any] = {"by": ours.actor("Ben"), "at": SOON}
    two: dict[str, Any] = {"sender": ours.member("Ben"), "to": ours.member("Carys")}
    for _again in range(9):
        note = afterwards.say_afterwards(meeting=meeting, words="", **two, **ben)
        afterwards.take_back_afterwards(note=note, **ben)
    assert Message.objects.filter(kind="meetings.afterwards").count() == 3
    for number in range(30):
        minutes.thank(meeting=meeting, to=ours.member("Carys"), words=f"For {number}", **ben)
    with pytest.raises(Refusal, match="plenty"):
        minutes.thank(meeting=meeting, to=ours.member("Carys"), words="Again", **ben)


def test_everybody_is_asked_once_a_day_what_suits_them() -> None:
    ours = team()
    meeting = planned(ours, starts_at=None)
    ask_what_suits(meeting=meeting, by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="asked today"):
        ask_what_suits(meeting=meeting, by=ours.actor("Dev"), at=NOON + timedelta(hours=23))
    ask_what_suits(meeting=meeting, by=ours.actor("Dev"), at=NOON + timedelta(hours=25))


def leave(ours: Team, name: str) -> None:
    """Somebody leaves the team."""
    told: dict[str, Any] = {"hand_over": {}, "wants_news": False, "at": SOON}
    leave_project(member=ours.member(name), by=ours.actor(name), **told)


def asked(ours: Team) -> tuple[Meeting, Client]:
    """Ben asked Carys to listen afterwards; her browser."""
    meeting, _items = goes_on(ours)
    told: dict[str, Any] = {"sender": ours.member("Ben"), "to": ours.member("Carys")}
    by = ours.actor("Ben")
    afterwards.say_afterwards(meeting=meeting, words="It hurt.", by=by, at=SOON, **told)
    return meeting, enter(ours, "Carys")


def test_what_is_for_one_person_alone_goes_with_whoever_said_it() -> None:
    ours = team()
    meeting, carys = asked(ours)
    where = reverse("meetings:afterwards", args=[ours.project.id, meeting.id])
    assert "It hurt." in carys.get(where).text
    jobs.leavers(JobTurn(NOTHING, SOON))
    assert Afterwards.objects.exists()
    leave(ours, "Ben")
    assert "It hurt." not in carys.get(where).text
    jobs.leavers(JobTurn(NOTHING, SOON))
    assert not Afterwards.objects.exists()


def test_a_helper_does_not_read_what_is_for_one_person_alone() -> None:
    ours = team()
    meeting, _carys = asked(ours)
    carys, dev = ours.people["Carys"], ours.people["Dev"]
    helping = people.ask_helper(person=carys, helper=dev, by=ours.actor("Carys"), at=NOON)
    people.accept_helping(helping=helping, helper=dev, by=ours.actor("Dev"), at=NOON)
    client = enter(ours, "Dev")
    client.post(reverse("people:helper-act", args=[helping.pk]))
    page = client.get(reverse("meetings:afterwards", args=[ours.project.id, meeting.id])).text
    assert "It hurt." not in page
    assert "for one person alone" in page


def test_whoever_would_never_be_drawn_leaves_no_place_behind() -> None:
    ours = team()
    meeting, _items = goes_on(ours)
    for name in ("Amina", "Ben", "Carys", "Dev"):
        told: dict[str, Any] = {"member": ours.member(name), "by": ours.actor(name), "at": SOON}
        mixes.say_mix_will(meeting=meeting, is_happy_to=True, **told)
    mixes.draw_pairs(meeting=meeting, by=ours.actor("Amina"), at=SOON)
    ben: dict[str, Any] = {"member": ours.member("Ben"), "by": ours.actor("Ben"), "at": SOON}
    mixes.say_left_out(circle=everybody(ours), is_left_out=True, **ben)
    running.end(meeting=meeting, by=ours.actor("Carys"), at=SOON)
    assert MixPlace.objects.exists()
    assert not MixPlace.objects.filter(member=ours.member("Ben")).exists()


@pytest.mark.parametrize("state", ["choosing", "called off"])
def test_what_has_no_time_cannot_be_moved(state: str) -> None:
    ours = team()
    meeting = planned(ours, starts_at=None)
    if state == "called off":
        call_off(meeting=meeting, reason="Not now.", by=ours.actor("Ben"), at=NOON)
    page = reverse("meetings:move", args=[ours.project.id, meeting.id])
    for told in (enter(ours, "Ben").get(page), enter(ours, "Ben").post(page)):
        assert told.headers["Location"].endswith(f"/meetings/{meeting.id}/")


def test_a_version_that_never_was_is_a_conflict_like_any_other() -> None:
    ours = team()
    meeting, _items = goes_on(ours)
    page = reverse("meetings:notes", args=[ours.project.id, meeting.id])
    assert enter(ours, "Ben").post(page, {"words": "Tea.", "version": "99"}).status_code == 409


def test_before_anything_is_on_a_hand_waits() -> None:
    ours = team()
    meeting, _items = goes_on(ours)
    page = reverse("meetings:hand-for", args=[ours.project.id, meeting.id])
    told = {"member": str(ours.member("Dev").pk), "words": "I am deaf."}
    page_again = enter(ours, "Ben").post(page, told)
    assert "Raise your hand once something is" in page_again.text
    assert "I am deaf." in page_again.text
