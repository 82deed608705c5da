"""Forms say kindly and exactly what is amiss, and give back every word."""

from __future__ import annotations

import gzip
import re
import time
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from evenweave.common import dates, drafts, fields
from evenweave.common.forms import Form
from tests.house.templates import COMMENTS, templates

FILLED = {
    "name": "Ben",
    "words": "Tea and time.",
    "email": "",
    "day_day": "27",
    "day_month": "3",
    "day_year": "2026",
    "way": "room",
    "understood": "on",
}


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, name: str) -> dict[str, str | None]:
        return next(attrs for _tag, attrs in self.found if attrs.get("name") == name)

    def ids(self) -> list[str | None]:
        return [attrs["id"] for _tag, attrs in self.found if "id" in attrs]


def sent(client: Client, **changes: str) -> str:
    """The page that comes back for a form with something to mend."""
    response = client.post("/kit/try/", {**FILLED, **changes})
    assert response.status_code == 200
    return response.content.decode()


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))


def amiss(field: forms.Field, value: Any) -> str:
    """What a field says about this value."""
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    return " ".join(caught.value.messages)


# The page that comes back.


def test_everything_to_mend_is_listed_first_and_leads_to_its_field(client: Client) -> None:
    page = client.post("/kit/try/", {"day_day": "31", "day_month": "2", "day_year": "2024"})
    text = page.content.decode()
    summary = text[
        text.index('<div class="problems"') : text.index("</ul>", text.index('class="problems"'))
    ]
    assert "5 things to mend" in plain(summary)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_name", "id_words", "id_day_0", "id_way_0", "id_understood"]
    ids = Tags(text).ids()
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_summary_takes_the_focus_without_a_script(client: Client) -> None:
    (summary,) = [
        attrs for _tag, attrs in Tags(sent(client, name="")).found if "autofocus" in attrs
    ]
    assert summary["class"] == "problems"
    assert summary["tabindex"] == "-1"
    assert summary["role"] == "alert"


def test_the_title_says_first_that_something_needs_mending(client: Client) -> None:
    assert "<title>Mend this: Try a form" in sent(client, name="")
    assert "<title>Try a form" in client.get("/kit/try/").content.decode()


def test_hint_and_error_belong_to_their_field(client: Client) -> None:
    tags = Tags(sent(client, name=""))
    name = tags.named("name")
    assert name["aria-describedby"] == "id_name_helptext id_name_error"
    assert name["aria-invalid"] == "true"
    assert {"id_name_helptext", "id_name_error"} <= set(tags.ids())
    (group,) = [
        attrs
        for tag, attrs in tags.found
        if tag == "fieldset" and attrs.get("aria-describedby") == "id_day_helptext"
    ]
    assert group


def test_every_id_that_a_field_names_is_on_the_page(client: Client) -> None:
    tags = Tags(client.post("/kit/try/", {"day_month": "x"}).content.decode())
    named = {
        name
        for _tag, attrs in tags.found
        for name in (attrs.get("aria-describedby") or attrs.get("for") or "").split()
    }
    assert named
    assert named <= set(tags.ids())


def test_nobody_writes_anything_twice(client: Client) -> None:
    page = sent(
        client, email="ben@", place="hall", helps="breaks", words="<b>Tea</b>\r\n\r\n& time"
    )
    tags = Tags(page)
    assert tags.named("name")["value"] == "Ben"
    assert "&lt;b&gt;Tea&lt;/b&gt;\r\n\r\n&amp; time</textarea>" in page
    assert tags.named("email")["value"] == "ben@"
    assert [tags.named(f"day_{part}")["value"] for part in dates.PARTS] == ["27", "3", "2026"]
    chosen = [
        attrs.get("value", attrs.get("name"))
        for _tag, attrs in tags.found
        if {"checked", "selected"} & set(attrs)
    ]
    assert chosen == ["room", "breaks", "hall", "understood"]


def test_what_may_be_left_out_says_so_and_nothing_is_starred(client: Client) -> None:
    page = plain(client.get("/kit/try/").content.decode())
    assert "Your e-mail address (if you wish)" in page
    assert "What would help you? (if you wish)" in page
    assert "What shall we call you? (if" not in page
    assert "*" not in page


def test_the_browser_neither_polices_nor_cuts_words(client: Client) -> None:
    for tag, attrs in Tags(client.get("/kit/try/").content.decode()).found:
        assert not {"required", "maxlength", "pattern", "minlength"} & set(attrs), (tag, attrs)
        assert tag != "form" or "novalidate" in attrs


def test_fields_tell_browsers_what_they_are(client: Client) -> None:
    tags = Tags(client.get("/kit/try/").content.decode())
    assert tags.named("name")["autocomplete"] == "nickname"
    assert tags.named("email")["autocomplete"] == "email"
    assert tags.named("email")["type"] == "email"
    assert tags.named("day_year")["inputmode"] == "numeric"
    assert tags.named("words")["dir"] == "auto"
    birthday = fields.DateField(autocomplete="bday")
    assert [box.attrs["autocomplete"] for box in birthday.widget.widgets] == [
        "bday-day",
        "bday-month",
        "bday-year",
    ]


def test_a_choice_shows_its_hint_on_its_card(client: Client) -> None:
    page = plain(client.get("/kit/try/").content.decode())
    assert "On paper We post it, with a stamp." in page
    assert page.count("On paper") == 1


def test_only_the_wrong_box_of_a_date_is_marked(client: Client) -> None:
    page = sent(client, day_month="13")
    tags = Tags(page)
    marked = [part for part in dates.PARTS if "aria-invalid" in tags.named(f"day_{part}")]
    assert marked == ["month"]
    assert 'href="#id_day_1"' in page


def test_what_belongs_to_no_field_is_said_too() -> None:
    class Pair(Form):
        one = fields.NameField(label="One")
        version = forms.IntegerField(widget=forms.HiddenInput)

        def clean(self) -> None:
            raise forms.ValidationError("The two do not fit together.")

    form = Pair({"one": "a", "version": "b"})
    told = plain(str(form))
    assert "2 things to mend" in told
    assert "The two do not fit together." in told


def test_two_forms_on_a_page_share_no_id() -> None:
    class One(Form):
        name = fields.NameField(label="Name")
        way = fields.ChoiceField(label="Way", choices=[("a", "A")])

    pages = [Tags(str(One({}, prefix=prefix))).ids() for prefix in ("first", "second")]
    assert not set(pages[0]) & set(pages[1])


def test_every_form_in_every_template_leaves_the_words_to_us() -> None:
    for name, text in templates().items():
        for form in re.findall(r"<form\b[^>]*>.*?</form>", COMMENTS.sub("", text), re.DOTALL):
            if re.search(r"{{ ?form ?}}|as_field_group", form):
                assert "novalidate" in form[: form.index(">")], name


# Words.


def test_a_name_is_one_line_with_single_spaces() -> None:
    assert fields.NameField().clean("  Amina \r\n  K.\t ") == "Amina K."


def test_words_keep_their_lines() -> None:
    assert fields.WordsField().clean("\r\n one\r\n\r\n  two \r\n") == "one\n\n  two"


@pytest.mark.parametrize("nothing", ["", None, "  \n", "\u200b\u3164"])
def test_a_name_of_which_nothing_can_be_seen_is_missing(nothing: str | None) -> None:
    assert amiss(fields.NameField(), nothing) == "Nothing is written here yet."


def test_words_that_are_too_long_say_by_how_much() -> None:
    assert amiss(fields.NameField(), "a" * 121) == "This is 1 sign too long. There is room for 120."
    assert amiss(fields.WordsField(), "a" * 21_234) == (
        "This is 1,234 signs too long. There is room for 20,000."
    )
    assert fields.WordsField().clean("a" * 20_000)


def test_lines_count_once_whatever_the_browser_sends() -> None:
    assert fields.WordsField(limit=5).clean("a\r\nb\r\nc") == "a\nb\nc"


@pytest.mark.parametrize("bad", ["\x00", "\u202e", "\ud83d"])
def test_fields_guard_the_edge_themselves(bad: str) -> None:
    assert "This text has" in amiss(fields.NameField(), f"Ben{bad}")
    assert "This text has" in amiss(fields.EmailField(), f"ben{bad}@example.org")


def test_a_megabyte_in_a_name_is_refused_in_milliseconds() -> None:
    book, times = "é" * 1_000_000, []
    for _ in range(3):
        start = time.perf_counter()
        told = amiss(fields.NameField(), book)
        times.append(time.perf_counter() - start)
        assert told == "This is 999,880 signs too long. There is room for 120."
    assert min(times) < 0.1


def test_a_megabyte_in_a_name_comes_back_below_the_input_and_not_in_it(client: Client) -> None:
    page = sent(client, name="b" * 1_000_000)
    assert Tags(page).named("name").get("value", "") in {"", None}
    assert page.count("b" * 1_000_000) == 1
    assert "b" * 1_000_000 + "</textarea>" in page
    assert "999,880 signs too long" in page


def test_a_name_that_is_a_little_too_long_stays_where_it_can_be_mended(client: Client) -> None:
    page = sent(client, name="b" * 130)
    assert Tags(page).named("name")["value"] == "b" * 130
    assert page.count("b" * 130) == 1


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ben", "This has no @. An e-mail address looks like name@example.org."),
        ("ben@a@b.org", "This has more than one @. Please write one address only."),
        ("ben smith@example.org", "This has a space in it. An e-mail address has none."),
        (
            "ben@example",
            (
                "This is not quite an e-mail address. Please look for a slip, "
                "such as a missing dot after the @."
            ),
        ),
        ("", "No e-mail address is written here yet."),
    ],
)
def test_an_address_says_which_slip_it_is(address: str, told: str) -> None:
    assert amiss(fields.EmailField(), address) == told


def test_spaces_around_an_address_do_not_matter() -> None:
    assert fields.EmailField().clean(" ben@example.org\r\n") == "ben@example.org"


# Choices.


def test_a_choice_that_is_gone_is_not_repeated() -> None:
    told = amiss(fields.ChoiceField(choices=[("a", "A")]), "<script>")
    assert told == "That choice is not there any more. Please choose again."


def test_choices_say_kindly_that_none_was_made() -> None:
    assert amiss(fields.ChoiceField(choices=[("a", "A")]), "") == "Nothing is chosen here yet."
    assert "at least one" in amiss(fields.ManyField(choices=[("a", "A")]), [])
    assert "needs a tick" in amiss(fields.YesField(), False)


# Dates.


def read(*parts: str) -> date | str:
    data = dict(zip(("d_day", "d_month", "d_year"), parts, strict=False))
    field = fields.DateField(required=False)
    value = field.widget.value_from_datadict(data, {}, "d")
    try:
        return field.clean(value)  # type: ignore[no-any-return]
    except forms.ValidationError as slip:
        return slip.messages[0]


@pytest.mark.parametrize(
    "parts",
    [
        ("27", "3", "2026"),
        (" 27 ", "03", "2026"),
        ("27th", "March", "2026"),
        ("27", "mar", "2026"),
        ("27/03/2026", "", ""),
        ("27.3.2026",),
        ("2026-03-27",),
        ("27 March 2026",),
        ("March 27, 2026",),
        ("٢٧", "٣", "٢٠٢٦"),
    ],
)
def test_a_date_is_read_however_it_is_written(parts: tuple[str, ...]) -> None:
    assert read(*parts) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("31/02/2024",), "There is no day 31 in February 2024. It has 29 days."),
        (("29", "2", "2023"), "There is no day 29 in February 2023. It has 28 days."),
        (("0", "4", "2024"), "There is no day 0 in April 2024. It has 30 days."),
        (("27", "13", "2026"), "There is no month 13. Months go from 1 to 12."),
        (("27", "Mai", "2026"), "The month needs to be a number, such as 3 for March."),
        (("27", "3", "26"), "Please write the year with four figures, such as 2026."),
        (("27", "3", "1526"), "Please write a year from 1900 to 2200."),
        (("27", "3", "2926"), "Please write a year from 1900 to 2200."),
        (("x", "3", "2026"), "The day needs to be a number, such as 27."),
        (("27", "3", "-"), "The year needs to be a number, such as 2026."),
        (("", "3", "2026"), "The day is missing. Please write it, such as 27."),
        (("27", "", "2026"), "The month is missing. Please write it, such as 3 for March."),
        (("27", "3", ""), "The year is missing. Please write it, such as 2026."),
        (("soon",), "Please write a day, a month and a year, such as 27, 3 and 2026."),
        (("9" * 5_000, "3", "2026"), "The day needs to be a number, such as 27."),
        (("²", "3", "2026"), "The day needs to be a number, such as 27."),
    ],
)
def test_a_date_that_does_not_exist_says_why(parts: tuple[str, ...], told: str) -> None:
    assert read(*parts) == told


def test_a_pasted_date_that_does_not_exist_comes_back_in_its_boxes(client: Client) -> None:
    page = sent(client, day_day="31/02/2024", day_month="", day_year="")
    tags = Tags(page)
    assert [tags.named(f"day_{part}")["value"] for part in dates.PARTS] == ["31", "02", "2024"]
    assert "There is no day 31 in February 2024. It has 29 days." in page


def test_a_date_may_be_left_out_only_where_it_says_so() -> None:
    assert read("", "", "") is None
    assert amiss(fields.DateField(), ["", "", ""]) == "No date is written here yet."


def test_a_date_knows_whether_it_was_changed() -> None:
    field = fields.DateField()
    assert not field.has_changed(date(2026, 3, 27), ["27", "3", "2026"])
    assert field.has_changed(date(2026, 3, 27), ["28", "3", "2026"])
    assert not field.has_changed(None, ["", "", ""])


def test_a_megabyte_in_a_date_does_not_fill_the_page(client: Client) -> None:
    assert len(sent(client, day_day="7" * 1_000_000)) < 50_000


# Sending, and drafts.


def test_a_form_with_nothing_to_mend_goes_on(client: Client) -> None:
    response = client.post("/kit/try/", FILLED)
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_the_device_is_told_to_let_go_of_its_draft(client: Client) -> None:
    cookie = client.post("/kit/try/", FILLED).cookies["draft-saved-try"]
    assert cookie.value == "1"
    assert not cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert 0 < int(cookie["max-age"]) <= 3600


def test_a_form_that_comes_back_keeps_its_draft(client: Client) -> None:
    assert "draft-saved-try" not in client.post("/kit/try/", {**FILLED, "name": ""}).cookies


@pytest.mark.parametrize("name", ["", "Ben Smith", "a;b", "ä", "a" * 81])
def test_the_name_of_a_draft_holds_nothing_but_a_word_and_an_id(name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        drafts.saved(HttpResponse(), name)


def test_forms_to_try_keep_nothing(client: Client) -> None:
    with translation.override("en-gb"):
        page = client.get("/kit/try/").content.decode()
    assert "Nothing is kept on the server" in page
    assert "sessionid" not in client.cookies


def test_the_element_is_small() -> None:
    source = Path(__file__).parents[2] / "assets" / "elements" / "kept-draft.js"
    assert len(gzip.compress(source.read_bytes())) < 2_000
