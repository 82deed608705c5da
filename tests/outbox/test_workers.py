"""Several workers, and workers that die: each message goes once, or twice at the very most."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests import databases
from tests.outbox.postbox import Postbox, plain
from tests.outbox.story import later, message, person, state, work

ROOT = Path(__file__).resolve().parents[2]


def test_several_workers_send_each_message_once(own_database: str, mail: Postbox) -> None:
    people = [person(f"Person {n}", f"p{n}@example.org") for n in range(12)]
    sent = [message(who, kind="loom.today", subject=f"To {who.name}") for who in people]
    ready = threading.Barrier(3)

    def run() -> None:
        ready.wait()
        work()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {state(each) for each in sent} == {("sent", "")}
    assert Counter(address for address, _ in mail.taken) == {
        f"p{n}@example.org": 1 for n in range(12)
    }


@pytest.mark.slow
def test_a_worker_that_is_killed_after_the_server_took_it_sends_it_once_more(
    own_database: str, mail: Postbox
) -> None:
    sent = message(person("Ben", "ben@example.org"), kind="loom.today")
    mail.seconds = 30
    kill_while_sending(own_database, mail)
    assert len(mail.taken) == 1
    assert state(sent) == ("on_its_way", "")
    mail.seconds = 0
    work(later(minutes=5))
    assert len(mail.taken) == 1
    work(later(minutes=11))
    work(later(minutes=30))
    first, second = mail.mails()
    assert first["Message-ID"] == second["Message-ID"]
    assert plain(first).splitlines()[0] == plain(second).splitlines()[0]
    assert state(sent) == ("sent", "")


def kill_while_sending(database: str, mail: Postbox) -> None:
    """Start a worker in a process of its own, and kill it before it hears that it was taken."""
    around = {**os.environ, "EVENWEAVE_TEST_DATABASE": databases.KIND}
    if databases.KIND == "postgresql":
        around["DATABASE_URL"] = databases.server_url()
    command = [sys.executable, "-m", "tests.outbox.dying", database, str(mail.port)]
    process = subprocess.Popen(command, cwd=ROOT, env=around)
    try:
        end = time.monotonic() + 30
        while not mail.taken:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        process.kill()
        process.wait()
