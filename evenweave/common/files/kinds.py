"""What comes out of a file that was looked into, and why some are not taken."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


class UnusableError(Exception):
    """A file that cannot be taken; `reason` is the sentence that the person reads."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = str(reason)


class BrokenError(Exception):
    """The inside of a file does not hold together. For the readers of sounds only."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew: its type (JPEG, PNG or WebP, as `image/…`), its bytes, its pixels."""

    content_type: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound: its type, its bytes without notes, and how long it is in seconds, if it says so."""

    content_type: str
    content: bytes
    seconds: float | None
