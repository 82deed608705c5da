"""The real program and a real browser, as a person starts them, for pictures and tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Playwright

from workshop.browsers import on_this_machine

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 120
ADDRESS = re.compile(r"http://localhost:\d+")
RECORD = re.compile(r'href="(/record/[0-9a-f-]{36}/)"')
# A page that asks another server for something finds nobody, whatever the machine is connected to.
NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"


@dataclass(frozen=True)
class Site:
    """The program while it runs."""

    address: str
    data: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """All that it has said so far."""
        return log_of(self.data).read_text()

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return f"{self.address}{path}"

    def read(self, path: str) -> str:
        """What the program answers, without a browser."""
        with urlopen(self.url(path), timeout=10) as answer:
            return str(answer.read().decode())

    @property
    def record(self) -> str:
        """The path of the example's record, found as a person would: from the front page."""
        found = RECORD.search(self.read("/"))
        if not found:
            raise LookupError("The front page leads to no record.")
        return found[1]


@contextmanager
def program(data: Path, *, port: int = 0, **settings: str) -> Iterator[Site]:
    """`evenweave serve` with its example in `data`, on a free port, until the block ends.

    `settings` are environment variables, such as EVENWEAVE_SMTP. With a `port` it can be started
    again where it was.
    """
    log = log_of(data)
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "evenweave", "serve", "--data", str(data), "--port", str(port)],
            cwd=ROOT,
            env=clean_environment() | {"EVENWEAVE_BOX_KEYS": f"{data}-box-keys"} | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield Site(wait_until_open(process, log), data, process)
        finally:
            process.terminate()


def log_of(data: Path) -> Path:
    """Where the program's lines go."""
    return data.with_suffix(".log")


def clean_environment() -> dict[str, str]:
    """The environment of a person who has set nothing, and who reads what is said at once."""
    ours = ("EVENWEAVE_", "DATABASE_URL", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONUNBUFFERED": "1"}


def wait_until_open(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address that the program says it can be read at."""
    until = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < until:
        if found := ADDRESS.search(log.read_text()):
            return found[0]
        time.sleep(0.05)
    raise RuntimeError(f"Evenweave did not start. It said:\n{log.read_text()}")


def browser(playwright: Playwright, *options: str) -> Browser:
    """A Chromium by `CHROMIUM=` or PATH, else Playwright's own."""
    # A machine for tests has no graphics card, and to stand in for one costs more than to draw.
    quiet = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
    arguments = [NOBODY_ELSE, *quiet, *options]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM") or on_this_machine(), args=arguments
    )
