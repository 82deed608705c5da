"""The rota keeps its rules for every team there is, and says why."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from random import Random
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evenweave.meetings.foresight import bound, needed
from evenweave.meetings.pairing import cheapest
from evenweave.meetings.rota import Given, Meeting, Person, Turn, Why, Will, plan

pytestmark = pytest.mark.sqlite

ROLES = ("chair", "minutes", "time", "tea")
WILLING, LEARNING = Will.WILLING, Will.LEARNING
NEEDS_SOMEBODY = {Why.NOBODY_WILLING, Why.NOBODY_HERE, Why.LEFT, Why.AWAY}


def person(number: int, *roles: str, kind: int = 0, learning: Iterable[str] = ()) -> Person:
    """Somebody who is willing for these roles, or for all if none is named."""
    willing = dict.fromkeys(roles or ROLES, WILLING) | dict.fromkeys(learning, LEARNING)
    return Person(UUID(int=number), UUID(int=1000 + kind), willing)


def meetings(number: int, roles: Sequence[str] = ROLES, *, first: int = 0) -> list[Meeting]:
    """So many meetings, nobody away."""
    return [Meeting(UUID(int=5000 + first + place), tuple(roles)) for place in range(number)]


def planned(
    people: Iterable[Person], ahead: Iterable[Meeting], past: Iterable[Meeting] = ()
) -> list[Turn]:
    return plan(people, past, ahead, seed="Saturday 12 7 3")


def totals(people: Iterable[Person], turns: Iterable[Turn]) -> list[int]:
    had = Counter(turn.person for turn in turns)
    return [had[each.id] for each in people]


def by_role(turns: Iterable[Turn]) -> dict[str, Turn]:
    """The turns of one meeting."""
    return {turn.role: turn for turn in turns}


def had_at(meeting: Meeting, turns: Iterable[Turn]) -> tuple[Given, ...]:
    """What people have at this meeting by a plan."""
    return tuple(
        Given(turn.role, turn.person, turn.learner)
        for turn in turns
        if turn.meeting == meeting.id and turn.person is not None
    )


def one_after_another(people: Iterable[Person], role: str) -> list[Meeting]:
    """Meetings that were, at each of which the next person had this role."""
    return [
        Meeting(UUID(int=4000 + place), (role,), given=(Given(role, each.id),))
        for place, each in enumerate(people)
    ]


@st.composite
def teams(draw: st.DrawFn) -> tuple[list[Person], list[Meeting]]:
    """Up to seven people who say anything to four roles, and up to six meetings."""
    said = st.dictionaries(st.sampled_from(ROLES), st.sampled_from(Will))
    people = [
        Person(UUID(int=number + 1), draw(st.sampled_from([None, UUID(int=1), UUID(int=2)])), will)
        for number, will in enumerate(draw(st.lists(said, max_size=7)))
    ]
    ids = [each.id for each in people]
    away = st.frozensets(st.sampled_from(ids), max_size=3) if ids else st.just(frozenset[UUID]())
    wanted = st.lists(st.sampled_from(ROLES), unique=True, max_size=4).map(tuple)
    ahead = [
        Meeting(UUID(int=5000 + place), draw(wanted), draw(away))
        for place in range(draw(st.integers(0, 6)))
    ]
    return people, ahead


@st.composite
def begun(draw: st.DrawFn) -> tuple[list[Person], list[Meeting]]:
    """The same, with roles that people have already, whether or not they still can."""
    people, ahead = draw(teams())
    ids = [*(each.id for each in people), UUID(int=99)]
    found = []
    for meeting in ahead:
        roles = draw(st.sets(st.sampled_from(meeting.roles))) if meeting.roles else set()
        had = tuple(Given(role, draw(st.sampled_from(ids))) for role in sorted(roles))
        found.append(replace(meeting, given=had))
    return people, found


class Walk:
    """A plan gone through meeting by meeting, with what everybody had before."""

    def __init__(self, people: list[Person], ahead: list[Meeting]) -> None:
        self.people = {each.id: each for each in people}
        self.steps: list[tuple[Meeting, dict[str, Turn], Counter[UUID], dict[str, UUID]]] = []
        turns = planned(people, ahead)
        had: Counter[UUID] = Counter()
        last: dict[str, UUID] = {}
        for meeting in ahead:
            mine = by_role(turn for turn in turns if turn.meeting == meeting.id)
            assert tuple(mine) == meeting.roles
            self.steps.append((meeting, mine, Counter(had), dict(last)))
            for role, turn in mine.items():
                if turn.person is not None:
                    had[turn.person] += 1
                    last[role] = turn.person

    def could(self, meeting: Meeting, role: str) -> set[UUID]:
        """Everybody who is willing for the role and here."""
        return {p.id for p in self.people.values() if p.is_willing(role)} - meeting.away


# What must be so for every team


@given(teams())
def test_only_who_is_willing_and_here_has_a_turn_and_a_role_that_somebody_can_have_is_had(
    team: tuple[list[Person], list[Meeting]],
) -> None:
    walk = Walk(*team)
    for meeting, turns, _had, _last in walk.steps:
        for role, turn in turns.items():
            could = walk.could(meeting, role)
            assert (turn.person in could) if could else turn.person is None
            assert (turn.person is None) == (turn.why in NEEDS_SOMEBODY)


@given(teams())
def test_nobody_has_two_roles_while_somebody_without_one_could_take_one(
    team: tuple[list[Person], list[Meeting]],
) -> None:
    walk = Walk(*team)
    for meeting, turns, _had, _last in walk.steps:
        has = Counter(turn.person for turn in turns.values() if turn.person is not None)
        for role, turn in turns.items():
            if turn.person is not None and has[turn.person] > 1:
                assert all(has[other] for other in walk.could(meeting, role))
        assert len(has) == most_people(walk, meeting)


def most_people(walk: Walk, meeting: Meeting) -> int:
    """How many people can have a role each, by trying every choice."""
    choices = [[None, *walk.could(meeting, role)] for role in meeting.roles]
    return max(len(set(chosen) - {None}) for chosen in product(*choices))


@given(teams())
def test_nobody_has_a_role_twice_running_while_somebody_without_a_role_could_take_it(
    team: tuple[list[Person], list[Meeting]],
) -> None:
    walk = Walk(*team)
    for meeting, turns, _had, last in walk.steps:
        busy = {turn.person for turn in turns.values()}
        for role, turn in turns.items():
            if turn.person is not None and turn.person == last.get(role):
                ahead = planned_for_next(walk, meeting, role)
                assert walk.could(meeting, role) - busy <= ahead
                assert turn.why in {Why.TWICE_RUNNING, Why.ONLY_ONE_WILLING}


def planned_for_next(walk: Walk, meeting: Meeting, role: str) -> set[UUID]:
    """Whoever is the only one who can have the role when it is wanted next."""
    places = [step[0] for step in walk.steps]
    later = places[places.index(meeting) + 1 :]
    following = next((each for each in later if role in each.roles), None)
    could = walk.could(following, role) if following else set()
    return could if len(could) == 1 else set()


@given(teams())
def test_nobody_has_a_second_turn_while_somebody_who_could_take_it_had_none(
    team: tuple[list[Person], list[Meeting]],
) -> None:
    walk = Walk(*team)
    for meeting, turns, had, last in walk.steps:
        busy = {turn.person for turn in turns.values()}
        for role, turn in turns.items():
            if turn.person is not None and had[turn.person]:
                waiting = walk.could(meeting, role) - busy - planned_for_next(walk, meeting, role)
                assert all(had[other] for other in waiting if other != last.get(role))


@given(teams())
def test_the_reasons_are_true(team: tuple[list[Person], list[Meeting]]) -> None:
    walk = Walk(*team)
    for meeting, turns, had, last in walk.steps:
        busy = {turn.person for turn in turns.values()}
        for role, turn in turns.items():
            if turn.person is None:
                continue
            could = walk.could(meeting, role)
            free = could - busy - planned_for_next(walk, meeting, role) - {last.get(role)}
            assert (turn.turns, turn.others) == (had[turn.person], len(could) - 1)
            if turn.why is Why.FIRST_TURN:
                assert not had[turn.person]
            if turn.why is Why.ONLY_ONE_FREE:
                assert not free
            if turn.why is Why.FEWEST_TURNS and not any(step[0].away for step in walk.steps):
                assert free
            if turn.why is Why.SECOND_ROLE:
                assert sum(each.person == turn.person for each in turns.values()) > 1


@given(teams())
def test_whoever_learns_is_beside_somebody_who_is_willing_and_has_no_other_role(
    team: tuple[list[Person], list[Meeting]],
) -> None:
    walk = Walk(*team)
    for meeting, turns, _had, _last in walk.steps:
        has = [turn.person for turn in turns.values() if turn.person is not None]
        learn = [turn.learner for turn in turns.values() if turn.learner is not None]
        assert len(set(learn)) == len(learn)
        assert not set(learn) & set(has)
        free = walk.people.keys() - meeting.away - set(has) - set(learn)
        for role, turn in turns.items():
            if turn.learner is not None:
                assert turn.person is not None
                assert walk.people[turn.learner].willing[role] is LEARNING
                assert turn.learner not in meeting.away
            elif turn.person is not None:
                assert not any(walk.people[id_].willing.get(role) is LEARNING for id_ in free)


@given(begun())
def test_what_somebody_here_has_stands_and_what_anybody_else_had_needs_somebody(
    team: tuple[list[Person], list[Meeting]],
) -> None:
    people, ahead = team
    ids = {each.id for each in people}
    turns = {(turn.meeting, turn.role): turn for turn in planned(people, ahead)}
    for meeting in ahead:
        for had in meeting.given:
            turn = turns[meeting.id, had.role]
            if had.person not in ids:
                assert (turn.person, turn.why) == (None, Why.LEFT)
            elif had.person in meeting.away:
                assert (turn.person, turn.why) == (None, Why.AWAY)
            else:
                assert (turn.person, turn.why) == (had.person, Why.CHOSEN_BY_THEM)


@given(begun(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_of_roles_changes_nothing(
    team: tuple[list[Person], list[Meeting]], chance: Random
) -> None:
    people, ahead = team
    shuffled = [replace(m, roles=tuple(chance.sample(m.roles, len(m.roles)))) for m in ahead]
    others = planned(chance.sample(people, len(people)), shuffled)
    assert set(others) == set(planned(people, ahead))
    assert planned(people, ahead) == planned(people, ahead)


@given(teams())
def test_what_was_planned_stays_when_it_is_planned_again(
    team: tuple[list[Person], list[Meeting]],
) -> None:
    people, ahead = team
    turns = planned(people, ahead)
    again = planned(people, [replace(m, given=had_at(m, turns)) for m in ahead])
    assert [(t.role, t.person, t.learner) for t in again] == [
        (t.role, t.person, t.learner) for t in turns
    ]


# Fair over time


@given(
    people=st.integers(1, 14),
    roles=st.integers(1, 4),
    number=st.integers(1, 20),
    kinds=st.integers(1, 3),
)
def test_who_is_willing_for_everything_has_as_many_turns_as_anybody_after_each_meeting(
    people: int, roles: int, number: int, kinds: int
) -> None:
    assume(people >= roles)
    team = [person(place + 1, kind=place % kinds) for place in range(people)]
    turns = planned(team, meetings(number, ROLES[:roles]))
    for place in range(1, number + 1):
        had = totals(team, turns[: place * roles])
        assert max(had) - min(had) <= 1


@given(each=st.integers(1, 5), kinds=st.integers(2, 3), roles=st.integers(1, 4), seed=st.text("ab"))
def test_kinds_of_expertise_of_one_size_have_as_many_turns_and_each_role_as_often(
    each: int, kinds: int, roles: int, seed: str
) -> None:
    assume(each * kinds >= roles)
    team = [person(place + 1, kind=place % kinds) for place in range(each * kinds)]
    turns = plan(team, [], meetings(24, ROLES[:roles]), seed=seed)
    kind = {p.id: p.kind for p in team}
    for place in range(1, 25):
        had = Counter(kind[t.person] for t in turns[: place * roles] if t.person is not None)
        assert max(had.values()) - min(had[p.kind] for p in team) <= 1
    for role in ROLES[:roles]:
        had = Counter(kind[t.person] for t in turns if t.role == role and t.person is not None)
        assert max(had.values()) - min(had[p.kind] for p in team) <= 2


@given(st.data(), st.integers(5, 12), st.integers(1, 4))
def test_being_away_neither_raises_a_debt_nor_pushes_anybody_back(
    data: st.DataObject, people: int, roles: int
) -> None:
    team = [person(place + 1) for place in range(people)]
    ids = st.sampled_from([each.id for each in team])
    ahead = [
        replace(meeting, away=data.draw(st.frozensets(ids, max_size=people - roles)))
        for meeting in meetings(20, ROLES[:roles])
    ]
    assume(all(len(meeting.away) <= people - roles for meeting in ahead))
    fair = {each.id: Fraction(0) for each in team}
    for meeting in ahead:
        for id_ in fair.keys() - meeting.away:
            fair[id_] += Fraction(roles, people - len(meeting.away))
    had = Counter(turn.person for turn in planned(team, ahead))
    assert all(abs(had[id_] - due) <= 3 for id_, due in fair.items())


def test_who_was_away_for_half_a_year_is_not_asked_to_make_up_for_it() -> None:
    team = [person(number) for number in range(1, 13)]
    away = frozenset({team[0].id})
    ahead = [replace(m, away=away) if n < 12 else m for n, m in enumerate(meetings(24))]
    turns = planned(team, ahead)
    assert totals(team, turns)[0] in {4, 5}
    asked = [turn.meeting for turn in turns if turn.person == team[0].id]
    assert all(after.int - before.int > 1 for before, after in pairwise(asked[1:]))


def test_who_comes_late_begins_where_the_others_are() -> None:
    team = [person(number) for number in range(1, 13)]
    late = person(13)
    past = [replace(m, away=frozenset({late.id})) for m in meetings(24)]
    turns = planned(team, past)
    was = [replace(meeting, given=had_at(meeting, turns)) for meeting in past]
    after = planned([*team, late], meetings(13, first=24), was)
    assert totals([late], after)[0] in {4, 5}
    first = next(turn for turn in after if turn.person == late.id)
    assert (first.why, first.meeting, first.turns) == (Why.FIRST_TURN, UUID(int=5024), 0)


def test_somebody_who_can_do_one_thing_only_is_not_forgotten() -> None:
    team = [person(number) for number in range(1, 12)] + [person(12, "tea")]
    assert totals(team, planned(team, meetings(24))) == [8] * 12


def test_people_of_whom_a_role_has_few_are_not_taken_for_others() -> None:
    able = [person(number) for number in range(1, 4)]
    team = [*able, *(person(number, "minutes", "time", "tea") for number in range(4, 13))]
    turns = planned(team, meetings(24))
    assert totals(team, turns) == [8] * 12
    assert {t.person for t in turns if t.role == "chair"} == {each.id for each in able}
    assert {t.role for t in turns if t.person == able[0].id} == {"chair"}


def test_somebody_who_is_needed_elsewhere_is_passed_by_and_it_says_so() -> None:
    team = [person(1), person(2), person(3, "tea"), person(4, "tea")]
    past = one_after_another(team, "tea")
    turns = by_role(planned(team, meetings(1, ["chair", "tea"]), past))
    assert (turns["tea"].person, turns["tea"].why) == (team[2].id, Why.LOOKING_AHEAD)


# What stands, and what it says


def test_a_turn_says_why() -> None:
    team = [
        person(1, "chair", "minutes", kind=1),
        person(2, "chair", "minutes", kind=1),
        person(3, "chair", "tea", kind=2),
        person(4, "chair", "minutes", kind=2),
    ]
    first, second = meetings(2, ["chair", "minutes", "tea", "time"])
    first = replace(first, given=(Given("chair", team[0].id), Given("minutes", team[1].id)))
    turns = planned(team, [first, second])
    now, then = by_role(turns[:4]), by_role(turns[4:])
    assert (now["chair"].why, now["chair"].person) == (Why.CHOSEN_BY_THEM, team[0].id)
    assert (now["tea"].why, now["tea"].person) == (Why.ONLY_ONE_WILLING, team[2].id)
    assert (now["time"].why, now["time"].person) == (Why.NOBODY_WILLING, None)
    assert then["tea"].why is Why.ONLY_ONE_WILLING
    assert {then["chair"].why, then["minutes"].why} & {Why.FIRST_TURN}


def test_between_people_with_as_few_turns_the_kind_that_had_fewer_is_next() -> None:
    many, one = [person(number, kind=1) for number in range(1, 4)], person(4, kind=2)
    past = one_after_another([*many, one], "chair")
    (turn,) = planned([*many, one], meetings(1, ["tea"]), past)
    assert (turn.why, turn.person, turn.others) == (Why.EVEN_BETWEEN_EXPERTISE, one.id, 3)
    (turn,) = planned(many, meetings(1, ["tea"]), past)
    assert turn.why is Why.DRAWN


def test_the_fewest_turns_are_next() -> None:
    team = [person(1), person(2), person(3)]
    past = one_after_another([team[0], team[1], team[2], team[0], team[1]], "chair")
    (turn,) = planned(team, meetings(1, ["tea"]), past)
    assert (turn.why, turn.person, turn.turns) == (Why.FEWEST_TURNS, team[2].id, 1)


def test_a_role_in_hand_for_the_next_meeting_is_not_given_to_the_same_person_now() -> None:
    team = [person(1, "chair"), person(2, "chair")]
    now, then = meetings(2, ["chair"])
    for each, other in product(team, team):
        if each != other:
            turns = planned(team, [now, replace(then, given=(Given("chair", each.id),))])
            assert [turn.person for turn in turns] == [other.id, each.id]


def test_whoever_is_willing_is_away() -> None:
    (meeting,) = meetings(1, ["chair"])
    team = [person(1, "chair"), person(2, "tea", learning=["chair"])]
    (turn,) = planned(team, [replace(meeting, away=frozenset({team[0].id}))])
    assert (turn.person, turn.learner, turn.why) == (None, None, Why.NOBODY_HERE)


def test_those_who_learn_take_turns_too() -> None:
    team = [person(1, "chair"), person(2, "chair")]
    team += [person(number, "tea", learning=["chair"]) for number in range(3, 6)]
    turns = planned(team, meetings(9, ["chair"]))
    assert sorted(Counter(turn.learner for turn in turns).values()) == [3, 3, 3]


def test_with_fewer_people_than_roles_everybody_has_one_before_anybody_has_two() -> None:
    team = [person(1), person(2), person(3)]
    turns = planned(team, meetings(1))
    assert sorted(totals(team, turns)) == [1, 1, 2]
    assert sum(turn.why is Why.SECOND_ROLE for turn in turns) == 1


def test_nobody_and_nothing_is_planned_too() -> None:
    assert planned([], []) == []
    assert [turn.why for turn in planned([], meetings(1, ["tea"]))] == [Why.NOBODY_WILLING]
    assert planned([person(1)], meetings(1, [])) == []


@pytest.mark.parametrize(
    ("roles", "had"),
    [
        (("tea", "tea"), ()),
        (("tea",), (Given("tea", UUID(int=1)), Given("tea", UUID(int=2)))),
        (("tea",), (Given("chair", UUID(int=1)),)),
        (("tea",), (Given("tea", UUID(int=1), learner=UUID(int=1)),)),
    ],
)
def test_a_meeting_that_contradicts_itself_is_refused(
    roles: tuple[str, ...], had: tuple[Given, ...]
) -> None:
    with pytest.raises(ValueError, match=r"once|wants|beside"):
        Meeting(UUID(int=5000), roles, given=had)


def test_people_and_meetings_are_named_once() -> None:
    with pytest.raises(ValueError, match="once"):
        planned([person(1), person(1)], [])
    with pytest.raises(ValueError, match="once"):
        planned([], meetings(1), meetings(1))


def test_a_year_of_a_hundred_people_is_planned_while_one_waits() -> None:
    chance = Random(1)
    roles = [f"role {number}" for number in range(8)]
    team = [
        person(number, *(role for role in roles if chance.random() < 0.5), kind=number % 3)
        for number in range(1, 101)
    ]
    began = time.perf_counter()
    planned(team, meetings(52, roles))
    # The goal is one second; the bench measures it. A busy machine may take a few.
    assert time.perf_counter() - began < 10


# What it stands on


@given(st.data(), st.integers(0, 4), st.integers(0, 5), st.integers(0, 9))
def test_the_cheapest_pairing_is_the_cheapest_of_all(
    data: st.DataObject, rows: int, columns: int, without: int
) -> None:
    row = st.lists(st.integers(0, 9), min_size=columns, max_size=columns)
    costs = data.draw(st.lists(row, min_size=rows, max_size=rows))

    def price(chosen: Sequence[int | None]) -> int:
        return sum(
            without if column is None else line[column]
            for line, column in zip(costs, chosen, strict=True)
        )

    def is_pairing(chosen: Sequence[int | None]) -> bool:
        taken = [column for column in chosen if column is not None]
        return len(set(taken)) == len(taken)

    found = cheapest(costs, without)
    every = product([None, *range(columns)], repeat=rows)
    assert is_pairing(found)
    assert price(found) == min(price(chosen) for chosen in every if is_pairing(chosen))


def test_roles_short_of_people_keep_them() -> None:
    one, two, three = (UUID(int=number) for number in range(1, 4))
    willing = {one: {"chair", "tea"}, two: {"tea"}, three: {"tea"}}
    assert needed(["chair", "tea"], willing) == {
        one: frozenset({"chair"}),
        two: frozenset({"tea"}),
        three: frozenset({"tea"}),
    }
    assert needed([], willing) == dict.fromkeys(willing, frozenset())


def test_people_with_little_choice_have_it_first() -> None:
    tea, both = frozenset({"tea"}), frozenset({"tea", "chair"})
    one, two, three, four = (UUID(int=number) for number in range(1, 5))
    assert bound(["tea", "chair"], {one: both, two: both, three: both, four: tea}) == {}
    found = bound(["tea", "chair"], {one: both, two: both, three: tea, four: tea})
    assert found == {one: "chair", two: "chair", three: "tea", four: "tea"}
