"""How long counting takes: 100,000 papers that each rank ten options, hardly two of them alike.

    python -m workshop.benches.tallies

Prints one line of JSON: the median seconds of each way of counting, and of reading the file.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from evenweave.decisions.tallies import reading
from evenweave.decisions.tallies.counting import tally

PAPERS, OPTIONS = 100_000, 10
TURNS = 7


def filled(file: Path) -> None:
    """Write the papers. Each ranks in one of 3,628,800 ways, so hardly two are alike."""
    chance = random.Random(1)  # noqa: S311 - the same papers each time
    names = [f"Option {number}" for number in range(OPTIONS)]
    papers = [
        {"ranking": [[name] for name in chance.sample(names, OPTIONS)]} for _ in range(PAPERS)
    ]
    file.write_text(json.dumps({"options": names, "papers": papers}), encoding="utf-8")


def median(work: Callable[[], object]) -> float:
    """The median time of several turns, in seconds."""
    times = []
    for _turn in range(TURNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def measured() -> dict[str, float]:
    """Median seconds by what was done."""
    with tempfile.TemporaryDirectory(prefix="evenweave-bench-") as folder:
        file = Path(folder) / "papers.json"
        filled(file)
        profile = reading.read(file).profile
        return {
            "schulze": median(lambda: tally(profile, "schulze")),
            "irv": median(lambda: tally(profile, "irv")),
            "stv": median(lambda: tally(profile, "stv", seats=3)),
            "read": median(lambda: reading.read(file)),
        }


if __name__ == "__main__":
    print(json.dumps(measured()))
