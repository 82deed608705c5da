"""Every test, in parts: on SQLite, on PostgreSQL, in a browser; and one summary."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

from workshop import setting_up

NOTHING_TO_RUN = 5  # pytest's code when no test was left to run
QUICK = ["-m", "not slow and not browser and not postgresql"]


@dataclass(frozen=True)
class Part:
    """One run of pytest."""

    title: str
    options: tuple[str, ...]
    database: str = "sqlite"


@dataclass(frozen=True)
class Ended:
    """How a part ended."""

    part: Part
    code: int
    seconds: float
    closing_line: str


def parts(chosen: list[str], quick: bool) -> list[Part]:
    """The parts of a run. Only a run of everything is held to the list of what must run."""
    if quick:
        return [Part("quick: SQLite, without a browser and slow tests", (*QUICK, *chosen))]
    wholly = not chosen
    return [
        Part("on SQLite", (*limits("sqlite", wholly), *chosen)),
        Part("on PostgreSQL", (*limits("postgresql", wholly), *chosen), "postgresql"),
        Part("in a browser", (*limits("browser", wholly), *chosen)),
    ]


def limits(part: str, wholly: bool) -> list[str]:
    """What keeps a run of pytest to its part."""
    if wholly:
        return [f"--must-run={part}"]
    marks = {
        "sqlite": "not browser and not postgresql",
        "postgresql": "not browser and not sqlite",
        "browser": "browser",
    }
    return ["-m", marks[part]]


def run(chosen: list[str], quick: bool, environment: Mapping[str, str]) -> int:
    """Run the parts, and say at the end how each ended. 0 when all is well.

    With two processors, the databases are tested side by side. The browser comes by itself, because
    it minds when it has to wait.
    """
    began = time.monotonic()
    wanted = parts(chosen, quick)
    databases = wanted[:-1] if (os.cpu_count() or 1) > 1 else []
    ended = side_by_side(databases, environment) if databases else []
    ended += [run_part(part, environment) for part in wanted[len(databases) :]]
    title("summary")
    for each in ended:
        verdict = "well" if each.code in {0, NOTHING_TO_RUN} else "FAILED"
        sys.stdout.write(f"{each.part.title}: {verdict}, {each.seconds:.0f} s\n")
    sys.stdout.write(f"all: {time.monotonic() - began:.0f} s\n\n")
    # pytest's own words last, where people and machines look for them.
    for each in ended:
        sys.stdout.write(f"{each.closing_line}\n")
    codes = {abs(each.code) for each in ended}
    return max(codes - {NOTHING_TO_RUN}, default=NOTHING_TO_RUN)


def side_by_side(parts: list[Part], environment: Mapping[str, str]) -> list[Ended]:
    """Run these at the same time. The first is shown as it goes, the others at their end."""
    first, *others = parts
    with ExitStack() as held:
        kept: list[IO[bytes]] = [held.enter_context(tempfile.TemporaryFile()) for _each in others]
        threads = held.enter_context(ThreadPoolExecutor(len(parts)))
        beside = [
            threads.submit(run_part, part, environment, out)
            for part, out in zip(others, kept, strict=True)
        ]
        ended = [run_part(first, environment)]
        for each, out in zip(beside, kept, strict=True):
            ended.append(each.result())
            out.seek(0)
            shutil.copyfileobj(out, sys.stdout.buffer)
        return ended


def run_part(part: Part, environment: Mapping[str, str], out: IO[bytes] | None = None) -> Ended:
    """One run of pytest, shown as it goes, or written to `out`."""
    shown_in = out or sys.stdout.buffer
    title(part.title, shown_in)
    began = time.monotonic()
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [str(setting_up.PYTHON), "-m", "pytest", *colour, *part.options]
    closing_line = ""
    with subprocess.Popen(
        command,
        cwd=setting_up.ROOT,
        env={**environment, "EVENWEAVE_TEST_DATABASE": part.database, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        while shown := os.read(process.stdout.fileno(), 65_536):
            shown_in.write(shown)
            shown_in.flush()
            tail = (closing_line + shown.decode("utf-8", "replace"))[-4_000:]
            closing_line = tail
    lines = [line for line in closing_line.splitlines() if line.strip()]
    return Ended(part, process.returncode, time.monotonic() - began, lines[-1] if lines else "")


def title(words: str, out: IO[bytes] | None = None) -> None:
    """A line that can be found again in a long output."""
    line = f"\n── tests {words} {'─' * max(3, 60 - len(words))}\n\n"
    shown_in = out or sys.stdout.buffer
    sys.stdout.flush()
    shown_in.write(line.encode())
    shown_in.flush()
