"""Nothing is skipped silently, and no test talks to the world.

Two lists stand beside this file:

- `must-run.txt`: what each part of a full run has to have run;
- `not-run-here.txt`: what may stay unrun, and why; it is read and agreed on like code.

`pytest --must-run sqlite` (or `postgresql`, or `browser`) runs that part whole and holds it to the
first list. Every run, of whatever size, is held to the second. docs/checks.md tells the story.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

PARTS = ("sqlite", "postgresql", "browser")
FOLDER = "tests/lists"
BECAUSE = " — not run here, because "
# A line of not-run-here.txt that begins with one of these holds on other systems only.
SYSTEMS = {"darwin": "macOS", "linux": "Linux"}


@dataclass(frozen=True)
class Required:
    """A line of must-run.txt: `part  file-or-files[::test]`."""

    part: str
    pattern: str

    def missing(
        self, root: Path, ran: Iterable[str], elsewhere: Collection[str] = ()
    ) -> Iterator[str]:
        """A sentence for each file (or test) that this line names and that was not run.

        A line that names many files lets pass those `elsewhere`: all their tests are of other
        parts.
        """
        files, _, test = self.pattern.partition("::")
        found = sorted(path.relative_to(root).as_posix() for path in root.glob(files))
        if not found:
            yield f"{self.pattern}: there is no such file."
        for file in found:
            if "*" in files and file in elsewhere:
                continue
            wanted = f"{file}::{test or '*'}"
            if not any(fnmatchcase(without_values(name), wanted) for name in ran):
                yield f"{wanted if test else file}: must run in the {self.part} part, and did not."


@dataclass(frozen=True)
class NotHere:
    """A line of not-run-here.txt: a test (or files, or something no test covers) and the reason."""

    what: str
    reason: str

    def is_test(self) -> bool:
        """Whether it names tests, rather than something that has none."""
        return self.what.startswith("tests/")

    def covers(self, test: str, reason: str | None) -> bool:
        """Whether it names `test`; a skipped one must also give the very reason that was agreed."""
        name = without_values(test)
        return fnmatchcase(name, self.what) and reason in (None, self.reason)

    def holds(self) -> bool:
        """Whether it has a meaning on this system."""
        return not self.what.startswith(f"{SYSTEMS.get(sys.platform, sys.platform)}:")


def without_values(test: str) -> str:
    """The id of a test without its parameters."""
    return test.partition("[")[0]


def lines(path: Path) -> list[str]:
    """The lines of a list, without comments and empty ones; a list that is not there is empty."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def read_must_run(path: Path) -> list[Required]:
    """must-run.txt, or ValueError for a line that cannot be read."""
    required = []
    for line in lines(path):
        part, _, pattern = line.partition(" ")
        if part not in PARTS or not pattern:
            raise ValueError(f"{path.name}: “{line}” does not read “part  file”.")
        required.append(Required(part, pattern.strip()))
    return required


def read_not_run_here(path: Path) -> list[NotHere]:
    """not-run-here.txt, or ValueError for a line without a reason."""
    not_here = []
    for line in lines(path):
        what, found, reason = line.partition(BECAUSE)
        if not found or not reason:
            raise ValueError(f"{path.name}: “{line}” does not read “what{BECAUSE}reason”.")
        not_here.append(NotHere(what.strip(), reason))
    return not_here


def belongs_to(item: pytest.Item, part: str) -> bool:
    """Whether a test is run in `part`: in both databases, unless its marks say otherwise."""
    if part == "browser" or item.get_closest_marker("browser"):
        return part == "browser" and item.get_closest_marker("browser") is not None
    other = "postgresql" if part == "sqlite" else "sqlite"
    return item.get_closest_marker(other) is None or item.get_closest_marker(part) is not None


def file_of(item: pytest.Item) -> str:
    """The file a test stands in, as the lists name it."""
    return item.nodeid.partition("::")[0]


class Lists:
    """Holds one run of the tests to the two lists."""

    def __init__(self, root: Path, part: str | None) -> None:
        self.root, self.part = root, part
        self.required = read_must_run(root / FOLDER / "must-run.txt")
        self.not_here = read_not_run_here(root / FOLDER / "not-run-here.txt")
        self.ran: set[str] = set()
        self.skipped: dict[str, str] = {}
        self.left_out: set[str] = set()
        self.elsewhere: set[str] = set()
        self.complaints: list[str] = []

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """In a full run, keep the tests of this part."""
        if self.part is None:
            return
        others = [item for item in items if not belongs_to(item, self.part)]
        items[:] = [item for item in items if belongs_to(item, self.part)]
        self.elsewhere = set(map(file_of, others)) - set(map(file_of, items))
        config.hook.pytest_deselected(items=others)

    def pytest_deselected(self, items: Iterable[pytest.Item]) -> None:
        """Remember tests of this part that an option such as `-k` left out."""
        if self.part is not None:
            self.left_out |= {item.nodeid for item in items if belongs_to(item, self.part)}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A whole file may skip itself."""
        if report.skipped:
            self.skipped[report.nodeid] = why(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test has run when its own body has, whatever came of it."""
        if report.skipped:
            self.skipped[report.nodeid] = why(report)
        elif report.when == "call":
            self.ran.add(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """A run that left something out silently has failed."""
        if session.config.option.collectonly:
            return
        self.complaints = [*self.unagreed(), *self.missing()]
        if self.complaints and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def unagreed(self) -> Iterator[str]:
        """A sentence for each test that was left out without a line in not-run-here.txt."""
        for test, reason in sorted(self.skipped.items()):
            if not any(line.covers(test, reason) for line in self.not_here):
                yield f"{test}: skipped (“{reason}”), and not-run-here.txt does not say so."
        for test in sorted(self.left_out):
            if not any(line.covers(test, None) for line in self.not_here):
                yield f"{test}: left out of a full run, and not-run-here.txt does not say so."

    def missing(self) -> Iterator[str]:
        """A sentence for each line of must-run.txt that this part did not live up to."""
        for line in self.required:
            if line.part == self.part:
                yield from line.missing(self.root, self.ran, self.elsewhere)

    def said(self) -> Iterator[str]:
        """What was not run here and why: the tests skipped now, and what has no test at all."""
        for line in self.not_here:
            unrun = [*self.skipped, *self.left_out]
            if line.is_test():
                told = any(line.covers(test, self.skipped.get(test)) for test in unrun)
            else:
                told = self.part is not None and line.holds()
            if told:
                yield f"{line.what}{BECAUSE}{line.reason}"

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say it where people look."""
        if said := list(self.said()):
            terminalreporter.section("Not run here")
            for line in said:
                terminalreporter.write_line(line)
        if self.complaints:
            terminalreporter.section("Left out silently", red=True, bold=True)
            for line in self.complaints:
                terminalreporter.write_line(line, red=True)


def why(report: pytest.CollectReport | pytest.TestReport) -> str:
    """The reason that a skipped (or expected to fail) test gave."""
    expected = getattr(report, "wasxfail", None)
    if expected is not None:
        return f"expected to fail: {expected}"
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ").removeprefix("not run here, because ")


class NetworkRefusedError(AssertionError):
    """A test tried to reach another machine."""


def is_this_machine(host: object) -> bool:
    """Whether an address or a name means the machine itself."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


class Network:
    """Refuses every connection and look-up beyond this machine, while tests run.

    Python's audit events see all of its own sockets, whichever library opens them.
    """

    runs = 0

    @classmethod
    def audit(cls, event: str, arguments: tuple[Any, ...]) -> None:
        """Called by Python for every event; it must be quick."""
        if not cls.runs or not event.startswith("socket."):
            return
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            connection, address = arguments[:2]
            over_ip = connection.family in (socket.AF_INET, socket.AF_INET6)
            host = address[0] if over_ip and address else None
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            host = arguments[0]
        else:
            return
        if not is_this_machine(host):
            raise NetworkRefusedError(f"Tests stay on this machine, and this one asked for {host}.")


sys.addaudithook(Network.audit)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--must-run PART`: run that part whole, and fail if anything in it was not run."""
    parser.addoption("--must-run", choices=PARTS, help="hold a full run of one part to the lists")


def pytest_configure(config: pytest.Config) -> None:
    """Read the lists, and close the network."""
    Network.runs += 1
    part: str | None = config.getoption("must_run")
    try:
        config.pluginmanager.register(Lists(config.rootpath, part), "lists")
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from None


def pytest_unconfigure() -> None:
    """Open the network again, for whoever runs pytest inside something else."""
    Network.runs -= 1
