"""Coming in through an institution, against a real OpenID provider on this machine."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import requests
from django.test import Client

from evenweave.people import institution
from evenweave.people.models import How, InstitutionTie, Person
from tests.people.conftest import Cast
from tests.people.postbox import free_port

pytestmark = pytest.mark.django_db

BEN = "ben@example.org"
# In a process of its own: it is made with another part of the very library that we use.
PROVIDER = """
import sys
from oidc_provider_mock import run_server_in_thread
with run_server_in_thread(port=int(sys.argv[1]), require_nonce=True):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a provider, as long as these tests run."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", PROVIDER, str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield f"http://localhost:{port}"
    process.communicate("")


@pytest.fixture
def university(provider: str, settings: Any) -> str:
    """An installation that knows the provider."""
    settings.OIDC = {
        "issuer": provider,
        "client_id": "evenweave",
        "client_secret": "a secret",
        "name": "Example University",
    }
    return provider


def known_there(provider: str, subject: str, **claims: Any) -> None:
    """What the provider says of somebody."""
    answer = requests.put(f"{provider}/users/{quote(subject)}", json=claims, timeout=10)
    assert answer.status_code == 204


def go(client: Client, **more: str) -> str:
    """Press the button; the address at the provider to which one is sent."""
    answer = client.post("/sign-in/institution/", more)
    assert answer.status_code == 302
    return str(answer["Location"])


def agree(address: str, subject: str) -> str:
    """Sign in at the provider; the page of ours to which one is sent back."""
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    assert parts.path == "/sign-in/institution/back/"
    return f"{parts.path}?{parts.query}"


def press_continue(client: Client, back: str, **more: str) -> Any:
    """Look at the page to which one came back, and press *Continue*."""
    page = client.get(back).content.decode()
    fields = dict(re.findall(r'name="(code|state)" value="([^"]+)"', page))
    return client.post("/sign-in/institution/back/", {**fields, **more})


def come(client: Client, provider: str, subject: str, **more: str) -> Any:
    return press_continue(client, agree(go(client, **more), subject))


def said(answer: Any) -> str:
    return str(answer.content.decode())


def who(client: Client) -> str:
    user = client.get("/sign-in/card/").wsgi_request.user
    return user.name if user.is_authenticated else "nobody"


def test_whoever_has_a_known_and_verified_address_comes_in(
    client: Client, cast: Cast, university: str
) -> None:
    known_there(university, "b-17", email="Ben@Example.org", email_verified=True)
    assert "Sign in through Example University" in said(client.get("/sign-in/"))
    answer = come(client, university, "b-17", next="/me/ways-in/")
    assert (answer.status_code, answer["Location"]) == (302, "/me/ways-in/")
    assert who(client) == "Ben"
    assert cast.ben.devices.get().how == How.INSTITUTION
    assert Person.objects.count() == 4


def test_being_sent_back_changes_nothing_until_continue(
    client: Client, cast: Cast, university: str
) -> None:
    known_there(university, "b-17", email=BEN, email_verified=True)
    back = agree(go(client), "b-17")
    for _look in range(2):
        assert "Example University sent you back" in said(client.get(back))
    assert who(client) == "nobody"
    assert press_continue(client, back, is_shared="on").status_code == 302
    assert client.cookies["session"]["max-age"] == ""


def test_a_new_address_there_does_not_lock_anybody_out(
    client: Client, cast: Cast, university: str
) -> None:
    known_there(university, "b-18", email=BEN, email_verified=True)
    come(client, university, "b-18")
    known_there(university, "b-18", email="ben.new@example.org", email_verified=True)
    later = Client()
    come(later, university, "b-18")
    assert who(later) == "Ben"
    assert InstitutionTie.objects.count() == 1


def test_an_address_given_to_somebody_else_there_opens_nothing_here(
    client: Client, cast: Cast, university: str
) -> None:
    known_there(university, "b-19", email=BEN, email_verified=True)
    come(client, university, "b-19")
    known_there(university, "newcomer", email=BEN, email_verified=True)
    other = Client()
    assert "Somebody else from your institution" in said(come(other, university, "newcomer"))
    assert who(other) == "nobody"


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "new@example.org", "email_verified": True}, "Nobody here has the address"),
        ({"email": BEN}, "does not say for sure"),
        ({"email": BEN, "email_verified": False}, "does not say for sure"),
        ({"email": BEN, "email_verified": "true"}, "does not say for sure"),
        ({}, "did not tell us your e-mail address"),
    ],
)
def test_whoever_is_not_known_is_told_how_to_be_invited_and_nobody_is_made(
    client: Client, cast: Cast, university: str, claims: dict[str, Any], why: str
) -> None:
    subject = f"somebody-{hashlib.sha256(repr(claims).encode()).hexdigest()[:8]}"
    known_there(university, subject, **claims)
    assert why in said(come(client, university, subject))
    assert who(client) == "nobody"
    assert Person.objects.count() == 4
    assert not InstitutionTie.objects.exists()


def test_state_nonce_and_pkce_are_asked_for_and_the_proof_fits(
    client: Client, cast: Cast, university: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_there(university, "b-20", email=BEN, email_verified=True)
    address = go(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 20
    bodies: list[str] = []
    send = requests.Session.send

    def watched(session: requests.Session, request: Any, **options: Any) -> Any:
        bodies.append(str(request.body))
        return send(session, request, **options)

    monkeypatch.setattr(requests.Session, "send", watched)
    press_continue(client, agree(address, "b-20"))
    verifier = next(parse_qs(body)["code_verifier"][0] for body in bodies if "verifier" in body)
    proof = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    assert proof.decode().rstrip("=") == asked["code_challenge"]


def test_an_answer_brought_by_another_browser_opens_nothing(
    client: Client, cast: Cast, university: str
) -> None:
    known_there(university, "b-21", email=BEN, email_verified=True)
    back = agree(go(client), "b-21")
    victim = Client()
    assert "could not make sure" in said(press_continue(victim, back))
    assert who(victim) == "nobody"


def test_a_code_put_into_another_talk_opens_nothing(
    client: Client, cast: Cast, university: str
) -> None:
    """Somebody puts Ben's code into a talk of their own: the nonce does not fit."""
    known_there(university, "b-22", email=BEN, email_verified=True)
    bens = parse_qs(urlsplit(agree(go(client), "b-22")).query)["code"][0]
    thief = Client()
    own = parse_qs(urlsplit(agree(go(thief), "thief@example.org")).query)["state"][0]
    answer = thief.post("/sign-in/institution/back/", {"code": bens, "state": own})
    assert "could not make sure" in said(answer)
    assert who(thief) == "nobody"


def test_an_answer_counts_once(client: Client, cast: Cast, university: str) -> None:
    known_there(university, "b-23", email=BEN, email_verified=True)
    back = agree(go(client), "b-23")
    page = said(client.get(back))
    fields = dict(re.findall(r'name="(code|state)" value="([^"]+)"', page))
    assert client.post("/sign-in/institution/back/", fields).status_code == 302
    client.post("/sign-out/")
    assert "could not make sure" in said(client.post("/sign-in/institution/back/", fields))


def test_somebody_who_says_no_there_is_told_kindly(client: Client, university: str) -> None:
    answer = client.get("/sign-in/institution/back/?error=access_denied&state=x")
    assert "could not make sure" in said(answer)


def test_an_institution_that_does_not_answer_is_told_kindly(client: Client, settings: Any) -> None:
    settings.OIDC = {
        "issuer": f"http://localhost:{free_port()}",
        "client_id": "evenweave",
        "client_secret": "",
        "name": "Gone",
    }
    began = time.monotonic()
    answer = client.post("/sign-in/institution/")
    assert answer.status_code == 502
    assert "did not answer" in said(answer)
    assert time.monotonic() - began < institution.SECONDS


def test_whoever_answers_under_another_name_is_not_believed(
    client: Client, university: str, settings: Any
) -> None:
    settings.OIDC = {**settings.OIDC, "issuer": university.replace("localhost", "127.0.0.1")}
    # It answers there too; and it calls itself by the name it was called.
    assert client.post("/sign-in/institution/").status_code == 302
    settings.OIDC = {**settings.OIDC, "issuer": f"{university}/.well-known/.."}
    assert client.post("/sign-in/institution/").status_code == 502


def test_without_an_institution_there_are_no_such_pages(client: Client, settings: Any) -> None:
    settings.OIDC = None
    assert client.post("/sign-in/institution/").status_code == 404
    assert client.get("/sign-in/institution/back/").status_code == 404
    assert "/sign-in/institution/" not in said(client.get("/sign-in/"))
