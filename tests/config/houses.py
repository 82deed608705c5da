"""Houses to back up and to restore: each with its folders, its keys and its database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.config.running import SECONDS, Served, environment, evenweave, serving

PLAYED = (sys.executable, "-P", "-m", "tests.config.played")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class House:
    """One installation, on SQLite unless it has an address."""

    place: Path
    url: str = ""

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.place / "data"

    @property
    def keys(self) -> Path:
        """Its key folder."""
        return self.place / "keys"

    @property
    def boxes(self) -> Path:
        """Where keys of sealed boxes lie."""
        return self.place / "boxes"

    @property
    def surroundings(self) -> dict[str, str]:
        """What leads to it."""
        return {
            "EVENWEAVE_DATA": str(self.data),
            "EVENWEAVE_KEYS": str(self.keys),
            "EVENWEAVE_BOX_KEYS": str(self.boxes),
            **({"DATABASE_URL": self.url} if self.url else {}),
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command, as somebody types it."""
        return evenweave(*words, **self.surroundings)

    @contextmanager
    def served(self, *words: str) -> Iterator[Served]:
        """It, with its pages, for the block; the first time with the example."""
        surroundings: Any = self.surroundings
        with serving(*words, **surroundings) as served:
            yield served

    def well(self, *words: str) -> str:
        """A command that has to go well; what it said."""
        told = self.run(*words)
        assert told.returncode == 0, told.stderr
        return told.stdout

    def plays(self, part: str) -> Any:
        """A part of `tests.config.played`."""
        told = subprocess.run(
            [*PLAYED, part],
            env=environment(PYTHONPATH=str(ROOT), **self.surroundings),
            capture_output=True,
            text=True,
            timeout=2 * SECONDS,
            check=False,
        )
        assert told.returncode == 0, told.stderr
        return json.loads(told.stdout)

    @contextmanager
    def being_written_to(self) -> Iterator[dict[str, int]]:
        """Somebody writes all through the block; afterwards, how much and how slowly."""
        writer = subprocess.Popen(
            [*PLAYED, "write"],
            env=environment(PYTHONPATH=str(ROOT), **self.surroundings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told: dict[str, int] = {}
        assert writer.stdout
        assert json.loads(writer.stdout.readline())["begun"]
        try:
            yield told
        finally:
            said, _errors = writer.communicate("stop\n", timeout=SECONDS)
        told.update(json.loads(said))


# What a restored house does not have, or has anew.
NOT_BACKED_UP = {
    *("django_session", "people_device", "people_ticket", "people_limit", "people_spentchallenge"),
    *("auth_permission", "django_content_type"),
}
ANEW = {"people_person": "session_secret", "people_newaddress": "code_hash"}

Rows = dict[str, list[str]]


def comparable(rows: Rows) -> Rows:
    """The rows that have to be equal after a restore."""
    found = {name: told for name, told in rows.items() if name not in NOT_BACKED_UP}
    for table, column in ANEW.items():
        without = ({**json.loads(row), column: None} for row in found[table])
        found[table] = sorted(json.dumps(row, sort_keys=True) for row in without)
    return found
