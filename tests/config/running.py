"""The command line as a person uses it: another process, with its own folder and port."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-P", "-m", "evenweave")
SECONDS = 60


def environment(**changed: str) -> dict[str, str]:
    """This environment without anything that could lead to somebody's real installation."""
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("EVENWEAVE_")
    }
    return {**kept, **changed}


def evenweave(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *words],
        env=environment(**changed),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@dataclass
class Served:
    """A server that answers."""

    address: str
    process: subprocess.Popen[str]
    said: list[str]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text of a page."""
        asked = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode("utf-8", "replace")

    def stop(self) -> tuple[int, str]:
        """Ctrl-C; the exit code and whatever it said after it was open."""
        self.process.send_signal(signal.SIGINT)
        words, _ = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, words


@contextmanager
def serving(*words: str, command: tuple[str, ...] = COMMAND, **changed: str) -> Iterator[Served]:
    """Serve on any free port for the block."""
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", *words],
        env=environment(**changed),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Served(*until_open(process))
    finally:
        process.kill()
        process.communicate()


def until_open(process: subprocess.Popen[str]) -> tuple[str, subprocess.Popen[str], list[str]]:
    """Read what the server says until it tells its address and how to stop it."""
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.rstrip())
        if "Ctrl-C" in line:
            address = re.search(r"https?://\S+", "\n".join(said))
            assert address
            return address[0], process, said
    raise AssertionError("The server ended before it was open:\n" + "\n".join(said))


def assert_plain(ended: subprocess.CompletedProcess[str], *, code: int = 1) -> str:
    """A trouble was told as it should be: words on stderr, no traceback, this code. The words."""
    assert ended.returncode == code, (ended.stdout, ended.stderr)
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    return ended.stderr


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
