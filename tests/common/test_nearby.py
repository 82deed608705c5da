"""Only a browser on the machine itself is nearby; each way of seeming so is tried."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from evenweave.common.nearby import comes_from_here, is_nearby


@pytest.fixture(autouse=True)
def for_this_machine(settings: Any) -> None:
    settings.IS_FOR_THIS_MACHINE, settings.HOSTS, settings.HTTPS = True, [], False
    settings.ALLOWED_HOSTS = ["*"]


def nearby(**told: str) -> bool:
    """Whether a visit with these headers and this address is nearby."""
    facts: dict[str, Any] = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"}
    return is_nearby(RequestFactory().get("/", **(facts | told)))


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.8.8.8", "::ffff:127.0.0.1"])
def test_a_browser_on_this_machine_is_nearby(host: str, address: str) -> None:
    assert nearby(HTTP_HOST=host, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    "told",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"REMOTE_ADDR": "::ffff:192.168.1.7"},
        {"REMOTE_ADDR": "fe80::1%eth0"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "weave.example.org"},
        # A page from elsewhere whose name was made to lead here.
        {"HTTP_HOST": "localhost.attacker.example:8000"},
        {"HTTP_HOST": "attacker.example:8000"},
        # A server in between, on this machine, that speaks for somebody far away.
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_REAL_IP": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_CF_CONNECTING_IP": "203.0.113.9"},
    ],
)
def test_whoever_comes_from_elsewhere_is_not(told: dict[str, str]) -> None:
    assert not nearby(**told)


@pytest.mark.parametrize(
    ("name", "value"),
    [("IS_FOR_THIS_MACHINE", False), ("HOSTS", ["weave.example.org"]), ("HTTPS", True)],
)
def test_nobody_is_nearby_where_the_server_is_for_others(
    settings: Any, name: str, value: object
) -> None:
    setattr(settings, name, value)
    assert not nearby()


def test_an_address_that_is_none_is_not_from_here() -> None:
    assert not comes_from_here("unix:/run/evenweave.sock")
