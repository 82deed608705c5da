"""The page of who is here: names, nobody ranked, and the make-up as cloth, in bounded questions."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenweave.disclosure.seats import Bundle
from evenweave.projects.actions.capabilities import give_capability
from evenweave.projects.actions.circles import add_circle, choose_sites, join_circle
from evenweave.projects.actions.expertise import divide_expertise
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.models import Capability, Circle, Tally, TallySeat
from evenweave.projects.team import balance_of, makeup_of
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, team

pytestmark = pytest.mark.django_db


def page(ours: Team, who: str = "Amina", name: str = "people") -> str:
    return enter(ours, who).get(reverse(f"projects:{name}", args=[ours.project.id])).text


def with_seats(seats: str, *, hidden: str = "") -> Team:
    """Amina says nothing; then one person for each seat, shown, and one for each hidden."""
    ours = team(["Amina"], seats=False)
    for number, seat in enumerate(seats):
        ours.add(f"Shown {number}", seat)
    for number, seat in enumerate(hidden):
        ours.add(f"Unshown {number}", seat, is_shown=False)
    return ours


def seats_told(ours: Team) -> dict[str, int]:
    made = makeup_of(ours.project)
    return {made.called(bundle): bundle.people for bundle in made.bundles}


def circle_of(ours: Team, name: str, people: list[str]) -> Circle:
    first, *others = people
    circle = add_circle(project=ours.project, name=name, word="", by=ours.actor(first), at=NOON)
    for other in others:
        join_circle(circle=circle, member=ours.member(other), by=ours.actor(other), at=NOON)
    return circle


# Names.


def test_people_stand_in_the_order_of_the_alphabet_whoever_coordinates() -> None:
    ours = team(["Amina", "Zoe", "ben", "Carys"], seats=False)
    give_capability(
        member=ours.member("Zoe"),
        kind=Capability.Kind.COORDINATOR,
        by=ours.actor("Amina"),
        at=NOON,
    )
    names = re.findall(r"<h2><bdi>(.*?)</bdi>", page(ours))
    assert names == ["Amina", "ben", "Carys", "Zoe"]


def test_a_seat_stands_beside_a_name_only_if_the_person_shows_it() -> None:
    ours = team(["Amina", "Ben"], seats=False)
    ours.sit("Amina", "L")
    ours.sit("Ben", "P", is_shown=False)
    told = page(ours)
    assert "Lived experience" in told
    assert "Practice" not in told


def test_not_shown_and_not_said_look_the_same() -> None:
    ours = team(["Amina", "Ben"], seats=False)
    before = page(ours)
    ours.sit("Ben", "P", is_shown=False)
    assert without_tokens(page(ours)) == without_tokens(before)


def without_tokens(told: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", told)


def test_a_seat_of_a_kind_that_was_divided_is_not_told_until_it_is_said_anew() -> None:
    ours = with_seats("LLLPPP")
    divide_expertise(
        expertise=ours.kinds["P"],
        first="Nursing",
        second="Commissioning",
        by=ours.actor("Amina"),
        at=LATER,
    )
    assert seats_told(ours) == {}
    assert "Practice" not in page(ours)


# The make-up.


def test_the_make_up_of_hounslow_is_drawn_with_its_table() -> None:
    ours = with_seats("LLLLPPPPRRRR")
    told = page(ours)
    assert told.count('class="weave') >= 1
    assert "33 % (4 of 12)" in told
    assert seats_told(ours) == {"Lived experience": 4, "Practice": 4, "Research": 4}


def test_kinds_with_fewer_than_three_people_are_told_together_everywhere() -> None:
    ours = with_seats("LLLLPRRR")
    assert seats_told(ours) == {"Lived experience": 4, "Practice and Research": 4}
    circle_of(ours, "Panel", ["Shown 0", "Shown 4", "Shown 5"])
    told = page(ours)
    assert '<th scope="col"><bdi>Practice</bdi></th>' not in told
    assert '<th scope="col"><bdi>Practice and Research</bdi></th>' in told


def test_a_team_that_is_too_small_is_not_drawn() -> None:
    ours = with_seats("LLP")
    assert "Too few seats to draw yet" in page(ours)


def test_a_lopsided_circle_is_noticed_kindly_and_an_even_one_is_not() -> None:
    ours = with_seats("LLLLPPPRRR")
    circle_of(ours, "Study team", ["Shown 0", "Shown 7", "Shown 8", "Shown 9"])
    circle_of(ours, "Working group", ["Shown 1", "Shown 4", "Shown 7"])
    noticed = dict(makeup_of(ours.project).noticed)
    assert list(noticed) == ["Study team"]
    assert noticed["Study team"] == [
        "Two of the three kinds of seat are here. Nobody shows a seat with Practice.",
        "Three of the four who show a seat sit with Research.",
    ]
    assert "There is no right number." in page(ours)


def test_a_circle_where_some_show_no_seat_says_that_it_may_not_be_the_whole_picture() -> None:
    ours = with_seats("LLLPPPRRR")
    circle_of(ours, "Study team", ["Amina", "Shown 6", "Shown 7", "Shown 8"])
    (_name, told), *_others = makeup_of(ours.project).noticed
    assert told[-1] == "One person here shows no seat, so this may not be the whole picture."


def test_sites_are_drawn_like_circles() -> None:
    ours = with_seats("LLLPPP")
    ours.tell(sites=["Devon"])
    choose_sites(
        member=ours.member("Shown 0"),
        sites=list(ours.project.sites.all()),
        by=ours.actor("Shown 0"),
        at=NOON,
    )
    made = makeup_of(ours.project)
    assert [group.name for group in made.sites] == ["Devon"]
    assert "Who sits here, site by site" in page(ours)


# Unshown seats.


def test_unshown_seats_are_counted_in_the_whole_from_five_on() -> None:
    ours = with_seats("LLLPPP", hidden="LLPP")
    assert seats_told(ours) == {"Lived experience": 3, "Practice": 3}
    ours.add("Unshown 4", "L", is_shown=False)
    assert seats_told(ours) == {"Lived experience": 6, "Practice": 5}
    assert "also counts 5 people who would rather not be shown" in page(ours)


@pytest.mark.parametrize("hidden", ["LLLLL", "LLLLP"])
def test_unshown_seats_that_are_nearly_alike_are_never_counted(hidden: str) -> None:
    ours = with_seats("LLLPPP", hidden=hidden)
    assert seats_told(ours) == {"Lived experience": 3, "Practice": 3}
    assert Tally.objects.get().people == {}
    ours.add("One more", "P", is_shown=False)
    ours.add("And another", "P", is_shown=False)
    assert seats_told(ours) == {"Lived experience": 3, "Practice": 3}


def test_unshown_seats_never_enter_a_circle() -> None:
    ours = with_seats("LLLPPP", hidden="LLLPP")
    everybody = [name for name in ours.people if name != "Amina"]
    circle_of(ours, "Panel", everybody)
    (panel,) = makeup_of(ours.project).circles
    assert sorted(panel.shown.values()) == [3, 3]
    assert panel.unshown == 5


def change_seat(ours: Team) -> None:
    ours.sit("Unshown 0", "P", is_shown=False)


def show_oneself(ours: Team) -> None:
    ours.sit("Unshown 0", "L")


def go(ours: Team) -> None:
    leave_project(
        member=ours.member("Unshown 0"),
        hand_over={},
        wants_news=False,
        by=ours.actor("Unshown 0"),
        at=LATER,
    )


@pytest.mark.parametrize("change", [change_seat, show_oneself, go])
def test_a_count_ends_when_somebody_in_it_changes_and_its_people_are_not_counted_again(
    change: Any,
) -> None:
    ours = with_seats("LLLPPP", hidden="LLLPP")
    assert makeup_of(ours.project).counted == 5
    change(ours)
    assert makeup_of(ours.project).counted == 0
    assert not Tally.objects.standing().exists()
    ours.sit("Unshown 1", "P", is_shown=False)
    assert TallySeat.objects.count() == 5


def test_somebody_who_came_back_is_not_counted_twice() -> None:
    ours = with_seats("LLLPPP", hidden="LLLPP")
    go(ours)
    ours.add("Unshown 0", "L", is_shown=False)
    for number, seat in enumerate("LLPP", start=5):
        ours.add(f"Unshown {number}", seat, is_shown=False)
    assert makeup_of(ours.project).counted == 0
    ours.add("Unshown 9", "P", is_shown=False)
    assert makeup_of(ours.project).counted == 5


def test_a_count_goes_on_while_others_come_and_go() -> None:
    ours = with_seats("LLLPPP", hidden="LLLPP")
    ours.add("One more", "P", is_shown=False)
    ours.add("Another", "R")
    assert makeup_of(ours.project).counted == 5


# Questions to the database.


def questions(ours: Team, name: str, *more: Any) -> int:
    client = enter(ours, "Amina")
    address = reverse(f"projects:{name}", args=[ours.project.id, *more])
    client.get(address)  # the session notes the first visit
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


LISTS = ["people", "people-before", "strengths", "trust", "circles", "sites", "phases"]
LISTS += ["limits", "say-limit", "behalf", "leave", "record"]


def filled(people: int) -> Team:
    """A team of so many, in a circle and at a site."""
    ours = team(["Amina"], seats=False)
    ours.tell(sites=["Devon"])
    for number in range(people - 1):
        ours.add(f"Member {number}", "LPR"[number % 3])
    circle_of(ours, "Panel", ["Amina", *[f"Member {number}" for number in range(people - 1)]])
    return ours


@pytest.mark.slow
def test_every_list_asks_at_most_twelve_questions_whatever_the_size_of_the_team() -> None:
    small, large = filled(10), filled(1_000)
    for name in LISTS:
        few, many = questions(small, name), questions(large, name)
        assert few == many, name
        assert many <= 12, (name, many)


def test_a_circle_without_a_kind_and_one_with_mostly_one_kind_are_noticed() -> None:
    ids = {kind: uuid4() for kind in "LPR"}
    found = [Bundle((ids[kind],), people) for kind, people in zip("LPR", (6, 4, 4), strict=True)]
    lopsided = balance_of(found, [1, 0, 4])
    assert [each.kinds for each in lopsided.missing] == [(ids["P"],)]
    assert (lopsided.most, lopsided.most_people, lopsided.here) == (found[2], 4, 2)
    assert balance_of(found, [2, 2, 2]).is_even_enough
    assert balance_of(found, [2, 1, 1]).is_even_enough
    assert not balance_of(found, [0, 0, 0]).is_even_enough
