"""Minutes on paper, in the dress of an agreement: plain, in large print, or in Easy Read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.agreements.document import Part, Section, Whole
from evenweave.common.sheets import Picture
from evenweave.meetings.after import After
from evenweave.meetings.models import Task

# Seals are read and typed in groups of so many signs.
GROUP = 16


def whole(after: After, at: datetime) -> Whole:
    """The minutes, with how far they are, and how a print of them is checked."""
    sections = (Section(title, list(parts)) for title, parts in sections_of(after))
    return Whole(
        title=_("Minutes: {title}").format(title=after.written.title),
        since=f"{when(after)} {how_far(after, at)}",
        sections=[each for each in sections if each.parts],
        said_why=_("Why:"),
    )


def when(after: After) -> str:
    """The day of the meeting, and whose it was."""
    meeting = after.meeting
    moment = meeting.on_the_wall
    return _("{circle}, {day}.").format(
        circle=meeting.circle.name, day=date_format(moment, "j F Y") if moment else ""
    )


def how_far(after: After, at: datetime) -> str:
    """Whether they are agreed, and when; a draft says of which day it is."""
    if after.state and after.state.agreed_at:
        day = date_format(localtime(after.state.agreed_at), "j F Y")
        return _("The circle agreed on these minutes on {day}.").format(day=day)
    return _("This is a draft of {day}. It is not agreed yet.").format(
        day=date_format(localtime(at), "j F Y")
    )


def sections_of(after: After) -> Iterator[tuple[str, Iterator[Part]]]:
    """What was said and agreed first, who does what; what stands beside it; how to check it."""
    yield _("What was said"), said(after)
    yield _("What we agreed"), (part(each.title, "vote") for each in after.written.decided)
    yield _("Who does what"), (part(each.words, "check", does(each)) for each in after.tasks)
    yield _("Who had a role"), roles(after)
    yield _("Somebody remembers it otherwise"), otherwise(after)
    yield _("Thanks"), thanks(after)
    yield _("How to check this paper"), checks(after)


PICTURES = {
    "message-circle": gettext_lazy("Something said"),
    "vote": gettext_lazy("A ballot box"),
    "check": gettext_lazy("A tick"),
    "users": gettext_lazy("Several people"),
    "hand-heart": gettext_lazy("A hand that holds a heart"),
    "lock": gettext_lazy("A lock"),
}


def part(title: str, picture: str, words: str = "", why: str = "") -> Part:
    """A part with its picture, which only Easy Read shows."""
    return Part(title, words, why, Picture(picture, PICTURES[picture]))


def said(after: After) -> Iterator[Part]:
    """What was said to each item; the whole where somebody wrote to it."""
    for each in after.written.said:
        title = each.title or _("About the whole meeting")
        words = each.words or _("Nothing is written down about this.")
        yield part(title, "message-circle", words)


def does(task: Task) -> str:
    """Who does it, until when; or that it is done."""
    if task.done_at:
        return _("This is done.")
    who = "" if task.needs_somebody or task.member is None else task.member.called
    who = who or _("It needs somebody.")
    if task.until is None:
        return who
    return _("{who} Until {day}.").format(
        who=who.removesuffix(".") + ".", day=date_format(task.until, "j F Y")
    )


def roles(after: After) -> Iterator[Part]:
    """Who chaired, took the minutes and so on."""
    for turn in after.turns:
        if turn.member is not None:
            yield part(turn.role.name, "users", turn.member.called)


def otherwise(after: After) -> Iterator[Part]:
    """What nobody took over: it stays beside the minutes, with its words."""
    for each in after.said:
        title = each.line.title or _("About the whole meeting")
        for it in each.waiting:
            correction = it.correction
            if correction.is_covered:
                yield part(title, "message-circle", _("These words are covered."))
            else:
                yield part(title, "message-circle", correction.words, correction.why)


def thanks(after: After) -> Iterator[Part]:
    """Those to everybody."""
    for each in after.thanks:
        if not each.is_covered:
            title = _("From {name}").format(name=each.by.called)
            yield part(title, "hand-heart", each.words)


def checks(after: After) -> Iterator[Part]:
    """The seal of the record, and the fingerprint of what was agreed."""
    told = _("The record had {n} lines when this was printed. This is the seal of the last:")
    words = f"{told.format(n=after.seal.length)}\n\n{in_groups(after.seal.head)}"
    yield part(_("Seal of the record"), "lock", words)
    if after.state and after.state.fingerprint:
        told = _("It stands on the record, and is the SHA-256 of the agreed text:")
        words = f"{told}\n\n{in_groups(after.state.fingerprint)}"
        if not after.is_as_agreed:
            words += "\n\n" + taken_out()
        yield part(_("Fingerprint of these minutes"), "lock", words)


def taken_out() -> str:
    """Why the two differ."""
    return _("Words were taken out since, so it is not that of the text as it stands here.")


def in_groups(seal: str) -> str:
    """As people compare it by eye."""
    return " ".join(re.findall(f".{{1,{GROUP}}}", seal))
