"""Several people say something without their name in one day, and nothing tells who said what.

The attacker knows who sent when, request by request, and has a copy of everything after each: all
tables with their dead rows and transactions, the files and the log of the database, sessions, every
line that any logger was told (statements of the database too); after the batch also the key folder
and the page of everybody. Before the batch no word is anywhere. After it they do no better than
chance; and the same attacker wins where something is broken.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from evenweave.archive import packing
from evenweave.common import clock
from evenweave.common.clock import SimulatedClock
from evenweave.common.guard import acting
from evenweave.ideas import actions
from evenweave.ideas.models import Idea
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.outbox.models import Message
from evenweave.record.models import Entry
from evenweave.sealed import actions as sealed
from evenweave.sealed import crypto, jobs, keys, sent
from evenweave.sealed.models import Seal, Talk, Waiting
from evenweave.sealed.receipts import Receipt
from tests.decisions.test_secret_attack import Lines, lines
from tests.make import NOON
from tests.projects.teams import Team, enter, team
from tests.sealed import attack, copies, lonely
from tests.sealed.copies import Copy
from tests.sealed.test_attack import SURELY

__all__ = ["lines"]
pytestmark = pytest.mark.usefixtures("own_database")

DAYS, PEOPLE = 12, 6
CHANCE = random.Random(11)
RECEIPT = re.compile(r'class="figures">([^<]+)<')
# A word that no other text has, whatever it is packed into.
WORD = "quill{:04x}wort"
Belief = dict[str, str]


@dataclass
class Day:
    """One day as it is watched: who sent when, and what stood there after each request."""

    ours: Team
    words: dict[str, str]
    order: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    # What waits after each request: its place, its mark, its seal, and its sealed words.
    waited: list[dict[str, tuple[str, UUID, bytes]]] = field(default_factory=list)
    taken: list[Copy] = field(default_factory=list)
    # How many lines the loggers were told before the batch.
    ends_with: int = 0

    def look(self) -> None:
        """A copy of all there is now."""
        after = self.taken[-1] if self.taken else None
        self.taken.append(copies.take(after=after, of=("",)))
        rows = {each.place: each for each in Waiting.objects.all()}
        found = [rows[place] for (place,) in in_place("sealed_waiting", "place")]
        self.waited.append(
            {each.place: (each.mark, each.seal_id, bytes(each.sealed)) for each in found}
        )

    def fresh(self) -> Iterator[tuple[str, str, tuple[str, UUID, bytes]]]:
        """Who sent, and the row that was new after their request."""
        for name, before, after in zip(self.order, self.waited, self.waited[1:], strict=False):
            (place,) = after.keys() - before.keys()
            yield name, place, after[place]


@pytest.fixture
def box_keys(settings: Any, tmp_path: Path) -> Path:
    """The key folder of this test."""
    settings.BOX_KEYS = tmp_path / "box-keys"
    return tmp_path / "box-keys"


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> SimulatedClock:
    """Pages go by this clock."""
    made = SimulatedClock(NOON)
    monkeypatch.setattr(clock, "now", made.now)
    return made


def a_team() -> Team:
    """Six people, signed in, whose visit of today is noted already."""
    connection.force_debug_cursor = True  # each statement is told to a logger, with its values
    ours = team([f"Sayer{number}" for number in range(PEOPLE)])
    lonely.ready()
    return ours


def one_day(ours: Team, time: SimulatedClock, heard: Lines | None = None) -> Day:
    """Everybody says something, in an order of chance; then the batch of the morning comes."""
    names = [name for name in ours.people if name.startswith("Sayer")]
    drawn = CHANCE.sample(range(65_536), PEOPLE)
    words = {name: WORD.format(each) for name, each in zip(names, drawn, strict=True)}
    day = Day(ours, words, CHANCE.sample(list(words), PEOPLE))
    where = reverse("ideas:without-name", args=[ours.project.id])
    to = str(ours.project.circles.get(is_everybody=True).id)
    doors = {name: enter(ours, name) for name in words}
    for door in doors.values():
        door.get(where)
    day.look()
    for name in day.order:
        time.pass_time(timedelta(minutes=CHANCE.randrange(1, 50)))
        answer = doors[name].post(where, {"words": words[name], "to": to, "sealed": "words"})
        day.codes += RECEIPT.findall(answer.text)
        day.look()
    assert len(day.codes) == PEOPLE
    day.ends_with = len(heard.said) if heard else 0
    time.pass_time(timedelta(hours=28 - time.now().hour))
    jobs.release_lone(Turn(NOTHING, time.now()))
    assert set(ideas_of(day)) == set(words.values())
    return day


def in_place(table: str, column: str) -> list[Any]:
    """A column of a table, as its rows lie."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {place}")
        return list(cursor.fetchall())


def ideas_of(day: Day) -> list[str]:
    """The words of this day that came out, as their rows lie."""
    return [words for (words,) in in_place("ideas_idea", "words") if words in day.words.values()]


# What the attacker tries


def in_the_order_of_rows(day: Day) -> Belief:
    """Whose words came first lie first."""
    return dict(zip(day.order, ideas_of(day), strict=True))


def in_the_order_of_ids(day: Day) -> Belief:
    """Whose words came first have the lowest id."""
    found = Idea.objects.filter(words__in=day.words.values()).order_by("id")
    return dict(zip(day.order, found.values_list("words", flat=True), strict=True))


def in_the_order_of_the_page(day: Day) -> Belief:
    """Whose words came first stand first, or last, on the page."""
    path = reverse("ideas:list", args=[day.ours.project.id])
    page = enter(day.ours, day.order[0]).get(path).text
    return dict(zip(day.order, sorted(day.words.values(), key=page.find), strict=True))


def in_the_order_of_what_waited(day: Day) -> Belief:
    """As their rows lay just before the batch, so they lie after it."""
    senders = {place: name for name, place, _row in day.fresh()}
    names = [senders[place] for place in day.waited[PEOPLE]]
    return dict(zip(names, ideas_of(day), strict=True))


def by_a_hash_that_stands_in_both(day: Day) -> Belief:
    """The place or the mark of what waited stands beside what came out."""
    words = {each.id: each.words for each in Idea.objects.filter(words__in=day.words.values())}
    came = {each.receipt: words[each.id] for each in Talk.objects.filter(id__in=words)}
    return {
        name: came[each]
        for name, place, row in day.fresh()
        for each in (place, row[0])
        if each in came
    }


def by_any_key_that_is_left(day: Day) -> Belief:
    """Old copies of what waited open with a key that is still in the folder."""
    found = {}
    for name, place, (mark, seal, content) in day.fresh():
        for owner, file in keys.seals():
            row = Waiting(place=place, mark=mark, seal_id=seal, sealed=content)
            key = crypto.private_key(bytes.fromhex(file.read_text()))
            if owner == seal:
                found[name] = sent.opened(row, Seal(id=seal), key).words
    return found


def beside(day: Day) -> Belief:
    """A row that holds a person and their words, whenever it was there."""
    found = {}
    for row in {row.content for copy in day.taken for row in copy.rows}:
        said = {words for words in day.words.values() if words.encode() in row}
        who = {name for name in day.words if said and told_in(day.ours, name, row)}
        if len(who) == len(said) == 1:
            found[who.pop()] = said.pop()
    return found


def told_in(ours: Team, name: str, content: bytes) -> bool:
    """Whether somebody stands in these bytes, in any form."""
    ids = (ours.people[name].id, ours.member(name).id)
    return name.encode() in content or any(
        form in content for each in ids for form in attack.forms(each)
    )


Way = Callable[[Day], Belief]
WAYS: list[Way] = [
    in_the_order_of_rows,
    in_the_order_of_ids,
    in_the_order_of_the_page,
    in_the_order_of_what_waited,
    by_a_hash_that_stands_in_both,
    by_any_key_that_is_left,
    beside,
]


def hits(day: Day, way: Way) -> int:
    """How many are told right; what the attacker does not know they guess, each words once."""
    belief = way(day)
    left = [words for words in day.words.values() if words not in belief.values()]
    CHANCE.shuffle(left)
    guessed = {name: belief.get(name) or left.pop() for name in day.words}
    return sum(guessed[name] == words for name, words in day.words.items())


# Before the batch


def test_before_the_batch_no_word_is_anywhere_and_only_what_waits_is_written(
    time: SimulatedClock, box_keys: Path, lines: Lines
) -> None:
    ours = a_team()
    entries, messages = Entry.objects.count(), Message.objects.count()
    day = one_day(ours, time, lines)
    before = "\n".join(lines.said[: day.ends_with])
    assert "INSERT INTO" in before  # so the loggers do tell
    start = {(row.table, row.content) for row in day.taken[0].rows}
    for copy in day.taken[1:]:
        fresh = {row.table for row in copy.rows if (row.table, row.content) not in start}
        assert fresh <= {"sealed_waiting"}, fresh
        for where in [*copy.raw.values(), *(row.content for row in copy.rows), before.encode()]:
            for secret in (*day.words.values(), *day.codes):
                assert secret.encode() not in where
    # One entry and no message: the batch, and whom else should it tell?
    assert Entry.objects.count() - entries == 1
    assert Message.objects.count() == messages


@pytest.mark.postgresql
def test_all_that_waits_is_of_one_age(box_keys: Path) -> None:
    for words in ("one", "two", "three"):
        lonely.send(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin FROM sealed_waiting")
        assert len(cursor.fetchall()) == 1


def test_nobody_s_session_or_data_tells_that_they_said_something(
    time: SimulatedClock, box_keys: Path
) -> None:
    ours = a_team()
    sessions = [(each.session_key, each.get_decoded()) for each in Session.objects.all()]
    day = one_day(ours, time)
    told = [(each.session_key, each.get_decoded()) for each in Session.objects.all()]
    kept = str(told)
    assert all(words not in kept for words in day.words.values())
    assert len(told) >= len(sessions)
    for name in day.words:
        own = packing.pack(ours.people[name].id, clock.now())
        assert all(words.encode() not in own for words in day.words.values())


# After it


def test_nobody_tells_who_said_what_better_than_by_chance(
    time: SimulatedClock, box_keys: Path
) -> None:
    ours = a_team()
    found: dict[str, list[int]] = {way.__name__: [] for way in WAYS}
    for _day in range(DAYS):
        day = one_day(ours, time)
        day.look()
        for way in WAYS:
            found[way.__name__].append(hits(day, way))
    for name, each in found.items():
        assert attack.at_least(sum(each), PEOPLE, DAYS) > SURELY, (name, each)


# Broken on purpose


def keeping_the_key(patch: pytest.MonkeyPatch) -> None:
    """The key of a seal is not destroyed."""
    patch.setattr(keys, "destroy", lambda _box: None)


def one_hash_for_all(patch: pytest.MonkeyPatch) -> None:
    """What waits is found by the hash under which its talk stands."""
    patch.setattr(Receipt, "places", property(lambda receipt: [receipt.talk]))


def with_its_author(patch: pytest.MonkeyPatch) -> None:
    """An idea has its author, and is only shown without."""
    authors: dict[str, UUID] = {}
    say, release = actions.say_unnamed, sealed.release_lone

    def saying(**told: Any) -> str:
        code = str(say(**told))
        authors[Receipt(code).talk] = told["by"].person
        return code

    def releasing(**told: Any) -> None:
        release(**told)
        with acting("a store that is broken on purpose"):
            for talk in Talk.objects.filter(receipt__in=authors):
                Idea.objects.filter(pk=talk.id).update(helper_id=authors[talk.receipt])

    patch.setattr(actions, "say_unnamed", saying)
    patch.setattr(sealed, "release_lone", releasing)


@pytest.mark.parametrize(
    ("breaks", "way"),
    [
        (keeping_the_key, by_any_key_that_is_left),
        (one_hash_for_all, by_a_hash_that_stands_in_both),
        (with_its_author, beside),
    ],
)
def test_the_same_attacker_tells_everybody_where_it_is_broken(
    time: SimulatedClock, box_keys: Path, monkeypatch: pytest.MonkeyPatch, breaks: Any, way: Way
) -> None:
    ours = a_team()
    breaks(monkeypatch)
    day = one_day(ours, time)
    day.look()
    assert hits(day, way) == PEOPLE
