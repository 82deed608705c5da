"""Periods: phases with gaps and overlaps, months and quarters over the ends of years."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from evenweave.mirror import periods
from evenweave.mirror.periods import Period
from evenweave.projects.models import Phase

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def spanned(first: date, last: date, until: date | None = None) -> Period:
    """A period by its days."""
    return Period("A phase", first, last, until or last)


def test_only_phases_that_have_begun_are_there_in_the_order_of_their_days() -> None:
    today = date(2026, 5, 10)
    found = periods.of_phases(
        [
            Phase(name="Trial", starts_on=date(2026, 5, 1)),
            Phase(name="Later", starts_on=date(2026, 6, 1)),
            Phase(name="Design", starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 30)),
            Phase(name="Undated"),
        ],
        today,
    )
    assert [each.name for each in found] == ["Design", "Trial"]
    assert [each.until for each in found] == [date(2026, 4, 30), today]
    assert [each.days for each in found] == [120, 10]


def test_days_between_phases_are_found_and_so_are_days_in_two() -> None:
    whole = spanned(date(2026, 1, 1), date(2026, 12, 31))
    spring = spanned(date(2026, 2, 1), date(2026, 4, 30))
    summer = spanned(date(2026, 6, 1), date(2026, 8, 31))
    assert periods.gaps([spring, summer], whole) == [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 9, 1), date(2026, 12, 31)),
    ]
    assert not periods.overlap([spring, summer])
    assert periods.overlap([spring, spanned(date(2026, 4, 30), date(2026, 5, 2))])
    assert periods.gaps([], whole) == []


@given(DAYS, DAYS)
def test_months_and_quarters_hold_each_day_once(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    for found in (periods.months(first, last), periods.quarters(first, last)):
        assert found[0].starts_on <= first
        assert found[-1].until == last
        assert not periods.overlap(found)
        assert periods.gaps(found, spanned(found[0].starts_on, last)) == []
