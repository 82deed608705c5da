"""Whoever has every copy of everything does no better than chance at *person → choice*."""

from __future__ import annotations

import logging
import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.sealed import attack, copies, stores
from tests.sealed.attack import WAYS, Belief, Evidence
from tests.sealed.stores import Sealed

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_database")]

VOTES = 20
PEOPLE = 12
CHANGED = 4
# Less likely than this is not chance. Nine ways, three stores, two databases: a false alarm comes
# once in ten thousand runs or more rarely.
SURELY = 1e-6
CHANCE = random.Random(12)


def vote(store: type[Sealed], box_keys: Path, *, at_once: bool = False) -> tuple[Evidence, Belief]:
    """One vote by twelve people of whom some change their paper: all copies, and the truth."""
    people = [uuid4() for _ in range(PEOPLE)]
    truth = {who: b"choice" + secrets.token_hex(4).encode() for who in people}
    taken: list[copies.Copy] = []
    folder = box_keys if store.folder_before_closing else None

    def watch() -> None:
        if not at_once or not taken:
            taken.append(copies.take(folder, after=taken[-1] if taken else None))

    kept = store(people, watch)
    if at_once:
        all_at_once(kept, truth)
        taken.append(copies.take(folder, after=taken[0]))
    else:
        one_after_another(kept, truth)
    before = len(taken)
    folder = None
    told = kept.close()
    taken.append(copies.take(box_keys, after=taken[-1]))
    assert told == sorted(truth.values())
    if kept.box is not None:
        no_running_result(taken[:before], truth)
    return Evidence(people, told, kept.box, taken), truth


def one_after_another(kept: Sealed, truth: Belief) -> None:
    """Some first say something else, and change it."""
    people = list(truth)
    CHANCE.shuffle(people)
    turns = [(who, truth[who]) for who in people]
    if kept.with_changes:
        turns = [(who, b"thought better of it") for who in people[:CHANGED]] + turns
        CHANCE.shuffle(turns)
        turns.sort(key=lambda turn: turn[1] in truth.values())
    for who, choice in turns:
        kept.cast(who, choice)


def all_at_once(kept: Sealed, truth: Belief) -> None:
    """Twelve people in twelve threads."""

    def one(turn: tuple[UUID, bytes]) -> None:
        try:
            kept.cast(*turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(one, truth.items()))


def no_running_result(taken: list[copies.Copy], truth: Belief) -> None:
    """Before closing, no choice stands anywhere, in any form of any file."""
    for copy in taken:
        for content in copy.raw.values():
            assert not any(choice in content for choice in truth.values())


def right(store: type[Sealed], box_keys: Path, votes: int) -> dict[str, list[int]]:
    """How many each way of attacking had right, vote by vote."""
    found: dict[str, list[int]] = {way.__name__: [] for way in WAYS}
    for number in range(votes):
        seen, truth = vote(store, box_keys, at_once=number % 5 == 4 and store.with_changes)
        for way in WAYS:
            found[way.__name__].append(attack.hits(seen, way(seen), truth, CHANCE))
    return found


@pytest.mark.parametrize("store", [stores.Sealed, stores.Locked])
def test_no_way_does_better_than_chance(
    store: type[Sealed], box_keys: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    found = right(store, box_keys, VOTES)
    for way, each in found.items():
        assert attack.at_least(sum(each), PEOPLE, VOTES) > SURELY, (way, each)
    assert "choice" not in caplog.text


@pytest.mark.parametrize(
    ("store", "way"),
    [
        (stores.VoterBesideBallot, "beside"),
        (stores.TwoTables, "one_request"),
        (stores.SurvivingKey, "surviving_keys"),
        (stores.KeyInDatabase, "surviving_keys"),
        (stores.WayMadeTooEarly, "surviving_keys"),
    ],
)
def test_the_same_attacker_links_everybody_where_the_store_is_broken(
    store: type[Sealed], way: str, box_keys: Path
) -> None:
    votes = 4
    found = right(store, box_keys, votes)
    assert found[way] == [PEOPLE] * votes
    assert attack.at_least(sum(found[way]), PEOPLE, votes) < SURELY


@pytest.mark.postgresql
def test_on_postgresql_transactions_alone_link_two_tables(box_keys: Path) -> None:
    found = right(stores.TwoTables, box_keys, 2)
    assert found["one_transaction"] == [PEOPLE] * 2


@pytest.mark.postgresql
def test_the_attacker_sees_dead_rows_as_well(box_keys: Path) -> None:
    seen, _truth = vote(stores.KeyInDatabase, box_keys)
    dead = [row for row in seen.copies[-1].rows if row.table == "broken_key"]
    assert dead


def test_the_odds_are_those_of_random_permutations() -> None:
    assert attack.by_chance(3) == pytest.approx([2 / 6, 3 / 6, 0, 1 / 6])
    assert attack.by_chance(12)[12] == pytest.approx(1 / 479_001_600)
    assert sum(attack.by_chance(12)) == pytest.approx(1)
    assert attack.at_least(0, 12, 3) == pytest.approx(1)
    assert attack.at_least(6, 3, 2) == pytest.approx(1 / 36)
    assert attack.at_least(1, 3, 1) == pytest.approx(4 / 6)
