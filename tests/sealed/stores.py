"""Places where a vote may be kept: our box, and five that are broken as others were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection, transaction

from evenweave.common import actors
from evenweave.common.guard import acting
from evenweave.sealed import actions, crypto, keys, reading
from evenweave.sealed.models import Box
from tests.make import AMINA, NOON
from tests.sealed.story import again, cast, later, new_box, open_box, work

Watch = Callable[[], None]


class Sealed:
    """Our own box. `watch` is called after every single request."""

    with_changes = True
    folder_before_closing = False

    def __init__(self, people: Sequence[UUID], watch: Watch) -> None:
        self.watch = watch
        self.box: Box | None = self.opened(people)
        self.watch()

    def opened(self, people: Sequence[UUID]) -> Box:
        return open_box(people, longest=200)

    def cast(self, who: UUID, choice: bytes) -> None:
        assert self.box
        cast(self.box, who, choice)
        self.watch()

    def close(self) -> list[bytes]:
        """The result, in the order in which it is told."""
        assert self.box
        actions.close_box(box=again(self.box), by=AMINA, at=NOON)
        self.watch()
        self.worked()
        return reading.results(again(self.box))["question 1"]

    def worked(self) -> None:
        work()
        self.watch()


class Locked(Sealed):
    """Our own box with three locks, against somebody who has the key folder too until it closes."""

    folder_before_closing = True

    def opened(self, people: Sequence[UUID]) -> Box:
        self.holders = list(people[:3])
        box = new_box(people, longest=200, holders=self.holders)
        self.codes = []
        for holder in self.holders:
            by = actors.person(holder)
            self.codes.append(actions.draw_card(box=box, holder=holder, by=by, at=NOON))
            self.watch()
        work()
        return again(box)

    def worked(self) -> None:
        assert self.box
        for turn, (holder, code) in enumerate(zip(self.holders[:2], self.codes, strict=False)):
            work(later(minutes=turn))
            self.watch()
            by = actors.person(holder)
            actions.give_card(box=again(self.box), holder=holder, code=code, by=by, at=NOON)
            self.watch()
        work(later(minutes=3))
        self.watch()


# Broken on purpose


class SurvivingKey(Sealed):
    """Sealed documents whose key outlives the vote."""

    def worked(self) -> None:
        assert self.box
        (file,) = keys.files_of(self.box.id)
        survives = file.read_bytes()
        super().worked()
        Path(file).write_bytes(survives)


class KeyInDatabase(Sealed):
    """Sealed documents whose key lies in a table, and is deleted when the vote is over."""

    def opened(self, people: Sequence[UUID]) -> Box:
        box = super().opened(people)
        seed = keys.seed(box.id)
        assert seed
        run("CREATE TABLE IF NOT EXISTS broken_key (seed text)")
        run("INSERT INTO broken_key VALUES (%s)", seed.hex())
        return box

    def worked(self) -> None:
        run("DELETE FROM broken_key")
        super().worked()


class WayMadeTooEarly(Locked):
    """Three locks, but the way on which cards reach the worker is there before the box closes."""

    def opened(self, people: Sequence[UUID]) -> Box:
        box = super().opened(people)
        hand = crypto.private_key(keys.make(box.id, "hand"))
        with acting("a store that is broken on purpose"):
            Box.objects.filter(pk=box.pk).update(hand_key=crypto.public_bytes(hand))
        return box


class Plain(Sealed):
    """A store without a box."""

    with_changes = False
    tables: tuple[str, ...]

    def opened(self, people: Sequence[UUID]) -> Box:
        for table in self.tables:
            run(f"CREATE TABLE IF NOT EXISTS {table}")
            run(f"DELETE FROM {table.partition(' ')[0]}")
        return None  # type: ignore[return-value]

    def close(self) -> list[bytes]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT choice FROM broken_ballot ORDER BY choice")
            found = [choice.encode() for (choice,) in cursor.fetchall()]
        self.watch()
        return found


class VoterBesideBallot(Plain):
    """The voter in the ballot's row, hidden on the screen."""

    tables = ("broken_ballot (voter text, choice text)",)

    def cast(self, who: UUID, choice: bytes) -> None:
        run("INSERT INTO broken_ballot VALUES (%s, %s)", who.hex, choice.decode())
        self.watch()


class TwoTables(Plain):
    """Who voted in one table, ballots with random ids in another, in one transaction."""

    tables = ("broken_voted (voter text)", "broken_ballot (id text, choice text)")

    def cast(self, who: UUID, choice: bytes) -> None:
        with transaction.atomic():
            run("INSERT INTO broken_voted VALUES (%s)", who.hex)
            run("INSERT INTO broken_ballot VALUES (%s, %s)", uuid4().hex, choice.decode())
        self.watch()


def run(sql: str, *values: str) -> None:
    """One statement."""
    with acting("a store that is broken on purpose"), connection.cursor() as cursor:
        cursor.execute(sql, list(values))
