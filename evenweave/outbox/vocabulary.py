"""Kinds of message: what a room may send to a person, declared in its `messages.py`.

    ANSWERED = MessageKind("ideas.answered", _("Your idea was answered"))
    TODAY = MessageKind("meetings.today", _("A meeting has moved"), urgent=True)

Never a code or a way in: those go by `mail.send_unstored`, and are kept nowhere.

Small files may go with a kind of message, such as one for a calendar. They are kept nowhere either:
its room makes them when the message is read or sent, from what holds then. So what was taken back
or changed meanwhile is in none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

NAME = re.compile(r"[a-z_]+\.[a-z_]+")

FILE_NAME = re.compile(r"[\w-][\w.-]{0,79}", re.ASCII)
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; [a-z]+=[A-Za-z0-9.-]+)*")
LARGEST_FILE = 1_000_000

declared: dict[str, MessageKind] = {}


@dataclass(frozen=True, slots=True)
class File:
    """A small file that goes with a message, of a million bytes at most.

    `title` is what a page calls it. `media_type` may have parameters. Raises ValueError.
    """

    title: Promise | str
    name: str
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        if not FILE_NAME.fullmatch(self.name) or not MEDIA_TYPE.fullmatch(self.media_type):
            raise ValueError(f"A file needs a plain name and a media type, not {self.name!r}.")
        if len(self.content) > LARGEST_FILE:
            raise ValueError(f"A file has {LARGEST_FILE} bytes at most, not {len(self.content)}.")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What files are about, and for whom.

    The addresses of an e-mail are known only where one is just being sent: whoever hands a message
    over need not learn them.
    """

    about: UUID
    to: UUID
    from_address: str = ""
    to_address: str = ""


def no_files(envelope: Envelope) -> Sequence[File]:
    """Most messages are words alone."""
    return ()


@dataclass(frozen=True, eq=False)
class MessageKind:
    """A kind of message. `title` is what a person reads where they choose which ones to get.

    An urgent kind goes at once. One that cannot be stopped is what a person must be told, such as
    that somebody acted for them. A `private` kind is for the receiver's eyes, so nobody else may
    read it in order to hand it over. `files` makes what goes with one.
    """

    name: str
    title: Promise
    urgent: bool = False
    can_be_stopped: bool = True
    private: bool = False
    files: Callable[[Envelope], Sequence[File]] = no_files

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or len(self.name) > 60:
            raise ValueError(f"A kind of message is named room.event, not {self.name!r}.")
        if self.name in declared:
            raise ValueError(f"The kind of message {self.name} is declared twice.")
        declared[self.name] = self
