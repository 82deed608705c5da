"""“I’d like to say something afterwards”: to one person, and nobody else ever hears of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.live.changes import changes_of
from evenweave.meetings import messages, personal
from evenweave.meetings.actions import afterwards as actions
from evenweave.meetings.actions.erasing import forget_meetings
from evenweave.meetings.actions.roles import add_role, take_turn
from evenweave.meetings.actions.running import begin, end
from evenweave.meetings.models import USUAL, Afterwards, Meeting, Turn
from evenweave.meetings.next import next_for
from evenweave.meetings.views.afterwards import listener
from evenweave.outbox.models import Message
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.stories import SOON, everybody, planned
from tests.meetings.test_running import running
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db

WORDS = "It was hard for me when they laughed."


@pytest.fixture(autouse=True)
def at_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: SOON)


def asks(ours: Team, meeting: Meeting, who: str, to: str, words: str = WORDS) -> Afterwards:
    """Somebody asks somebody to listen."""
    told: dict[str, Any] = {"meeting": meeting, "by": ours.actor(who), "at": SOON, "words": words}
    return actions.say_afterwards(sender=ours.member(who), to=ours.member(to), **told)


def page(meeting: Meeting) -> str:
    """What is between them."""
    return reverse("meetings:afterwards", args=[meeting.project_id, meeting.id])


def messages_to(ours: Team, who: str) -> list[Message]:
    """What somebody got of this."""
    to = ours.people[who].id
    return list(Message.objects.filter(to=to, kind=messages.AFTERWARDS.name))


def titles(ours: Team, who: str) -> list[str]:
    """What is next for somebody."""
    return [str(each.title) for each in next_for(ours.people[who].id, SOON)]


def press(client: Client, note: Afterwards, name: str) -> int:
    """A button."""
    meeting = note.meeting
    where = reverse(f"meetings:{name}", args=[meeting.project_id, meeting.id, note.id])
    return client.post(where).status_code


def test_only_the_two_see_it_and_the_other_is_told_without_a_name_or_a_word() -> None:
    ours = team()
    meeting, _items = running(ours)
    before, live = ours.told, changes_of(meeting.id)
    carys = enter(ours, "Carys")
    sent = {"to": str(ours.member("Ben").pk), "words": WORDS}
    assert carys.post(page(meeting), sent).status_code == 302
    assert WORDS in carys.get(page(meeting)).text
    assert WORDS in enter(ours, "Ben").get(page(meeting)).text
    for who in ("Amina", "Dev", "Esther"):
        client = enter(ours, who)
        for name in ("afterwards", "now", "wall", "lines", "meeting"):
            where = reverse(f"meetings:{name}", args=[ours.project.id, meeting.id])
            assert WORDS not in client.get(where).text
        assert not messages_to(ours, who)
        assert "Somebody would like to say something to you" not in titles(ours, who)
    (message,) = messages_to(ours, "Ben")
    assert message.sender is None
    for text in (message.subject, message.text):
        assert WORDS not in text
        assert "Carys" not in text
    assert messages.AFTERWARDS.private
    assert ours.told == before
    assert changes_of(meeting.id) == live, "phones would ask at that moment"
    assert "Somebody would like to say something to you" in titles(ours, "Ben")


def test_whoever_was_asked_says_that_they_are_here_and_lets_it_go() -> None:
    ours = team()
    meeting, _items = running(ours)
    note = asks(ours, meeting, "Carys", "Ben", "")
    ben = enter(ours, "Ben")
    assert "Carys</bdi> would like to say something to you" in ben.get(page(meeting)).text
    assert press(ben, note, "be-there") == 302
    assert "They are here for you" in titles(ours, "Carys")
    assert "are here for you" in enter(ours, "Carys").get(page(meeting)).text
    assert len(messages_to(ours, "Carys")) == 1
    assert press(ben, note, "be-there") == 409
    assert press(ben, note, "be-done-with") == 302
    assert not Afterwards.objects.exists()
    assert "They are here for you" not in titles(ours, "Carys")


def test_whoever_asked_takes_it_back_and_asks_somebody_else() -> None:
    ours = team()
    meeting, _items = running(ours)
    note = asks(ours, meeting, "Carys", "Ben")
    with pytest.raises(Refusal, match="asked them already"):
        asks(ours, meeting, "Carys", "Ben", "Once more.")
    assert press(enter(ours, "Ben"), note, "take-back-afterwards") == 409
    assert press(enter(ours, "Amina"), note, "take-back-afterwards") == 404
    assert press(enter(ours, "Carys"), note, "take-back-afterwards") == 302
    assert WORDS not in enter(ours, "Ben").get(page(meeting)).text
    asks(ours, meeting, "Carys", "Dev")
    end(meeting=meeting, by=ours.actor("Dev"), at=SOON)
    asks(ours, meeting, "Esther", "Dev")
    assert Afterwards.objects.count() == 2


def test_nobody_asks_themself_or_who_is_not_there_or_before_it_begins() -> None:
    ours = team()
    meeting = planned(ours)
    with pytest.raises(Refusal, match="does not go on"):
        asks(ours, meeting, "Carys", "Ben")
    assert "<textarea" not in enter(ours, "Carys").get(page(meeting)).text
    begin(meeting=meeting, by=ours.actor("Ben"), at=SOON)
    with pytest.raises(Refusal, match="somebody else"):
        asks(ours, meeting, "Carys", "Carys")
    with pytest.raises(Refusal, match="4,000 signs"):
        asks(ours, meeting, "Carys", "Ben", "x" * 4_001)
    with pytest.raises(Refusal, match="person themself"):
        actions.say_afterwards(
            meeting=meeting,
            sender=ours.member("Carys"),
            to=ours.member("Ben"),
            words="",
            by=ours.actor("Dev"),
            at=SOON,
        )
    assert not Afterwards.objects.exists()


def test_whoever_asked_hears_that_the_other_has_left() -> None:
    ours = team()
    meeting, _items = running(ours)
    asks(ours, meeting, "Carys", "Dev")
    away: dict[str, Any] = {"hand_over": {}, "wants_news": False, "at": SOON}
    leave_project(member=ours.member("Dev"), by=ours.actor("Dev"), **away)
    assert "They have left the team." in enter(ours, "Carys").get(page(meeting)).text


def takes(ours: Team, meeting: Meeting, role: str, who: str) -> None:
    """Somebody takes a role at this meeting."""
    turn = Turn.objects.get(meeting=meeting, role__name=str(USUAL[role][0]))
    take_turn(turn=turn, by=ours.actor(who), at=NOON)


def test_whoever_welcomes_is_offered_first_then_whoever_chairs_then_nobody() -> None:
    ours = team()
    for role in ("chair", "welcome"):
        name, what = (str(each) for each in USUAL[role])
        by = ours.actor("Amina")
        add_role(circle=everybody(ours), name=name, what=what, by=by, at=NOON)
    meeting = planned(ours)
    assert listener(meeting, ours.member("Ben")) == {"to": ""}
    takes(ours, meeting, "chair", "Dev")
    assert listener(meeting, ours.member("Ben")) == {"to": str(ours.member("Dev").pk)}
    takes(ours, meeting, "welcome", "Esther")
    assert listener(meeting, ours.member("Ben")) == {"to": str(ours.member("Esther").pk)}
    assert listener(meeting, ours.member("Esther")) == {"to": str(ours.member("Dev").pk)}


def test_nobody_is_chosen_who_happens_to_be_first_in_the_alphabet() -> None:
    ours = team()
    meeting, _items = running(ours)
    answer = enter(ours, "Ben").post(page(meeting), {"words": WORDS})
    assert answer.status_code == 200
    assert WORDS in answer.text
    assert not Afterwards.objects.exists()


def test_crisis_contacts_stand_beside_it() -> None:
    ours = team()
    meeting, _items = running(ours)
    answer = enter(ours, "Ben").get(page(meeting))
    assert "Samaritans" in answer.text
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["Carys", "Ben"])
def test_it_is_in_both_exports_and_is_gone_when_either_is_erased(who: str) -> None:
    ours = team()
    meeting, _items = running(ours)
    asks(ours, meeting, "Carys", "Ben")
    for each, is_theirs in (("Carys", True), ("Ben", True), ("Amina", False)):
        assert (WORDS in str(personal.export(ours.people[each].id))) is is_theirs
    forget_meetings(person_id=ours.people[who].id, by=ours.actor(who), at=SOON)
    assert not Afterwards.objects.exists()
