"""The weave of a project: what it draws, what it leaves open, and its files."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from PIL import Image

from evenweave.common.kit.weave import Gap, Weave
from evenweave.mirror.groups import Groups, Reading
from evenweave.mirror.weaving import remarks, woven
from evenweave.projects.actions.leaving import leave_project
from tests import make
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
from tests.mirror.test_page import address, page
from tests.projects.teams import Team, enter, team

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DESIGN = ("Design", date(2026, 3, 1), date(2026, 3, 20))
TRIAL = ("Trial", date(2026, 3, 21), date(2026, 4, 30))
TOOK_PART = "Who took part, of those who show their seat"


def cloth(ours: Team, today: date = date(2026, 12, 1), by: Reading = Reading.SEAT) -> Weave:
    """The weave of a team."""
    found = woven(mirror(ours, today, by))
    assert found is not None
    return found


def rows(weave: Weave) -> dict[str, list[list[str] | str]]:
    """What each patch says, row by row: its shares, or why it is not drawn."""
    return {str(line.name): [cell.told or cell.gap for cell in line.cells] for line in weave.lines}


def file(ours: Team, name: str, by: str = "") -> bytes:
    """A file, as somebody takes it along."""
    answer = enter(ours, "Ben").get(address(ours, name), {"by": by} if by else {})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return bytes(answer.content)


def test_each_row_is_told_as_exactly_as_the_figures() -> None:
    told = rows(cloth(uneven()))
    assert list(told) == [
        "Seats",
        "Who chaired",
        "Other roles",
        "What was on agendas",
        "Ideas",
        "Ideas taken up",
    ]
    assert told["Seats"] == [["33 %"] * 3]
    assert told["Who chaired"] == [["0 % (0 of 6)", "0 % (0 of 6)", "100 % (6 of 6)"]]
    assert told["Ideas"] == [["50 % (5 of 10)", "0 % (0 of 10)", "50 % (5 of 10)"]]


def test_seats_may_differ_from_phase_to_phase_and_are_weighed_by_days() -> None:
    ours = even()
    phase(ours, *DESIGN)
    phase(ours, *TRIAL)
    leave_project(
        member=ours.member("Yusuf"),
        hand_over={},
        wants_news=False,
        by=ours.actor("Yusuf"),
        at=at(3),
    )
    seats = rows(cloth(ours))["Seats"]
    assert seats[0] != seats[1]
    assert "Seats, in Design:" in cloth(ours).description.replace("\N{NO-BREAK SPACE}", " ")


def test_whoever_shows_no_seat_is_undyed_thread_and_so_is_what_has_no_kind() -> None:
    ours = seated()
    ours.add("Zoe", "P", is_shown=False)
    held(ours, 1, {chair(ours): "Zoe"})
    weave = cloth(ours)
    assert [each.dye.name for each in weave.expertises] == ["madder", "weld", "woad", "undyed"]
    assert weave.expertises[-1].seats == 1
    assert rows(weave)["Who chaired"][0][-1] == "100 % (1 of 1)"


def small() -> Team:
    """In the trial only two of those with practice are still here, and one of them chairs."""
    ours = seated(3)
    role = chair(ours)
    held(ours, 1, {role: "Pat"})
    phase(ours, *DESIGN)
    phase(ours, *TRIAL)
    leave_project(
        member=ours.member("Rose"), hand_over={}, wants_news=False, by=ours.actor("Rose"), at=at(2)
    )
    held(ours, 6, {role: "Quin"})
    return ours


def test_a_phase_with_two_of_a_kind_is_hidden_on_page_drawing_and_spreadsheet() -> None:
    ours = small()
    weave = cloth(ours)
    assert [weave.seats_row.cells[1], weave.rows[0].cells[1]] == [Gap.HIDDEN] * 2
    assert "Seats, in Trial" not in weave.description
    assert "Not shown: too few people" in page(ours)
    svg = file(ours, "weave-svg").decode()
    assert "Seats, in Trial" not in svg
    assert svg.count("Not shown: too few") == 2
    lines = file(ours, "figures-csv").decode("utf-8-sig").splitlines()
    of_kinds = [each for each in lines if each.startswith("chairing,") and ",Trial," in each]
    assert len(of_kinds) == 4
    assert [",,,,,,,True," in each for each in of_kinds] == [False, True, True, True]


def told_with(seat: str) -> list[str | bytes]:
    """All that goes out of a team in which one person sits so, and does not show it."""
    ours = seated(3)
    ours.add("Zoe", seat, is_shown=False)
    role = chair(ours)
    held(ours, 1, {role: "Zoe"}, leads=["Zoe"])
    held(ours, 2, {role: "Pat"}, there=["Zoe"])
    idea(ours, "Zoe", answered=1)
    phase(ours, *DESIGN)
    phase(ours, *TRIAL)
    pages = [page(ours, name, by=by) for name in ("mirror", "numbers") for by in ("", "all")]
    return [*pages, *(file(ours, name) for name in ("weave-svg", "weave-png", "figures-csv"))]


def test_a_seat_that_is_not_shown_cannot_be_told_from_any_page_or_file() -> None:
    lived, practice, nothing = (told_with(seat) for seat in ("L", "P", ""))
    assert lived == practice == nothing


def test_attendance_is_told_of_all_of_it_in_rounded_shares() -> None:
    ours = seated()
    role = chair(ours)
    for week in (1, 2, 3, 4):
        # Never the same people are missing, so that nothing is all or the same of everybody.
        there = [name for names in (LIVED, PRACTICE, RESEARCH) for name in names[week:] + names[:1]]
        held(ours, week, {role: "Amina"}, there=there)
    told = rows(cloth(ours))[TOOK_PART]
    assert told == [["about 30 %"] * 3]
    assert TOOK_PART not in rows(cloth(ours, by=Reading.ALL))
    phase(ours, *DESIGN)
    phase(ours, *TRIAL)
    assert TOOK_PART not in rows(cloth(ours))
    assert remarks(mirror(ours))[0] == (
        "Who took part in meetings is private. Of those who show their seat, no more is told than "
        "this: lived experience about 30 % (33 % of all who were asked), practice about 30 % "
        "(33 % of all who were asked) and research about 30 % (33 % of all who were asked)."
    )


def test_where_somebody_counts_twice_only_shares_are_told() -> None:
    ours = uneven()
    assert rows(cloth(ours, by=Reading.ALL))["Who chaired"] == [
        ["0 % (0 of 6)", "0 % (0 of 6)", "100 % (6 of 6)"]
    ]
    make.says(ours.member("Uma"), "Research", "Practice")
    told = rows(cloth(ours, by=Reading.ALL))
    assert told["Who chaired"] == [["0 %", "25 %", "75 %"]]


def test_of_a_project_that_is_over_nobody_is_told_who_came_alone_and_later() -> None:
    ours = seated(3)
    ours.tell(ends_on=date(2026, 3, 31))
    seen = mirror(ours)
    stays = dict(seen.groups.stays)
    for name in ("Ben", "Cleo"):
        came_later = replace(stays[ours.member(name).pk], joined_on=date(2026, 5, 1))
        stays[ours.member(name).pk] = came_later
    groups = Groups(seen.groups.reading, seen.groups.told, stays)
    seen = replace(seen, groups=groups)
    assert seen.so_far.until == date(2026, 3, 31)
    assert woven(seen) is None


def test_nothing_can_be_woven_of_one_person_or_one_kind() -> None:
    assert woven(mirror(team(["Amina"]))) is None
    ours = team(["Amina"], seats=False)
    for name in LIVED:
        if name != "Amina":
            ours.add(name, "L")
    assert woven(mirror(ours)) is None
    answer = enter(ours, "Amina").get(address(ours, "weave-svg"))
    assert answer.status_code == 404


def test_a_phase_without_days_or_that_has_not_begun_has_no_column() -> None:
    ours = even()
    phase(ours, *DESIGN)
    phase(ours, *TRIAL)
    phase(ours, "Some day", None, None)
    phase(ours, "Later", date(2036, 1, 1), None)
    assert [str(each.name) for each in cloth(ours).columns] == ["Design", "Trial", "So far"]
    assert len(remarks(mirror(ours))) == 1


def test_the_drawing_stands_by_itself_and_holds_no_more_than_the_page() -> None:
    ours = uneven()
    idea(ours, "Ben")
    svg = file(ours, "weave-svg")
    root = ElementTree.fromstring(svg)
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert names <= {
        *("svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "g", "text")
    }
    for outside in (b"http://www.w3.org/1999/xlink", b"url(http", b"@import", b"<!--"):
        assert outside not in svg
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == cloth(ours).description
    for who in ours.people:
        assert who not in svg.decode()


def test_the_picture_is_the_drawing() -> None:
    ours = uneven()
    picture = Image.open(io.BytesIO(file(ours, "weave-png")))
    assert picture.format == "PNG"
    assert picture.width == 1500
    # Madder and woad are in it, as they are in light colours.
    colours = {colour for _count, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert {(0xA3, 0x30, 0x4A), (0x2D, 0x5B, 0x88)} <= colours


def test_files_say_by_which_reading_they_are() -> None:
    ours = uneven()
    assert "By all the kinds that people bring." in file(ours, "weave-svg", by="all").decode()
    answer = enter(ours, "Ben").get(address(ours, "figures-csv"), {"by": "all"})
    assert answer["Content-Disposition"].endswith('-mirror-by-all.csv"')
