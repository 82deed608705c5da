"""The figures: what they count, what they hide, and that nothing of them is a made-up number."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from evenweave.agreements.actions.agreeing import answer_question, ask
from evenweave.common import actors
from evenweave.decisions.models import How
from evenweave.mirror import words
from evenweave.mirror.annex import annex
from evenweave.mirror.figures import Figure, figures
from evenweave.mirror.groups import Reading
from evenweave.mirror.looking import Measure
from evenweave.mirror.reading import Ended
from evenweave.mirror.telling import COLUMNS, as_csv, as_json, as_text
from evenweave.projects.actions.circles import end_circle
from evenweave.projects.actions.expertise import divide_expertise, rename_expertise
from evenweave.projects.actions.joining import join_project
from evenweave.projects.actions.leaving import leave_project
from tests import make
from tests.make import NOON
from tests.mirror.schemas import fits
from tests.mirror.stories import (
    LIVED,
    PRACTICE,
    RESEARCH,
    at,
    chair,
    even,
    held,
    idea,
    mirror,
    phase,
    seated,
    uneven,
)
from tests.projects.teams import Team, added, team

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def of(
    found: Sequence[Figure], measure: str, group: str | None = None, period: str | None = None
) -> Figure:
    """The one figure of these names."""
    (figure,) = [
        each
        for each in found
        if each.measure == measure
        and (each.group.name if each.group else None) == group
        and (each.period.name if each.period else None) == period
    ]
    return figure


def test_shares_stand_beside_seats_with_counts_and_in_words() -> None:
    found = figures(mirror(uneven()))
    figure = of(found, "chairing", "Research")
    assert [figure.count, figure.total, figure.share, figure.parity] == [6, 6, 1, 3]
    assert figure.words == ("So far, researchers held 5 of 15 seats and chaired 6 of 6 meetings.")
    figure = of(found, "chairing", "Lived experience")
    assert [figure.count, figure.share, figure.parity] == [0, 0, 0]
    assert figure.low == 0


def test_what_became_of_ideas_is_told_beside_everybody_elses() -> None:
    found = figures(mirror(uneven()))
    figure = of(found, "ideas_answered", "Lived experience")
    assert [figure.count, figure.total, figure.share, figure.parity] == [0, 5, 0, 0]
    assert of(found, "ideas_answered", "Research").share == 1
    assert of(found, "ideas_answered").words == "So far, 5 of 10 ideas got an answer."
    assert of(found, "days_to_answer").count == 7
    assert of(found, "ideas_taken_up", "Lived experience").share is None


def test_phases_are_told_one_by_one_with_their_own_seats() -> None:
    ours = seated()
    role = chair(ours)
    for week, who in enumerate(["Uma", "Uma", "Amina", "Pat"], 1):
        held(ours, week, {role: who})
    phase(ours, "Design", date(2026, 3, 1), date(2026, 3, 20))
    phase(ours, "Trial", date(2026, 3, 21), date(2026, 6, 30))
    found = figures(mirror(ours))
    assert of(found, "chairing", "Research", "Design").count == 2
    assert of(found, "chairing", "Research", "Trial").count == 0
    assert of(found, "chairing", "Practice", "Trial").words == (
        "In Trial, practitioners held 5 of 15 seats and chaired 1 of 2 meetings."
    )


def test_what_lies_between_phases_counts_in_the_whole_and_what_lies_in_two_in_both() -> None:
    ours = seated()
    role = chair(ours)
    for week, who in enumerate(["Uma", "Amina", "Pat"], 1):
        held(ours, week, {role: who})
    phase(ours, "One", date(2026, 3, 1), date(2026, 3, 17))
    phase(ours, "Two", date(2026, 3, 16), date(2026, 3, 17))
    found = figures(mirror(ours))
    assert of(found, "chairing").count == 3
    assert of(found, "chairing", None, "One").count == 2
    assert of(found, "chairing", None, "Two").count == 1


def test_somebody_whose_seat_changes_counts_by_what_they_say_today() -> None:
    ours = seated()
    held(ours, 1, {chair(ours): "Uma"})
    assert of(figures(mirror(ours)), "chairing", "Research").count == 1
    ours.sit("Uma", "L")
    found = figures(mirror(ours))
    assert of(found, "chairing", "Research").count == 0
    assert of(found, "chairing", "Lived experience").words == (
        "So far, people with lived experience held 6 of 15 seats and chaired 1 of 1 meeting."
    )


def test_somebody_who_shows_no_seat_counts_in_the_whole_alone() -> None:
    ours = seated()
    ours.add("Zoe", "P", is_shown=False)
    held(ours, 1, {chair(ours): "Zoe"})
    found = figures(mirror(ours))
    assert of(found, "chairing").count == 1
    assert [of(found, "chairing", kind).count for kind in kinds(found)] == [0, 0, 0]
    assert of(found, "seats", "Practice").words == "So far, practitioners held 5 of 16 seats."


def kinds(found: Sequence[Figure]) -> list[str]:
    """The groups that are told."""
    return list(dict.fromkeys(each.group.name for each in found if each.group))


def test_whoever_left_counts_for_the_time_they_were_here() -> None:
    ours = seated()
    held(ours, 1, {chair(ours): "Pat"})
    leave_project(
        member=ours.member("Pat"), hand_over={}, wants_news=False, by=ours.actor("Pat"), at=at(2)
    )
    found = figures(mirror(ours))
    assert of(found, "chairing", "Practice").count == 1
    assert of(found, "seats", "Practice").count == 4
    assert of(found, "left").words == "So far, 1 person left."
    assert of(found, "left", "Practice").count == 1
    figure = of(found, "seats", "Practice")
    assert figure.seats_share is not None
    assert 4 / 14 < float(figure.seats_share) < 5 / 15


def test_late_joiners_are_weighed_by_their_days() -> None:
    ours = seated(3)
    person = added("Yusuf")
    by = actors.person(person.id)
    ours.people["Yusuf"] = person
    join_project(invitation=ours.invitation, by=by, at=NOON + timedelta(days=30))
    ours.sit("Yusuf", "R")
    last = NOON.date() + timedelta(days=59)
    figure = of(figures(mirror(ours, today=last)), "seats", "Research")
    assert (figure.count, figure.total) == (4, 10)
    # Three for sixty days each, and one for thirty.
    assert float(figure.seats_share or 0) == pytest.approx(210 / 570)


def test_a_project_that_is_over_is_not_weighed_by_the_years_since() -> None:
    ours = seated()
    held(ours, 1, {chair(ours): "Uma"})
    idea(ours, "Ben", week=6)
    ours.tell(ends_on=date(2026, 3, 31))
    seen = mirror(ours, today=date(2031, 1, 1))
    assert seen.so_far.until == at(6).date()
    assert len(seen.months) == 2
    assert of(figures(seen), "ideas").count == 1


def test_who_was_shown_round_is_told_of_all_together_and_never_exactly() -> None:
    ours = seated()
    told = []
    for who in [*LIVED, *PRACTICE[:4]]:
        make.arrived(ours.member(who))
        figure = of(figures(mirror(ours)), "arrived")
        assert figure.count is None
        told.append(figure.words)
    assert told[0] == "Of all who came in, none or one were shown round."
    assert told[-1] == "Of all who came in, about 50 % were shown round."
    assert len(set(told)) < len(told)


def test_small_kinds_are_told_together_and_never_alone() -> None:
    ours = seated(3)
    for name in ("Ben", "Cleo"):
        ours.sit(name, "P")
    found = kinds(figures(mirror(ours)))
    assert "Lived experience" not in found
    assert any("Lived experience and" in name for name in found)


def thinned() -> Team:
    """Three of five with practice leave after the second week."""
    ours = seated()
    role = chair(ours)
    for week, who in enumerate(["Uma", "Amina", "Pat"], 1):
        held(ours, week, {role: who})
        if week == 1:
            continue
        for name in PRACTICE[2:] if week == 3 else ():
            by, member = ours.actor(name), ours.member(name)
            leave_project(member=member, hand_over={}, wants_news=False, by=by, at=at(4))
    held(ours, 6, {role: "Vic"})
    held(ours, 12, {role: "Ben"})
    phase(ours, "Early", date(2026, 3, 1), date(2026, 3, 20))
    phase(ours, "Middle", date(2026, 3, 21), date(2026, 4, 5))
    phase(ours, "Late", date(2026, 4, 6), date(2026, 6, 14))
    return ours


def test_a_phase_in_which_a_kind_had_one_or_two_people_is_not_told_by_kind() -> None:
    found = figures(mirror(thinned()))
    for figure in found:
        if figure.group and figure.period and figure.period.name == "Late":
            assert figure.suppressed
            assert [figure.count, figure.total, figure.share] == [None] * 3
    assert of(found, "chairing", "Research", "Late").words == (
        "In Late, too few people sat here with one of the kinds to tell them apart."
    )


def test_what_is_hidden_cannot_be_solved_from_the_whole_and_the_other_phases() -> None:
    found = figures(mirror(thinned()))
    # The whole less the early phase is the middle and the late one together: five sat there.
    assert of(found, "chairing", "Research", "Early").count == 1
    assert of(found, "chairing", "Research").count == 2
    assert of(found, "chairing", "Research", "Middle").suppressed


def test_of_phases_that_share_days_those_are_told_that_give_nobody_away() -> None:
    ours = thinned()
    phase(ours, "Across", date(2026, 3, 10), date(2026, 4, 20))
    found = figures(mirror(ours))
    told = {each.period.name for each in found if each.group and each.period and each.count}
    assert told == {"Early", "Across"}
    assert not of(found, "chairing", "Research").suppressed


def test_months_that_must_be_hidden_hide_the_next_with_them() -> None:
    seen = mirror(thinned())
    chairing = seen.shared[Measure.CHAIRING]
    hidden = [month for month in seen.months if chairing.in_month(month).groups is None]
    assert [month for month in hidden if month.starts_on.year == 2026]
    ever = {
        who
        for who, stay in seen.groups.stays.items()
        if any(stay.days_in(month) for month in hidden)
    }
    with_practice = [who for who in ever if seen.groups.stays[who].groups == (1,)]
    assert len(with_practice) >= 3


def test_by_all_that_people_bring_somebody_counts_for_each() -> None:
    ours = seated()
    make.says(ours.member("Uma"), "Research", "Lived experience")
    held(ours, 1, {chair(ours): "Uma"})
    found = figures(mirror(ours, by=Reading.ALL))
    assert of(found, "chairing", "Research").count == 1
    assert of(found, "chairing", "Lived experience").count == 1
    assert of(found, "chairing", "Practice").count == 0
    assert of(found, "chairing").count == 1
    assert all(each.suppressed for each in found if each.measure == "attendance")


EVERYBODY = [*LIVED, *PRACTICE, *RESEARCH]


def test_taking_part_is_told_when_a_quarter_is_over_in_rounded_shares() -> None:
    ours = seated()
    role = chair(ours)
    held(ours, 1, {role: "Uma"}, there=EVERYBODY[:-2])
    for week in (2, 3):
        held(ours, week, {role: "Uma"}, there=EVERYBODY if week < 3 else RESEARCH)
    # On the evening of the last day there may be a meeting.
    before = figures(mirror(ours, today=date(2026, 3, 31)))
    assert of(before, "attendance", "Research").suppressed
    found = figures(mirror(ours, today=date(2026, 4, 1)))
    told = of(found, "attendance", "Research")
    assert (told.count, told.total) == (None, None)
    assert [of(found, "attendance", kind).share for kind in kinds(found)] == [
        pytest.approx(0.3),
        pytest.approx(0.3),
        pytest.approx(0.4),
    ]
    assert told.words == (
        "So far, of those who show their seat, researchers were about 40 % of all who took part "
        "in meetings, and 33 % of all who were asked."
    )


def test_taking_part_is_never_told_where_fewer_than_five_of_a_kind_did() -> None:
    ours = seated()
    role = chair(ours)
    for week in range(1, 5):
        held(ours, week, {role: "Uma"}, there=[*LIVED, *PRACTICE[:4], *RESEARCH])
    found = [each for each in figures(mirror(ours)) if each.measure == "attendance"]
    assert found
    assert all(each.suppressed and each.share is None for each in found)


def test_a_quarter_that_may_not_be_told_waits_for_the_next() -> None:
    ours = seated()
    role = chair(ours)
    held(ours, 1, {role: "Uma"}, there=[*LIVED, *RESEARCH])
    held(ours, 5, {role: "Uma"}, there=[*LIVED[2:], *PRACTICE[2:], *RESEARCH[2:]])
    held(ours, 6, {role: "Uma"}, there=EVERYBODY)
    before = figures(mirror(ours, today=date(2026, 4, 30)))
    assert of(before, "attendance", "Research").suppressed
    assert not of(figures(mirror(ours)), "attendance", "Research").suppressed


def test_days_of_phases_tell_nothing_of_who_took_part() -> None:
    ours = seated()
    role = chair(ours)
    for week in (1, 2, 3, 4):
        held(ours, week, {role: "Uma"}, there=EVERYBODY[week % 2 :: 2] + RESEARCH[:week])
    before = [each for each in figures(mirror(ours)) if each.measure == "attendance"]
    assert not any(each.suppressed for each in before)
    phase(ours, "One meeting", date(2026, 3, 8), date(2026, 3, 10))
    phase(ours, "All but it", date(2026, 3, 11), date(2026, 5, 1))
    found = [each for each in figures(mirror(ours)) if each.measure == "attendance"]
    so_far = [each for each in found if each.period is None]
    assert [each.share for each in so_far] == [each.share for each in before]
    assert all(each.suppressed for each in found if each.period is not None)


def merged(ours: Team) -> None:
    """A circle that met has ended; its people went on in another."""
    panel = make.circle(ours.project, "Panel", by=ours.actor("Amina"))
    end_circle(circle=panel, by=ours.actor("Amina"), at=NOON)


def divided(ours: Team) -> None:
    """A kind of expertise was divided, and nobody has said anew."""
    kind = ours.project.expertises.present().get(name="Practice")
    told = {"first": "Nursing", "second": "Social work"}
    divide_expertise(expertise=kind, by=ours.actor("Amina"), at=NOON, **told)


@pytest.mark.parametrize("change", [merged, divided])
@pytest.mark.parametrize("by", Reading)
def test_circles_that_ended_and_kinds_that_were_divided_do_no_harm(
    change: Any, by: Reading
) -> None:
    ours = even()
    change(ours)
    fits(as_json(mirror(ours, by=by)))


def nothing_yet() -> Team:
    """A project without meetings, ideas or phases."""
    return team()


def alone() -> Team:
    """One person."""
    return team(["Amina"])


def of_one_kind() -> Team:
    """Everybody sits with the same."""
    ours = team(["Amina"], seats=False)
    ours.sit("Amina", "L")
    for name in ("Ben", "Cleo", "Dina"):
        ours.add(name, "L")
    held(ours, 1, {chair(ours): "Ben"})
    idea(ours, "Cleo")
    return ours


def strange_phases() -> Team:
    """Phases that overlap, have gaps, have no end, and one of a single day."""
    ours = even()
    for name, first, last in [
        ("A", date(2026, 3, 1), date(2026, 3, 20)),
        ("B", date(2026, 3, 10), None),
        ("One day", date(2026, 3, 9), date(2026, 3, 9)),
        ("Far off", date(2040, 1, 1), None),
        ("Undated", None, None),
        ("Before all", date(1990, 1, 1), date(1990, 2, 1)),
    ]:
        phase(ours, name, first, last)
    return ours


@pytest.mark.parametrize("make_team", [nothing_yet, alone, of_one_kind, strange_phases, even])
@pytest.mark.parametrize("by", Reading)
def test_any_project_is_told_without_a_made_up_number(make_team: Any, by: Reading) -> None:
    seen = mirror(make_team(), by=by)
    fits(as_json(seen))
    text = as_text(seen)
    assert "NaN" not in text
    assert "Infinity" not in text
    assert all(each.words for each in figures(seen))


def test_a_day_before_the_project_began_is_no_trouble() -> None:
    fits(as_json(mirror(even(), today=date(1999, 1, 1))))


def test_csv_and_json_tell_the_same() -> None:
    seen = mirror(uneven())
    rows = list(csv.reader(io.StringIO(as_csv(seen).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    told = json.loads(as_text(seen))["measures"]
    assert len(rows) - 1 == len(told)
    for cells, row in zip(rows[1:], told, strict=True):
        assert cells == ["" if value is None else str(value) for value in row.values()]


def test_a_kind_whose_name_looks_like_a_formula_works_nothing_out() -> None:
    ours = seated()
    kind = ours.project.expertises.present().get(name="Practice")
    rename_expertise(expertise=kind, name="=1+1", by=ours.actor("Amina"), at=at(1))
    for name in PRACTICE:
        ours.sit(name, "P")
    found = as_csv(mirror(ours)).decode("utf-8-sig")
    assert ",=1+1," not in found
    assert ",'=1+1," in found


def test_a_question_and_its_answer_are_both_written() -> None:
    ours = seated()
    asked = ask(project=ours.project, words="Why?", by=ours.actor("Amina"), at=NOON)
    answer_question(question=asked, words="So that we learn.", by=ours.actor("Pat"), at=NOON)
    found = figures(mirror(ours))
    assert [of(found, "written_input", kind).count for kind in kinds(found)] == [1, 1, 0]


def test_two_phases_alike_are_told_once_each() -> None:
    ours = even()
    for name in ("One", "Other"):
        phase(ours, name, date(2026, 3, 1), date(2026, 4, 1))
    first, second = annex(mirror(ours)).tables[1:]
    assert [block.rows for block in first.blocks] == [block.rows for block in second.blocks]
    assert all(len(block.rows) == len({tuple(row) for row in block.rows}) for block in first.blocks)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Lived experience", "people with lived experience"),
        ("Practice", "practitioners"),
        ("Research", "researchers"),
        ("NHS staff", "people of “NHS staff”"),
        ("Practice and Research", "people of “Practice and Research”"),
    ],
)
def test_a_kind_is_told_as_people_say_it_or_by_the_name_its_team_gave_it(
    kind: str, told: str
) -> None:
    assert words.people(kind) == told


@pytest.mark.parametrize("by", list(Reading))
def test_a_proposal_of_several_people_is_one_and_stands_in_each_of_their_kinds(
    by: Reading,
) -> None:
    ours = seated()
    make.says(ours.member("Ben"), "Lived experience", "Practice")
    members = {name: ours.member(name).pk for name in ("Ben", "Cleo", "Uma")}
    seen = mirror(ours, by=by)
    together = Ended(How.CONSENSUS, NOON.date(), tuple(members.values()), is_adopted=True)
    of_the_circle = Ended(How.VOTE, NOON.date(), (), is_adopted=False)
    no_proposal = Ended(How.VOTE, NOON.date(), None, is_adopted=True)
    seen.happened.ended.extend([together, of_the_circle, no_proposal])
    found = figures(seen)
    everybody = of(found, "proposals_adopted")
    assert everybody.words == "So far, 1 of 2 proposals went through."
    told = {kind: of(found, "proposals_adopted", kind) for kind in kinds(found)}
    is_by_all = by is Reading.ALL
    assert {kind: (each.count, each.total) for kind, each in told.items()} == {
        "Lived experience": (1, 1),
        "Practice": (1, 1) if is_by_all else (0, 0),
        "Research": (1, 1),
    }


def test_what_came_later_is_not_known_on_an_earlier_day() -> None:
    ours = seated()
    idea(ours, "Ben", answered=3)
    make.arrived(ours.member("Ben"))
    before = figures(mirror(ours, today=at(1).date()))
    assert of(before, "ideas_answered").words == "So far, 0 of 1 idea got an answer."
    assert of(before, "ideas_taken_up").words == "So far, no idea got an answer."
    assert of(before, "days_to_answer").count is None
    on_the_day = figures(mirror(ours, today=at(3).date()))
    assert (of(on_the_day, "ideas_answered").count, of(on_the_day, "days_to_answer").count) == (
        1,
        21,
    )


def test_a_phase_without_an_end_ends_with_its_project() -> None:
    ours = seated()
    phase(ours, "Work", date(2026, 3, 1), None)
    phase(ours, "Never", date(2028, 1, 1), None)
    ours.tell(ends_on=date(2026, 12, 31))
    seen = mirror(ours, today=date(2030, 1, 1))
    assert [(each.name, each.until) for each in seen.phases] == [("Work", date(2026, 12, 31))]


def test_where_nobody_met_nothing_is_hidden() -> None:
    figure = of(figures(mirror(seated())), "attendance")
    assert (figure.suppressed, figure.words) == (False, "So far, nobody met.")


def test_where_many_came_or_went_the_seats_are_told_by_days_too() -> None:
    ours = seated()
    for name in PRACTICE[1:]:
        by, member = ours.actor(name), ours.member(name)
        leave_project(member=member, hand_over={}, wants_news=False, by=by, at=at(20))
    told = of(figures(mirror(ours, today=at(21).date())), "seats", "Practice").words
    assert told == "So far, practitioners held 1 of 11 seats at the end, 32 % by days."
