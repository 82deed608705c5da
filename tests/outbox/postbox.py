"""What a mail server does with what it is given: it takes, refuses, puts off, or hangs up."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from evenweave.outbox.servers import Server


@dataclass
class Postbox:
    """Answers as a test tells it, and keeps what it took.

    `to_address` and `to_data` are answers such as "550 No such person". `hangs_up` ends the
    connection before an answer. `seconds` go by between taking an e-mail and saying so.
    """

    port: int = 0
    to_address: str = "250 OK"
    to_data: str = "250 OK"
    hangs_up: bool = False
    seconds: float = 0
    taken: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to_address.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_address

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.close()
            return "421 Gone"
        if self.to_data.startswith("250"):
            self.taken.append((envelope.rcpt_tos[0], envelope.content))
        await asyncio.sleep(self.seconds)
        return self.to_data

    def mails(self) -> list[EmailMessage]:
        """What was taken, read as a mail program does."""
        return list(self._mails())

    def _mails(self) -> Iterator[EmailMessage]:
        for _address, content in self.taken:
            yield message_from_bytes(content, policy=policy.default)

    def only(self) -> EmailMessage:
        """The one e-mail that was taken."""
        (mail,) = self.mails()
        return mail


@contextmanager
def listening() -> Iterator[Postbox]:
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


def used_by(settings: Any, box: Postbox) -> Postbox:
    """The house sends its e-mail to that server."""
    settings.MAIL_SERVER = Server("127.0.0.1", box.port, tls="none")
    settings.MAIL_NAME, settings.MAIL_FROM = "Evenweave", "weave@example.org"
    settings.ADDRESS = "https://weave.example.org"
    return box


def plain(mail: EmailMessage) -> str:
    """The words of an e-mail as plain text."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(mail: EmailMessage) -> str:
    """The words of an e-mail as a page."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())
