"""The program as a person starts it, with a worker inside, sends to a real mail server."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from evenweave.config import mailing
from evenweave.config.trouble import Trouble
from evenweave.outbox.servers import Server, server_at
from tests.config.running import COMMAND, environment, evenweave, serving
from tests.outbox.postbox import Postbox, plain

SOMEBODY_WRITES = """
import django
django.setup()
from evenweave.common import actors, clock
from evenweave.home.messages import SAID
from evenweave.outbox.actions import send
from evenweave.people.actions import add_person
by, at = actors.operator(), clock.now()
ben = add_person(name="Ben", email="ben@example.org", by=by, at=at)
send(to=ben.id, sender=None, kind=SAID.name, subject="Tea", text="At ten.", by=by, at=at)
"""


def write(**around: str) -> None:
    """A message to somebody who has e-mail, from a process beside the server."""
    told = environment(DJANGO_SETTINGS_MODULE="evenweave.config.settings", **around)
    subprocess.run([sys.executable, "-c", SOMEBODY_WRITES], env=told, check=True, timeout=60)


def around(postbox: Postbox, data: Path) -> dict[str, str]:
    """What whoever runs the machine has set."""
    return {
        "EVENWEAVE_DATA": str(data),
        "EVENWEAVE_SMTP": f"smtp://127.0.0.1:{postbox.port}?tls=none",
        "EVENWEAVE_MAIL_FROM": "Our team <team@example.org>",
    }


@pytest.mark.sqlite
@pytest.mark.slow
def test_serve_sends_what_is_due_and_ends_at_once(postbox: Postbox, tmp_path: Path) -> None:
    told = around(postbox, tmp_path / "data")
    with serving("--empty", command=COMMAND, **told) as served:
        write(**told)
        end = time.monotonic() + 20
        while not postbox.taken:
            assert time.monotonic() < end
            time.sleep(0.1)
        begun = time.monotonic()
        code, _ = served.stop()
        assert code == 0
        assert time.monotonic() - begun < 5
    arrived = postbox.only()
    assert plain(arrived).startswith("At ten.\n")
    assert str(arrived["From"]) == "Our team <team@example.org>"
    assert f"{served.address}/messages/" in plain(arrived)


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_worker_of_its_own_does_what_pages_leave(postbox: Postbox, tmp_path: Path) -> None:
    told = around(postbox, tmp_path / "data")
    with serving("--empty", "--no-worker", command=COMMAND, **told) as served:
        write(**told)
        time.sleep(3)
        assert postbox.taken == []
        done = evenweave("worker", "--once", **told)
        assert (done.returncode, done.stderr) == (0, "")
        assert len(postbox.taken) == 1
        assert served.process.poll() is None


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587)),
        ("smtps://mail.example.org", Server("mail.example.org", 465, tls="wrapped")),
        ("smtp://localhost?tls=none", Server("localhost", 25, tls="none")),
        ("smtp://a%40b:p%3A%40%20@h:2525?tls=wrapped", Server("h", 2525, "a@b", "p:@ ", "wrapped")),
        ("smtp://[::1]:26?tls=none", Server("::1", 26, tls="none")),
    ],
)
def test_the_address_of_a_mail_server_is_read(url: str, server: Server) -> None:
    assert server_at(url) == server
    assert "p:@" not in repr(server_at(url))


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://h:port",
        "smtp://h?tls=maybe",
        "smtp://h?ssl=1",
        "smtp://u:secret@h:99999999",
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENWEAVE_SMTP", url)
    monkeypatch.setenv("EVENWEAVE_MAIL_FROM", "team@example.org")
    with pytest.raises(Trouble, match="cannot be read") as trouble:
        mailing.server_from_environment()
    assert "secret" not in str(trouble.value)


def test_a_mail_server_needs_somebody_to_send(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENWEAVE_SMTP", "smtp://localhost?tls=none")
    monkeypatch.setenv("EVENWEAVE_MAIL_FROM", " ")
    with pytest.raises(Trouble, match="EVENWEAVE_MAIL_FROM"):
        mailing.server_from_environment()
    for wrong in ("team", "Team <team>", "team@", "a b@c"):
        monkeypatch.setenv("EVENWEAVE_MAIL_FROM", wrong)
        with pytest.raises(Trouble, match="no e-mail address"):
            mailing.sender_from_environment()
    monkeypatch.setenv("EVENWEAVE_MAIL_FROM", "Unser Team <team@example.org>")
    assert mailing.sender_from_environment() == ("Unser Team", "team@example.org")
