"""How it looks on this device: kept by the device, followed by every page, trusted by nobody."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common.display import CHOICES, COOKIE, Display

CHOSEN = {"size": "larger", "spacing": "more", "colours": "dark", "contrast": "more", "calm": "yes"}


def test_what_is_chosen_is_followed_by_every_page(client: Client) -> None:
    client.post("/display/", CHOSEN)
    for address in ["/about/", "/display/", "/kit/", "/nowhere/"]:
        opening = client.get(address).content.decode().partition(">")[2].partition(">")[0]
        for name, value in CHOSEN.items():
            assert f'data-{name}="{value}"' in opening, address


def test_the_page_shows_what_was_chosen(client: Client) -> None:
    client.post("/display/", CHOSEN)
    page = client.get("/display/").content.decode()
    for name, value in CHOSEN.items():
        assert f'name="{name}" value="{value}" checked' in page
    assert page.count(" checked") == len(CHOICES)


def test_nothing_chosen_leaves_no_cookie(client: Client) -> None:
    client.post("/display/", {"size": "large"})
    assert client.cookies[COOKIE].value == "size:large"
    answer = client.post("/display/", {"size": "ordinary", "colours": "device"})
    assert answer.cookies[COOKIE].value == ""
    assert answer.cookies[COOKIE]["max-age"] == 0


def test_the_cookie_is_for_this_server_only(client: Client) -> None:
    cookie = client.post("/display/", {"calm": "yes"}).cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"


@pytest.mark.parametrize("value", ["", "huge", "large\nset-cookie: x=y", '"><script>'])
def test_a_value_that_nobody_offers_is_ignored(client: Client, value: str) -> None:
    client.post("/display/", {"size": value, "calm": "yes"})
    assert client.cookies[COOKIE].value == "calm:yes"


@given(st.text())
def test_any_cookie_whatever_is_read_as_choices_that_are_offered(cookie: str) -> None:
    display = Display.from_cookie(cookie)
    for name, offered in CHOICES.items():
        assert getattr(display, name) in offered.values


@given(
    st.fixed_dictionaries({name: st.sampled_from(each.values) for name, each in CHOICES.items()})
)
def test_a_cookie_brings_back_what_was_chosen(chosen: dict[str, str]) -> None:
    display = Display.of(chosen)
    assert Display.from_cookie(display.cookie) == display
    assert {name: getattr(display, name) for name in CHOICES} == chosen


def test_a_person_goes_back_to_where_they_were(client: Client) -> None:
    page = client.get("/display/", headers={"referer": "http://testserver/record/?words=tea"})
    assert 'name="back" value="/record/?words=tea"' in page.content.decode()
    answer = client.post("/display/", {"size": "large", "back": "/record/?words=tea"})
    assert (answer.status_code, answer["Location"]) == (302, "/record/?words=tea")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "http:elsewhere.example",
        "javascript:alert(1)",
        "http://testserver//elsewhere.example/",
        "",
    ],
)
def test_nobody_is_sent_to_another_server(client: Client, elsewhere: str) -> None:
    answer = client.post("/display/", {"size": "large", "back": elsewhere})
    assert answer["Location"] in {"/display/", "/elsewhere.example/"}
    page = client.get("/display/", headers={"referer": elsewhere or "about:blank"})
    assert 'name="back" value="//' not in page.content.decode()


def test_caches_keep_each_look_apart(client: Client) -> None:
    assert "Cookie" in client.get("/about/")["Vary"]
