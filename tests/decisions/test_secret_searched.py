"""After a secret vote everything is searched for anything that tells one person's part in it.

The same vote is held in several worlds, in databases of their own, by the same clock. They differ
in one thing only: who put in which paper, when, whether they changed it, whether they took part at
all; or in numbers that may not be told. Then every page as everybody sees it, every message, copy,
line of the log and mishap is the same in all of them, letter by letter: so nothing of it tells in
which of these worlds one is.
"""

from __future__ import annotations

import json
import logging
import os
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils.module_loading import import_string

from evenweave.archive import packing
from evenweave.common import actors, clock
from evenweave.common.guard import acting
from evenweave.decisions import archive, messages, reading, secret
from evenweave.decisions.actions.telling import tell
from evenweave.decisions.forms.taking_part import BLANK
from evenweave.decisions.models import Decision, State
from evenweave.decisions.secret import Paper
from evenweave.outbox.models import Message
from evenweave.record import exporting
from evenweave.record.models import Stream
from tests import databases
from tests.decisions.ballots import one_vote, plain, polls
from tests.decisions.test_secret_attack import keeping_it, unpacked
from tests.projects.teams import enter

pytestmark = pytest.mark.usefixtures("own_database")

TEA, BUS, SLEEP = "A cup of tea", "A bus that comes", "A good night"
NAMES = ["Ben", "Carys", "Dev", "Esther", "Farah", "Gareth", "Hamid", "Iris", "Jo"]
EVERYBODY = ["Amina", *NAMES]
# Whoever proposed it, and one of those who vote, do not, or think better of it, go wherever a link
# leads.
WALKERS = ("Amina", "Ben")
HREF = re.compile(r'(?:href|src)="(/[^"#]*)')
# Seals with salts in them, and short names with chance in them.
CHANCE = re.compile(r"[0-9a-f]{64}|(?<=a-project-)[0-9a-f]{6}")
# Somebody, what they put in (nothing: they only look; a dash: they take it out), minutes later.
Turns = Sequence[tuple[str, str, int]]
Found = dict[str, str]


class Dice:
    """Ids by chance that is the same in every world."""

    def __init__(self) -> None:
        self.roll(0)

    def roll(self, number: int) -> None:
        """Begin anew, so that what went before makes no difference."""
        self.chance = random.Random(number)

    def __call__(self, size: int) -> bytes:
        return self.chance.randbytes(size)


@contextmanager
def another_world() -> Iterator[None]:
    """An empty database for as long as the block lasts."""
    with databases.copied() as name, databases.used(name):
        yield


class World:
    """One of these worlds: a vote in it, and all that is found."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, options: list[str], seats: str):
        self.dice = Dice()
        patch.setattr(os, "urandom", self.dice)
        reading.split_while_open.cache_clear()  # the same ids, with other seats
        self.folder, self.walkers = folder, list(WALKERS)
        self.door = polls(patch, NAMES, seats, options=options)
        self.found: Found = {}

    def vote(self, turns: Turns) -> None:
        """Everybody is there that day; some vote, at their time."""
        for name in EVERYBODY:
            self.door.at(name).get("/")
        until = self.door.time.now() + timedelta(hours=20)
        for name, choice, minutes in turns:
            self.door.time.pass_time(timedelta(minutes=minutes))
            self.door.look(name)
            if choice:
                self.door.vote(name, BLANK if choice == "-" else choice)
        self.door.time.pass_time(until - self.door.time.now())
        self.dice.roll(1)

    def search(self, when: str) -> None:
        """Everything that anybody can come to see, from a device on which nobody voted."""
        here = f"/projects/{self.door.story.decision.project_id}/"
        for name in EVERYBODY:
            browser = enter(self.door.ours, name)
            begin = ["/", "/messages/", here, f"{here}decisions/", self.door.page, self.door.ballot]
            for path, page in walked(browser, begin, is_far=name in self.walkers):
                self.found[f"{when}, {name}, {path}"] = page
            self.found[f"{when}, {name}, mishaps"] = "\n".join(self.mishaps(browser))
            own = packing.pack(self.door.ours.people[name].id, clock.now())
            self.found[f"{when}, {name}, my data"] = unpacked(own).decode()
        for place, message in enumerate(Message.objects.order_by("written_at", "id")):
            told = {field: str(value) for field, value in vars(message).items() if field[0] != "_"}
            self.found[f"{when}, message {place}"] = json.dumps(told)
        self.found[f"{when}, the record"] = CHANCE.sub("#", self.copy_of_record())

    def mishaps(self, browser: Client) -> Iterator[str]:
        """What is answered to somebody who sends nonsense, too much, or comes at a wrong time."""
        for sent in ({"choice": "nonsense"}, {"choice": "\x00"}, {"approve": "x"}, {}):
            answer = browser.post(self.door.ballot, {**sent, "sealed": "1"})
            assert answer.status_code >= 400 or "problems" in plain(answer)
            for header in ("Content-Length", "Expires"):  # the token, packed; and the real time
                answer.headers.pop(header, None)
            yield f"{answer.status_code} {sorted(answer.headers.items())} {plain(answer)}"
        for path in ("card/", "rounds/7/", "outcome/"):
            answer = browser.get(f"{self.door.page}{path}")
            yield f"{answer.status_code} {plain(answer)}"

    def copy_of_record(self) -> str:
        """What a copy of the record holds."""
        stream = Stream.objects.get(pk=self.door.story.decision.stream_id)
        beside = archive.beside(stream)
        target = self.folder / "copy.zip"
        with exporting.packed(stream, target, at=clock.now(), beside=beside) as file:
            return unpacked(file.read_bytes()).decode()


def walked(browser: Client, begin: list[str], *, is_far: bool) -> Iterator[tuple[str, str]]:
    """These pages as they read, and with `is_far` every page to which a link leads from there."""
    known, waiting = set(begin), list(begin)
    while waiting:
        path = waiting.pop()
        answer = browser.get(path)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = CHANCE.sub("#", plain(answer))
        yield path, f"{answer.status_code} {page}"
        if not is_far:
            continue
        links = {unescape(link) for link in HREF.findall(page)} - known
        links = {link for link in links if not link.startswith(("/static/", "/kit/", "/sign-in/"))}
        known |= links
        waiting += sorted(links)


def held(
    patch: pytest.MonkeyPatch,
    folder: Path,
    turns: Turns,
    *,
    options: list[str],
    seats: str = "",
    caplog: pytest.LogCaptureFixture,
    walkers: Sequence[str] = WALKERS,
) -> Found:
    """One vote, from its opening to its end, and all that is found before and after."""
    caplog.clear()
    with another_world():
        world = World(patch, folder, options, seats)
        world.walkers = list(walkers)
        world.vote(turns)
        world.search("before")
        world.dice.roll(2)
        assert world.door.passes(days=7).state in {State.DECIDED, State.UNDECIDED}
        world.search("after")
    lines = [f"{each.name} {each.getMessage()}" for each in caplog.records]
    return world.found | {"the log": "\n".join(lines)}


def differing(one: Found, other: Found) -> dict[str, tuple[str, str]]:
    """Where they differ, and the first lines that do."""
    found = {}
    for place in one.keys() | other.keys():
        mine, theirs = one.get(place, ""), other.get(place, "")
        if mine != theirs:
            lines = zip([*mine.splitlines(), ""], [*theirs.splitlines(), ""], strict=False)
            found[place] = next((pair for pair in lines if pair[0] != pair[1]), ("", ""))
    return found


# Five who sit with lived experience and five others; of both, three for one and two for the other.
SEATS = "LLLLPPPRR"
WHO = [TEA, TEA, TEA, BUS, BUS, TEA, TEA, TEA, BUS, BUS]
OTHERS = [BUS, TEA, BUS, TEA, TEA, BUS, TEA, BUS, TEA, TEA]


def as_they_come(choices: Sequence[str], *, order: int = 0) -> list[tuple[str, str, int]]:
    """Each once, in an order and at times of their own."""
    chance = random.Random(order)
    turns = [
        (name, choice, chance.randrange(1, 60))
        for name, choice in zip(EVERYBODY, choices, strict=True)
    ]
    chance.shuffle(turns)
    return turns


def test_who_chose_what_when_and_how_often_is_told_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(turns: Turns) -> Found:
        with monkeypatch.context() as patch:
            return held(patch, tmp_path, turns, options=[TEA, BUS], seats=SEATS, caplog=caplog)

    one = found(as_they_come(WHO))
    told = one[after("Ben", one)]
    assert "By the seats that people showed when it opened" in told
    thought_better = [("Ben", BUS, 5), ("Iris", "-", 9), ("Jo", TEA, 2), ("Ben", "", 3)]
    assert differing(one, found([*thought_better, *as_they_come(OTHERS, order=1)])) == {}


def after(name: str, found: Found) -> str:
    """Where somebody sees how the vote came out."""
    places = [
        place
        for place in found
        if re.fullmatch(rf"after, {name}, /projects/.*/decisions/[0-9a-f-]+/", place)
    ]
    (place,) = places
    return place


def test_who_took_part_is_told_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(turns: Turns) -> Found:
        with monkeypatch.context() as patch:
            return held(patch, tmp_path, turns, options=[TEA, BUS, SLEEP], caplog=caplog)

    never_came = found(as_they_come(["", "", TEA, TEA, TEA, TEA, TEA, BUS, BUS, SLEEP]))
    # Others: Iris never puts anything in, and Jo takes hers out again.
    taken_out = as_they_come([TEA, TEA, TEA, BUS, BUS, SLEEP, TEA, TEA, "", BUS])
    assert differing(never_came, found([*taken_out, ("Jo", "-", 4)])) == {}


def alike() -> tuple[list[str], list[str]]:
    """Two votes of ten with other numbers of which the same is told."""
    step, options = one_vote().steps[0], [TEA, BUS, SLEEP]
    known: dict[str, list[str]] = {}
    for counts in product(range(11), repeat=4):
        if sum(counts) != 10 or counts[3] > 5:
            continue
        choices = [each for each, n in zip([*options, ""], counts, strict=True) for _ in range(n)]
        papers = [Paper({"choice": each}) for each in choices if each]
        told = secret.told(step, options, papers, groups=None, seats=10)
        other = known.setdefault(json.dumps(told), choices)
        if other != choices and told["winners"]:
            return other, choices
    raise AssertionError("Each vote is told apart from each other.")


def test_numbers_that_may_not_be_told_are_told_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = alike()
    found = []
    for choices in (one, other):
        with monkeypatch.context() as patch:
            turns = as_they_come(choices)
            found.append(held(patch, tmp_path, turns, options=[TEA, BUS, SLEEP], caplog=caplog))
    assert differing(*found) == {}


# The search can find something.


def naming(cast: Any) -> Any:
    """A warning that somebody may need one day."""

    def broken(**told: Any) -> UUID:
        box_id: UUID = cast(**told)
        logging.getLogger("evenweave.decisions").warning("A paper of %s.", told["by"].person)
        return box_id

    return broken


def thanking(cast: Any) -> Any:
    """A message of thanks to whoever has voted."""

    def broken(**told: Any) -> UUID:
        box_id: UUID = cast(**told)
        decision = Decision.objects.select_related("project").get(pk=told["decision_id"])
        whom, by = [told["by"].person], actors.operator()
        with acting("a page that is broken on purpose"):
            tell(whom, decision, messages.CHANGED, "Thanks", "It is in.", by=by, at=told["at"])
        return box_id

    return broken


@pytest.mark.parametrize(
    ("breaks", "where"), [(naming, "the log"), (keeping_it, "my data"), (thanking, "message")]
)
def test_the_search_finds_what_a_broken_page_leaves(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    breaks: Any,
    where: str,
) -> None:
    place = "evenweave.decisions.views.secret.cast_secret_vote"
    monkeypatch.setattr(place, breaks(import_string(place)))
    found = []
    for turns in (as_they_come(WHO), [("Ben", BUS, 5), *as_they_come(OTHERS)]):
        with monkeypatch.context() as patch:
            made = held(patch, tmp_path, turns, options=[TEA, BUS], caplog=caplog, walkers=())
            found.append(made)
    places = " ".join(differing(*found))
    assert where in places, places
