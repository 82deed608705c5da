"""Pages that belong to no room: each one answers, kindly, whatever broke."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from evenweave.common import pages, views

WORDS = "A friend makes <b>the door</b> lighter."
ESCAPED = "A friend makes &lt;b&gt;the door&lt;/b&gt; lighter."


@pytest.mark.parametrize("address", ["/about/", "/display/", "/kit/", "/nowhere/"])
def test_every_page_says_who_sees_it_and_who_runs_the_server(
    client: Client, settings: Any, address: str
) -> None:
    settings.RUN_BY = "Riverside Mind, ask for Amina"
    page = client.get(address).content.decode()
    assert "Who can see this page?" in page
    assert "Riverside Mind, ask for Amina" in page


def test_a_server_that_nobody_has_named_says_so(client: Client, settings: Any) -> None:
    settings.RUN_BY = ""
    assert "Nobody has said yet." in client.get("/about/").content.decode()


def test_the_source_is_offered_where_it_is(client: Client, settings: Any) -> None:
    settings.SOURCE_URL = "https://code.example/evenweave"
    assert 'href="https://code.example/evenweave"' in client.get("/about/").content.decode()
    settings.SOURCE_URL = ""
    assert "Ask the people who run this server for it." in client.get("/about/").content.decode()


def test_the_broken_page_asks_nothing_of_what_may_be_broken(monkeypatch: Any) -> None:
    def broken(request: HttpRequest) -> dict[str, Any]:
        raise RuntimeError

    monkeypatch.setattr(pages, "every_page", broken)
    request = RequestFactory().get("/", headers={"host": "no such host !"})
    request.COOKIES["display"] = "size:larger"
    answer = views.broken(request)
    assert answer.status_code == 500
    assert "it was not you" in answer.content.decode()
    assert 'data-size="larger"' in answer.content.decode()


def test_the_broken_page_is_the_one_that_is_shown(client: Client, monkeypatch: Any) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("evenweave.home.views.who_sees_what", broken)
    client.raise_request_exception = False
    answer = client.get("/about/")
    assert answer.status_code == 500
    assert "it was not you" in answer.content.decode()


def test_what_cannot_be_understood_is_said_plainly(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "We could not read that" in answer.content.decode()


def test_an_expired_form_gives_the_words_back() -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/display/", {"words": WORDS}, headers={"referer": "http://testserver/about/"}
    )
    assert answer.status_code == 403
    page = answer.content.decode()
    assert ESCAPED in page
    assert '<a class="button" href="/about/">' in page


def test_the_page_that_had_been_open_too_long_can_be_opened_again() -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/display/", headers={"referer": "http://testserver/display/"}
    )
    assert '<a class="button" href="/display/">' in answer.content.decode()
    assert "Open the page again</a>" in answer.content.decode()


def test_a_text_that_begins_with_an_empty_line_comes_back_whole() -> None:
    page = render_to_string("common/refused.html", {"reason": "", "words": ["\n\nAnd then."]})
    assert "readonly>&#10;\n\nAnd then.</textarea>" in page


@pytest.mark.parametrize("template", ["refused", "form_expired", "full"])
def test_what_was_not_done_gives_every_word_back(template: str) -> None:
    context = {"reason": "It closed on Friday.", "words": [WORDS, "Second thought"]}
    page = render_to_string(f"common/{template}.html", context)
    assert ESCAPED in page
    assert "Second thought" in page
    assert page.count("readonly") == 2
    assert page.count("<label") == 2


def test_a_refusal_says_why() -> None:
    page = render_to_string("common/refused.html", {"reason": "It closed on Friday.", "words": []})
    assert "It closed on Friday." in page
    assert "Your words are not lost" not in page


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://testserver/record/?words=a%20b#end", "/record/?words=a%20b"),
        ("/about/", "/about/"),
        ("http://testserver//elsewhere.example/", "/elsewhere.example/"),
        ("https://elsewhere.example/about/", ""),
        ("//elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_way_back_leads_to_this_server_or_nowhere(address: str, local: str) -> None:
    assert pages.local_address(RequestFactory().get("/"), address) == local


@pytest.mark.django_db
def test_the_front_page_teaches_when_there_is_nothing_to_read(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "No record to read yet" in page
    assert 'class="door"' not in page


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("", 0),
        ("3", 3),
        ("-1", 0),
        ("٣", 0),
        ("x", 0),
        ("10001", 10_000),
        ("9" * 5_000, 10_000),
    ],
)
def test_which_page_of_a_list_is_asked_for(asked: str, place: int) -> None:
    assert pages.place_in(RequestFactory().get("/", {"from": asked})) == place


def test_an_id_is_found_where_there_is_one() -> None:
    known = uuid4()
    assert pages.id_in(str(known)) == known
    assert [pages.id_in(asked) for asked in ["", "x", f"{known}0"]] == [None] * 3
