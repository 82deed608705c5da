"""The attack at the product's own door: twelve people vote through its pages, and nobody is linked.

The attacker has a copy of everything after every single request: every table with its transactions
and dead rows, the files and logs of the database, sessions unpacked, caches, every line that any
logger was told (statements of the database too), every other page as they may see it themself, and
what people can take away; after closing also the key folder. They even know who voted, and every
name under which anybody and anything stands anywhere.
"""

from __future__ import annotations

import io
import logging
import random
import secrets
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest
from django.utils.module_loading import import_string

from evenweave.archive import packing
from evenweave.common import clock
from evenweave.common.guard import acting
from evenweave.decisions import archive
from evenweave.decisions.models import Decision, State, Vote
from evenweave.decisions.ways import Step
from evenweave.people.sessions import hashed
from evenweave.record import exporting
from evenweave.record.models import Stream
from evenweave.sealed.models import Box
from tests.decisions.ballots import Polls, plain, polls
from tests.sealed import attack, copies
from tests.sealed.attack import WAYS, Belief, Evidence
from tests.sealed.copies import Copy, Row
from tests.sealed.test_attack import SURELY

pytestmark = pytest.mark.usefixtures("own_database")

VOTES, PEOPLE, CHANGED, LOOKERS = 5, 12, 4, 2
# What an ordinary visit of somebody writes, and nothing else does while a vote goes on.
WRITTEN = {"sealed_envelope", "django_session", "sessions", "lines"}
CHANCE = random.Random(5)


class Lines(logging.Handler):
    """Every line that any logger was told, as it would stand in a file."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@pytest.fixture
def lines() -> Iterator[Lines]:
    """All loggers tell everything, also those that pass nothing on."""
    heard = Lines()
    known = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    deaf = [logger for logger in known if logger is logging.root or not logger.propagate]
    levels = {logger: logger.level for logger in known}
    for logger in known:
        logger.setLevel(logging.DEBUG)
    for logger in deaf:
        logger.addHandler(heard)
    yield heard
    for logger in deaf:
        logger.removeHandler(heard)
    for logger, level in levels.items():
        logger.setLevel(level)


@dataclass
class Watch:
    """One vote as it is watched: who is who in it, and a copy after every request."""

    door: Polls
    lines: Lines
    folder: Path
    taken: list[Copy] = field(default_factory=list)
    heard: int = 0

    @cached_property
    def people(self) -> dict[str, UUID]:
        """Who votes, by name: their seat."""
        names = [name for name in self.door.ours.people if name.startswith("Voter")]
        return {name: self.door.ours.member(name).id for name in names}

    @cached_property
    def spellings(self) -> list[tuple[bytes, bytes]]:
        """Every form in which a voter or an option stands anywhere, and the one form for it."""
        found: dict[bytes, bytes] = {}
        for name, seat in self.people.items():
            person, door = self.door.ours.people[name].id, self.door.at(name)
            key = str(door.cookies["session"].value)
            said = [name.encode(), key.encode(), hashed(key).encode(), *attack.forms(person)]
            found |= dict.fromkeys([*said, *attack.forms(seat)], str(seat).encode())
        for words, option in self.door.options().items():
            found |= dict.fromkeys(attack.forms(UUID(option)), words.encode())
        return sorted(found.items())

    def spelt(self, content: bytes) -> bytes:
        """The same with one form for each person and each option."""
        for form, known in self.spellings:
            content = content.replace(form, known)
        return content

    def look(self, *, wholly: bool = False) -> None:
        """A copy of all there is now; `wholly` with what takes long, and what needs a folder."""
        after = self.taken[-1] if self.taken else None
        copy = copies.take(self.folder if self.is_over else None, after=after, of=("",))
        fresh = "\n".join(self.lines.said[self.heard :]).encode()
        copy.raw["lines"] = fresh
        copy.rows += [*rows("lines", fresh), *self.sessions(), *self.caches()]
        copy.rows += self.pages([self.door.page] if not wholly else self.every_page())
        if wholly:
            copy.rows += self.exports()
        self.heard = len(self.lines.said)
        self.taken.append(copy)

    @property
    def is_over(self) -> bool:
        """Whether the vote is closed: then the attacker has the key folder too."""
        return self.door.story.decision.state != State.OPEN

    def sessions(self) -> list[Row]:
        """Sessions, unpacked."""
        return [
            Row("sessions", (place,), 0, f"{each.session_key} {each.get_decoded()}".encode())
            for place, each in enumerate(Session.objects.order_by("session_key"))
        ]

    def caches(self) -> list[Row]:
        """What Django's caches hold."""
        return [Row("caches", (), 0, repr(vars(each)).encode()) for each in caches.all()]

    def every_page(self) -> list[str]:
        """The decision, home, the project and what is in it, messages."""
        here = f"/projects/{self.door.story.decision.project_id}/"
        inside = [f"{here}{place}" for place in ("", "decisions/", "people/", "ideas/")]
        return [self.door.page, "/", *inside, "/messages/"]

    def pages(self, paths: list[str]) -> list[Row]:
        """What one of the team sees."""
        found = []
        for path in paths:
            answer = self.door.at("Amina").get(path)
            assert answer.status_code == 200, path
            found += rows(path, plain(answer).encode())
        return found

    def exports(self) -> list[Row]:
        """The copy of the record, and what each voter can take away."""
        stream = Stream.objects.get(pk=self.door.story.decision.stream_id)
        beside = archive.beside(stream)
        with exporting.packed(
            stream, self.folder.parent / "copy", at=clock.now(), beside=beside
        ) as file:
            found = rows("record, taken away", unpacked(file.read_bytes()))
        for name in self.people:
            own = packing.pack(self.door.ours.people[name].id, clock.now())
            found += rows(f"{name}, taken away", unpacked(own))
        return found

    def evidence(self) -> Evidence:
        """All of it, with one spelling for each voter and each option."""
        spelt = lru_cache(maxsize=None)(self.spelt)

        @cache
        def row_spelt(row: Row) -> Row:
            return replace(row, content=spelt(row.content))

        taken = [
            replace(
                copy,
                rows=list(map(row_spelt, copy.rows)),
                raw={name: spelt(content) for name, content in copy.raw.items()},
            )
            for copy in self.taken
        ]
        choices = [words.encode() for words in self.door.options()]
        box = Box.objects.get(about=self.door.story.decision.id)
        return Evidence(list(self.people.values()), choices, box, taken)


def rows(table: str, content: bytes) -> list[Row]:
    """Each line of something, as a row."""
    return [Row(table, (place,), 0, line) for place, line in enumerate(content.splitlines())]


def unpacked(packed: bytes) -> bytes:
    """All that is in an archive."""
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        return b"\n".join(found.read(name) for name in found.namelist())


# One vote


def vote(
    monkeypatch: pytest.MonkeyPatch, lines: Lines, box_keys: Path, *, at_once: bool = False
) -> tuple[Evidence, Belief]:
    """One vote through the pages, watched all the while; and who chose what.

    The last copy is from after closing; all others from before.
    """
    voters = [f"Voter{secrets.token_hex(6)}" for _ in range(PEOPLE)]
    lookers = [f"Looker {number}" for number in range(LOOKERS)]
    words = [f"Choice{secrets.token_hex(6)}" for _ in range(PEOPLE)]
    door = polls(monkeypatch, [*voters, *lookers], "LPR" * 5, options=words)
    for name in [*voters, *lookers]:
        door.at(name).get("/")  # so that nobody's first visit of the day is their vote
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    watch = Watch(door, lines, box_keys, heard=len(lines.said))
    chosen = dict(zip(voters, CHANCE.sample(words, PEOPLE), strict=True))
    watch.look(wholly=True)
    if at_once:
        together(door, chosen)
    else:
        one_after_another(watch, chosen, lookers)
    watch.look(wholly=True)
    door.passes(days=7)
    assert watch.is_over
    watch.look(wholly=True)
    truth = {watch.people[name]: words.encode() for name, words in chosen.items()}
    return watch.evidence(), truth


def one_after_another(watch: Watch, chosen: dict[str, str], lookers: list[str]) -> None:
    """Request by request: they look, they send, they are told; some think better of it."""
    people, door = list(chosen), watch.door
    CHANCE.shuffle(people)
    first = [(name, chosen[CHANCE.choice(people)]) for name in people[:CHANGED]]
    looks = [(name, "") for name in [*lookers, *people[-CHANGED:]]]
    turns = [*first, *looks]
    CHANCE.shuffle(turns)
    last = list(chosen.items())
    CHANCE.shuffle(last)
    for name, words in [*turns, *last]:
        door.time.pass_time(timedelta(minutes=CHANCE.randrange(1, 90)))
        door.look(name)
        watch.look()
        if words:
            door.vote(name, words)
            watch.look()
            door.look(name)
            watch.look()


def together(door: Polls, chosen: dict[str, str]) -> None:
    """Twelve browsers in twelve threads."""
    door.options()

    def one(turn: tuple[str, str]) -> None:
        connection.force_debug_cursor = True
        try:
            door.vote(*turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(one, chosen.items()))


def nothing_while_it_goes_on(seen: Evidence) -> None:
    """While the vote goes on nothing is written but envelopes and visits, and no choice anywhere.

    PostgreSQL may write a whole page anew into its log, with all options on it: that tells nothing.
    """
    start = {(row.table, row.content) for row in seen.copies[0].rows}
    for copy in seen.copies[1:-1]:
        fresh = [row for row in copy.rows if (row.table, row.content) not in start]
        # What people take away says on which day they took it.
        assert {row.table for row in fresh if "taken away" not in row.table} <= WRITTEN
        told = [*(row.content for row in fresh), copy.raw["lines"]]
        told += [content for name, content in copy.raw.items() if attack.is_log(name)]
        for content in told:
            assert len(seen.choices_in(content)) in {0, PEOPLE}, content


def test_at_the_door_no_way_does_better_than_chance(
    monkeypatch: pytest.MonkeyPatch, lines: Lines, box_keys: Path
) -> None:
    connection.force_debug_cursor = True  # each statement is told to a logger, with its values
    found: dict[str, list[int]] = {way.__name__: [] for way in WAYS}
    for number in range(VOTES):
        seen, truth = vote(monkeypatch, lines, box_keys, at_once=number % 4 == 3)
        nothing_while_it_goes_on(seen)
        for way in WAYS:
            found[way.__name__].append(attack.hits(seen, way(seen), truth, CHANCE))
    for name, each in found.items():
        assert attack.at_least(sum(each), PEOPLE, VOTES) > SURELY, (name, each)


# Broken on purpose

Cast = Callable[..., UUID]


def logging_it(cast: Cast) -> Cast:
    """A line for whoever looks for a fault one day."""

    def broken(**told: Any) -> UUID:
        box_id = cast(**told)
        logging.getLogger("evenweave.decisions").info("%s: %s", told["by"].person, told["paper"])
        return box_id

    return broken


def remembering_it(ballot: Callable[..., Any]) -> Callable[..., Any]:
    """The session remembers what was ticked, so that the form can show it again."""

    def broken(request: HttpRequest, decision: Decision, here: Step) -> Any:
        if request.method == "POST":
            request.session["ticked"] = request.POST["choice"]
        return ballot(request, decision, here)

    return broken


def keeping_it(cast: Cast) -> Cast:
    """A vote is kept as any other, and is only not shown."""

    def broken(**told: Any) -> UUID:
        box_id = cast(**told)
        decision = Decision.objects.get(pk=told["decision_id"])
        kept = {"paper": told["paper"], "cast_at": told["at"]}
        member = decision.project.members.get(person_id=told["by"].person)
        with acting("a page that is broken on purpose"):
            Vote.objects.update_or_create(decision=decision, member=member, defaults=kept)
        return box_id

    return broken


SEND, PAGE = "secret.cast_secret_vote", "taking_part.ballot"


@pytest.mark.parametrize(
    "broken",
    [
        (SEND, logging_it, "beside"),
        (PAGE, remembering_it, "beside"),
        (SEND, keeping_it, "one_request"),
    ],
    ids=["a line in a log", "the session remembers", "a vote like any other"],
)
def test_the_same_attacker_links_everybody_where_the_door_is_broken(
    monkeypatch: pytest.MonkeyPatch, lines: Lines, box_keys: Path, broken: tuple[str, Any, str]
) -> None:
    place, breaks, way = broken
    place = f"evenweave.decisions.views.{place}"
    monkeypatch.setattr(place, breaks(import_string(place)))
    seen, truth = vote(monkeypatch, lines, box_keys)
    (attacks,) = (each for each in WAYS if each.__name__ == way)
    assert attack.hits(seen, attacks(seen), truth, CHANCE) == PEOPLE
    assert attack.at_least(PEOPLE, PEOPLE, 1) < SURELY
    with pytest.raises(AssertionError):
        nothing_while_it_goes_on(seen)
