"""A series keeps its time on the clock, and says where the clock does not let it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common.zones import in_zone, zone_named, zones
from evenweave.meetings.series import (
    LAST,
    Clock,
    EveryWeeks,
    Missing,
    OfTheMonth,
    Series,
    occurrence,
    occurrences,
    planned,
    reading,
    turn_in,
    turns_of,
    why_not_series,
)

pytestmark = pytest.mark.sqlite

LONDON = "Europe/London"
ZONES = sorted(zones())
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def all_series(draw: st.DrawFn) -> Series:
    """Any series, in any zone."""
    first = draw(DAYS)
    others = draw(st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST]), max_size=2))
    turns = tuple({draw(st.sampled_from(turns_of(first))), *others})
    rhythm = draw(st.one_of(st.builds(EveryWeeks, st.integers(1, 8)), st.just(OfTheMonth(turns))))
    zone = draw(st.sampled_from(ZONES))
    return Series(first, draw(TIMES), zone, rhythm, count=draw(st.integers(1, 60)))


def shown(moment: datetime, zone: str) -> datetime:
    """What the clock shows, without saying where."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def moments(said: datetime, zone: str) -> list[datetime]:
    """Every moment at which the clock shows this: none, one or two. By trying, not by `fold`."""
    near = [said.replace(tzinfo=UTC) + timedelta(hours=hours) for hours in range(-48, 49, 2)]
    steps = {shown(each, zone) - each.replace(tzinfo=None) for each in near}
    tried = {(said - step).replace(tzinfo=UTC) for step in steps}
    return sorted(each for each in tried if shown(each, zone) == said)


@given(all_series())
def test_the_clock_shows_the_same_time_unless_it_is_told(series: Series) -> None:
    plan = planned(series)
    for each in plan.meetings:
        assert each.starts_at.tzinfo is UTC
        assert each.said.time() == series.begins
        there = moments(each.said, series.zone)
        assert each.clock is [Clock.JUMPS, Clock.ONCE, Clock.TWICE][len(there)]
        if there:
            assert each.starts_at == there[0]
        else:
            assert shown(each.starts_at, series.zone) > each.said


@given(all_series())
def test_each_meeting_is_later_than_the_one_before_and_on_the_same_weekday(series: Series) -> None:
    plan = planned(series)
    assert len(plan.meetings) == series.count
    assert plan.meetings[0].said == datetime.combine(series.first_on, series.begins)
    assert all(before < after for before, after in pairwise(occurrences(series)))
    assert {each.said.weekday() for each in plan.meetings} == {series.first_on.weekday()}


@given(all_series())
def test_every_day_has_one_of_the_turns_and_no_such_day_is_left_out(series: Series) -> None:
    plan = planned(series)
    days = {each.said.date() for each in plan.meetings}
    first, last = series.first_on, max(days)
    every = {first + timedelta(days=more) for more in range((last - first).days + 1)}
    if isinstance(series.rhythm, EveryWeeks):
        step = 7 * series.rhythm.weeks
        assert days == {day for day in every if (day - first).days % step == 0}
        assert not plan.missing
    else:
        turns = set(series.rhythm.turns)
        same = {day for day in every if day.weekday() == first.weekday()}
        assert days == {day for day in same if turns & set(turns_of(day))}
        assert {each.turn for each in plan.missing} <= turns & {5}


@given(DAYS)
def test_a_day_is_where_its_turn_says(day: date) -> None:
    assert turns_of(day)
    for turn in turns_of(day):
        assert turn_in(day, day.weekday(), turn) == day


def changes(zone: str) -> Iterator[tuple[datetime, timedelta]]:
    """Each change of the clock in four years: the first moment after it, and how far it jumped."""
    moment, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    there = ZoneInfo(zone)
    before = moment.astimezone(there).utcoffset() or timedelta()
    while moment < end:
        moment += timedelta(minutes=30)
        after = moment.astimezone(there).utcoffset() or timedelta()
        if after != before:
            yield moment, after - before
        before = after


@pytest.mark.parametrize("zone", [LONDON, "America/New_York", "Australia/Lord_Howe"])
def test_on_the_night_of_a_change_the_rule_holds(zone: str) -> None:
    kinds = set()
    for moment, jump in changes(zone):
        middle = shown(moment, zone) - abs(jump) / 2 if jump > timedelta() else shown(moment, zone)
        found = occurrence(middle, zone)
        kinds.add(found.clock)
        if jump > timedelta():
            assert found.clock is Clock.JUMPS
            assert shown(found.starts_at, zone) == middle + jump
        else:
            assert found.clock is Clock.TWICE
            assert moments(middle, zone) == [found.starts_at, found.starts_at - jump]
    assert kinds == {Clock.JUMPS, Clock.TWICE}


def test_half_past_one_in_london_when_clocks_change() -> None:
    spring = occurrence(datetime.fromisoformat("2026-03-29 01:30"), LONDON)
    assert spring.starts_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert shown(spring.starts_at, LONDON) == datetime.fromisoformat("2026-03-29 02:30")
    autumn = occurrence(datetime.fromisoformat("2026-10-25 01:30"), LONDON)
    assert autumn.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert (spring.clock, autumn.clock) == (Clock.JUMPS, Clock.TWICE)


def test_a_day_that_an_island_left_out_is_told() -> None:
    """Samoa went from 29 to 31 December 2011."""
    found = occurrence(datetime.fromisoformat("2011-12-30 10:00"), "Pacific/Apia")
    assert found.clock is Clock.JUMPS
    assert shown(found.starts_at, "Pacific/Apia") == datetime.fromisoformat("2011-12-31 10:00")


def test_twice_a_month_for_six_months_over_a_change() -> None:
    plan = planned(Series(date(2026, 2, 4), time(10), LONDON, OfTheMonth((1, 3)), count=12))
    days = [f"{each.said:%d.%m}" for each in plan.meetings]
    assert days == [
        *("04.02", "18.02", "04.03", "18.03", "01.04", "15.04"),
        *("06.05", "20.05", "03.06", "17.06", "01.07", "15.07"),
    ]
    assert [each.starts_at.hour for each in plan.meetings] == [10] * 4 + [9] * 8
    assert not plan.missing


def test_a_month_without_a_fifth_monday_is_passed_over_and_told() -> None:
    first = date(2026, 3, 30)
    plan = planned(Series(first, time(14), LONDON, OfTheMonth((5,)), until=date(2026, 7, 26)))
    assert [each.said.date() for each in plan.meetings] == [first, date(2026, 6, 29)]
    assert plan.missing == (Missing(date(2026, 4, 1), 5), Missing(date(2026, 5, 1), 5))


def test_the_fourth_that_is_the_last_is_one_meeting() -> None:
    plan = planned(Series(date(2026, 2, 23), time(9), LONDON, OfTheMonth((4, LAST)), count=3))
    days = [each.said.date() for each in plan.meetings]
    assert days == [date(2026, 2, 23), date(2026, 3, 23), date(2026, 3, 30)]


def test_it_ends_with_whichever_comes_first() -> None:
    given_both = Series(
        date(2026, 1, 5), time(9), LONDON, EveryWeeks(2), count=9, until=date(2026, 2, 2)
    )
    assert len(occurrences(given_both)) == 3
    assert len(occurrences(Series(date(2026, 1, 5), time(9), LONDON, EveryWeeks(), count=2))) == 2


GOOD: dict[str, Any] = {
    "first_on": date(2026, 3, 4),
    "begins": time(10),
    "zone": LONDON,
    "rhythm": EveryWeeks(),
    "count": 6,
}


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"zone": "Europe/Nowhere"}, "do not know the time zone"),
        ({"zone": "Europe"}, "do not know the time zone"),
        ({"zone": "../London"}, "do not know the time zone"),
        ({"zone": "Factory"}, "do not know the time zone"),
        ({"begins": time(10, 0, 30)}, "hours and minutes"),
        ({"begins": time(10, tzinfo=UTC)}, "hours and minutes"),
        ({"first_on": date(1999, 12, 31)}, "between 2000 and 2100"),
        ({"first_on": date(2101, 1, 1)}, "between 2000 and 2100"),
        ({"rhythm": EveryWeeks(0)}, "every 52 weeks"),
        ({"rhythm": EveryWeeks(53)}, "every 52 weeks"),
        ({"rhythm": OfTheMonth(())}, "which of its weekdays"),
        ({"rhythm": OfTheMonth((0,))}, "which of its weekdays"),
        ({"rhythm": OfTheMonth((1, 6))}, "which of its weekdays"),
        ({"rhythm": OfTheMonth((2, 4))}, "not on one of the days"),
        ({"count": None}, "how many meetings"),
        ({"count": 0}, "from 1 to 60"),
        ({"count": 61}, "from 1 to 60"),
        ({"until": date(2026, 3, 3)}, "before the first"),
        ({"count": None, "until": date(2027, 4, 28)}, "more than 60"),
        ({"count": None, "until": date.max}, "more than 60"),
    ],
)
def test_what_cannot_be_a_series_is_told_in_a_sentence(
    changed: dict[str, Any], because: str
) -> None:
    series = Series(**GOOD | changed)
    assert because in (why_not_series(series) or "")
    with pytest.raises(ValueError, match=because):
        occurrences(series)


def test_sixty_until_a_day_are_not_too_many() -> None:
    assert len(occurrences(Series(**GOOD | {"count": None, "until": date(2027, 4, 27)}))) == 60


def test_the_longest_series_there_can_be_has_an_end() -> None:
    longest = {"first_on": date(2100, 12, 31), "rhythm": EveryWeeks(52), "count": 60}
    assert occurrences(Series(**GOOD | longest))[-1].year == 2159


def test_every_zone_of_the_list_is_there_and_none_is_a_place_on_the_disk() -> None:
    assert len(ZONES) > 400
    assert all(zone_named(each).key == each for each in ZONES)
    for name in ("", "Europe", "../etc/passwd", "/etc/localtime", "europe/london", "Factory"):
        with pytest.raises(ValueError, match="no time zone"):
            zone_named(name)


def test_a_moment_reads_as_the_clock_of_each_person_shows_it() -> None:
    moment = datetime(2026, 3, 18, 22, 0, tzinfo=UTC)
    sydney = reading(moment, "Australia/Sydney", LONDON)
    assert (f"{sydney.there:%d %H:%M}", sydney.differs, sydney.days) == ("19 09:00", True, 1)
    home = reading(moment, "America/New_York", "Australia/Sydney")
    assert (f"{home.there:%d %H:%M}", home.differs, home.days) == ("18 18:00", True, -1)


def test_another_name_for_the_same_clock_does_not_differ() -> None:
    winter = datetime(2026, 1, 14, 10, tzinfo=UTC)
    assert not reading(winter, "Europe/Lisbon", LONDON).differs
    assert not reading(winter, "Africa/Abidjan", LONDON).differs
    assert reading(winter + timedelta(days=180), "Africa/Abidjan", LONDON).differs


@given(st.sampled_from(ZONES), DAYS, TIMES)
def test_reading_a_moment_elsewhere_does_not_change_it(zone: str, day: date, begins: time) -> None:
    moment = datetime.combine(day, begins, tzinfo=UTC)
    assert in_zone(moment, zone).astimezone(UTC) == moment


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        in_zone(datetime.fromisoformat("2026-01-01 10:00"), LONDON)
