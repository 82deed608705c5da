"""The pages on which a list is brought in, its people are asked in, and a list is taken away."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from evenweave.common import actors, clock
from evenweave.outbox import mail
from evenweave.people.actions import rename_person
from evenweave.projects import exporting
from evenweave.projects.importing import carrying, reading
from evenweave.projects.importing.rows import Fate
from evenweave.projects.importing.tables import without_guard
from evenweave.projects.models import Invitation, Place, Project
from evenweave.projects.views import importing
from tests import make
from tests.make import BEN, CARYS
from tests.projects import lists
from tests.projects.lists import looked_at, text

pytestmark = pytest.mark.django_db

LIST = text("Name,E-mail,Site", "Ana Lima,ana@example.org,Feltham", "Bo Lind,,Leeds")


@pytest.fixture
def project() -> Project:
    return lists.project()


@pytest.fixture
def amina(client: Client, project: Project) -> Client:
    client.force_login(make.amina())
    return client


def address(project: Project) -> str:
    return reverse("projects:bring", args=[project.id])


def chosen(client: Client, project: Project, data: bytes, name: str = "people.csv") -> Any:
    return client.post(address(project), {"file": SimpleUploadedFile(name, data)})


def fields(response: Any) -> dict[str, str]:
    """Everything that the page's form would send on, without its buttons."""
    page = response.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="([a-z0-9-]+)" value="([^"]*)"', page))
    found.pop("csrfmiddlewaretoken", None)
    selects = re.findall(r'<select name="([a-z0-9-]+)".*?</select>', page, re.DOTALL)
    for name in selects:
        part = page[page.index(f'name="{name}"') :].partition("</select>")[0]
        picked = re.search(r'<option value="([^"]*)" selected', part)
        found[name] = picked[1] if picked else ""
    return found


def test_from_the_file_to_the_yes(amina: Client, project: Project) -> None:
    columns = chosen(amina, project, LIST)
    assert "2 rows were found" in columns.content.decode()
    preview = amina.post(address(project), fields(columns))
    page = preview.content.decode()
    assert "<b>2</b> people are new here." in page
    assert "The project has no site “Leeds”. It is left out." in page
    assert not Place.objects.exists()
    done = amina.post(address(project), fields(preview) | {"yes": "1"}, follow=True)
    assert "Places are kept for 2 new people." in done.content.decode()
    assert Place.objects.count() == 2


def test_the_same_file_again_says_that_nothing_is_new(amina: Client, project: Project) -> None:
    lists.brought(project, LIST)
    page = amina.post(address(project), fields(chosen(amina, project, LIST))).content.decode()
    assert "Nothing is new" in page
    assert "Yes, bring them in" not in page


def test_a_slip_is_named_by_row_and_nothing_can_be_brought_in(
    amina: Client, project: Project
) -> None:
    columns = chosen(amina, project, lists.file("wrong.xlsx"), "wrong.xlsx")
    preview = amina.post(address(project), fields(columns))
    page = preview.content.decode()
    assert "<b>Row 2</b>" in page
    assert "There is no day 31 in February 2024." in page
    assert "Yes, bring them in" not in page
    refused = amina.post(address(project), fields(preview) | {"yes": "1"})
    assert refused.status_code == 409
    assert "Some rows need mending first" in refused.content.decode()
    assert not Place.objects.exists()


def test_a_file_that_cannot_be_read_is_said_on_the_page(amina: Client, project: Project) -> None:
    assert "This is a PDF." in chosen(amina, project, b"%PDF-1.4").content.decode()
    assert "This file is empty." in chosen(amina, project, b"").content.decode()
    assert "No file is chosen yet." in amina.post(address(project)).content.decode()
    large = chosen(amina, project, b"x" * 10_000_001).content.decode()
    assert "This file has 11 MB, and there is room for 10 MB." in large


def test_another_sheet_can_be_taken(amina: Client, project: Project) -> None:
    columns = chosen(amina, project, lists.file("messy.xlsx"), "messy.xlsx")
    assert "This is the sheet “<bdi>People 2026</bdi>”." in columns.content.decode()
    other = amina.post(address(project), fields(columns) | {"sheet": "1"}).content.decode()
    assert "This is the sheet “<bdi>Notes</bdi>”." in other


def test_columns_that_make_no_sense_come_back_with_a_reason(
    amina: Client, project: Project
) -> None:
    told = fields(chosen(amina, project, LIST)) | {"column-2": "email"}
    page = amina.post(address(project), told).content.decode()
    assert "Two columns are said to be “E-mail address”." in page
    back = amina.post(address(project), told | {"back": "1"})
    assert "What does each column hold?" in back.content.decode()


def test_what_a_page_carries_is_for_one_person_one_project_and_one_hour(
    amina: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = fields(chosen(amina, project, LIST))
    other = make.project(name="Another")
    for where, sent in [
        (other, told),
        (project, told | {"carried": told["carried"][:-3] + "abc"}),
    ]:
        page = amina.post(address(where), sent).content.decode()
        assert "Please choose the file again." in page
    monkeypatch.setattr(carrying, "AN_HOUR", -1)
    assert "More than an hour went by." in amina.post(address(project), told).content.decode()


def test_nothing_of_a_file_stays_in_the_session(amina: Client, project: Project) -> None:
    amina.post(address(project), fields(chosen(amina, project, LIST)))
    assert "session" in amina.cookies
    assert "Lima" not in str(dict(amina.session))


def test_a_long_list_is_looked_at_in_turns(amina: Client, project: Project) -> None:
    data = text("Name", *(f"Ana {n}" for n in range(120)))
    first = amina.post(address(project), fields(chosen(amina, project, data)))
    assert "Rows 2 to 51" in first.content.decode()
    last = amina.post(address(project), fields(first) | {"rows": "2"}).content.decode()
    assert "Rows 102 to 121" in last
    assert "Rows after" not in last
    beyond = amina.post(address(project), fields(first) | {"rows": "99"})
    assert "Rows 102 to 121" in beyond.content.decode()


def test_a_change_in_between_shows_the_rows_anew(amina: Client, project: Project) -> None:
    preview = amina.post(address(project), fields(chosen(amina, project, LIST)))
    make.joined(project, BEN)
    refused = amina.post(address(project), fields(preview) | {"yes": "1"})
    assert refused.status_code == 409
    assert "changed while you were looking" in refused.content.decode()
    done = amina.post(address(project), fields(refused) | {"yes": "1"})
    assert done.status_code == 302


def test_others_are_shown_whom_to_ask(client: Client, project: Project) -> None:
    make.joined(project, BEN)
    client.force_login(make.ben())
    for name in ("bring", "ask-in"):
        answer = client.get(reverse(f"projects:{name}", args=[project.id]))
        assert answer.status_code == 302
        assert answer["Location"] == reverse("projects:invitations", args=[project.id])
    for name, rest in (("list-cards", []), ("brought", [1])):
        assert client.get(reverse(f"projects:{name}", args=[project.id, *rest])).status_code == 404


# Asking in


def test_letters_go_only_after_a_yes_and_each_to_its_own_address(
    amina: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(mail, "is_set", lambda: True)
    monkeypatch.setattr(mail, "send_unstored", lambda address, subject, text: sent.append(address))
    lists.brought(project, LIST)
    where = reverse("projects:ask-in", args=[project.id])
    assert "1 person has an e-mail address." in amina.get(where).content.decode()
    assert sent == []
    amina.post(where, {"way": "letters"})
    assert sent == ["ana@example.org"]
    assert Invitation.objects.open(clock.now()).filter(project=project).count() == 1
    page = amina.get(where).content.decode()
    assert "By e-mail" not in page
    assert "1 person can be given a card." in page


def test_a_letter_that_does_not_go_asks_nobody(
    amina: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(address: str, subject: str, text: str) -> None:
        raise mail.NotNowError

    monkeypatch.setattr(mail, "is_set", lambda: True)
    monkeypatch.setattr(mail, "send_unstored", fails)
    lists.brought(project, LIST)
    answer = amina.post(reverse("projects:ask-in", args=[project.id]), {"way": "letters"})
    assert "Some letters did not go" in answer.content.decode()
    assert "Ana Lima" in answer.content.decode()
    assert not Invitation.objects.open(clock.now()).filter(project=project).exists()


def test_cards_are_printed_for_all_when_no_mail_is_sent(amina: Client, project: Project) -> None:
    lists.brought(project, LIST)
    answer = amina.post(
        reverse("projects:ask-in", args=[project.id]), {"way": "cards"}, follow=True
    )
    page = answer.content.decode()
    assert "<bdi>Ana Lima</bdi>" in page
    assert "<bdi>Bo Lind</bdi>" in page
    assert page.count('class="figures"') == 2
    assert {row.fate for row in looked_at(project, LIST).rows} == {Fate.SAME}


def test_cards_go_in_turns(
    amina: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CARDS_AT_ONCE", 1)
    lists.brought(project, LIST)
    where = reverse("projects:ask-in", args=[project.id])
    for left in ("1 person can be given a card.", "Nobody of your list waits"):
        amina.post(where, {"way": "cards"})
        assert left in amina.get(where).content.decode()
    assert amina.post(where, {"way": "cards"}).status_code == 409


# Taking away


@pytest.mark.parametrize("way", ["csv", "xlsx"])
def test_what_was_taken_away_and_is_brought_back_changes_nothing(
    client: Client, project: Project, way: str
) -> None:
    for who, name in ((BEN, "=1+1"), (CARYS, "'+44 Ćwik; “x”")):
        make.joined(project, who)
        person = make.somebody(who)
        rename(person, name)
    client.force_login(make.ben())
    answer = client.post(reverse("projects:take-people", args=[project.id]), {"way": way})
    assert answer["Content-Disposition"].endswith(f'-people.{way}"')
    plan = looked_at(project, answer.content)
    assert [row.fate for row in plan.rows] == [Fate.SAME] * 3
    assert [row.said.name for row in plan.rows] == [
        row.known.name for row in plan.rows if row.known
    ]
    assert not plan.wrong


def rename(person: Any, name: str) -> None:
    rename_person(
        person=person,
        name=name,
        pronouns="",
        version=person.version,
        by=actors.person(person.id),
        at=make.NOON,
    )


def test_a_taken_list_holds_only_what_everybody_sees(client: Client, project: Project) -> None:
    shown, hidden = make.joined(project, BEN), make.joined(project, CARYS)
    make.says(shown, "Research")
    make.says(hidden, "Practice", is_shown=False)
    client.force_login(make.ben())
    whole = exporting.as_csv(exporting.people(project)).decode("utf-8-sig")
    assert "Research" in whole
    assert "Practice" not in whole
    assert "@" not in whole


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\uff1d1", "'=1", "''=1"]
)
def test_words_that_look_like_a_formula_are_guarded_in_csv_and_come_back(words: str) -> None:
    assert exporting.guarded(words).startswith("'")
    assert without_guard(exporting.guarded(words)) == words
    assert exporting.guarded("O'Neil") == "O'Neil"


def test_in_xlsx_words_are_words_and_days_are_days() -> None:
    made = exporting.as_xlsx([["Name", "Joined"], ["=1+1 <&>", date(2015, 9, 14)]])
    sheet: Any = load_workbook(io.BytesIO(made)).active
    name, day = sheet[2]
    assert (name.data_type, name.value) == ("s", "=1+1 <&>")
    assert (day.is_date, day.value.date()) == (True, date(2015, 9, 14))


def test_words_that_xlsx_would_take_for_its_own_signs_come_back() -> None:
    (table,) = reading.read(exporting.as_xlsx([["_x000D_", "_x005F_x", "x_y"]]))
    assert table.rows[0].cells == ["_x000D_", "_x005F_x", "x_y"]


def test_a_list_taken_away_stands_on_the_record(client: Client, project: Project) -> None:
    client.force_login(make.amina())
    where = reverse("projects:take-people", args=[project.id])
    assert client.get(where).status_code == 200
    client.post(where, {"way": "csv"})
    page = client.get(reverse("projects:record", args=[project.id])).content.decode()
    assert "took a list of the people here" in page
