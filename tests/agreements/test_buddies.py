"""Somebody to ask: chosen or found, without a reason given or a trace left."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.agreements.actions import buddies
from evenweave.agreements.models import (
    Buddy,
)
from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.outbox.models import Message
from evenweave.people.actions import rest
from evenweave.record.models import Entry
from tests import make
from tests.agreements.arriving import (
    arrived,
    asked,
    next_of,
    turn,
    willing,
)
from tests.projects.teams import LATER, Team, enter, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Team:
    """A team of five."""
    return team()


def messages_to(ours: Team, name: str) -> list[str]:
    found = Message.objects.filter(to=ours.people[name].id, kind="agreements.buddy")
    return list(found.order_by("written_at", "id").values_list("subject", flat=True))


def test_a_newcomer_chooses_who_is_willing_and_the_buddy_says_yes(ours: Team) -> None:
    willing(ours, "Carys")
    arrived(ours, "Carys")
    pair = asked(ours, "Ben", "Carys")
    assert messages_to(ours, "Carys") == ["Would you be a buddy in “A project”?"]
    assert "Somebody new would like you as their buddy" in next_of(ours, "Carys")
    buddies.accept_buddy(pair=pair, by=ours.actor("Carys"), at=LATER)
    assert messages_to(ours, "Ben") == ["You have a buddy in “A project”"]
    assert Buddy.objects.of_newcomer(ours.member("Ben")).accepted_at == LATER  # type: ignore[union-attr]


def test_it_stays_between_the_two_and_off_the_record(ours: Team) -> None:
    length = Entry.objects.count()
    willing(ours, "Carys")
    pair = asked(ours, "Ben", "Carys")
    buddies.accept_buddy(pair=pair, by=ours.actor("Carys"), at=LATER)
    page = enter(ours, "Dev").get(reverse("agreements:buddy", args=[ours.project.id])).text
    assert "Ben" not in page
    assert Entry.objects.count() == length
    told = Message.objects.get(to=ours.people["Carys"].id)
    assert not Message.objects.visible_to(ours.people["Amina"].id, [ours.project.id]).filter(
        pk=told.pk
    )


def test_a_no_needs_no_reason_and_the_newcomer_chooses_again(ours: Team) -> None:
    willing(ours, "Carys", "Dev")
    pair = asked(ours, "Ben", "Carys")
    buddies.decline_buddy(pair=pair, by=ours.actor("Carys"), at=LATER)
    assert messages_to(ours, "Ben") == ["About your buddy in “A project”"]
    assert asked(ours, "Ben", "Dev").buddy == ours.member("Dev")


def test_only_who_was_asked_answers_and_nobody_asks_the_unwilling(ours: Team) -> None:
    with pytest.raises(Refusal, match="not free"):
        asked(ours, "Ben", "Dev")
    willing(ours, "Carys", "Ben")
    with pytest.raises(Refusal, match="That is you"):
        asked(ours, "Ben", "Ben")
    pair = asked(ours, "Ben", "Carys")
    with pytest.raises(Refusal, match="themself"):
        buddies.accept_buddy(pair=pair, by=ours.actor("Ben"), at=LATER)
    with pytest.raises(Refusal, match="asked already"):
        asked(ours, "Ben", "Carys")
    with pytest.raises(Refusal, match="Only the two"):
        buddies.end_buddy(pair=pair, by=ours.actor("Amina"), at=LATER)


def test_who_lets_one_be_found_is_matched_with_somebody_else_after_a_no(ours: Team) -> None:
    willing(ours, "Carys", "Dev")
    by = ours.actor("Ben")
    pair = buddies.ask_to_be_matched(newcomer=ours.member("Ben"), by=by, at=LATER)
    first = pair.buddy
    assert first is not None
    assert first.person_id is not None
    buddies.decline_buddy(pair=pair, by=actors.person(first.person_id), at=LATER)
    again = Buddy.objects.of_newcomer(ours.member("Ben"))
    assert again is not None
    assert again.buddy is not None
    assert again.buddy != first
    assert again.buddy.person_id is not None
    buddies.decline_buddy(pair=again, by=actors.person(again.buddy.person_id), at=LATER)
    waits = Buddy.objects.of_newcomer(ours.member("Ben"))
    assert waits is not None
    assert waits.buddy is None  # nobody is asked twice
    willing(ours, "Esther")
    waits.refresh_from_db()
    assert waits.buddy == ours.member("Esther")


def test_the_one_with_fewest_to_look_after_is_asked(ours: Team) -> None:
    willing(ours, "Amina", "Dev")
    asked(ours, "Esther", "Amina")
    pair = buddies.ask_to_be_matched(newcomer=ours.member("Ben"), by=ours.actor("Ben"), at=LATER)
    assert pair.buddy == ours.member("Dev")


def test_either_ends_it_and_the_other_is_told_no_reason(ours: Team) -> None:
    willing(ours, "Carys")
    pair = asked(ours, "Ben", "Carys")
    buddies.accept_buddy(pair=pair, by=ours.actor("Carys"), at=LATER)
    buddies.end_buddy(pair=pair, by=ours.actor("Ben"), at=LATER)
    assert "A word about your buddy in “A project”" in messages_to(ours, "Carys")
    assert messages_to(ours, "Ben") == ["You have a buddy in “A project”"]
    assert Buddy.objects.of_newcomer(ours.member("Ben")) is None


def test_a_buddy_who_leaves_is_no_buddy_and_another_can_be_chosen(ours: Team) -> None:
    willing(ours, "Carys", "Dev")
    pair = asked(ours, "Ben", "Carys")
    buddies.accept_buddy(pair=pair, by=ours.actor("Carys"), at=LATER)
    make.leave(ours.member("Carys"))
    assert Buddy.objects.of_newcomer(ours.member("Ben")) is None
    assert asked(ours, "Ben", "Dev").buddy == ours.member("Dev")


def test_who_rests_or_left_before_they_answered_is_passed_over_by_the_job(ours: Team) -> None:
    willing(ours, "Carys", "Dev")
    pair = buddies.ask_to_be_matched(newcomer=ours.member("Ben"), by=ours.actor("Ben"), at=LATER)
    assert pair.buddy is not None
    person = pair.buddy.person
    assert person is not None
    rest(person=person, by=actors.person(person.id), at=LATER)
    turn()
    again = Buddy.objects.of_newcomer(ours.member("Ben"))
    assert again is not None
    assert again.buddy not in {None, pair.buddy}
    turn()
    assert Buddy.objects.of_newcomer(ours.member("Ben")) == again


def test_a_team_of_one_has_a_page_that_says_so() -> None:
    alone = team(["Amina"])
    for name in ("arrival", "buddy", "hand-overs", "thanks", "story"):
        answer = enter(alone, "Amina").get(reverse(f"agreements:{name}", args=[alone.project.id]))
        assert answer.status_code == 200
    pair = buddies.ask_to_be_matched(
        newcomer=alone.member("Amina"), by=alone.actor("Amina"), at=LATER
    )
    assert pair.buddy is None
