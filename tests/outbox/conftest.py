"""A real mail server on this machine, and people who are reached in different ways."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from evenweave.outbox.servers import Server
from tests.outbox.postbox import Postbox


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server that takes everything, until a test tells it otherwise."""
    box = Postbox(port=free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail(postbox: Postbox, settings: Any) -> Postbox:
    """This house sends its e-mail to that server."""
    settings.MAIL_SERVER = Server("127.0.0.1", postbox.port, tls="none")
    settings.MAIL_NAME, settings.MAIL_FROM = "Evenweave", "weave@example.org"
    settings.ADDRESS = "https://weave.example.org"
    return postbox
