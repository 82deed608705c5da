"""Phones: many pages that listen to a stream, as browsers do, in one process.

A phone keeps whole messages only. Cut off in the middle of one, it comes back with the last that it
had whole.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass


class CutOffError(Exception):
    """The stream has ended, in whatever way."""


@dataclass
class Phone:
    """An open stream. `last` is the id of the last whole message, "" before the first."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int
    headers: dict[str, str]
    last: str = ""
    text: str = ""

    @classmethod
    async def opened(
        cls, port: int, path: str, *, last: str = "", tls: ssl.SSLContext | None = None
    ) -> Phone:
        """Ask for a stream; with `last`, as one that comes back; with `tls`, by HTTPS."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls)
        told = f"Last-Event-ID: {last}\r\n" if last else ""
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{told}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        pairs = [line.split(": ", 1) for line in head[1:] if line]
        headers = {name.lower(): value for name, value in pairs}
        return cls(reader, writer, int(head[0].split()[1]), headers, last)

    async def message(self) -> dict[str, str]:
        """The next whole message that has data; raises CutOffError when the stream ends first."""
        while True:
            block = await self.block()
            fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            if "data" in fields:
                self.last = fields["id"]
                return fields

    async def block(self) -> str:
        """The next lines up to an empty one: a message, a sign of life, or when to come back."""
        while "\n\n" not in self.text:
            self.text += await self.piece()
        block, _between, self.text = self.text.partition("\n\n")
        return block

    async def piece(self) -> str:
        """What comes next, however the server has cut it."""
        try:
            size = int(await self.reader.readuntil(b"\r\n"), 16)
            piece = await self.reader.readexactly(size + 2)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise CutOffError from None
        if not size:
            raise CutOffError
        return piece[:-2].decode()

    async def until(self, changes: int) -> None:
        """Hear messages until one says that there were so many changes."""
        while int((await self.message())["data"]) < changes:
            pass

    def hang_up(self) -> None:
        """Be gone."""
        self.writer.close()
