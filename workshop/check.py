"""Everything that can be judged without using the program: `./run check`.

`python -m workshop.check types layers` runs only those. One line each; the exit code is how many
failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
BIN = Path(sys.executable).parent
# As on a public server, whatever the person who checks has set for their own.
PUBLIC = {"DJANGO_SETTINGS_MODULE": "evenweave.config.settings", "EVENWEAVE_HTTPS": "1"}
DJANGO = ["env", *(f"{name}={value}" for name, value in PUBLIC.items()), *PYTHON, "django"]

HOUSE = [
    "tests/test_house.py",
    "tests/test_docs.py",
    "tests/test_licences.py",
    "tests/test_tools.py",
    "tests/lists",
]

CHECKS: dict[str, list[str]] = {
    "types": [*PYTHON, "mypy"],
    "style": [*PYTHON, "ruff", "check", "--quiet"],
    "layout": [*PYTHON, "ruff", "format", "--check", "--quiet"],
    "layers": [str(BIN / "lint-imports"), "--no-cache", "--no-logo"],
    "templates": [*PYTHON, "djhtml", "--check", "--tabwidth", "2", "evenweave", "tests"],
    "migrations": [*DJANGO, "makemigrations", "--check", "--dry-run"],
    "django": [*DJANGO, "check", "--deploy", "--fail-level", "WARNING"],
    "licences": [*PYTHON, "workshop.licences"],
    "house": [*PYTHON, "pytest", "-q", *HOUSE],
}
AT_ONCE = 2
# What a person may have set for their own server; it must not change what is found here.
THEIRS = ("DATABASE_URL", "DJANGO_", "EVENWEAVE_", "PYTEST_")


@contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """The same for everybody: no settings of their own, an empty data folder."""
    with tempfile.TemporaryDirectory(prefix="evenweave-check-") as folder:
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(THEIRS)}
        yield theirs | {"EVENWEAVE_DATA": folder, "PYTHONUTF8": "1", "TMPDIR": folder}


def check(name: str, around: dict[str, str]) -> bool:
    """Run one check and say how it went; what it said only when it failed."""
    begun = time.monotonic()
    done = subprocess.run(
        CHECKS[name], cwd=ROOT, env=around, capture_output=True, text=True, check=False
    )
    good = done.returncode == 0
    lines = [f"{name:<11} {'good' if good else 'FAILED':<7}{time.monotonic() - begun:5.1f} s"]
    if not good:
        lines += [f"    {line}" for line in (done.stdout + done.stderr).strip().splitlines()]
    print("\n".join(lines), flush=True)
    return good


def main(names: list[str]) -> int:
    """Run the named checks, or all; how many failed."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"There is no check called {', '.join(sorted(unknown))}.")
        print(f"There are: {', '.join(CHECKS)}.")
        return len(unknown)
    with surroundings() as around, ThreadPoolExecutor(AT_ONCE) as runners:
        results = list(runners.map(lambda name: check(name, around), names or CHECKS))
    failed = results.count(False)
    print("All good." if not failed else f"{failed} of {len(results)} failed.")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
