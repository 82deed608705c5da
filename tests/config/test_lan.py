"""HTTPS on a local network: a certificate of our own, and nobody let in by another name."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django.test import Client
from django.urls import reverse

from evenweave.common import actors, clock
from evenweave.config import certificates, lan
from evenweave.config.certificates import FILE, certificate
from evenweave.config.trouble import Trouble
from evenweave.people.actions import make_card
from tests.config.running import Served, assert_plain, evenweave, serving
from tests.live.making import TEA, address, change_elsewhere, shared
from tests.projects.teams import team
from workshop.phones import Phone

HERE = "127.0.0.1"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOSTS = ["localhost", "192.168.1.5", "fd00::5", "the-box.local"]


@contextmanager
def on_lan(data: Path, *words: str, **more: Any) -> Iterator[tuple[Served, requests.Session]]:
    """A server on this machine's own address, and a device that trusts its certificate alone."""
    told = ["--lan", "--host", HERE, "--empty", "--data", str(data), *words]
    with serving(*told, **more) as served, requests.Session() as device:
        device.verify = str(data / FILE)
        device.trust_env = False
        yield served, device


def known(data: Path) -> x509.Certificate:
    """The certificate that is there."""
    found = certificates.read(data / FILE)
    assert found is not None
    return found


# A real server. ---------------------------------------------------------------------------------


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_device_that_trusts_just_this_certificate_is_let_in_by_our_own_names(
    tmp_path: Path,
) -> None:
    with on_lan(tmp_path) as (served, device):
        assert served.address.startswith(f"https://{HERE}:")
        port = urlsplit(served.address).port
        page = device.get(served.address)
        assert page.status_code == 200
        assert "Strict-Transport-Security" not in page.headers
        assert device.get(f"https://localhost:{port}/").status_code == 200
        cookies = device.get(f"{served.address}/sign-in/").headers["Set-Cookie"]
        assert "; Secure" in cookies
        for host in ("evil.example", f"evil.example:{port}", "", "localhost.evil.example"):
            for path in ("/", "/static/", "/live/x", "/about/near/"):
                answer = device.get(served.address + path, headers={"Host": host})
                assert answer.status_code in {400, 421}, (host, path)
                assert not answer.content or host == ""
        lying = device.get(served.address, headers={"X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in lying.text


@pytest.mark.sqlite
@pytest.mark.slow
def test_it_says_what_phones_warn_of_and_shows_the_way_to_the_wall(tmp_path: Path) -> None:
    with on_lan(tmp_path) as (served, device):
        said = "\n".join(served.said)
        wall = device.get(f"{served.address}/about/near/").text
        mark = known(tmp_path).fingerprint(hashes.SHA256()).hex(" ").upper()
    assert re.search("[█▀▄]{20}", said)
    assert f"{served.address}/about/near/" in said
    for words in (
        "iPhone",
        "Android",
        "Firefox",
        "Passkeys do not work here",
        mark[:23],
        mark[-23:],
    ):
        assert words in said
        assert words in wall
    assert served.address in wall
    assert "<svg" in wall


@pytest.mark.sqlite
@pytest.mark.slow
def test_whoever_comes_without_https_is_told_the_way(tmp_path: Path) -> None:
    with on_lan(tmp_path) as (served, _device):
        port = urlsplit(served.address).port or 0
        plain = requests.get(f"http://{HERE}:{port}/about/?a=1", allow_redirects=False, timeout=9)
        assert plain.status_code == 307
        assert plain.headers["Location"] == f"{served.address}/about/?a=1"
        with socket.create_connection((HERE, port), timeout=9) as rough:
            rough.sendall(b"GET /\r\nSet-Cookie: a=b HTTP/1.1\r\n\r\n")
            answer = rough.recv(4096)
        assert f"Location: {served.address}/\r\n".encode() in answer
        assert b"Cookie" not in answer


@pytest.mark.sqlite
@pytest.mark.slow
def test_the_certificate_is_kept_on_a_restart_and_made_anew_for_other_addresses(
    tmp_path: Path,
) -> None:
    with on_lan(tmp_path):
        first = known(tmp_path)
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    with on_lan(tmp_path):
        assert known(tmp_path) == first
    with on_lan(tmp_path, "--host", "127.0.0.2") as (served, device):
        assert known(tmp_path) != first
        assert device.get(served.address).status_code == 200


@pytest.mark.slow
@pytest.mark.usefixtures("own_database")
def test_somebody_signs_in_with_a_card_and_a_stream_runs(tmp_path: Path) -> None:
    ours = team()
    by, person = actors.person(ours.people["Amina"].id), ours.people["Ben"]
    card = make_card(person=person, stream=ours.project, by=by, at=clock.now())
    with on_lan(tmp_path, **shared(tmp_path)) as (served, device):
        page = f"{served.address}{reverse('people:card')}"
        asked = device.get(page).text
        (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', asked))
        told = {"csrfmiddlewaretoken": token, "key": card.code}
        stranger = device.post(page, told, headers={"Origin": "https://evil.example"})
        assert stranger.status_code == 403
        inside = device.post(page, told, headers={"Origin": served.address})
        assert inside.status_code == 200
        assert ours.project.name in device.get(served.address).text
        trusting = ssl.create_default_context(cafile=str(tmp_path / FILE))
        asyncio.run(hears_of_a_change(urlsplit(served.address).port or 0, trusting))


async def hears_of_a_change(port: int, trusting: ssl.SSLContext) -> None:
    """A phone listens, and is told."""
    async with asyncio.timeout(30):
        one = await Phone.opened(port, address(), tls=trusting)
        assert one.status == 200
        await one.block()
        await change_elsewhere(TEA)
        await one.until(1)
        one.hang_up()


# What is refused. -------------------------------------------------------------------------------


def test_what_does_not_go_with_it_is_said_before_anything_is_made(tmp_path: Path) -> None:
    data = tmp_path / "data"
    asked = ["serve", "--lan", "--port", "0", "--empty", "--data", str(data)]
    for name in ("EVENWEAVE_HTTPS", "EVENWEAVE_HOSTS"):
        words = assert_plain(evenweave(*asked, **{name: "1"}), code=2)
        assert f"leave {name} unset" in words
    words = assert_plain(evenweave(*asked, "--host", "0.0.0.0"), code=2)
    assert "not an address of a local network" in words
    words = assert_plain(evenweave(*asked, "--host", "8.8.8.8"), code=2)
    assert "Leave --host out" in words
    assert not data.exists()


def test_the_example_people_are_for_this_machine_alone(tmp_path: Path) -> None:
    asked = ["serve", "--lan", "--host", HERE, "--port", "0", "--data", str(tmp_path)]
    assert "example people" in assert_plain(evenweave(*asked))


def test_a_machine_on_no_network_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, "on_ipv4", lambda: ["127.0.0.1", "8.8.8.8"])
    monkeypatch.setattr(lan, "on_ipv6", lambda: ["::1", "fe80::1", "2001:4860:4860::8888"])
    monkeypatch.setattr(lan, "way_out", lambda: "8.8.8.8")
    with pytest.raises(Trouble, match="on no local network") as told:
        lan.addresses("localhost")
    assert told.value.code == 1


def test_of_several_addresses_the_one_that_others_see_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lan, "on_ipv4", lambda: ["172.17.0.1", "192.168.1.5", "1.1.1.1"])
    monkeypatch.setattr(lan, "on_ipv6", lambda: ["fd00::5", "fe80::1"])
    monkeypatch.setattr(lan, "way_out", lambda: "192.168.1.5")
    assert lan.addresses("localhost") == ["192.168.1.5", "172.17.0.1", "fd00::5"]


def test_this_machine_is_asked_for_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, "ANYWHERE", (HERE, 9))
    assert HERE in list(lan.on_ipv4())
    assert lan.way_out() == HERE
    assert HERE not in lan.mine()


@pytest.mark.parametrize(
    ("address", "is_local"),
    [
        *((each, True) for each in ("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1")),
        *((each, True) for each in ("169.254.1.1", "fd12::1")),
        *((each, False) for each in ("172.32.0.1", "192.0.2.2", "100.64.0.1", "8.8.8.8")),
        *((each, False) for each in ("fe80::1", "2001:db8::1", "::", "0.0.0.0", "127.0.0.1")),
    ],
)
def test_only_addresses_that_nobody_has_on_the_internet_are_local(
    address: str, is_local: bool
) -> None:
    assert lan.is_local(address) is is_local


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        *((each, True) for each in ("localhost", "192.168.1.5", "LOCALHOST:8000", "localhost.")),
        *((each, True) for each in ("[fd00::5]", "[fd00::5]:8000")),
        *((each, False) for each in ("", "evil.example", "localhost.evil.example", "fd00::5")),
        *((each, False) for each in ("localhost:8000:1", "localhost:x", " localhost", "[::9]:1")),
    ],
)
def test_only_our_own_names_are_ours(host: str, is_ours: bool) -> None:
    async def nothing(*_anything: Any) -> None:
        """No page is asked for."""

    door = lan.OurNames(nothing, ["localhost", "192.168.1.5", "[fd00::5]"])
    assert door.is_ours(host.encode()) is is_ours


def test_the_page_for_the_wall_is_only_there_where_the_network_is_open(settings: Any) -> None:
    settings.LAN_MARK = ""
    assert Client().get(reverse("home:near")).status_code == 404


# The certificate. -------------------------------------------------------------------------------


def test_it_is_for_these_names_for_397_days_and_can_sign_no_other(tmp_path: Path) -> None:
    made = certificate(tmp_path, HOSTS, NOW)
    found = known(tmp_path)
    assert found.not_valid_after_utc - found.not_valid_before_utc == timedelta(days=397)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "the-box.local"]
    numbers = [str(each) for each in names.get_values_for_type(x509.IPAddress)]
    assert numbers == ["192.168.1.5", "fd00::5"]
    assert not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    key = found.public_key()
    assert isinstance(key, EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    assert made.mark.replace(" ", "").lower() == found.fingerprint(hashes.SHA256()).hex()
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("hosts", "days", "is_kept"),
    [
        (HOSTS, 0, True),
        (HOSTS[::-1], 300, True),
        (HOSTS, 366, True),
        (HOSTS, 367, False),
        (HOSTS, -2, False),
        (HOSTS[:-1], 0, False),
        ([*HOSTS, "192.168.1.6"], 0, False),
    ],
)
def test_it_is_kept_until_it_nears_its_end_or_the_names_change(
    tmp_path: Path, hosts: list[str], days: int, is_kept: bool
) -> None:
    first = certificate(tmp_path, HOSTS, NOW)
    again = certificate(tmp_path, hosts, NOW + timedelta(days=days))
    assert (again == first) is is_kept


def test_one_that_is_damaged_or_has_another_key_is_made_anew(tmp_path: Path) -> None:
    certificate(tmp_path, HOSTS, NOW)
    file = tmp_path / FILE
    first = file.read_bytes()
    file.write_bytes(first[:200])
    certificate(tmp_path, HOSTS, NOW)
    second = file.read_bytes()
    end = b"-----END PRIVATE KEY-----\n"
    file.write_bytes(first.partition(end)[0] + end + second.partition(end)[2])
    certificate(tmp_path, HOSTS, NOW)
    assert file.read_bytes() not in {first, second}
    assert certificates.read(file) is not None
