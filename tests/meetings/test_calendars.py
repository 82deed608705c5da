"""What calendars read in a feed: the right moments, the words as they were written, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common.zones import in_zone, zones
from evenweave.meetings import calendars
from evenweave.meetings.calendars import (
    Event,
    Method,
    etag,
    feed,
    folded,
    invitation,
    newest,
    plain,
)
from evenweave.meetings.clocks import Change, changes, written_zone
from evenweave.meetings.series import EveryWeeks, Series, occurrences
from tests.meetings.events import CHANGED, event, read

pytestmark = pytest.mark.sqlite

# Each changes its clock otherwise: in the night, half an hour, and for Ramadan alone.
CHANGING = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
SIGNS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")
LINES = st.lists(st.text(SIGNS, max_size=60), max_size=4).map("\n".join)


def lines(calendar: bytes) -> list[str]:
    """The lines of a calendar, folds undone as the standard says."""
    return calendar.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def weekly(zone: str, begins: time) -> list[Event]:
    """A meeting each Sunday for more than a year, which is when clocks change."""
    moments: list[datetime] = []
    for first in (date(2026, 1, 4), date(2027, 2, 28)):
        moments += occurrences(Series(first, begins, zone, EveryWeeks(), count=60))
    return [
        event(uid=f"{number}@x", starts_at=moment, zone=zone)
        for number, moment in enumerate(moments)
    ]


@pytest.mark.parametrize("zone", CHANGING)
@pytest.mark.parametrize("begins", [time(0, 45), time(1, 30), time(2, 15), time(3), time(10)])
@pytest.mark.parametrize("by_its_rules", [True, False])
def test_another_program_reads_the_same_moments_over_every_change(
    zone: str, begins: time, by_its_rules: bool
) -> None:
    events = weekly(zone, begins)
    offsets = {in_zone(each.starts_at, zone).utcoffset() for each in events}
    assert len(offsets) == 2, "the clock changes among them"
    found = read(feed(events, "Meetings", CHANGED), by_its_rules=by_its_rules)
    assert [each.starts_at for each in found] == [each.starts_at for each in events]


@pytest.mark.parametrize("zone", CHANGING)
def test_another_program_reads_every_quarter_of_an_hour_around_each_change(zone: str) -> None:
    for change in list(changes(ZoneInfo(zone), 2026, 2027))[1:]:
        quarters = [change.since + timedelta(minutes=15 * turn) for turn in range(-12, 13)]
        events = [
            event(uid=f"{number}@x", starts_at=moment, zone=zone)
            for number, moment in enumerate(quarters)
        ]
        found = read(feed(events, "Meetings", CHANGED))
        assert [each.starts_at for each in found] == quarters


def test_a_time_that_comes_twice_is_told_in_utc() -> None:
    for hour in (0, 1):
        told = feed([event(starts_at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC))], "", CHANGED)
        assert f"DTSTART:20261025T0{hour}3000Z" in lines(told)
        assert b"VTIMEZONE" not in told
    after = feed([event(starts_at=datetime(2026, 10, 25, 2, 0, tzinfo=UTC))], "", CHANGED)
    assert "DTSTART;TZID=Europe/London:20261025T020000" in lines(after)


@given(
    st.sampled_from(sorted(zones())),
    st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2036-01-01")),
    st.integers(1, 10_080),
)
def test_any_moment_in_any_zone_is_read_as_it_was(zone: str, when: datetime, minutes: int) -> None:
    moment = when.replace(second=0, microsecond=0, tzinfo=UTC)
    told = feed([event(starts_at=moment, zone=zone, minutes=minutes)], "", CHANGED)
    assert [(each.starts_at, each.minutes) for each in read(told)] == [(moment, minutes)]


def names(calendar: bytes) -> set[str]:
    """The zones whose rules stand in a calendar."""
    inside = [line for line in lines(calendar) if line.startswith("TZID:")]
    return {line.removeprefix("TZID:") for line in inside}


def test_the_rules_of_a_zone_stand_in_the_feed_once_and_only_if_it_is_used() -> None:
    events = [
        event(uid="a@x"),
        event(uid="b@x"),
        event(uid="c@x", zone="Africa/Casablanca"),
        event(uid="d@x", zone="UTC"),
    ]
    told = feed(events, "", CHANGED)
    assert names(told) == {"Europe/London", "Africa/Casablanca"}
    assert told.count(b"BEGIN:VTIMEZONE") == 2
    assert b"BEGIN:VTIMEZONE" not in feed([], "", CHANGED)


def test_london_changes_when_it_does() -> None:
    inside = lines(written_zone("Europe/London", 2026, 2026).to_ical())
    onsets = [line.removeprefix("DTSTART:") for line in inside if line.startswith("DTSTART:")]
    assert onsets[:5] == [
        *("20250101T000000", "20250330T010000", "20251026T020000"),
        *("20260329T010000", "20261025T020000"),
    ]


def test_the_clock_of_morocco_goes_back_for_ramadan() -> None:
    back, forth = list(changes(ZoneInfo("Africa/Casablanca"), 2026, 2026))[1:]
    assert (back.since.date(), forth.since.date()) == (date(2026, 2, 15), date(2026, 3, 22))
    hour = timedelta(hours=1)
    assert [(each.before, each.after) for each in (back, forth)] == [
        (hour, 0 * hour),
        (0 * hour, hour),
    ]


def test_every_change_of_every_zone_is_found() -> None:
    for zone in sorted(zones()):
        assert_all_found(ZoneInfo(zone))


def assert_all_found(zone: ZoneInfo) -> None:
    """Each is one, to the second; between them there is none, looked at every 23 hours."""
    found = list(changes(zone, 2026, 2026))
    for each in found[1:]:
        assert each.before != each.after
        assert (each.since - timedelta(seconds=1)).astimezone(zone).utcoffset() == each.before
        assert each.since.astimezone(zone).utcoffset() == each.after
    step, start = timedelta(hours=23), datetime(2026, 1, 1, tzinfo=UTC)
    for turn in range(365 * 24 // 23):
        moment = start + turn * step
        latest = max((each for each in found if each.since <= moment), key=since)
        assert moment.astimezone(zone).utcoffset() == latest.after


def since(change: Change) -> datetime:
    """When a change was."""
    return change.since


# Words. ---------------------------------------------------------------------------------------

WORDS = [
    "Semicolons; commas, colons: and a \\ backslash",
    "C:\\Notes\\New, and \\n that is none",
    "Two\nlines\n\nand a paragraph",
    "Café 🧵🪡 👩🏽‍🔬 together",
    "مرحبا بكم في الاجتماع; نراكم, قريبًا",
    "שלום\nلا",
    'BEGIN:VALARM\nEND:VEVENT "quoted" ^n ^^',
    "é" * 200,
    "\\" * 150,
    "a" * 66 + "€" * 40,
]


@pytest.mark.parametrize("words", WORDS)
def test_words_are_read_as_they_were_written(words: str) -> None:
    told = feed([event(title=words, words=words, place=words, url="")], words, CHANGED)
    (found,) = read(told)
    one = " ".join(words.split())
    assert found.said["DESCRIPTION"] == words
    assert (found.said["SUMMARY"], found.said["LOCATION"]) == (one, one)
    assert_well_folded(told)


@given(LINES, LINES)
def test_any_words_are_read_as_they_were_written(title: str, words: str) -> None:
    told = feed([event(title=title, words=words, url="")], title, CHANGED)
    (found,) = read(told)
    assert found.said.get("DESCRIPTION", "") == plain(words)
    assert found.said["SUMMARY"] == " ".join(title.split())
    assert_well_folded(told)


def assert_well_folded(calendar: bytes) -> None:
    """At most 75 octets a line, whole signs in each, CRLF and nothing else at the end."""
    assert calendar.endswith(b"END:VCALENDAR\r\n")
    for line in calendar.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        assert not re.search(r"[\r\n\x00-\x08\x0b-\x1f\x7f]", line.decode())


@given(st.text(SIGNS, max_size=400), st.integers(0, 80))
def test_folding_cuts_between_signs_and_can_be_undone(words: str, more: int) -> None:
    line = "X" * more + words + "\\," * more
    cut = folded(line)
    assert all(len(piece) <= 75 and piece.decode() for piece in cut.split(b"\r\n") if cut)
    assert cut.replace(b"\r\n ", b"").decode() == line


@pytest.mark.parametrize("sign", ["é", "€", "🧵"])
def test_a_sign_of_several_octets_at_the_boundary_stays_whole(sign: str) -> None:
    for before in range(70, 80):
        cut = folded("X" * before + sign + "X" * 80)
        assert all(sign in piece.decode() or "X" in piece.decode() for piece in cut.split(b"\r\n "))
        longest = max(len(piece) for piece in cut.split(b"\r\n"))
        assert 75 - len(sign.encode()) < longest <= 75


@pytest.mark.parametrize("before", range(70, 80))
def test_an_escaped_sign_stays_whole(before: int) -> None:
    pieces = folded("X" * before + r"\\" * 100 + r"\;").split(b"\r\n ")
    assert len(pieces) > 2
    assert all(len(piece.lstrip(b"X")) % 2 == 0 for piece in pieces)


def test_what_no_calendar_may_hold_is_left_out() -> None:
    told = feed(
        [event(title="A\x00B\x07\ud800C", words="one\r\ntwo\rthree\u2028four\x85five")], "", CHANGED
    )
    (found,) = read(told)
    assert found.said["SUMMARY"] == "ABC"
    assert found.said["DESCRIPTION"].startswith("one\ntwo\nthree\nfour\nfive\n")


def test_the_library_that_writes_it_reads_it_too() -> None:
    told = feed([event(title="One; two", words="Three\nfour")], "Ours", CHANGED)
    made = icalendar.Calendar.from_ical(told)
    assert str(made.events[0]["SUMMARY"]) == "One; two"
    assert not made.errors
    assert not made.events[0].errors


# What stands in a feed, and what does not. ----------------------------------------------------


def test_a_feed_says_how_it_is_called_and_when_to_come_again() -> None:
    told = lines(feed([], "Our meetings", CHANGED))
    assert told == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Evenweave//Meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for line in told if line.partition(":")[0] in LATER),
        "END:VCALENDAR",
    ]
    assert {
        "NAME:Our meetings",
        "X-WR-CALNAME:Our meetings",
        "LAST-MODIFIED:20260105T120000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    } == set(told[5:-1])


LATER = {
    *("NAME", "X-WR-CALNAME", "LAST-MODIFIED", "X-PUBLISHED-TTL"),
    "REFRESH-INTERVAL;VALUE=DURATION",
}


def inside(calendar: bytes) -> dict[str, str]:
    """The lines of its first event, by name."""
    told = lines(calendar)
    mine = told[told.index("BEGIN:VEVENT") + 1 : told.index("END:VEVENT")]
    return dict(re.match(r"([A-Z-]+)[:;](.*)", line).groups() for line in mine)  # type: ignore[union-attr, misc]


def test_a_meeting_stands_in_the_feed_with_this_and_nothing_else() -> None:
    assert inside(feed([event()], "", CHANGED)) == {
        "UID": "3f1c@evenweave.example",
        "SEQUENCE": "0",
        "DTSTAMP": "20260105T120000Z",
        "LAST-MODIFIED": "20260105T120000Z",
        "DTSTART": "TZID=Europe/London:20260318T100000",
        "DURATION": "PT1H30M",
        "SUMMARY": "Study team",
        "DESCRIPTION": r"We look at the topic guide.\n\nMore about it: "
        "https://evenweave.example/meetings/1/",
        "LOCATION": r"Room 4\, Civic Centre",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "CLASS": "PRIVATE",
        "URL": "https://evenweave.example/meetings/1/",
    }


def test_nobody_is_named_in_a_feed_unless_somebody_wrote_their_name() -> None:
    told = feed([event(title="Tea with Ben")], "", CHANGED)
    assert b"@" not in told.replace(b"3f1c@evenweave.example", b"")
    for line in (b"ORGANIZER", b"ATTENDEE", b"CONTACT", b"COMMENT"):
        assert line not in told
    assert told.count(b"Ben") == 1


JOIN = "https://meet.example/evenweave-study"


@pytest.mark.parametrize(
    ("place", "link", "where", "joined"),
    [
        ("Room 4", "", "Room 4", None),
        ("Room 4", JOIN, "Room 4", JOIN),
        ("", JOIN, JOIN, JOIN),
        ("", "Ring 0800 000, then 12", r"Ring 0800 000\, then 12", None),
        ("", "", None, None),
    ],
)
def test_in_a_room_hybrid_and_online(
    place: str, link: str, where: str | None, joined: str | None
) -> None:
    told = inside(feed([event(place=place, link=link)], "", CHANGED))
    assert told.get("LOCATION") == where
    assert told.get("CONFERENCE") == (joined and f"VALUE=URI:{joined}")
    assert ("Online: " in told["DESCRIPTION"]) == bool(link)


def test_a_meeting_that_was_called_off_says_so_and_takes_no_time() -> None:
    told = inside(feed([event(is_called_off=True, sequence=2)], "", CHANGED))
    assert (told["STATUS"], told["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert (told["SUMMARY"], told["SEQUENCE"]) == ("Called off: Study team", "2")


def test_a_meeting_that_moved_keeps_its_name_and_only_the_newest_is_told() -> None:
    moved = event(sequence=1, starts_at=datetime(2026, 3, 25, 10, tzinfo=UTC))
    other = event(uid="b@x")
    assert newest([moved, other, event()]) == [other, moved]
    told = read(feed([moved, event()], "", CHANGED))
    assert [(each.starts_at, each.said["SEQUENCE"]) for each in told] == [(moved.starts_at, "1")]


def test_the_same_events_give_the_same_bytes_in_any_order() -> None:
    one, two = event(), event(uid="b@x", zone="Asia/Kathmandu")
    assert feed([one, two], "", CHANGED) == feed([two, one], "", CHANGED)
    assert etag([one, two]) == etag(iter([two, one]))


# A calendar that never stops fetching. --------------------------------------------------------

OTHERWISE: dict[str, Any] = {
    "uid": "other@x",
    "sequence": 1,
    "starts_at": datetime(2026, 3, 18, 11, 0, tzinfo=UTC),
    "minutes": 60,
    "zone": "Europe/Lisbon",
    "title": "Study team 2",
    "words": "",
    "place": "Room 5",
    "link": JOIN,
    "is_called_off": True,
    "changed_at": CHANGED + timedelta(seconds=1),
    "url": "",
}


def test_everything_that_can_change_is_tried() -> None:
    assert set(OTHERWISE) == {field.name for field in fields(Event)}


@pytest.mark.parametrize("name", OTHERWISE)
def test_the_tag_changes_when_anything_does(name: str) -> None:
    before, after = event(), event(**{name: OTHERWISE[name]})
    assert etag([before]) != etag([after])
    assert feed([before], "", CHANGED) != feed([after], "", CHANGED)


def test_a_tag_stands_in_quotes_and_knows_the_name_and_the_number_of_events() -> None:
    tags = [etag([]), etag([], "A"), etag([event()]), etag([event(), event(uid="b@x")])]
    assert len(set(tags)) == 4
    assert all(re.fullmatch(r'"[0-9a-f]{32}"', tag) for tag in tags)


def test_a_feed_speaks_the_language_of_whoever_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    off = event(is_called_off=True, url="")
    before = etag([off])
    assert inside(feed([off], "", CHANGED))["SUMMARY"] == "Called off: Study team"
    monkeypatch.setattr(calendars, "get_language", lambda: "de")
    monkeypatch.setattr(calendars, "_", {"Called off: {title}": "Fällt aus: {title}"}.get)
    assert inside(feed([off], "", CHANGED))["SUMMARY"] == "Fällt aus: Study team"
    assert etag([off]) != before


def test_the_same_moment_from_another_zone_is_the_same_event() -> None:
    elsewhere = event(starts_at=event().starts_at.astimezone(ZoneInfo("Asia/Tokyo")))
    assert etag([elsewhere]) == etag([event()])
    assert feed([elsewhere], "", CHANGED) == feed([event()], "", CHANGED)


# Files in messages. ---------------------------------------------------------------------------


def test_an_invitation_and_what_takes_it_back_have_the_same_name() -> None:
    asked = invitation(event(), Method.REQUEST)
    off = invitation(event(sequence=1, is_called_off=True), Method.CANCEL)
    assert "METHOD:REQUEST" in lines(asked)
    assert "METHOD:CANCEL" in lines(off)
    first, last = inside(asked), inside(off)
    assert first["UID"] == last["UID"]
    assert (first["SEQUENCE"], last["SEQUENCE"]) == ("0", "1")
    assert (first["STATUS"], last["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert read(asked)[0].starts_at == read(off)[0].starts_at == event().starts_at
    assert names(asked) == names(off) == {"Europe/London"}


def test_the_feed_and_the_invitation_say_the_same() -> None:
    assert inside(feed([event()], "", CHANGED)) == inside(invitation(event(), Method.REQUEST))


def test_an_invitation_names_the_house_and_the_guest_when_it_is_told_to() -> None:
    told = inside(
        invitation(
            event(), Method.REQUEST, house="hello@house.example", guest="b.en+x@post.example"
        )
    )
    assert told["ORGANIZER"] == "CN=Evenweave:mailto:hello@house.example"
    assert told["ATTENDEE"] == "PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:b.en+x@post.example"


@pytest.mark.parametrize(
    ("method", "off", "guest"),
    [
        (Method.PUBLISH, False, ""),
        (Method.REQUEST, True, ""),
        (Method.CANCEL, True, "ben"),
        (Method.REQUEST, False, "ben@post.example\r\nX-EVIL:1"),
        (Method.REQUEST, False, "ben@post.example, eve@post.example"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    method: Method, off: bool, guest: str
) -> None:
    with pytest.raises(ValueError, match=r"Ask for a meeting|An e-mail address"):
        invitation(event(is_called_off=off), method, guest=guest)


# What can be an event. ------------------------------------------------------------------------


def wrong() -> Iterator[tuple[dict[str, Any], str]]:
    """What cannot be one, and why."""
    yield from [({"uid": uid}, "uid") for uid in ("", "a\nb", "a\x00")]
    yield from [({"sequence": -1}, "sequence"), ({"minutes": 0}, "a minute")]
    yield {"minutes": 10_081}, "a week"
    naive = datetime.fromisoformat("2026-03-18 10:00")
    yield from [({name: naive}, "need a zone") for name in ("starts_at", "changed_at")]
    for year in (1970, 2200):
        yield {"starts_at": datetime(year, 1, 1, tzinfo=UTC)}, "between 1971 and 2199"
    yield from [({"zone": zone}, "no time zone") for zone in ("", "Europe", "Mars/Olympus")]
    for url in (
        "javascript:alert(1)",
        "/meetings/1/",
        "https://x.example/\r\nX-EVIL:1",
        "https://",
    ):
        yield {"url": url}, "has an address"


@pytest.mark.parametrize(("changed", "because"), list(wrong()))
def test_what_cannot_be_an_event_is_refused(changed: dict[str, Any], because: str) -> None:
    with pytest.raises(ValueError, match=because):
        event(**changed)


def test_a_link_cannot_write_lines_of_its_own() -> None:
    told = inside(feed([event(link="https://x.example/\r\nX-EVIL:1")], "", CHANGED))
    assert "X-EVIL" not in told
    assert "CONFERENCE" not in told
