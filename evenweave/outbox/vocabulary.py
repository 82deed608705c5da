"""Kinds of message: what a room may send to a person, declared in its `messages.py`.

    ANSWERED = MessageKind("ideas.answered", _("Your idea was answered"))
    TODAY = MessageKind("meetings.today", _("A meeting has moved"), urgent=True)

Never a code or a way in: those go by `mail.send_unstored`, and are kept nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise

NAME = re.compile(r"[a-z_]+\.[a-z_]+")

declared: dict[str, MessageKind] = {}


@dataclass(frozen=True, eq=False)
class MessageKind:
    """A kind of message. `title` is what a person reads where they choose which ones to get.

    An urgent kind goes at once. One that cannot be stopped is what a person must be told, such as
    that somebody acted for them. A `private` kind is for the receiver's eyes, so nobody else may
    read it in order to hand it over.
    """

    name: str
    title: Promise
    urgent: bool = False
    can_be_stopped: bool = True
    private: bool = False

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or len(self.name) > 60:
            raise ValueError(f"A kind of message is named room.event, not {self.name!r}.")
        if self.name in declared:
            raise ValueError(f"The kind of message {self.name} is declared twice.")
        declared[self.name] = self
