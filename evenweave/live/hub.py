"""The middle of a process: its open streams, and the one reader that hears for them all."""

from __future__ import annotations

import asyncio
import logging
import resource
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from evenweave.live.sources import AWAY, Opens, Source, of_the_database
from evenweave.live.tickets import Ticket

# So many streams in one process; and so many of one holder: pages that are open at once.
MOST_STREAMS = 1_000
MOST_OF_ONE = 12
# Between two looks: what changes again and again is told ten times a second, and no more.
SECONDS_TO_GATHER = 0.1
# How long the reader stays after the last stream: somebody may only be turning a page.
SECONDS_TO_LINGER = 10.0
# How soon to try again when the database is away: this long, then twice as long each time.
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0

log = logging.getLogger(__name__)


class FullError(Exception):
    """There are as many streams here as this process, or this holder, may have."""


class Stream:
    """One page that waits. `changes` is how often its topic has changed; None until it is known."""

    __slots__ = ("changes", "is_over", "wake")

    def __init__(self) -> None:
        self.changes: int | None = None
        self.is_over = False
        self.wake = asyncio.Event()

    def hear(self, changes: int) -> None:
        """Take note, and wake whoever tells the page, if that is new."""
        if changes != self.changes:
            self.changes = changes
            self.wake.set()

    def end(self) -> None:
        """Let the page go."""
        self.is_over = True
        self.wake.set()


class Hub:
    """The streams of a process. The reader comes with the first, and goes after the last."""

    def __init__(
        self,
        opens: Opens = of_the_database,
        *,
        most: int | None = None,
        seconds_to_linger: float = SECONDS_TO_LINGER,
    ) -> None:
        self.opens = opens
        self.most = room() if most is None else most
        self.seconds_to_linger = seconds_to_linger
        self.topics: dict[UUID, set[Stream]] = defaultdict(set)
        self.holders: Counter[bytes] = Counter()
        self.reader: asyncio.Task[None] | None = None
        self.wake = asyncio.Event()
        self.is_over = False

    @contextmanager
    def listening(self, ticket: Ticket) -> Iterator[Stream]:
        """A stream of this ticket's topic, for as long as the block. Raises FullError."""
        full = self.holders.total() >= self.most or self.holders[ticket.holder] >= MOST_OF_ONE
        if full or self.is_over:
            raise FullError
        stream = Stream()
        self.holders[ticket.holder] += 1
        self.topics[ticket.topic].add(stream)
        self.read_for(stream)
        try:
            yield stream
        finally:
            self.let_go(ticket, stream)

    def read_for(self, stream: Stream) -> None:
        """Have a look for whoever has just come, by a reader that may have to begin."""
        if self.reader is None or self.reader.done():
            self.wake = asyncio.Event()
            self.reader = asyncio.create_task(self.read(), name="live reader")
        self.wake.set()

    def let_go(self, ticket: Ticket, stream: Stream) -> None:
        """Forget a stream; after the last, the reader goes too, if nobody comes meanwhile."""
        self.topics[ticket.topic].discard(stream)
        if not self.topics[ticket.topic]:
            del self.topics[ticket.topic]
        self.holders -= Counter([ticket.holder])
        if not self.topics:
            loop = asyncio.get_running_loop()
            loop.call_later(self.seconds_to_linger, self.rest)

    def rest(self) -> None:
        """Without streams, without a reader."""
        if self.reader is not None and not self.topics:
            self.reader.cancel()
            self.reader = None

    def end(self) -> None:
        """The server ends: let every page go at once. They come back by themselves."""
        self.is_over = True
        for streams in self.topics.values():
            for stream in streams:
                stream.end()
        if self.reader is not None:
            self.reader.cancel()

    async def read(self) -> None:
        """Hear of changes, until cancelled; begin again when the database was away."""
        wait = FIRST_WAIT
        while True:
            try:
                async with self.opens() as source:
                    while True:
                        await self.look(source)
                        wait = FIRST_WAIT
                        await source.until_news(self.wake, self.topics.keys())
                        await asyncio.sleep(SECONDS_TO_GATHER)
            except AWAY as problem:
                # Its name only: a database's words may hold its address.
                log.warning("Live updates wait for the database (%s).", type(problem).__name__)
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)

    async def look(self, source: Source) -> None:
        """Read how often each topic has changed, and tell those who waited before we looked."""
        self.wake.clear()
        waiting = {topic: list(streams) for topic, streams in self.topics.items()}
        found = await source.read(waiting) if waiting else {}
        for topic, streams in waiting.items():
            for stream in streams:
                stream.hear(found.get(topic, 0))


def room() -> int:
    """How many streams this process has room for: each takes a file, and pages need some too."""
    files, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_STREAMS if files < 0 else min(MOST_STREAMS, files // 2)
