"""Meetings as people's own calendars read them (RFC 5545): a feed, and a file in a message.

    answer = feed(events, _("Evenweave"), changed_at)

Whoever reads a feed must be told by its caller: here is nothing about who may. Nothing of a person
is written down, no name and no address, but what somebody wrote into a title or its words. The
same events give the same bytes, and `etag` says so before anything is written: a calendar that
asks every minute costs no more than that.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

import icalendar
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar.prop import vCalAddress, vDatetime, vDuration, vInt, vText, vUri

from evenweave.common.zones import in_zone, zones
from evenweave.meetings.clocks import written_zone

PRODUCT = "-//Evenweave//Meetings//EN"
# How soon a calendar may ask again. A meeting that moves today is also told in a message.
AGAIN_AFTER = timedelta(hours=4)
# Raise it when the same events are written otherwise, so that calendars fetch them anew.
EDITION = 1
LONGEST_LINE = 75
END = b"END:VCALENDAR\r\n"
CONFIRMED, CANCELLED = vText("CONFIRMED"), vText("CANCELLED")
OPAQUE, TRANSPARENT = vText("OPAQUE"), vText("TRANSPARENT")
PRIVATE = vText("PRIVATE")
FIRST_YEAR, LAST_YEAR = 1971, 2199
MOST_MINUTES = 7 * 24 * 60
# Every sign at which some program ends a line.
LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What the standard does not let into words; halves of signs cannot be written at all.
NO_WORDS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\"<>]+")
E_MAIL = re.compile(r"[^\s\x00-\x20\x7f-\x9f\"<>,;:@]+@[^\s\x00-\x20\x7f-\x9f\"<>,;:@]+")


class Method(StrEnum):
    """What a calendar is to do with a file: show it, take it in, or take it out again."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, as a calendar knows it.

    `uid` stays for good; `sequence` (0 or more) is raised by whoever moves the meeting or calls it
    off. `starts_at` and `changed_at` are aware; `minutes` is 1 to 10,080; `zone` is an IANA name.
    `place` is a room or ""; `link` an address, other words on how to join, or ""; `url` is the
    page of the meeting, or "". Raises ValueError for anything else.
    """

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    zone: str
    title: str
    words: str
    place: str
    link: str
    is_called_off: bool
    changed_at: datetime
    url: str

    def __post_init__(self) -> None:
        if (reason := why_not_event(self)) is not None:
            raise ValueError(reason)

    @property
    def local_start(self) -> datetime:
        """When it begins, by the clock of its zone; in UTC where that clock would mislead.

        When a time comes twice, a calendar should take it for the first (RFC 5545, 3.3.5), and some
        take it for the second. So neither is left to them.
        """
        there = in_zone(self.starts_at, self.zone)
        comes_twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
        return self.starts_at.astimezone(UTC) if comes_twice or self.zone == "UTC" else there

    @property
    def is_in_its_zone(self) -> bool:
        """Whether its time is told by the clock of its zone."""
        return self.local_start.tzinfo is not UTC


def why_not_event(event: Event) -> str | None:
    """It needs a name that stays, moments with zones, a length, and addresses that are such."""
    if not event.uid or LINE_ENDS.search(event.uid) or NO_WORDS.search(event.uid):
        return "An event needs a uid, in one line."
    if event.sequence < 0 or not 1 <= event.minutes <= MOST_MINUTES:
        return "A sequence begins with 0; an event takes from a minute to a week."
    if event.starts_at.tzinfo is None or event.changed_at.tzinfo is None:
        return "Moments need a zone."
    if not FIRST_YEAR <= event.starts_at.year <= LAST_YEAR:
        return f"An event lies between {FIRST_YEAR} and {LAST_YEAR}."
    if event.zone not in zones():
        return f"There is no time zone “{event.zone}”."
    if event.url and not ADDRESS.fullmatch(event.url):
        return "The page of an event has an address that begins with https:// or http://."
    return None


def feed(events: Iterable[Event], name: str, changed_at: datetime) -> bytes:
    """A calendar to be fetched again and again, in the order of time.

    `name` is what the calendar is called, `changed_at` (aware) when anything in it last changed.
    Of events with one uid, the newest counts.
    """
    shown = newest(events)
    made = empty(Method.PUBLISH)
    made.add("name", Words(one_line(name)))
    made.add("x-wr-calname", Words(one_line(name)))
    made.add("last-modified", changed_at)
    made.add("refresh-interval", AGAIN_AFTER, {"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(AGAIN_AFTER))
    return filled(made, shown)


def several(events: Iterable[Event], *, house: str = "") -> bytes:
    """Many meetings as one file in a message: each to be put into a calendar.

    The standard lets a REQUEST or a CANCEL hold one meeting only (RFC 5546, 3.2.2 and 3.2.5), and
    wants no guest in what holds more. `house` is the address that the message comes from.
    """
    unless_addresses(house)
    shown = newest(events)
    made = empty(Method.PUBLISH)
    add_zones(made, shown)
    for event in shown:
        filled_in = written(event, is_called_off=event.is_called_off)
        add_house(filled_in, house)
        made.add_component(filled_in)
    return in_lines(made)


def invitation(event: Event, method: Method, *, house: str = "", guest: str = "") -> bytes:
    """One meeting as a file in a message: REQUEST puts it into a calendar, CANCEL takes it out.

    `house` is the e-mail address that the message comes from, `guest` the one that it goes to. The
    standard wants both (RFC 5546, 3.2.2), and some calendars take nothing out without them. Only
    whoever has the message sees them, and its own head has them anyway. Nobody is asked to answer
    by calendar: answers are given on the page. Raises ValueError for a REQUEST for a meeting that
    was called off, for PUBLISH, and for addresses that are none.
    """
    if method is Method.PUBLISH or (method is Method.REQUEST and event.is_called_off):
        raise ValueError("Ask for a meeting that takes place, or call one off.")
    unless_addresses(house, guest)
    made = empty(method)
    filled_in = written(event, is_called_off=method is Method.CANCEL)
    add_house(filled_in, house)
    if guest:
        filled_in.add("attendee", mail_to(guest, RSVP="FALSE", PARTSTAT="NEEDS-ACTION"))
    add_zones(made, [event])
    made.add_component(filled_in)
    return in_lines(made)


def etag(events: Iterable[Event], name: str = "") -> str:
    """A tag, in its quotes, that changes when the feed does: for `ETag` and `If-None-Match`.

    The language counts, because some words in a feed are ours; so does the clock of each zone,
    because its rules may be changed by a law after the event was written.
    """
    told = [
        [
            *(each.uid, each.sequence, each.local_start.isoformat(), each.minutes, each.zone),
            *(each.title, each.words, each.place, each.link, each.url, each.is_called_off),
            each.changed_at.astimezone(UTC).isoformat(),
        ]
        for each in newest(events)
    ]
    whole = json.dumps([EDITION, get_language(), name, told])
    return f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'


def newest(events: Iterable[Event]) -> list[Event]:
    """The newest event of each uid, in the order of time."""
    in_turn = sorted(events, key=lambda each: (each.sequence, each.changed_at))
    by_uid = {each.uid: each for each in in_turn}
    return sorted(by_uid.values(), key=lambda each: (each.starts_at, each.uid))


# How it is written. ---------------------------------------------------------------------------


class Words(vText):
    """Words of people. Of a backslash before a capital N, `icalendar` would make a new line."""

    def to_ical(self) -> bytes:
        """With the four signs escaped that mean something in a calendar (RFC 5545, 3.3.11)."""
        escaped = re.sub(r"([\\;,])", r"\\\1", self).replace("\n", r"\n")
        return escaped.encode()


def empty(method: Method) -> icalendar.Calendar:
    """A calendar with nothing in it."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method.value)
    return made


def filled(made: icalendar.Calendar, events: Sequence[Event]) -> bytes:
    """The calendar with its events, written out."""
    add_zones(made, events)
    language = get_language()
    inside = b"".join(lines_of(event, language) for event in events)
    return in_lines(made).removesuffix(END) + inside + END


@lru_cache(maxsize=2_000)
def lines_of(event: Event, language: str | None) -> bytes:
    """One event, in the language that is spoken now: kept, as it stands in the feeds of a team."""
    return in_lines(written(event, is_called_off=event.is_called_off))


def add_zones(made: icalendar.Calendar, events: Sequence[Event]) -> None:
    """The rules of each zone in which an event's time is told."""
    years: dict[str, list[int]] = {}
    for event in events:
        if event.is_in_its_zone:
            years.setdefault(event.zone, []).append(event.starts_at.year)
    for zone in sorted(years):
        made.add_component(written_zone(zone, min(years[zone]), max(years[zone])))


def written(event: Event, *, is_called_off: bool) -> icalendar.Event:
    """One event. It is private, so that whoever a person shares their calendar with sees no title.

    Its length is told in minutes, not by its end: that is right even where the clock changes
    within it. What is set here is whole already; `add` would look at each thing anew.
    """
    title = one_line(event.title)
    made = icalendar.Event()
    made["UID"] = Words(event.uid)
    made["SEQUENCE"] = vInt(event.sequence)
    made["DTSTAMP"] = made["LAST-MODIFIED"] = vDatetime(event.changed_at.astimezone(UTC))
    made["DTSTART"] = vDatetime(event.local_start)
    made["DURATION"] = vDuration(timedelta(minutes=event.minutes))
    called_off = _("Called off: {title}").format(title=title) if is_called_off else title
    made["SUMMARY"] = Words(called_off)
    made["STATUS"] = CANCELLED if is_called_off else CONFIRMED
    made["TRANSP"] = TRANSPARENT if is_called_off else OPAQUE
    made["CLASS"] = PRIVATE
    add_where(made, event)
    return made


def add_where(made: icalendar.Event, event: Event) -> None:
    """Its words, its place, its link and its page; what it does not have is left out."""
    link = one_line(event.link)
    if words := described(event, link):
        made["DESCRIPTION"] = Words(words)
    if where := one_line(event.place) or link:
        made["LOCATION"] = Words(where)
    if ADDRESS.fullmatch(link):
        made["CONFERENCE"] = vUri(link, params={"VALUE": "URI"})
    if event.url:
        made["URL"] = vUri(event.url)


def described(event: Event, link: str) -> str:
    """What people read: the words of the meeting, how to join, and where its page is.

    The last two stand here as well, because many calendars show nothing else.
    """
    parts = [plain(event.words)]
    if link:
        parts.append(_("Online: {link}").format(link=link))
    if event.url:
        parts.append(_("More about it: {url}").format(url=event.url))
    return "\n\n".join(part for part in parts if part)


def unless_addresses(*addresses: str) -> None:
    """Raises ValueError unless each is an e-mail address, or empty."""
    if any(address and not E_MAIL.fullmatch(address) for address in addresses):
        raise ValueError("An e-mail address has an @ and no spaces.")


def add_house(made: icalendar.Event, house: str) -> None:
    """From where the message comes, where it comes by e-mail."""
    if house:
        made.add("organizer", mail_to(house, CN="Evenweave"))


def mail_to(address: str, **parameters: str) -> vCalAddress:
    """An e-mail address, as calendars write it."""
    made = vCalAddress(f"mailto:{address}")
    made.params.update(parameters)
    return made


def plain(words: str) -> str:
    """Words with one kind of line end, and nothing that no calendar may hold."""
    return NO_WORDS.sub("", LINE_ENDS.sub("\n", words)).strip()


def one_line(words: str) -> str:
    """The same in one line."""
    return " ".join(plain(words).split())


def in_lines(made: icalendar.Component) -> bytes:
    """A calendar, or a part of one, as bytes: each line folded, and ended as the standard says."""
    return b"".join(folded(line) + b"\r\n" for line in made.content_lines() if line)


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets; no sign is cut in two, and no escaped one either.

    It does what `icalendar` does, without looking at each sign: half of the time went into that.
    """
    left, most, pieces = line.encode(), LONGEST_LINE, []
    while len(left) > most:
        cut = where_to_cut(left, most)
        pieces.append(left[:cut])
        left, most = left[cut:], LONGEST_LINE - 1
    return b"\r\n ".join([*pieces, left])


def where_to_cut(line: bytes, most: int) -> int:
    """The last place, at `most` or before, that is between two whole signs."""
    cut = most
    while line[cut] & 0b1100_0000 == 0b1000_0000:
        cut -= 1
    backslashes = cut - len(line[:cut].rstrip(b"\\"))
    return cut - backslashes % 2
