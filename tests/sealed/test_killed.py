"""Killed at any moment of opening, casting and closing: nothing is lost, doubled or left behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from evenweave.sealed import actions, keys, reading
from evenweave.sealed.models import Box, Envelope, Opened, State
from tests import databases
from tests.make import AMINA, NOON
from tests.sealed.story import (
    HOLDERS,
    TWELVE,
    again,
    cast_all,
    close,
    later,
    new_box,
    news,
    open_box,
    work,
)

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
# Of each of the three: so many moments that chance chooses.
RANDOM_MOMENTS = 40
PAPERS = [f"{n % 3}|{n}".encode() for n in range(9)]
FIRST = sorted(paper.split(b"|")[0] for paper in PAPERS)
SECOND = sorted(paper.split(b"|")[1] for paper in PAPERS)


@dataclass
class Died:
    """How it went: what the child said, its steps if it came to its end, and the time it took."""

    said: list[list[str]] = field(default_factory=list)
    steps: int = 0
    seconds: float = 0.0


@dataclass
class Mortal:
    """The process whose children die."""

    process: subprocess.Popen[str]

    def do(self, command: str, *, at_step: int = 0, after: float | None = None) -> Died:
        """Let a child do something, to be killed at a step, or after so many seconds."""
        connections.close_all()
        self.tell(f"{at_step} {command}")
        child, died, began = int(self.line()[1]), Died(), time.perf_counter()
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        self.tell("it may go")
        while (words := self.line()) != ["ended"]:
            if words[0] == "steps":
                died.steps = int(words[1])
            else:
                died.said.append(words[1:])
        died.seconds = time.perf_counter() - began
        return died

    def tell(self, line: str) -> None:
        """Let it read a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def line(self) -> list[str]:
        """What it says next."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the process ended"
        return line.rstrip("\n").split(" ", 2)


@contextmanager
def mortal(database: str, box_keys: Path) -> Iterator[Mortal]:
    """A process for the block."""
    around = {**os.environ, "EVENWEAVE_TEST_DATABASE": databases.KIND}
    if databases.KIND == "postgresql":
        around["DATABASE_URL"] = databases.server_url()
    command = [sys.executable, "-m", "tests.sealed.dying", database, str(box_keys)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=around, text=True, stdin=pipe, stdout=pipe
    ) as process:
        try:
            yield Mortal(process)
        finally:
            process.kill()


def moments(taken: Died) -> Iterator[dict[str, float]]:
    """Every step one after the other, then moments of chance up to a little after the end."""
    assert taken.steps > 5
    for step in range(1, taken.steps + 1):
        yield {"at_step": step}
    chance = random.Random(5)
    for _turn in range(RANDOM_MOMENTS):
        yield {"after": chance.uniform(0, 1.2 * taken.seconds)}


def finish(box: Box, state: State) -> Box:
    """What another worker makes of it, once the dead one's time is over."""
    for turn in range(1, 4):
        work(later(minutes=11 * turn))
    box = again(box)
    assert box.state == state
    return box


def test_killed_while_opening_a_box_opens_whole(own_database: str, box_keys: Path) -> None:
    with mortal(own_database, box_keys) as process:
        new_box()
        for moment in moments(process.do("open")):
            box = new_box()
            process.do("open", **moment)  # type: ignore[arg-type]
            box = finish(box, State.OPEN)
            assert sorted(box.envelopes.values_list("elector", flat=True)) == TWELVE
            assert news(box) == ["opened"]
            cast_all(box, PAPERS)
            box = close(box, later(hours=1))
            assert reading.results(box) == {"question 1": FIRST, "question 2": SECOND}
            assert keys.files_of(box.id) == []


def test_killed_while_casting_nothing_that_was_acknowledged_is_lost_or_counted_twice(
    own_database: str, box_keys: Path
) -> None:
    chance = random.Random(6)
    with mortal(own_database, box_keys) as process:
        for turn in range(RANDOM_MOMENTS):
            box = open_box()
            command = " ".join(["cast", str(box.id), *map(str, TWELVE)])
            if turn % 2:
                died = process.do(command, at_step=chance.randrange(1, 200))
            else:
                died = process.do(command, after=chance.uniform(0, 0.1))
            told: dict[UUID, bytes] = {}
            for elector, paper in died.said:
                told[UUID(elector)] = paper.encode()
            found = papers_in(box)
            on_its_way = f"paper {len(died.said)}".encode()
            different = [each for each in TWELVE if found[each] != told.get(each, b"")]
            assert {found[each] for each in different} <= {on_its_way}
            check_count(box, found)


def papers_in(box: Box) -> dict[UUID, bytes]:
    """What lies in each envelope: the test has the key, as nobody else has."""
    from evenweave.sealed import crypto, papers

    seed = keys.seed(box.id)
    assert seed is not None
    rows = list(box.envelopes.values_list("elector", "paper"))
    found = papers.opened(box, crypto.private_key(seed), ((e, bytes(p)) for e, p in rows))
    return dict(zip((elector for elector, _ in rows), found, strict=True))


def check_count(box: Box, found: dict[UUID, bytes]) -> None:
    """What is counted is what lay in the envelopes, each once."""
    wanted = sorted(paper for paper in found.values() if paper)
    box = close(box)
    if len(wanted) < 5:
        assert (box.state, reading.results(box)) == (State.TOO_FEW, {})
    else:
        assert reading.results(box) == {"question 1": wanted}


def test_killed_while_closing_no_key_is_left_and_no_result_lacks_a_paper(
    own_database: str, box_keys: Path
) -> None:
    with mortal(own_database, box_keys) as process:
        closing()
        for moment in moments(process.do("close")):
            box = closing()
            process.do("close", **moment)  # type: ignore[arg-type]
            check_what_is_shown(again(box))
            box = finish(box, State.CLOSED)
            assert check_what_is_shown(box)
            assert news(box) == ["opened", "closed"]
            assert Opened.objects.filter(box=box).count() == 2 * len(PAPERS)


def closing() -> Box:
    """A box with papers that is to be closed."""
    box = open_box()
    cast_all(box, PAPERS)
    actions.close_box(box=again(box), by=AMINA, at=NOON)
    return box


def test_killed_with_three_locks_the_cards_need_not_be_typed_again(
    own_database: str, box_keys: Path
) -> None:
    with mortal(own_database, box_keys) as process:
        box, codes = drawn()
        opening = process.do("open").steps
        given(again(box), codes)
        for step in range(1, max(opening, process.do("close").steps) + 1):
            box, codes = drawn()
            process.do("open", at_step=step)
            box = finish(box, State.OPEN)
            assert keys.files_of(box.id) == []
            given(box, codes)
            process.do("close", at_step=step)
            check_what_is_shown(again(box))
            assert check_what_is_shown(finish(box, State.CLOSED))
            assert news(box) == ["opened", "cards are needed", "closed"]


def drawn() -> tuple[Box, list[str]]:
    """A box whose three cards were drawn, and the cards."""
    box = new_box(holders=HOLDERS)
    return box, [actions.draw_card(box=box, holder=holder, by=AMINA, at=NOON) for holder in HOLDERS]


def given(box: Box, codes: list[str]) -> None:
    """A box with papers that closes, and two cards put in that no worker has seen yet."""
    cast_all(box, PAPERS)
    close(box)
    for holder, code in list(zip(HOLDERS, codes, strict=True))[:2]:
        actions.give_card(box=box, holder=holder, code=code, by=AMINA, at=NOON)


def check_what_is_shown(box: Box) -> bool:
    """All or nothing is shown; and if all, then nothing else is left. Whether all is."""
    shown = reading.results(box)
    if not shown:
        assert box.state == State.CLOSING
        # Envelopes go only after the results are safe, and the key only after the envelopes.
        if not Envelope.objects.filter(box=box).exists():
            assert box.ending == State.CLOSED
        return False
    assert shown == {"question 1": FIRST, "question 2": SECOND}
    assert keys.files_of(box.id) == []
    assert not Envelope.objects.filter(box=box).exists()
    return True
