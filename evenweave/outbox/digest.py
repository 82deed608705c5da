"""The words of e-mails: one message, or a weekly letter with everything that waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common.next import Next
from evenweave.outbox import links
from evenweave.outbox.models import Message
from evenweave.outbox.vocabulary import declared

LINE = "-" * 40


@dataclass(frozen=True, slots=True)
class Words:
    """What an e-mail says."""

    subject: str
    text: str


def one(message: Message) -> Words:
    """A message exactly as it is kept, and below it where to find and to stop it."""
    lines = [_("This message is kept for you here: {address}")]
    told = {"address": links.message_address(message.id)}
    if declared[message.kind].can_be_stopped:
        lines.append(_("To stop e-mails like this one: {stop}"))
        told["stop"] = links.stop_address(message.to, message.kind)
    else:
        lines.append(_("It tells you what you need to know, so it cannot be stopped."))
    foot = "\n".join(line.format(**told) for line in lines)
    return Words(message.subject, f"{message.text}\n\n{LINE}\n{foot}\n")


def letter(
    *,
    name: str,
    things: Sequence[Next],
    messages: Sequence[Message],
    names: Mapping[UUID, str],
    heads: Mapping[str, str],
    stop_address: str,
) -> Words:
    """A weekly letter: what is next, every message that waited, and how the records stand.

    `names` are what senders are called, `heads` the seals of the person's records by project.
    """
    parts = [[_("Hello {name},").format(name=name), opening(things, messages)]]
    if things:
        parts.append([heading(_("What is next for you")), *map(thing, things)])
    if messages:
        told = (kept(message, names) for message in messages)
        parts.append([heading(_("Messages for you")), *told])
    if heads:
        parts.append([heading(_("Seals of the record")), *seals(heads)])
    parts.append([LINE, closing(stop_address)])
    text = "\n\n".join("\n\n".join(part) for part in parts)
    return Words(_("Your weekly letter"), text + "\n")


def heading(words: str) -> str:
    """A heading in plain text."""
    return words.upper()


def opening(things: Sequence[Next], messages: Sequence[Message]) -> str:
    """How much there is, and that it can wait."""
    told = []
    if things:
        told.append(
            ngettext(
                "There is {n} thing you may like to do.",
                "There are {n} things you may like to do.",
                len(things),
            ).format(n=len(things))
        )
        if not any(thing.urgent for thing in things):
            told.append(_("All of it can wait."))
    if messages:
        told.append(
            ngettext(
                "There is {n} message for you.", "There are {n} messages for you.", len(messages)
            ).format(n=len(messages))
        )
    return " ".join(told)


def thing(item: Next) -> str:
    """One thing that is next: what, why, how long, by when and where."""
    first = f"* {item.verb}: {item.title}"
    if item.project:
        first += f" ({item.project})"
    about = [str(item.why), how_long(item.minutes), by_when(item.at)]
    address = links.whole(item.address) if item.address.startswith("/") else item.address
    lines = [first, " ".join(filter(None, about)), address]
    return "\n  ".join(filter(None, lines))


def how_long(minutes: int) -> str:
    """How long a thing takes; nothing when nobody can say."""
    if not minutes:
        return ""
    return ngettext("About {n} minute.", "About {n} minutes.", minutes).format(n=minutes)


def by_when(moment: datetime | None) -> str:
    """The day by which a thing is needed; nothing when there is none."""
    return _("By {day}.").format(day=day(moment)) if moment else ""


def day(moment: datetime) -> str:
    """A day in words."""
    return date_format(timezone.localtime(moment), _("l j F Y"))


def kept(message: Message, names: Mapping[UUID, str]) -> str:
    """One kept message, word for word, under its subject."""
    return f"* {message.subject}\n  ({when(message, names)})\n\n{message.text}"


def when(message: Message, names: Mapping[UUID, str]) -> str:
    """On which day a message was written, and by whom if by a person."""
    sender = names.get(message.sender, "") if message.sender else ""
    said = [_("from {name}").format(name=sender)] if sender else []
    return ", ".join([*said, day(message.written_at)])


def seals(heads: Mapping[str, str]) -> Iterable[str]:
    """The head of each record, so that whoever keeps this letter can prove a change."""
    yield _("Keep this letter. If a record is ever changed, these seals show it.")
    for title, head in heads.items():
        yield f"{title}\n{head}"


def closing(stop_address: str) -> str:
    """Where to choose what one hears of."""
    return "\n".join(
        [
            _("You choose what you hear of here: {address}").format(address=links.pace_address()),
            _("To stop this letter: {address}").format(address=stop_address),
        ]
    )
