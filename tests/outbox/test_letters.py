"""The weekly letter: what waits, what is next, how the records stand; once a week, on Mondays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from evenweave.common import actors
from evenweave.outbox import actions
from evenweave.outbox.directories import NoTeams
from evenweave.outbox.models import Letter
from evenweave.people import actions as people
from tests.outbox.postbox import Postbox, html, plain
from tests.outbox.story import NOW, later, message, person, state, work

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 9, 8, 15, tzinfo=UTC)
HEAD = "ab" * 32


class OneTeam(NoTeams):
    """Everybody is in one project."""

    def heads(self, person_id: UUID) -> Mapping[str, str]:
        return {"Listening to Hounslow": HEAD}

    def coordinated_by(self, person_id: UUID) -> Iterable[UUID]:
        return []


@pytest.fixture(autouse=True)
def no_rooms(settings: Any) -> None:
    """Nothing is next for anybody, unless a test says so."""
    settings.NEXT_ROOMS = []


def test_what_is_not_urgent_waits_for_monday_and_comes_in_one_letter(
    mail: Postbox, settings: Any
) -> None:
    settings.OUTBOX_TEAMS = "tests.outbox.test_letters.OneTeam"
    amina, ben = person("Amina Rahman"), person("Ben", "ben@example.org")
    first = message(ben, subject="First news", text="One <line>.")
    second = message(
        ben, sender=amina, subject="Second news", text="Another line.", at=later(hours=1)
    )
    work()
    work(MONDAY - timedelta(hours=1))
    assert mail.taken == []
    work(MONDAY)
    arrived = mail.only()
    words = plain(arrived)
    assert str(arrived["From"]) == "Evenweave <weave@example.org>"
    for part in ("Hello Ben,", "* First news", "One <line>.", "from Amina Rahman", "Another line."):
        assert part in words
    assert words.index("First news") < words.index("Second news")
    assert f"Listening to Hounslow\n{HEAD}" in words
    assert "One &lt;line&gt;." in html(arrived)
    assert state(first) == state(second) == ("sent", "")
    assert "/messages/stop/" in str(arrived["List-Unsubscribe"])


def test_a_person_gets_one_letter_a_week_however_often_the_worker_looks(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    message(ben)
    for minutes in range(0, 120, 15):
        work(MONDAY + timedelta(minutes=minutes))
    message(ben, subject="Too late for this week", at=MONDAY)
    work(MONDAY + timedelta(hours=5))
    assert len(mail.taken) == 1
    work(MONDAY + timedelta(days=7))
    assert "Too late for this week" in plain(mail.mails()[1])
    assert "The loom is warped" not in plain(mail.mails()[1])


def test_nothing_comes_in_the_middle_of_a_week(mail: Postbox) -> None:
    message(person("Ben", "ben@example.org"))
    for days in (2, 3, 6):
        work(MONDAY + timedelta(days=days))
    assert mail.taken == []


def test_nobody_gets_an_empty_letter(mail: Postbox) -> None:
    person("Ben", "ben@example.org")
    work(MONDAY)
    assert mail.taken == []


def test_what_is_next_stands_in_the_letter(mail: Postbox, settings: Any) -> None:
    settings.NEXT_ROOMS = ["tests.outbox.tea"]
    person("Ben", "ben@example.org")
    work(MONDAY)
    words = plain(mail.only())
    assert "* Bring: A cake" in words
    assert "About 10 minutes. By Friday 13 March 2026." in words
    assert "https://weave.example.org/cake/" in words
    assert "All of it can wait." in words


def test_who_rests_gets_no_letter_and_finds_all_of_it_when_they_are_back(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    sent = message(ben)
    people.rest(person=ben, by=actors.person(ben.id), at=NOW)
    work(MONDAY)
    assert mail.taken == []
    assert state(sent) == ("waits", "")
    ben.refresh_from_db()
    people.stop_resting(person=ben, by=actors.person(ben.id), at=MONDAY)
    work(MONDAY + timedelta(days=7))
    assert "The loom is warped" in plain(mail.only())


def test_who_rests_after_the_letter_was_made_gets_it_when_they_are_back(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    message(ben)
    mail.to_address = "451 Not now"
    work(MONDAY)
    people.rest(person=ben, by=actors.person(ben.id), at=MONDAY)
    mail.to_address = "250 OK"
    work(MONDAY + timedelta(hours=1))
    assert mail.taken == []
    ben.refresh_from_db()
    people.stop_resting(person=ben, by=actors.person(ben.id), at=MONDAY)
    work(MONDAY + timedelta(days=2))
    assert len(mail.taken) == 1


def test_a_letter_that_bounces_leaves_each_message_to_be_handed_over(mail: Postbox) -> None:
    mail.to_address = "550 No such person"
    ben = person("Ben", "ben@example.org")
    sent = [message(ben, subject=f"News {n}") for n in range(3)]
    work(MONDAY)
    assert [state(each) for each in sent] == [("to_hand_over", "bounced")] * 3


def test_a_person_can_hear_at_once(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    choose(ben.id, "loom.news", "at_once")
    message(ben)
    work()
    assert len(mail.taken) == 1


def test_what_a_person_stopped_is_kept_and_not_sent(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    choose(ben.id, "loom.today", "never")
    stopped, others = message(ben, kind="loom.today"), message(ben, kind="loom.must")
    work()
    assert state(stopped) == ("kept", "")
    assert state(others) == ("sent", "")


def test_who_stops_the_letter_finds_their_messages_on_their_page(mail: Postbox) -> None:
    ben = person("Ben", "ben@example.org")
    before = message(ben)
    choose(ben.id, "outbox.letter", "never")
    after = message(ben)
    work(MONDAY)
    assert mail.taken == []
    assert state(before) == state(after) == ("kept", "")
    assert not Letter.objects.exists()


def test_without_mail_nothing_waits_for_a_letter_that_cannot_come() -> None:
    ben = person("Ben", "ben@example.org")
    assert state(message(ben)) == ("to_hand_over", "no_mail")
    work(MONDAY)
    assert not Letter.objects.exists()


def test_the_letter_comes_at_eight_in_the_morning_here_in_summer_too() -> None:
    from evenweave.outbox import rules

    assert not rules.is_letter_time(datetime(2026, 7, 6, 6, 59, tzinfo=UTC))
    assert rules.is_letter_time(datetime(2026, 7, 6, 7, 0, tzinfo=UTC))
    assert not rules.is_letter_time(datetime(2026, 7, 8, 7, 0, tzinfo=UTC))
    assert not rules.is_letter_time(datetime(2026, 3, 9, 7, 59, tzinfo=UTC))
    assert rules.is_letter_time(datetime(2026, 3, 9, 8, 0, tzinfo=UTC))


def choose(person_id: UUID, kind: str, pace: str) -> None:
    """Say how soon a person hears of a kind."""
    by = actors.person(person_id)
    actions.choose_pace(person_id=person_id, kind=kind, pace=pace, by=by, at=NOW)
