"""A real mail server on this machine, and the codes that came to it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Condition
from typing import Any

from aiosmtpd.controller import Controller

from evenweave.outbox.servers import Server

WAIT = 10


class Postbox:
    """Takes whatever comes, and lets a test wait for it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.came = Condition()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        with self.came:
            self.mails.append(mail)
            self.came.notify_all()
        return "250 OK"

    def newest(self, address: str, number: int = 1) -> str:
        """The text of the newest mail to an address, once it has so many."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.to(address)) >= number, WAIT), (
                "No mail came."
            )
            body = self.to(address)[-1].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to an address."""
        return [mail for mail in self.mails if mail["To"] == address]

    def code(self, address: str, number: int = 1) -> str:
        """The code in the newest mail, as people see it."""
        found = re.search(r"\b\d{4} \d{4}\b", self.newest(address, number))
        assert found is not None
        return found[0]

    def link(self, address: str, number: int = 1) -> str:
        """The link in the newest mail, without the server."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.newest(address, number))
        assert found is not None
        return found[1]


@contextmanager
def opened() -> Iterator[tuple[Postbox, Server]]:
    """A postbox that is open for the length of a block, and where it is."""
    box = Postbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, Server("127.0.0.1", port, tls="none")
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
