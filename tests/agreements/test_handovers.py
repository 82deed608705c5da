"""One person's work passes to several: in parts, by a yes of each, and never lost with anybody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from evenweave.agreements import next as waiting
from evenweave.agreements.actions.handovers import (
    ask_again,
    decline_part,
    drop_part,
    hand_on,
    offer_part,
    put_down_part,
    take_part,
)
from evenweave.agreements.models import HandOver, HandOverPart, PartHolding
from evenweave.agreements.models.handovers import Standing
from evenweave.agreements.personal import export
from evenweave.archive import actions as archive
from evenweave.archive import reading
from evenweave.common.refusals import Refusal
from evenweave.outbox.models import Message
from evenweave.projects.actions.capabilities import end_capability, give_capability
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.models import Capability
from evenweave.record.models import Entry
from evenweave.record.reading import lines_of
from tests.agreements.arriving import arrived, turn
from tests.projects.teams import LATER, Team, enter, helper_for, team

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = localdate(LATER)
THREE = {"Lancashire’s panel": "Ben", "Birmingham’s panel": "Carys", "Devon’s panel": "Dev"}


@pytest.fixture
def ours() -> Team:
    """A team of five, which Amina coordinates."""
    return team()


def handed(
    ours: Team, *, until_on: date | None = None, by: str = "Amina", **to: str | None
) -> dict[str, HandOverPart]:
    """Amina hands on, part by part: who is asked for which."""
    made = hand_on(
        project=ours.project,
        what="Coordinating the panels",
        parts=[(words, ours.member(name) if name else None) for words, name in to.items()],
        until_on=until_on,
        by=ours.actor(by),
        at=LATER,
    )
    return {part.words: part for part in made.parts.all()}


def stands(part: HandOverPart, today: date = TODAY) -> Standing:
    """Where a part stands on a day."""
    return HandOverPart.objects.whole().get(pk=part.pk).standing(today)


def told(ours: Team, name: str) -> list[str]:
    """What somebody was told about hand-overs."""
    found = Message.objects.filter(to=ours.people[name].id, kind="agreements.hand_over")
    return [message.text for message in found]


def test_a_lived_experience_coordinator_passes_her_work_to_three(ours: Team) -> None:
    """As in the second phase of PARTNERS2."""
    parts = handed(ours, **dict[str, Any](THREE))
    for words, name in THREE.items():
        assert stands(parts[words]) is Standing.OFFERED
        assert words in told(ours, name)[0]
        take_part(part=parts[words], by=ours.actor(name), at=LATER)
        assert stands(parts[words]) is Standing.HELD
    # That they may let people in is given as ever, by the team’s own page of trust.
    for name in THREE.values():
        give_capability(
            member=ours.member(name),
            kind=Capability.Kind.COORDINATOR,
            by=ours.actor("Amina"),
            at=LATER,
        )
    end_capability(
        capability=Capability.objects.get(member=ours.member("Amina"), kind="coordinator"),
        by=ours.actor("Amina"),
        at=LATER,
    )
    leave_project(
        member=ours.member("Amina"),
        hand_over={},
        wants_news=True,
        by=ours.actor("Amina"),
        at=LATER,
    )
    assert {stands(part) for part in parts.values()} == {Standing.HELD}
    assert ours.told.count("agreements.part_taken") == 3
    page = enter(ours, "Esther").get(reverse("agreements:hand-overs", args=[ours.project.id])).text
    for name in THREE.values():
        assert f"<bdi>{name}</bdi> does this." in page
    turn()
    for name in THREE.values():  # each comes in anew, to what changed for them
        arrived(ours, name)
        page = enter(ours, name).get(reverse("agreements:arrival", args=[ours.project.id])).text
        assert "You took on:" in page


def test_giving_and_taking_stand_on_the_record_and_a_no_does_not(ours: Team) -> None:
    parts = handed(ours, Minutes="Ben", Tea="Carys")
    take_part(part=parts["Minutes"], by=ours.actor("Ben"), at=LATER)
    before = Entry.objects.count()
    decline_part(part=parts["Tea"], by=ours.actor("Carys"), at=LATER)
    assert Entry.objects.count() == before
    entries = Entry.objects.filter(stream=ours.project.id).order_by("-sequence")[:2]
    assert [str(line.sentence) for line in lines_of(entries)] == [
        "<bdi>Ben</bdi> took on a part of work that was handed on: “<bdi>Minutes</bdi>”.",
        "<bdi>Amina</bdi> handed work on: “<bdi>Coordinating the panels</bdi>”. Parts: 2.",
    ]


def test_what_nobody_took_needs_somebody_and_anybody_takes_it_on(ours: Team) -> None:
    parts = handed(ours, Minutes="Ben", Tea=None)
    decline_part(part=parts["Minutes"], by=ours.actor("Ben"), at=LATER)
    assert stands(parts["Minutes"]) is stands(parts["Tea"]) is Standing.NEEDS
    address = reverse("agreements:hand-overs", args=[ours.project.id])
    assert enter(ours, "Esther").get(address).text.count("I take it on") == 2
    needed = HandOverPart.objects.to_be_taken(ours.project, TODAY)
    assert {part.words for part in needed} == {"Minutes", "Tea"}
    assert told(ours, "Amina") == ["“Minutes” needs somebody. Anybody in the team can take it on."]
    take_part(part=parts["Tea"], by=ours.actor("Esther"), at=LATER)
    assert stands(parts["Tea"]) is Standing.HELD


def test_two_who_take_on_one_part_meet_and_one_is_told_by_name(ours: Team) -> None:
    part = handed(ours, Tea=None)["Tea"]
    stale = HandOverPart.objects.get(pk=part.pk)
    take_part(part=part, by=ours.actor("Ben"), at=LATER)
    with pytest.raises(Refusal, match="Ben has taken this on already"):
        take_part(part=stale, by=ours.actor("Carys"), at=LATER)


def test_who_was_asked_answers_first(ours: Team) -> None:
    part = handed(ours, Tea="Ben")["Tea"]
    with pytest.raises(Refusal, match="Ben was asked first"):
        take_part(part=part, by=ours.actor("Carys"), at=LATER)
    with pytest.raises(Refusal, match="not asked"):
        decline_part(part=part, by=ours.actor("Carys"), at=LATER)
    with pytest.raises(Refusal, match="Somebody was asked already"):
        offer_part(part=part, to=ours.member("Dev"), by=ours.actor("Carys"), at=LATER)


def test_a_holder_puts_it_down_and_that_they_held_it_stays(ours: Team) -> None:
    part = handed(ours, Tea="Ben")["Tea"]
    take_part(part=part, by=ours.actor("Ben"), at=LATER)
    with pytest.raises(Refusal, match="Only whoever holds"):
        put_down_part(part=part, by=ours.actor("Amina"), at=LATER)
    put_down_part(part=part, by=ours.actor("Ben"), at=LATER + DAY)
    assert stands(part) is Standing.NEEDS
    held = PartHolding.objects.get()
    assert (held.member, held.since, held.until) == (ours.member("Ben"), LATER, LATER + DAY)
    offer_part(part=part, to=ours.member("Dev"), by=ours.actor("Carys"), at=LATER + DAY)
    assert stands(part) is Standing.OFFERED


def test_what_somebody_held_who_leaves_needs_somebody(ours: Team) -> None:
    part = handed(ours, Tea="Ben")["Tea"]
    take_part(part=part, by=ours.actor("Ben"), at=LATER)
    leave_project(
        member=ours.member("Ben"),
        hand_over={},
        wants_news=False,
        by=ours.actor("Ben"),
        at=LATER + DAY,
    )
    assert stands(part) is Standing.NEEDS
    take_part(part=part, by=ours.actor("Carys"), at=LATER + DAY)
    assert stands(part) is Standing.HELD
    assert PartHolding.objects.filter(until=None).count() == 1


def test_nothing_is_handed_to_who_left_or_to_oneself(ours: Team) -> None:
    esther = ours.member("Esther")
    leave_project(member=esther, hand_over={}, wants_news=False, by=ours.actor("Esther"), at=LATER)
    with pytest.raises(Refusal, match="have left this project"):
        hand_on(
            project=ours.project,
            what="The panels",
            parts=[("Tea", esther)],
            until_on=None,
            by=ours.actor("Amina"),
            at=LATER,
        )
    with pytest.raises(Refusal, match="That is you"):
        handed(ours, Tea="Amina")


@pytest.mark.parametrize(
    ("what", "parts", "until_on", "reason"),
    [
        ("", [("Tea", None)], None, "at least one part"),
        ("All", [], None, "at least one part"),
        ("All", [(" ", None)], None, "at least one part"),
        ("All", [("Tea", None)] * 13, None, "more than twelve"),
        ("All", [("Tea", None)], TODAY - DAY, "That day is over"),
    ],
)
def test_what_is_missing_is_told_in_a_sentence(
    ours: Team, what: str, parts: list[tuple[str, None]], until_on: date | None, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        hand_on(
            project=ours.project,
            what=what,
            parts=parts,
            until_on=until_on,
            by=ours.actor("Amina"),
            at=LATER,
        )


def test_when_its_last_day_is_over_it_is_back_with_who_gave_it(ours: Team) -> None:
    part = handed(ours, until_on=TODAY, Tea="Ben")["Tea"]
    take_part(part=part, by=ours.actor("Ben"), at=LATER)
    assert stands(part) is Standing.HELD
    assert stands(part, TODAY + DAY) is Standing.BACK
    with pytest.raises(Refusal, match="back with who gave it"):
        take_part(part=part, by=ours.actor("Carys"), at=LATER + DAY)


def test_it_is_asked_again_and_nobody_goes_on_unasked(ours: Team) -> None:
    part = handed(ours, until_on=TODAY, Tea="Ben")["Tea"]
    take_part(part=part, by=ours.actor("Ben"), at=LATER)
    hand_over = HandOver.objects.get()
    with pytest.raises(Refusal, match="still goes on"):
        ask_again(hand_over=hand_over, until_on=None, by=ours.actor("Amina"), at=LATER)
    after = LATER + 3 * DAY
    with pytest.raises(Refusal, match="so they ask again"):
        ask_again(hand_over=hand_over, until_on=None, by=ours.actor("Carys"), at=after)
    ask_again(hand_over=hand_over, until_on=None, by=ours.actor("Amina"), at=after)
    assert stands(part, localdate(after)) is Standing.OFFERED
    assert len(told(ours, "Ben")) == 2
    held = PartHolding.objects.get()
    assert held.until is not None
    assert localdate(held.until) == TODAY + DAY  # the night in which its last day ended
    take_part(part=part, by=ours.actor("Ben"), at=after)
    assert PartHolding.objects.count() == 2


def test_where_the_giver_is_gone_it_needs_somebody_and_anybody_asks_again(ours: Team) -> None:
    part = handed(ours, until_on=TODAY, by="Dev", Tea="Ben")["Tea"]
    take_part(part=part, by=ours.actor("Ben"), at=LATER)
    leave_project(
        member=ours.member("Dev"),
        hand_over={},
        wants_news=False,
        by=ours.actor("Dev"),
        at=LATER,
    )
    after = LATER + 3 * DAY
    assert stands(part, localdate(after)) is Standing.NEEDS
    with pytest.raises(Refusal, match="Ask again"):
        take_part(part=part, by=ours.actor("Carys"), at=after)
    hand_over = HandOver.objects.get()
    ask_again(hand_over=hand_over, until_on=None, by=ours.actor("Esther"), at=after)
    take_part(part=part, by=ours.actor("Ben"), at=after)
    assert stands(part, localdate(after)) is Standing.HELD


def test_what_is_not_needed_is_dropped_by_its_giver_and_not_under_anybodys_hands(
    ours: Team,
) -> None:
    parts = handed(ours, Tea="Ben", Cake=None)
    take_part(part=parts["Tea"], by=ours.actor("Ben"), at=LATER)
    with pytest.raises(Refusal, match="Ben does this now"):
        drop_part(part=parts["Tea"], by=ours.actor("Amina"), at=LATER)
    with pytest.raises(Refusal, match="Only whoever handed this on"):
        drop_part(part=parts["Cake"], by=ours.actor("Carys"), at=LATER)
    drop_part(part=parts["Cake"], by=ours.actor("Amina"), at=LATER)
    with pytest.raises(Refusal, match="not needed"):
        take_part(part=parts["Cake"], by=ours.actor("Carys"), at=LATER)


def test_a_helper_says_yes_for_the_person_and_the_record_says_so(ours: Team) -> None:
    part = handed(ours, Tea="Ben")["Tea"]
    take_part(part=part, by=helper_for(ours, "Ben", "Dev"), at=LATER)
    (line,) = lines_of(Entry.objects.filter(kind="agreements.part_taken"))
    assert "with <bdi>Dev</bdi> helping" in str(line.sentence)


def test_next_says_it_until_it_is_answered_or_over(ours: Team) -> None:
    arrived(ours, "Amina")
    part = handed(ours, by="Dev", until_on=TODAY, Tea="Amina")["Tea"]
    amina = ours.people["Amina"].id

    def titles(at: object = LATER) -> list[str]:
        return [str(each.title) for each in waiting.next_for(amina, at)]  # type: ignore[arg-type]

    assert titles() == ["Somebody asks you to take something on"]
    assert titles(LATER + DAY) == []
    take_part(part=part, by=ours.actor("Amina"), at=LATER)
    assert titles() == []


def test_a_form_that_is_amiss_keeps_every_word(ours: Team) -> None:
    sent = {
        "what": "",
        "part_1": "Writing the minutes of all three panels",
        "to_1": str(ours.member("Ben").id),
        "part_2": "",
        "to_2": str(ours.member("Carys").id),
    }
    address = reverse("agreements:hand-on", args=[ours.project.id])
    page = enter(ours, "Amina").post(address, sent).text
    assert "Writing the minutes of all three panels" in page
    assert "You chose somebody. Write what they would take on." in page
    assert not HandOver.objects.exists()
    filled = sent | {"what": "The panels", "part_2": "Tea"}
    assert enter(ours, "Amina").post(address, filled).status_code == 302
    assert HandOverPart.objects.count() == 2


def test_erasing_takes_the_words_and_leaves_who_held_what(ours: Team) -> None:
    part = handed(ours, Marmalade="Ben")["Marmalade"]
    take_part(part=part, by=ours.actor("Ben"), at=LATER)
    give_capability(
        member=ours.member("Dev"),
        kind=Capability.Kind.COORDINATOR,
        by=ours.actor("Amina"),
        at=LATER,
    )
    for name in ("Amina", "Ben"):
        person = ours.people[name]
        archive.erase_person(
            person=person,
            streams=reading.streams_of(person.id),
            by=ours.actor(name),
            at=LATER,
        )
    part.refresh_from_db()
    assert part.words == ""
    assert HandOver.objects.get().what == ""
    assert PartHolding.objects.count() == 1
    page = enter(ours, "Dev").get(reverse("agreements:hand-overs", args=[ours.project.id])).text
    assert "(words taken out)" in page
    assert "Needs somebody." in page
    assert "Marmalade" not in page


def test_all_of_it_is_in_what_somebody_takes_away(ours: Team) -> None:
    parts = handed(ours, Minutes="Ben", Tea="Ben")
    take_part(part=parts["Minutes"], by=ours.actor("Ben"), at=LATER)
    held = export(ours.people["Ben"].id)
    assert [each["part"] for each in held["what_you_took_on"]] == ["Minutes"]
    assert [each["part"] for each in held["what_you_are_asked_to_take_on"]] == ["Tea"]
    given = export(ours.people["Amina"].id)["what_you_handed_on"]
    assert given[0]["parts"] == ["Minutes", "Tea"]


def test_the_list_takes_few_queries_and_no_more_when_it_is_long(ours: Team) -> None:
    client = enter(ours, "Ben")
    address = reverse("agreements:hand-overs", args=[ours.project.id])

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    for part in handed(ours, Minutes="Carys", Tea=None).values():
        take_part(part=part, by=ours.actor("Carys"), at=LATER)
    small = cost()
    assert small <= 12
    for _each in range(12):
        for part in handed(ours, Minutes="Dev", Tea=None, Cake="Dev").values():
            take_part(part=part, by=ours.actor("Dev"), at=LATER)
    assert cost() == small


@pytest.mark.parametrize("days", [0, 3])
def test_what_can_be_taken_on_is_what_stands_as_needing_somebody(ours: Team, days: int) -> None:
    """The list above all others and the standing of each part say the same."""
    handed(ours, by="Dev", until_on=TODAY, Minutes=None, Tea="Ben", Cake="Carys")
    handed(ours, Letters="Esther", Room="Ben", Post=None)
    for part in HandOverPart.objects.whole().exclude(words__in=["Minutes", "Post", "Tea"]):
        assert part.offered_to is not None
        assert part.offered_to.person is not None
        take_part(part=part, by=ours.actor(part.offered_to.person.name), at=LATER)
    drop_part(part=HandOverPart.objects.get(words="Post"), by=ours.actor("Amina"), at=LATER)
    for name in ("Ben", "Dev"):
        leave_project(
            member=ours.member(name),
            hand_over={},
            wants_news=False,
            by=ours.actor(name),
            at=LATER,
        )
    today = TODAY + days * DAY
    needs = {
        part.words
        for part in HandOverPart.objects.whole()
        if part.standing(today) is Standing.NEEDS and not part.hand_over.is_past(today)
    }
    listed = HandOverPart.objects.to_be_taken(ours.project, today)
    assert {part.words for part in listed} == needs
    assert needs == ({"Room"} if days else {"Minutes", "Tea", "Room"})
