"""Meetings that are over, by walking the real actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from evenweave.decisions.actions.room import agree_in_room
from evenweave.decisions.models import Decision
from evenweave.meetings import written
from evenweave.meetings.actions import minutes as actions
from evenweave.meetings.actions import running
from evenweave.meetings.actions.agenda import add_item
from evenweave.meetings.models import Correction, Item, Meeting, Minutes
from tests.make import NOON
from tests.meetings.stories import SOON, WEEK, everybody, planned
from tests.projects.teams import Team

END = SOON + timedelta(hours=1)
MORNING = SOON + timedelta(hours=20)  # 8 in the morning, in London in March
NEXT = SOON + WEEK


def over(
    ours: Team, *titles: str, notes: str = "We like the hall.", at: datetime = SOON, **more: Any
) -> tuple[Meeting, list[Item]]:
    """A meeting that is over, with notes to its first item."""
    meeting = planned(ours, starts_at=at, **more)
    told: dict[str, Any] = {"purpose": "talk", "minutes": 10, "by": ours.actor("Ben"), "at": NOON}
    items = [add_item(meeting=meeting, title=title, **told) for title in titles or ("The room",)]
    running.begin(meeting=meeting, by=ours.actor("Carys"), at=at)
    meeting = Meeting.objects.select_related("circle", "project").get(pk=meeting.pk)
    if notes:
        writes(ours, meeting, items[0], notes, at=at)
    running.end(meeting=meeting, by=ours.actor("Carys"), at=at + timedelta(hours=1))
    return meeting, items


def writes(
    ours: Team, meeting: Meeting, item: Item | None, words: str, at: datetime = SOON
) -> None:
    """Ben takes the minutes."""
    told: dict[str, Any] = {"meeting": meeting, "item": item, "version": 0, "words": words}
    running.write_notes(by=ours.actor("Ben"), at=at, **told)


def takes_on(ours: Team, meeting: Meeting, words: str, who: str = "") -> Any:
    """Somebody does something; or it needs somebody."""
    member = ours.member(who) if who else None
    told: dict[str, Any] = {"meeting": meeting, "item": None, "until": None, "words": words}
    at = SOON + timedelta(minutes=meeting.tasks.count())
    return running.add_task(member=member, by=ours.actor("Ben"), at=at, **told)


def agreed_in_room(ours: Team, words: str, at: datetime = SOON) -> Decision:
    """We agreed, and wrote one sentence."""
    people, by = [ours.member("Dev"), ours.member("Ben")], ours.actor("Amina")
    return agree_in_room(circle=everybody(ours), words=words, people=people, by=by, at=at)


def sent(ours: Team, meeting: Meeting, by: str = "Ben", at: datetime = END) -> Minutes:
    """The draft goes to everybody."""
    return actions.send_minutes(meeting=meeting, by=ours.actor(by), at=at)


def suggests(
    ours: Team, meeting: Meeting, item: Item | None, words: str, *, who: str = "Dev", why: str = ""
) -> Correction:
    """Somebody remembers it otherwise."""
    told: dict[str, Any] = {"meeting": meeting, "item": item, "words": words, "why": why}
    return actions.suggest_words(by=ours.actor(who), at=END, **told)


def takes_over(ours: Team, correction: Correction, version: int, words: str = "") -> None:
    """Carys takes it over."""
    told: dict[str, Any] = {"correction": correction, "version": version}
    by, said = ours.actor("Carys"), words or correction.words
    actions.take_over_words(words=said, by=by, at=END, **told)


def next_one(ours: Team, *, has_begun: bool = True, at: datetime = NEXT) -> Meeting:
    """The circle meets again."""
    meeting = planned(ours, starts_at=at, title="Third meeting")
    if has_begun:
        running.begin(meeting=meeting, by=ours.actor("Dev"), at=at)
        meeting.refresh_from_db()
    return meeting


def agrees(ours: Team, meeting: Meeting, later: Meeting | None, by: str = "Esther") -> Minutes:
    """The circle agrees on what it has read."""
    read = written.drawn(meeting).fingerprint
    told: dict[str, Any] = {"meeting": meeting, "later": later, "fingerprint": read}
    return actions.agree_minutes(by=ours.actor(by), at=NEXT, **told)
