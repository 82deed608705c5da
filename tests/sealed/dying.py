"""A process that works on a box and is killed: `python -m tests.sealed.dying DATABASE KEY_FOLDER`.

It reads a command a line, and does each in a child of its own: so killing costs milliseconds.

    MOMENT open            let the worker open what is to be opened
    MOMENT close           the same: jobs know what is due
    MOMENT cast BOX …      put in paper after paper, and say so after each

MOMENT is the step before which the child kills itself: a statement, a commit, or something done to
a file. With 0 it goes on until somebody else kills it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import django

TURNS = 400


def say(*words: object) -> None:
    """One line to whoever started us, in one piece."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Moments:
    """Counts steps, and ends the process at the one that was chosen."""

    def __init__(self, chosen: int) -> None:
        self.chosen, self.passed = chosen, 0

    def step(self) -> None:
        self.passed += 1
        if self.passed == self.chosen:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            self.step()
            return function(*args, **kwargs)

        return stepping

    def watch(self) -> None:
        """Every statement, every commit, every change to a file is a step."""
        from django.db import connection

        def execute(run: Callable[..., Any], *args: Any) -> Any:
            self.step()
            return run(*args)

        connection.execute_wrappers.append(execute)
        connection._commit = self.before(connection._commit)  # type: ignore[attr-defined]
        for name in ("fsync", "link", "open", "unlink"):
            setattr(os, name, self.before(getattr(os, name)))
        Path.unlink = self.before(Path.unlink)  # type: ignore[method-assign]


def work() -> None:
    """What a worker does: all that is due."""
    from tests.sealed import story

    story.work()


def cast(box: str, *electors: str) -> None:
    """Paper after paper, each said once it is in."""
    from evenweave.common import actors
    from evenweave.sealed import actions
    from tests.make import NOON

    for turn in range(TURNS):
        elector = UUID(electors[turn % len(electors)])
        paper, by = f"paper {turn}", actors.person(elector)
        actions.cast(box_id=UUID(box), elector=elector, paper=paper.encode(), by=by, at=NOON)
        say("in", elector, paper)


COMMANDS: dict[str, Callable[..., None]] = {"open": work, "close": work, "cast": cast}


def serve() -> None:
    """Do each command in a child, and say when it has ended and after how many steps."""
    while line := sys.stdin.readline():
        moment, command, *words = line.split()
        child = os.fork()
        if child == 0:
            moments = Moments(int(moment))
            try:
                moments.watch()
                COMMANDS[command](*words)
                say("steps", moments.passed)
            finally:
                os._exit(0)
        say("child", child)
        # Only now: until somebody waits for it, its number belongs to nobody else.
        sys.stdin.readline()
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings
    from django.db import connections

    from tests import databases

    # Read once, before there are children: each of them would read it anew.
    import_module("tests.sealed.story")
    databases.use(sys.argv[1])
    settings.BOX_KEYS = Path(sys.argv[2])
    connections.close_all()
    serve()
