"""From a line of the notes, by one tap: an idea, an agreement, a proposal, a task."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.decisions.models import Decision, Present
from evenweave.ideas.actions import take_back_idea
from evenweave.ideas.models import Idea
from evenweave.meetings import lines
from evenweave.meetings.actions import running as actions
from evenweave.meetings.actions.lines import make_of_line
from evenweave.meetings.actions.minutes import send_minutes
from evenweave.meetings.models import CameOf, Item, Meeting, Running, Task
from tests.meetings.stories import SOON
from tests.meetings.test_running import is_on, running
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db

NOTES = "We like the hall.\n\n- The stairs are steep\n2. Dev rings them\n   \n"


@pytest.fixture(autouse=True)
def at_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: SOON)


def written(ours: Team, words: str = NOTES) -> tuple[Meeting, Item]:
    """A meeting of which this was written down."""
    meeting, (room,) = running(ours)
    is_on(ours, meeting, room)
    writes(ours, meeting, room, words, version=0)
    return meeting, room


def writes(ours: Team, meeting: Meeting, room: Item, words: str, *, version: int) -> None:
    """Somebody writes it down."""
    told: dict[str, Any] = {"by": ours.actor("Ben"), "at": SOON}
    actions.write_notes(meeting=meeting, item=room, version=version, words=words, **told)


def page(meeting: Meeting, name: str = "now", *more: str) -> str:
    """One of its pages."""
    return reverse(f"meetings:{name}", args=[meeting.project_id, meeting.id, *more])


def leads(client: Client, meeting: Meeting, kind: str, words: str) -> str:
    """Where the link beneath a line leads."""
    told = client.get(page(meeting)).text
    found = re.search(rf'<li><p dir="auto">{words}</p>(.*?)</li>', told, re.DOTALL)
    assert found
    link = re.search(rf'href="([^"]*/lines/{kind}/[^"]*)"', found[1])
    assert link
    return link[1].replace("&amp;", "&")


def made(ours: Team, meeting: Meeting, kind: str, words: str, **sent: Any) -> Client:
    """Ben makes something of a line: what stands in the form already, and what else is asked."""
    ben = enter(ours, "Ben")
    where = leads(ben, meeting, kind, words)
    form = ben.get(where)
    assert words in str(form.context["form"])
    begun = {name: field for name, field in form.context["form"].initial.items() if field}
    assert ben.post(where, begun | sent).status_code == 302
    return ben


def test_a_line_is_what_says_something_without_its_bullet() -> None:
    assert list(lines.words_of(NOTES)) == [
        "We like the hall.",
        "The stairs are steep",
        "Dev rings them",
    ]
    assert list(lines.words_of("• a\r\n* b\n10) c\n–  d\n3.5 miles\n-5 degrees")) == [
        *"abcd",
        "3.5 miles",
        "-5 degrees",
    ]


def test_a_line_becomes_an_idea_with_the_words_in_the_form_and_says_so_afterwards() -> None:
    ours = team()
    meeting, _room = written(ours)
    ben = made(ours, meeting, "idea", "The stairs are steep")
    idea = Idea.objects.get()
    assert (idea.words, idea.circle_id) == ("The stairs are steep", meeting.circle_id)
    told = ben.get(page(meeting)).text
    where = reverse("ideas:idea", args=[ours.project.id, idea.id])
    assert f'→ <a href="{where}">an idea</a>' in told
    take_back_idea(idea=idea, by=ours.actor("Ben"), at=SOON)
    assert "an idea</a>" not in ben.get(page(meeting)).text


def test_a_line_becomes_an_agreement_of_those_who_said_that_they_are_there() -> None:
    ours = team()
    meeting, _room = written(ours)
    for who, how in (("Dev", "online"), ("Esther", "writing")):
        told: dict[str, Any] = {"how": how, "by": ours.actor(who), "at": SOON}
        actions.say_attended(meeting=meeting, member=ours.member(who), **told)
    ben = made(ours, meeting, "agreed", "We like the hall.")
    decision = Decision.objects.get()
    assert decision.question == "We like the hall."
    there = {each.member.called for each in Present.objects.filter(decision=decision)}
    assert there == {"Ben", "Dev"}
    assert "agreed in the room</a>" in ben.get(page(meeting)).text


def test_a_line_becomes_a_proposal_for_later() -> None:
    ours = team()
    meeting, _room = written(ours)
    ben = made(ours, meeting, "proposal", "The stairs are steep")
    decision = Decision.objects.get()
    assert (decision.question, decision.state) == ("The stairs are steep", "draft")
    assert "to be decided</a>" in ben.get(page(meeting)).text


def test_a_line_becomes_a_task_of_this_item() -> None:
    ours = team()
    meeting, room = written(ours)
    made(ours, meeting, "task", "Dev rings them", member=str(ours.member("Dev").pk))
    task = Task.objects.get()
    assert (task.words, task.item, task.member) == ("Dev rings them", room, ours.member("Dev"))


def test_a_line_can_become_an_idea_after_the_draft_went_out_too() -> None:
    ours = team()
    meeting, room = written(ours)
    actions.end(meeting=meeting, by=ours.actor("Ben"), at=SOON)
    send_minutes(meeting=meeting, by=ours.actor("Ben"), at=SOON)
    ben = enter(ours, "Ben")
    mark = lines.mark_of(room.pk, "The stairs are steep")
    where = page(meeting, "line", "idea") + f"?item={room.pk}&line={mark}"
    assert ben.post(where, {"words": "The stairs are steep"}).status_code == 302
    assert Idea.objects.get().words == "The stairs are steep"
    with pytest.raises(Refusal, match="The draft has gone to everybody"):
        writes(ours, meeting, room, "Something else", version=1)


def test_of_one_line_each_thing_is_made_once_and_others_still_can() -> None:
    ours = team()
    meeting, room = written(ours)
    ben = made(ours, meeting, "idea", "The stairs are steep")
    mark = lines.mark_of(room.pk, "The stairs are steep")
    where = page(meeting, "line", "idea") + f"?item={room.pk}&line={mark}"
    answer = ben.post(where, {"words": "The stairs are steep"})
    assert "Somebody was quicker" in answer.text
    assert Idea.objects.count() == 1
    with pytest.raises(Refusal, match="quicker"):
        make_of_line(
            meeting=meeting,
            item=room,
            line=mark,
            kind="idea",
            told={"words": "Once more"},
            by=ours.actor("Dev"),
            at=SOON,
        )
    assert leads(ben, meeting, "task", "The stairs are steep")


def test_where_the_notes_read_otherwise_meanwhile_nothing_is_lost() -> None:
    ours = team()
    meeting, room = written(ours)
    ben = made(ours, meeting, "idea", "The stairs are steep")
    where = leads(ben, meeting, "task", "Dev rings them")
    writes(ours, meeting, room, "All of it anew.", version=1)
    assert "From lines that read otherwise now:" in ben.get(page(meeting)).text
    assert "Dev rings them" not in ben.get(where).text
    for words in ("Ring them", "Ring once more"):
        assert ben.post(where, {"words": words}).status_code == 302
    assert Task.objects.count() == 2
    assert set(CameOf.objects.filter(thing_kind="task").values_list("line", flat=True)) == {""}


def test_a_very_long_line_is_cut_for_a_sentence_and_stays_whole_beside_it() -> None:
    ours = team()
    long = "It goes on " * 60
    meeting, _room = written(ours, long)
    ben = enter(ours, "Ben")
    told = ben.get(leads(ben, meeting, "task", "It goes on.*?")).context
    assert len(told["form"].initial["words"]) == 300
    assert told["line"] == long.strip()


def test_afterwards_all_lines_stand_on_a_page_of_their_own() -> None:
    ours = team()
    meeting, _room = written(ours)
    ours.add("Zoe")
    actions.end(meeting=meeting, by=ours.actor("Dev"), at=SOON)
    told = enter(ours, "Zoe").get(page(meeting, "lines")).text
    assert "Dev rings them" in told
    assert "/lines/task/" in told
    meeting_page = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
    assert page(meeting, "lines") in enter(ours, "Ben").get(meeting_page).text


def test_lines_ask_few_questions_however_many_they_are(django_assert_max_num_queries: Any) -> None:
    ours = team()
    meeting, room = written(ours, "\n".join(f"Line {number}" for number in range(40)))
    for number in range(12):
        told: dict[str, Any] = {"told": {"words": f"Idea {number}"}, "kind": "idea"}
        mark = lines.mark_of(room.pk, f"Line {number}")
        by, at = ours.actor("Ben"), SOON
        make_of_line(meeting=meeting, item=room, line=mark, by=by, at=at, **told)
    ben = enter(ours, "Ben")
    with django_assert_max_num_queries(20):
        assert ben.get(page(meeting)).text.count("an idea</a>") == 12


# Hands, the pause and the wall, as pages have them.


def press(client: Client, meeting: Meeting, name: str, **sent: str) -> int:
    """A button of the page."""
    return client.post(page(meeting, name), sent).status_code


def test_a_tap_too_many_harms_nobody() -> None:
    ours = team()
    meeting, room = written(ours)
    ben = enter(ours, "Ben")
    for _again in range(2):
        assert press(ben, meeting, "raise-hand") == 302
    assert room.hands.count() == 1
    assert "My hand down again" in ben.get(page(meeting)).text
    for _again in range(2):
        assert press(ben, meeting, "lower-hand") == 302
    assert not room.hands.exists()


def test_somebody_raises_a_hand_for_another_by_their_name_and_may_write_what_they_say() -> None:
    ours = team()
    meeting, room = written(ours)
    dev = str(ours.member("Dev").pk)
    ben = enter(ours, "Ben")
    assert press(ben, meeting, "hand-for", member=dev, words="I am deaf.") == 302
    hand = room.hands.get()
    assert (hand.member, hand.words, hand.is_by_other) == (ours.member("Dev"), "I am deaf.", True)
    again = ben.post(page(meeting, "hand-for"), {"member": dev, "words": "And again."})
    assert "The hand is up already." in again.text
    assert "And again." in again.text


def test_a_page_that_is_older_than_the_pause_does_not_end_it() -> None:
    ours = team()
    meeting, _room = written(ours)
    ben, dev = enter(ours, "Ben"), enter(ours, "Dev")
    for client in (ben, dev):
        assert press(client, meeting, "pause", want="pause") == 302
    assert Running.objects.get().paused_at == SOON
    assert press(ben, meeting, "pause", want="go-on") == 302
    assert Running.objects.get().paused_at is None


def test_minutes_are_whole_and_stand_still_in_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    meeting, _room = written(ours)
    ben = enter(ours, "Ben")

    def told_after(minutes: float) -> str:
        monkeypatch.setattr(clock, "now", lambda: SOON + timedelta(minutes=minutes))
        return ben.get(page(meeting)).text

    assert ">4 of 10 minutes<" in told_after(4.9)
    press(ben, meeting, "pause", want="pause")
    assert ">4 of 10 minutes<" in told_after(9)
    press(ben, meeting, "pause", want="go-on")
    assert ">5 of 10 minutes<" in told_after(9.2)
    assert ">10 of 10 minutes<" in told_after(15)
    assert ">11 minutes, a little longer than planned<" in told_after(16)


def test_the_wall_shows_what_is_on_and_nothing_of_any_one_person() -> None:
    ours = team()
    meeting, _room = written(ours)
    ben = enter(ours, "Ben")
    press(ben, meeting, "raise-hand", words="It is far for me.")
    press(ben, meeting, "need", words="A window open")
    told = ben.get(page(meeting, "wall")).text
    part = ben.get(page(meeting, "wall"), headers={"HX-Request": "true"}).text
    for text in (told, part):
        assert "A window open" in text
        assert "<bdi>Ben</bdi>" in text
        assert "It is far for me." not in text
        assert "<form" not in text
        assert "csrf" not in text
    press(ben, meeting, "end")
    assert ben.get(page(meeting, "wall")).status_code == 302


def test_what_is_the_same_for_all_holds_nothing_of_the_one_who_asks() -> None:
    ours = team()
    meeting, _room = written(ours)
    press(enter(ours, "Dev"), meeting, "raise-hand")
    parts = set()
    for who in ("Dev", "Esther"):
        told = enter(ours, who).get(page(meeting), headers={"HX-Request": "true"}).text
        parts.add(re.sub(r'events="[^"]*"', "", told))
    assert len(parts) == 1
    assert "csrf" not in parts.pop()
