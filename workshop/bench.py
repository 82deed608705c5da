"""`./run bench`: how quick Evenweave is here, as a table and as bench/latest.json.

Medians and ratios within one run, because machines are noisy.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import databases  # noqa: E402
from workshop.benches import outside  # noqa: E402

SHORT, LONG = "100", 1_000_000
OUT = ROOT / "bench" / "latest.json"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, where, and against which goal (at most)."""

    what: str
    where: str
    value: float
    goal: float
    unit: str

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal

    def __str__(self) -> str:
        verdict = "met" if self.is_met else "MISSED"
        return (
            f"{self.what:<46} {self.where:<11} {self.value:>9.2f}  {self.goal:>7g}  "
            f"{self.unit:<10} {verdict}"
        )


def main(words: list[str]) -> int:
    """Measure; exit code 1 when a goal is missed."""
    asked = parser().parse_args(words)
    rows = [] if asked.mirrors else [*counting(), *calendars(), *sharing()]
    for row in rows:
        print(row, flush=True)
    for where in ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory(prefix="evenweave-bench-") as folder:
            place = Path(folder)
            for row in (
                [*mirrors(where, place), *example_copied(where, place)]
                if asked.mirrors
                else measure(where, place, str(asked.length))
            ):
                print(row, flush=True)
                rows.append(row)
    if not asked.mirrors:
        keep(rows)
    return 0 if all(row.is_met for row in rows) else 1


def parser() -> argparse.ArgumentParser:
    """What may be asked."""
    made = argparse.ArgumentParser("./run bench", description=__doc__)
    made.add_argument(
        "length", nargs="?", type=int, default=LONG, help="lines of the long record (1,000,000)"
    )
    made.add_argument(
        "--mirrors", action="store_true", help="only the mirror, and the copy of the example"
    )
    return made


def keep(rows: list[Row]) -> None:
    """The whole table, as JSON."""
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(row) | {"met": row.is_met} for row in rows], indent=2) + "\n")
    print(f"\nThe same as JSON: {OUT.relative_to(ROOT)}")


def counting() -> list[Row]:
    """Counting papers, which needs no database."""
    command = [sys.executable, "-m", "workshop.benches.tallies"]
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    seconds: dict[str, float] = json.loads(told.stdout)
    return [
        Row("100,000 papers, 10 options: Schulze", "no database", seconds["schulze"], 1, "s"),
        Row("100,000 papers, 10 options: instant runoff", "no database", seconds["irv"], 1, "s"),
        Row("100,000 papers, 10 options: stv, 3 seats", "no database", seconds["stv"], 1, "s"),
        Row("100,000 papers, 10 options: reading them", "no database", seconds["read"], 3, "s"),
    ]


def calendars() -> list[Row]:
    """A feed of meetings, which needs no database."""
    command = [sys.executable, "-m", "workshop.benches.calendars"]
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    taken: dict[str, float] = json.loads(told.stdout)
    return [
        Row("a calendar of 500 meetings", "no database", taken["first_ms"], 100, "ms"),
        Row("the same again", "no database", taken["again_ms"], 20, "ms"),
        Row("that nothing in it changed", "no database", taken["unchanged_ms"], 10, "ms"),
    ]


def sharing() -> list[Row]:
    """A year of roles in a large team, and a hall full of people mixed: without a database."""
    seconds: dict[str, float] = {}
    for bench in ("rota", "mixing"):
        command = [sys.executable, "-m", f"workshop.benches.{bench}"]
        told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        seconds |= json.loads(told.stdout)
    return [
        Row("a rota: 100 people, 52 meetings", "no database", seconds["plan"], 1, "s"),
        Row("200 people in pairs, the fourth time", "no database", seconds["pairs"], 1, "s"),
        Row("200 people at tables, the fourth time", "no database", seconds["tables"], 1, "s"),
    ]


def measure(where: str, folder: Path, long: str) -> list[Row]:
    """Everything that is measured on one of the two databases."""
    environment = surroundings(where, folder)
    filled = inside(environment, "fill", SHORT, long)
    print(f"# {where}: {long} lines written in {filled['seconds']:.0f} s", flush=True)
    streams = filled["streams"]
    pages = {
        "record, 100 lines": f"/record/{streams[SHORT]}/",
        f"record, {int(long):,} lines": f"/record/{streams[long]}/",
        "its middle": f"/record/{streams[long]}/?before={int(long) // 2}",
        "its oldest lines": f"/record/{streams[long]}/?after=0",
        "one kind of it": f"/record/{streams[long]}/?kind=projects.limit_asked",
        "one line of it": f"/record/{streams[long]}/{int(long) // 2}/",
        "front page": "/",
    }
    pages |= home_pages(inside(environment, "people"))
    large = inside(environment, "decide")
    pages["a decision: 200 people, 3 rounds, 400 words"] = f"{large['page']} {large['cookie']}"
    agreed = inside(environment, "agree")
    for name in ("page", "clause", "since"):
        what = f"an agreement of 60 parts, 20 versions: {name}"
        pages[what] = f"{agreed[name]} {agreed['cookie']}"
    met = inside(environment, "meet")
    pages["a meeting that goes on, 201 people"] = f"{met['page']} {met['cookie']}"
    rows = from_outside(where, environment, pages)
    counts = inside(environment, "queries", *pages.values())
    rows += [
        Row(f"{name}: queries", where, counts[address], 12, "queries")
        for name, address in pages.items()
    ]
    for dress, seconds in agreed["pdf_s"].items():
        rows.append(Row(f"the same as a PDF: {dress}", where, seconds, 3, "s"))
    appended = inside(environment, "append")
    rows.append(Row(f"append at {int(long):,} lines", where, appended["median_ms"], 5, "ms"))
    voted = inside(environment, "vote")
    rows.append(Row("one vote: CPU", where, voted["cpu_ms"], 8, "ms"))
    rows.append(Row("eight vote at once: votes that failed", where, voted["failed"], 0, "of 200"))
    rows += secret_votes(where, environment)
    brought = inside(environment, "bring")
    rows.append(Row("a list of 5,000 people brought in", where, brought["seconds"], 10, "s"))
    rows.append(Row("a list of 5,000 people: locked", where, brought["locked"], 2, "s"))
    rows += boxes(where, inside(environment, "seal"))
    rows += mirrors(where, folder)
    rows += phones_that_hear(where, environment, met) + streams_held(where, environment)
    rows += example_copied(where, folder)
    return rows + copies(where, environment, folder, long)


SIZES, PROJECTS = (1, 10, 50), (1, 10, 50)


def mirrors(where: str, folder: Path) -> list[Row]:
    """The mirror of Hounslow and of larger projects; and of Hounslow, with others beside it."""
    home = folder / "mirrors"
    home.mkdir()
    environment = surroundings(where, home)
    inside(environment, "example")
    pages = {size: inside(environment, "mirror", str(size)) for size in SIZES}
    queries = inside(environment, "queries", pages[1]["page"])
    with outside.serving(environment) as server:
        shown = {"bare": "/bare/"} | {str(size): pages[size]["page"] for size in SIZES}
        times = outside.compare(server, shown)
        told_growth(where, "a mirror, by the project’s size", [times[str(size)] for size in SIZES])
        beside = []
        for number in PROJECTS:
            inside(environment, "beside", str(number))
            beside.append(outside.compare(server, {"1": pages[1]["page"]})["1"])
        told_growth(where, "Hounslow’s mirror, by how many projects there are", beside)
    return [
        Row("the mirror of Hounslow", where, times["1"] / times["bare"], 10, "x bare"),
        Row("the mirror of Hounslow: queries", where, queries[pages[1]["page"]], 20, "queries"),
        Row("the mirror of one fifty times as large", where, times["50"], 300, "ms"),
        Row("its figures alone", where, pages[50]["figures_ms"], 300, "ms"),
    ]


def told_growth(where: str, what: str, times: list[float]) -> None:
    """How it grows from 1 to 10 to 50: a slope of 1 is in proportion, 0 is not at all."""
    slope = log(times[-1] / times[0]) / log(50)
    listed = ", ".join(f"{each:.1f}" for each in times)
    print(f"# {where}: {what} (1, 10, 50): {listed} ms, slope {slope:.2f}", flush=True)


def secret_votes(where: str, environment: dict[str, str]) -> list[Row]:
    """Papers put in through the ballot page, in a small circle and a large one."""
    rows = []
    for seats in ("20", "20000"):
        voted = inside(environment, "secret", seats)
        what = f"a secret vote by its page, {int(seats):,} seats"
        rows.append(Row(f"{what}: CPU", where, voted["cpu_ms"], 8, "ms"))
        rows.append(Row(f"{what}: page", where, voted["page_kB"], 40, "kB sent"))
    return rows


def boxes(where: str, sealed: dict[str, float]) -> list[Row]:
    """Sealed boxes, small and large."""
    return [
        Row("a sealed paper, 20 seats: CPU", where, sealed["small_ms"], 8, "ms"),
        Row("a sealed paper, 20,000 seats: CPU", where, sealed["large_ms"], 8, "ms"),
        Row("opening a box for 20,000", where, sealed["opening"], 10, "s"),
        Row("closing it", where, sealed["closing"], 15, "s"),
    ]


STREAMS = [sys.executable, "-m", "workshop.benches.streams"]


def phones_that_hear(where: str, environment: dict[str, str], met: dict[str, Any]) -> list[Row]:
    """A change on one phone is on 200 others: one process on SQLite, two on PostgreSQL."""
    rows = []
    with ExitStack() as held:
        count = 1 if where == "sqlite" else 2
        servers = [held.enter_context(outside.serving(environment)) for _each in range(count)]
        for word in ("hear", "show"):
            command = [*STREAMS, word, "200", *[str(server.port) for server in servers]]
            told = subprocess.run(
                command,
                cwd=ROOT,
                env=environment,
                check=True,
                input=json.dumps(met).encode(),
                stdout=subprocess.PIPE,
            )
            took: dict[str, float] = json.loads(told.stdout)
            what = f"a change, {count} process{'es' * (count > 1)}: 200 phones {word} it"
            rows.append(Row(what, where, took["median_s"], 1, "s"))
            print(f"# {where}: {what} in {took['worst_s']:.2f} s at worst", flush=True)
    return rows


def streams_held(where: str, environment: dict[str, str]) -> list[Row]:
    """What 500 open streams cost one process."""
    with outside.serving(environment) as server:
        command = [*STREAMS, "hold", "500", str(server.port)]
        holding = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert holding.stdout
        opened = json.loads(holding.stdout.readline())["open"]
        memory, threads = server.memory(), server.threads()
        told, _errors = holding.communicate(b"\n", timeout=60)
    assert opened == json.loads(told)["open"] == 500
    return [
        Row("500 streams in one process", where, memory, 150, "MB"),
        Row("500 streams in one process: threads", where, threads, 40, "threads"),
    ]


def home_pages(people: dict[str, dict[str, str]]) -> dict[str, str]:
    """Home and a project, for people in small and large teams, each with their cookie."""
    found = {}
    for name, visitor in people.items():
        found[name] = f"/ {visitor['cookie']}"
        found[name.replace("home", "a project", 1)] = f"{visitor['project']} {visitor['cookie']}"
    return found


def surroundings(where: str, folder: Path) -> dict[str, str]:
    """The environment of a fresh installation on this database."""
    # The same key for the server and for whoever makes sessions beside it.
    keys = {
        "EVENWEAVE_DATA": str(folder),
        "EVENWEAVE_BOX_KEYS": f"{folder}-box-keys",
        "EVENWEAVE_SECRET_KEY": "only-for-measuring-" * 3,
    }
    environment = os.environ | keys
    environment.pop("DATABASE_URL", None)
    if where == "postgresql":
        environment["DATABASE_URL"] = databases.new_database("evenweave_bench")
    return environment


def inside(environment: dict[str, str], *words: str) -> dict[str, Any]:
    """What a child of the program measured."""
    command = [sys.executable, "-m", "workshop.benches.inside", *words]
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    measured: dict[str, Any] = json.loads(told.stdout)
    return measured


def from_outside(where: str, environment: dict[str, str], pages: dict[str, str]) -> list[Row]:
    """Pages as a browser meets them, against the bare page; memory; a first visit."""
    with outside.serving(environment) as server:
        idle = Row("idle server", where, server.memory(), 150, "MB")
        visits = {path: outside.first_visit(server, path)["kB"] for path in ["/", "/sign-in/"]}
        medians = outside.compare(server, {"bare": "/bare/"} | pages)
    bare = medians.pop("bare")
    print(f"# {where}: bare page {bare:.2f} ms", flush=True)
    ratios = [Row(name, where, taken / bare, 5, "x bare") for name, taken in medians.items()]
    return [
        *ratios,
        idle,
        Row("first visit, all files", where, visits["/"], 60, "kB sent"),
        Row("sign-in page, all files", where, visits["/sign-in/"], 40, "kB sent"),
    ]


def copies(where: str, environment: dict[str, str], folder: Path, long: str) -> list[Row]:
    """Making a copy of the long record and checking it, with the memory that checking takes."""
    copy = folder / "copy.zip"
    run = [sys.executable, "-m", "evenweave"]
    began = time.perf_counter()
    words = ["export", f"long-{long}", str(copy)]
    subprocess.run([*run, *words], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    seconds, size = time.perf_counter() - began, copy.stat().st_size / 1e6
    print(f"# {where}: copied in {seconds:.0f} s, {size:.0f} MB")
    rows = command(where, environment, f"verify {int(long):,} lines", 20, "verify", str(copy))
    return rows + backups(where, environment, long)


def backups(where: str, environment: dict[str, str], long: str) -> list[Row]:
    """A backup of everything, and bringing it back into an empty place."""
    # Beside the data folder: none may lie in it.
    with tempfile.TemporaryDirectory(prefix="evenweave-bench-") as beside:
        file = str(Path(beside) / "backup.zip")
        other = environment | {"EVENWEAVE_DATA": str(Path(beside) / "data")}
        if where == "postgresql":
            other["DATABASE_URL"] = databases.new_database("evenweave_bench_restored")
        what = f"{int(long):,} lines"
        rows = command(where, environment, f"back up {what}", 60, "backup", file)
        return rows + command(where, other, f"restore {what}", 300, "restore", file)


def command(
    where: str, environment: dict[str, str], what: str, goal: float, *words: str
) -> list[Row]:
    """How long a command takes, and how much memory."""
    began = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, *words],
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
        check=True,
    )
    seconds = time.perf_counter() - began
    megabytes = int(told.stdout.split()[-1]) * (1 if sys.platform == "darwin" else 1024) / 1e6
    return [
        Row(what, where, seconds, goal, "s"),
        Row(f"{what}: memory", where, megabytes, 300, "MB"),
    ]


def example_copied(where: str, folder: Path) -> list[Row]:
    """A copy of the whole example, as somebody makes and checks it on the command line."""
    home = folder / "example"
    home.mkdir()
    environment, copy = surroundings(where, home), folder / "hounslow.zip"
    inside(environment, "example")
    began = time.perf_counter()
    for words in (["export", "hounslow", str(copy)], ["verify", str(copy)]):
        run = [sys.executable, "-m", "evenweave", *words]
        subprocess.run(run, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    return [Row("export and verify Hounslow", where, seconds, 5, "s")]


# A command in a process of its own, which then says the most memory it ever had.
MEASURED = """
import resource, sys
from evenweave.config.cli import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
