"""What every answer carries, so that a browser protects the person who reads it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest
from django.test import Client

from evenweave.common.logs import WithoutWords

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/about/", "/kit/", "/display/", "/nowhere/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_a_strict_content_policy(client: Client, address: str) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]
    directives = dict(each.strip().split(" ", 1) for each in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert not [word for word in ["unsafe", "*", "http", "data:"] if word in policy]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_tells_the_browser_to_keep_things_to_itself(
    client: Client, address: str
) -> None:
    headers = client.get(address).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    for feature in ["camera", "microphone", "geolocation", "browsing-topics"]:
        assert f"{feature}=()" in headers["Permissions-Policy"]


def test_no_page_sets_a_cookie_for_somebody_who_only_reads(client: Client) -> None:
    for address in ["/", "/about/", "/nowhere/"]:
        assert not client.get(address).cookies


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    client.get("/display/")
    answer = client.post("/display/", {"size": "large", "colours": "dark"})
    assert set(client.cookies) == {"csrftoken", "display"}
    for cookie in [client.cookies["csrftoken"], answer.cookies["display"]]:
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


HTTPS = """
import django; django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS.append("testserver")
plain = Client().get("/about/")
assert plain.status_code == 301 and plain.headers["Location"].startswith("https://"), plain
secure = Client().get("/display/", secure=True)
assert secure.headers["Strict-Transport-Security"] == "max-age=31536000", secure.headers
assert secure.cookies["csrftoken"]["secure"]
assert settings.SESSION_COOKIE_SECURE and settings.SESSION_COOKIE_HTTPONLY
proxied = Client().get("/about/", headers={"X-Forwarded-Proto": "https"})
assert proxied.status_code == 200
"""


def test_over_https_browsers_are_told_to_stay_there() -> None:
    told = os.environ | {"EVENWEAVE_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    ended = subprocess.run(
        [sys.executable, "-c", HTTPS], env=told, check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr


def test_over_plain_http_nobody_is_sent_to_an_https_that_is_not_there(client: Client) -> None:
    answer = client.get("/about/")
    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers


def test_what_is_logged_holds_no_words_of_a_person(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    shown: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            shown.append(self.format(record))

    handler = Handler()
    handler.addFilter(WithoutWords())
    logging.getLogger("django").addHandler(handler)
    try:
        client.get("/nowhere/?words=Hamid")
        client.get("/?words=Hamid%00")
        client.post("/loom/write-outside/", {"words": "Hamid"})
        client.post("/kit/try/", {"words": "Hamid"}, headers={"Host": "elsewhere.example"})
    finally:
        logging.getLogger("django").removeHandler(handler)
    assert shown
    assert "amid" not in "\n".join(shown)
