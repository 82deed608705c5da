"""What all who see a part see alike is drawn once for a change, and not once for each phone.

    inner = drawn(meeting.id, live.after, "", lambda: render_to_string("…", told_of(meeting)))

It is kept for two seconds, in this process: long enough for the phones that all heard of one
change, too short for anybody to meet it later. Nothing personal may stand in it, and no form's key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.utils import translation

from evenweave.common import clock

KEPT = timedelta(seconds=2)

Key = tuple[UUID, int, str, str]
Drawing = TypeVar("Drawing")


class Shared:
    """Drawings by topic, number of changes, kind and language; who comes first draws for all."""

    def __init__(self, kept_for: timedelta = KEPT) -> None:
        self.kept_for = kept_for
        self.lock = threading.Lock()
        self.kept: dict[Key, tuple[datetime, Future[Any]]] = {}

    def drawn(self, topic: UUID, after: int, kind: str, draw: Callable[[], Drawing]) -> Drawing:
        """What was drawn of this topic since it had changed `after` times; else `draw` is asked.

        `kind` tells drawings of one topic apart, where not everybody sees the same. `after` must
        have been read before anything that `draw` reads. What `draw` raises, everybody gets who
        waited for it, and nothing is kept.
        """
        key = (topic, after, kind, translation.get_language())
        future, is_mine = self.place(key)
        if is_mine:
            try:
                future.set_result(draw())
            except BaseException as problem:  # noqa: BLE001  (it is raised again, below)
                self.kept.pop(key, None)
                future.set_exception(problem)
        drawing: Drawing = future.result()
        return drawing

    def place(self, key: Key) -> tuple[Future[Any], bool]:
        """Where the drawing is or will be, and whether the asker has to make it."""
        now = clock.now()
        with self.lock:
            for old in [each for each, (until, _drawing) in self.kept.items() if until < now]:
                del self.kept[old]
            if key in self.kept:
                return self.kept[key][1], False
            future: Future[Any] = Future()
            self.kept[key] = (now + self.kept_for, future)
            return future, True


drawn = Shared().drawn
