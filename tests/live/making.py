"""What the tests of live updates do again and again: a change, an address, a server, a phone."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection

from evenweave.common import actors
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.database import overwrite_deleted
from evenweave.live.changes import changed
from evenweave.live.tickets import ticket
from tests import databases
from tests.config.running import environment
from tests.make import NOON
from workshop.phones import Phone

BY = actors.job("test.changes")
TEA = UUID("00000000-0000-4000-8000-0000000000a1")
CAKE = UUID("00000000-0000-4000-8000-0000000000a2")
SECONDS_TO_START = 30


@action(quiet="It is about nothing.")
def change_topics(*, topics: list[UUID], by: Actor, at: datetime) -> None:
    """Say of each topic that it changed."""
    for topic in topics:
        changed(topic)


def change(*topics: UUID) -> None:
    """Something changed, and it is committed."""
    change_topics(topics=list(topics), by=BY, at=NOON)


async def change_elsewhere(*topics: UUID) -> None:
    """The same, in a thread: as a page does it."""

    def work() -> None:
        change(*topics)
        connection.close()

    await sync_to_async(work, thread_sensitive=False)()


def address(topic: UUID = TEA, *, holder: str = "Amina", after: int | None = 0) -> str:
    """Where a page listens that shows the state after so many changes; None: it does not say."""
    asked = "" if after is None else f"?after={after}"
    return f"/live/{ticket(topic, holder)}{asked}"


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def shared(folder: Path) -> dict[str, str]:
    """What a server needs to know to work on this test's own database, with the same keys."""
    told = {"EVENWEAVE_DATA": str(folder), "EVENWEAVE_SECRET_KEY": settings.SECRET_KEY}
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        url = urlsplit(databases.server_url())._replace(path=f"/{name}").geturl()
        return told | {"DATABASE_URL": url}
    file = folder / "evenweave.sqlite3"
    if Path(name) != file:
        overwrite_deleted()  # what lies in the log would not be copied
        shutil.copyfile(name, file)
        databases.use(str(file))
    return told


@contextmanager
def process(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server of this test's own database, until the block ends or somebody kills it."""
    command = [sys.executable, "-m", "uvicorn", "evenweave.config.asgi:application"]
    quiet = ["--port", str(port), "--log-level", "warning", "--no-access-log"]
    graceful = ["--timeout-graceful-shutdown", "1"]
    running = subprocess.Popen(
        [*command, *quiet, *graceful],
        env=environment(**shared(folder)),
    )
    try:
        wait_for(port, running)
        yield running
    finally:
        running.kill()
        running.wait()


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    """Return once the server answers."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not start.")


@asynccontextmanager
async def phone(port: int, path: str, *, last: str = "") -> AsyncIterator[Phone]:
    """A page that listens, for the block."""
    opened = await Phone.opened(port, path, last=last)
    try:
        yield opened
    finally:
        opened.hang_up()
