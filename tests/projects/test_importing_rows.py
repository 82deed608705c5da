"""What is understood of a list: its columns, and each row, by itself and beside the others."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from evenweave.projects.importing import columns, reading
from evenweave.projects.importing import plan as plans
from evenweave.projects.importing.columns import Kind, Place
from evenweave.projects.importing.rows import Fate, Known
from evenweave.projects.importing.tables import UnreadableError, letters, numbered
from tests.projects import lists
from tests.projects.lists import KINDS, judged, only, text

BEN = Known(UUID(int=1), "Ben Okafor", "ben@example.org")
CARYS = Known(UUID(int=2), "Carys Pugh", "carys@example.org")


def place(heading: str) -> str:
    return columns.guess(heading, KINDS)[0]


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (
            "Name|Full name|Preferred name|NAME:|Your name|Known as|Name (as you like it)",
            Place.NAME,
        ),
        ("E-mail|Email address|E-Mail-address *|Mail|Your email|Email (home)", Place.EMAIL),
        ("Mobile|Tel. no.|Phone number|Mobile number (UK)|telephone", Place.PHONE),
        ("Expertise|Background|Stakeholder group|Kind of expertise", Place.EXPERTISE),
        ("Lived exp?|Lived experience|Service user|LE|Carer", "yes:le"),
        ("Research|Researcher?|academic", "yes:re"),
        ("Role|Job title|Role title", Place.ROLE),
        ("Site|Where|Study site|Borough", Place.SITE),
        ("Joined|Date joined|Member since|Start date", Place.JOINED),
        ("First name|Forename|Given name", Place.FIRST),
        ("Surname|Last name|Family name", Place.FAMILY),
        ("Evenweave reference", Place.REFERENCE),
        ("Emergency contact phone|Next of kin|GP phone|Date of birth|Notes|Title|Bank account", ""),
        ("NHS number|Manager’s e-mail|Diagnosis|No.|Age|", ""),
    ],
)
def test_a_heading_is_understood_in_many_spellings(headings: str, wanted: str) -> None:
    assert {heading: place(heading) for heading in headings.split("|")} == dict.fromkeys(
        headings.split("|"), wanted
    )


def test_columns_may_come_in_any_order_and_of_two_that_fit_the_better_one_is_taken() -> None:
    plan = judged(
        text("Phone,Name,Preferred name,E-mail", "1234,Benjamin Okafor,Ben,b@example.org")
    )
    assert (plan.rows[0].said.name, plan.rows[0].said.email) == ("Ben", "b@example.org")
    assert plan.left_out == ["Name"]


def test_titles_above_and_headings_again_are_left_out_and_said() -> None:
    plan = judged(text("Our team", "", "Name,E-mail", "Ana,a@example.org", "Name,E-mail", "Bo,"))
    assert [row.said.name for row in plan.rows] == ["Ana", "Bo"]
    assert plan.remarks == [
        "Left out, because above the headings: row 1.",
        "Left out, because headings again: row 5.",
    ]


def test_a_list_without_headings_is_understood_by_what_stands_in_it() -> None:
    plan = judged(text("Ana Lima,ana@example.org", "Bo Lind,bo@example.org"))
    assert [row.said.email for row in plan.rows] == ["ana@example.org", "bo@example.org"]
    assert "No headings were found" in plan.remarks[0]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({0: "email"}, "No column is said to be the name"),
        ({0: "name", 1: "email", 2: "email"}, "Two columns are said to be “E-mail address”"),
        ({0: "name", 1: "yes:le", 2: "yes:le"}, "Two columns"),
    ],
)
def test_columns_that_make_no_sense_are_told(mapping: dict[int, str], said: str) -> None:
    assert said in (columns.why_not_use(mapping) or "")
    assert columns.why_not_use({0: "first", 1: "family", 2: "", 3: ""}) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("3/4/2021", date(2021, 4, 3)),
        ("03.04.21", date(2021, 4, 3)),
        ("2021-04-03", date(2021, 4, 3)),
        ("2021-04-03 10:30:00", date(2021, 4, 3)),
        ("3rd April 2021", date(2021, 4, 3)),
        ("April 3 2021", date(2021, 4, 3)),
        ("Saturday 3 April 2021", date(2021, 4, 3)),
        ("44289", date(2021, 4, 3)),
    ],
)
def test_a_day_is_read_as_people_write_it_the_day_first(said: str, day: date) -> None:
    value = int(said) if said.isdecimal() else said
    assert only(lists.xlsx(["Name", "Joined"], ["Ana", value])).said.joined_on == day


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("31/02/2024", "Joined (B2): “31/02/2024”. There is no day 31 in February 2024."),
        ("2/13/2024", "There is no month 13."),
        ("soon", "Please write a day, a month and a year"),
        ("1/1/2199", "1/1/2199 has not come yet."),
        ("1/1/2999", "Please write a year from 1900 to 2200."),
        ("1/1/1949", "1/1/1949 is too long ago to be meant."),
        ("1/1/1066", "Please write a year from 1900 to 2200."),
    ],
)
def test_a_day_that_is_none_is_refused_with_its_row_and_cell(said: str, reason: str) -> None:
    row = only(text("Name,Joined", f"Ana,{said}"))
    assert (row.fate, row.number) == (Fate.WRONG, 2)
    assert reason in row.wrong[0]


@pytest.mark.parametrize(
    ("value", "phone", "looks"),
    [
        (7700900123, "07700900123", 1),
        ("07700 900 123", "07700 900 123", 0),
        ("+44 7700 900123", "+44 7700 900123", 0),
        ("'+44 7700 900123", "+44 7700 900123", 0),
        (447700900123, "447700900123", 0),
    ],
)
def test_a_phone_number_gets_back_its_lost_zero_and_it_is_said(
    value: object, phone: str, looks: int
) -> None:
    row = only(lists.xlsx(["Name", "Phone"], ["Ana", value]))
    assert (row.said.phone, len(row.look), row.fate) == (phone, looks, Fate.NEW)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (" Ana.Lima@Example.ORG ", "ana.lima@example.org"),
        ("Ana <ana@example.org>", "ana@example.org"),
        ("mailto:ana@example.org;", "ana@example.org"),
    ],
)
def test_an_address_is_found_among_what_stands_round_it(address: str, kept: str) -> None:
    assert only(lists.xlsx(["Name", "E-mail"], ["Ana", address])).said.email == kept


def test_every_slip_is_told_with_its_row_and_cell() -> None:
    plan = judged(lists.file("wrong.xlsx"))
    told = {row.number: row.wrong[0] for row in plan.wrong}
    assert told == {
        2: "Joined (C2): “31/02/2024”. There is no day 31 in February 2024. It has 29 days.",
        3: "The address ana@example.org stands in rows 2–3. Each person needs their own, or none: "
        "whoever shares one can come in by a card.",
        4: "The name is missing.",
        5: "E-mail (B5): “di.example.org”. This has no @. "
        "An e-mail address looks like name@example.org.",
        6: "Name (A6): There is a formula here whose value is not stored in the file. Please open "
        "the file in your spreadsheet program, save it, and bring it again.",
        7: "Joined (C7): The spreadsheet shows an error here. Please type what is meant.",
        8: "Joined (C8): 1/1/2999 has not come yet.",
    }


def test_a_messy_list_from_real_life_is_understood() -> None:
    plan = judged(lists.file("messy.xlsx"))
    assert plan.wrong == []
    assert [row.said.name for row in plan.of(Fate.NEW)] == [
        "Łucja Żak",
        "Ben",
        "كريمة حداد",
        "Carys Pugh",
        "=Dev Rao (he says)",
        "Esther Cole",
        "José Ó Briain",
    ]
    assert [row.said.joined_on for row in plan.rows] == [
        date(2015, 9, 14),
        date(2015, 10, 3),
        date(2015, 10, 23),
        date(2015, 9, 14),
        date(2015, 11, 2),
        date(2015, 11, 2),
        date(2015, 11, 2),
        date(2016, 1, 4),
    ]
    assert [row.said.kinds for row in plan.rows[:5]] == [
        ("le",),
        ("le", "re"),
        ("pr",),
        ("pr", "re"),
        (),
    ]
    assert plan.rows[4].said.words == ("Gardening",)
    assert [row.said.sites for row in plan.rows[:2]] == [("h",), ("h",)]
    assert plan.of(Fate.TWICE)[0].look == ["The same as row 14. It counts once."]
    assert plan.left_out == ["Column A", "Emergency contact phone"]


def test_a_kind_whose_name_holds_and_is_not_cut_in_two() -> None:
    team = lists.team()
    kinds = [Kind("x", "Practice and management", "weld"), *team.kinds[:1]]
    beside = type(team)(team.people, kinds, team.sites, team.today)
    assert only(text("Name,Expertise", "Ana,Practice and management"), beside).said.kinds == ("x",)
    several = only(text("Name,Expertise", "Ana,Carer and baker"), beside).said
    assert (several.kinds, several.words) == (("le",), ("baker",))


def test_usual_words_count_only_while_a_kind_bears_its_usual_name() -> None:
    assert columns.guess("Carer", [Kind("x", "Survivors", "madder")])[0] == ""


def test_unknown_sites_and_words_stand_in_nothing_s_way_and_are_said() -> None:
    row = only(text("Name,Site,Lived exp?", "Ana,Leeds; Feltham,maybe"))
    assert (row.fate, row.said.sites, row.said.kinds) == (Fate.NEW, ("f",), ())
    assert row.look == [
        "The project has no site “Leeds”. It is left out.",
        "Lived exp? (C2): “maybe” is neither yes nor no. It is left out.",
    ]


def test_a_role_title_is_each_person_s_own_and_is_not_taken() -> None:
    row = only(text("Name,Role", "Ana,Chair"))
    assert "Chair" not in str(row.said)


# Beside the people who are here


def test_somebody_who_is_here_stays_as_they_say() -> None:
    row = only(text("Name,E-mail,Site", "Benjamin,BEN@example.org,Feltham"), lists.team(BEN))
    assert (row.fate, row.adds) == (Fate.SAME, [])
    assert row.look == ["This address is here already, as Ben Okafor. Their own name stays."]


def test_an_address_that_somebody_else_has_is_told() -> None:
    row = only(text("Name,E-mail", "Carys Pugh,ben@example.org"), lists.team(BEN, CARYS))
    assert "is that of Ben Okafor, and the row says Carys Pugh." in row.wrong[0]
    assert len(row.wrong) == 1


def test_somebody_without_an_address_is_known_by_their_name() -> None:
    assert only(text("Name", "BEN  OKAFOR"), lists.team(BEN)).fate is Fate.SAME
    namesake = Known(UUID(int=3), "Ben Okafor", "ben2@example.org")
    row = only(text("Name", "Ben Okafor"), lists.team(BEN, namesake))
    assert "2 people here are called Ben Okafor." in row.wrong[0]
    by_mail = only(text("Name,E-mail", "Ben Okafor,ben2@example.org"), lists.team(BEN, namesake))
    assert by_mail.known is namesake


def test_one_name_with_another_address_changes_nothing_and_is_worth_a_look() -> None:
    row = only(text("Name,E-mail", "Ben Okafor,other@example.org"), lists.team(BEN))
    assert row.fate is Fate.SAME
    assert "is here already, with another address" in row.look[0]


def test_only_what_is_missing_is_added_and_only_until_somebody_comes() -> None:
    expected = Known(UUID(int=4), "Dev Rao", is_here=False, is_asked=False)
    data = text("Name,E-mail,Site,Expertise", "Dev Rao,dev@example.org,Feltham,Research")
    row = only(data, lists.team(expected))
    assert (row.fate, row.adds) == (
        Fate.MORE,
        ["e-mail address", "site", "a suggested expertise, for their eyes only"],
    )
    here = Known(UUID(int=4), "Dev Rao")
    assert only(data, lists.team(here)).fate is Fate.SAME
    asked = Known(
        UUID(int=4), "Dev Rao", is_here=False, sites=frozenset("h"), kinds=frozenset({"re"})
    )
    assert only(data, lists.team(asked)).fate is Fate.SAME


def test_a_reference_finds_a_person_whatever_else_the_row_says() -> None:
    data = text("Evenweave reference,Name", f"{BEN.id},Benny")
    assert only(data, lists.team(BEN)).known is BEN
    assert "belongs to nobody" in only(data, lists.team(CARYS)).wrong[0]


# Beside each other


def test_two_rows_that_say_the_same_count_once() -> None:
    plan = judged(text("Name,E-mail", "Ana,a@example.org", "Ana,A@example.org"))
    assert [row.fate for row in plan.rows] == [Fate.NEW, Fate.TWICE]


def test_two_people_cannot_have_one_address_nor_one_bare_name() -> None:
    plan = judged(
        text("Name,E-mail", "Ana,a@example.org", "Bo,a@example.org", "Cy,", "Cy,c@example.org")
    )
    assert [row.number for row in plan.wrong] == [3, 5]
    assert "The same name stands in row 4." in plan.wrong[1].wrong[0]


def test_two_people_may_share_a_name_when_each_has_an_address() -> None:
    plan = judged(text("Name,E-mail", "Ana,a@example.org", "Ana,b@example.org"))
    assert [row.fate for row in plan.rows] == [Fate.NEW, Fate.NEW]


def test_two_rows_cannot_fit_one_person_who_is_here() -> None:
    plan = judged(text("Name,E-mail", "Ben O.,ben@example.org", "Ben Okafor,"), lists.team(BEN))
    assert "both fit Ben Okafor" in plan.wrong[0].wrong[0]


def test_more_than_five_thousand_people_are_too_many_for_once() -> None:
    people = [f"Ana {n},a{n}@example.org" for n in range(5_001)]
    assert len(judged(text("Name,E-mail", *people[:-1])).rows) == 5_000
    with pytest.raises(UnreadableError, match="more than 5,000 rows"):
        judged(text("Name,E-mail", *people))


def test_rows_and_columns_are_called_as_the_spreadsheet_calls_them() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert numbered([4]) == "row 4"
    assert numbered([9, 4, 5, 6]) == "rows 4–6, 9"
    assert numbered(range(1, 40, 2)).endswith("and more")


def test_progress_is_told_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    data = text("Name", *(f"Ana {n}" for n in range(1_200)))
    tables = reading.read(data)
    plans.make(tables[0], lists.team(), {0: "name"}, progress=lambda *at: told.append(at))
    assert told == [(500, 1_200), (1_000, 1_200), (1_200, 1_200)]
