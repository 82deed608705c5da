"""Looking around as one of the example people: only here, only them, and only while it is safe."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from evenweave.archive import reading
from evenweave.archive.actions import erase_person
from evenweave.common import actors
from evenweave.demo import doors
from evenweave.demo.cast import BY_SLUG
from evenweave.people.actions import accept_helping, add_person, ask_helper
from evenweave.people.models import Device, How, Person
from evenweave.projects.actions.inviting import invite
from evenweave.projects.actions.joining import join_project
from evenweave.projects.models import Invitation
from tests.home.test_home import project_of
from tests.make import NOON

pytestmark = pytest.mark.django_db
BEN = BY_SLUG["ben"]


@pytest.fixture(autouse=True)
def here(settings: Any, example: None, db: None) -> None:
    """The example, on a server for this machine alone."""
    settings.IS_FOR_THIS_MACHINE, settings.HOSTS, settings.HTTPS = True, [], False


@pytest.fixture
def client() -> Client:
    """A browser on this machine."""
    return Client(SERVER_NAME="localhost")


def who(client: Client) -> str | None:
    """Who is signed in."""
    return client.session.get(SESSION_KEY)


def test_one_tap_lets_in_and_opening_the_page_does_not(client: Client) -> None:
    assert "Continue as Ben" in client.get("/example/ben/").text
    assert who(client) is None
    page = client.post("/example/ben/", follow=True).text
    assert "Hello, <bdi>Ben</bdi>." in page
    assert who(client) == str(BEN.id)
    assert Device.objects.get(person_id=BEN.id).how == How.EXAMPLE


def test_everybody_of_the_cast_has_a_door(client: Client) -> None:
    page = client.get("/example/").text
    for slug in BY_SLUG:
        assert f'href="/example/{slug}/"' in page
        assert client.post(f"/example/{slug}/").status_code == 302


def test_the_front_page_shows_the_way_only_here(client: Client, settings: Any) -> None:
    assert 'href="/example/"' in client.get("/").text
    settings.IS_FOR_THIS_MACHINE = False
    assert 'href="/example/"' not in client.get("/").text


def test_another_site_cannot_sign_anybody_in() -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert client.post("/example/ben/").status_code == 403
    assert who(client) is None


@pytest.mark.parametrize(
    "from_afar",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_HOST": "127.0.0.1.attacker.example"},
    ],
)
@pytest.mark.parametrize("path", ["/example/", "/example/ben/"])
def test_from_anywhere_else_it_is_not_there(
    client: Client, settings: Any, from_afar: Any, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert client.get(path, **from_afar).status_code == 404
    if path != "/example/":
        assert client.post(path, **from_afar).status_code == 404
    assert who(client) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("IS_FOR_THIS_MACHINE", False), ("HOSTS", ["weave.example.org"]), ("HTTPS", True)],
)
def test_on_a_server_for_others_it_is_not_there(
    client: Client, settings: Any, name: str, value: object
) -> None:
    setattr(settings, name, value)
    assert client.get("/example/").status_code == 404
    assert client.post("/example/ben/").status_code == 404
    assert not doors.may_open()


def test_nobody_real_has_a_door_whatever_they_are_called(client: Client) -> None:
    add_person(name="ben", by=actors.operator(), at=NOON)
    zoe = add_person(name="zoe", email="zoe@people.example", by=actors.operator(), at=NOON)
    assert client.post("/example/zoe/").status_code == 404
    assert client.post(f"/example/{zoe.id}/").status_code == 404
    client.post("/example/ben/")
    assert who(client) == str(BEN.id)


# Whoever was let into something real has no door any more


def closed(client: Client) -> bool:
    """Whether Ben’s door is closed."""
    is_listed = 'href="/example/ben/"' in client.get("/example/").text
    is_open = client.post("/example/ben/").status_code == 302
    assert is_listed == is_open
    return not is_open


def real_person() -> Person:
    """Somebody real, who tries things out on their own machine."""
    return add_person(name="Zoe", by=actors.operator(), at=NOON)


def test_a_door_closes_when_somebody_takes_them_into_a_real_team(client: Client) -> None:
    zoe = real_person()
    project = project_of(zoe)
    invitation = invite(
        project=project,
        kind=Invitation.Kind.LINK,
        most_uses=None,
        expires_at=NOON.replace(month=4),
        by=actors.person(zoe.id),
        at=NOON,
    )
    assert not closed(client)
    join_project(invitation=invitation, by=actors.person(BEN.id), at=NOON)
    assert closed(client)


def test_a_door_closes_when_somebody_real_has_them_as_a_helper(client: Client) -> None:
    zoe, ben = real_person(), Person.objects.get(id=BEN.id)
    helping = ask_helper(
        person=zoe, helper=None, link_hash="a" * 64, by=actors.person(zoe.id), at=NOON
    )
    accept_helping(helping=helping, helper=ben, by=actors.person(ben.id), at=NOON)
    assert closed(client)


def test_helping_inside_the_example_closes_no_door(client: Client) -> None:
    assert client.post("/example/priya/").status_code == 302


def test_an_erased_person_has_no_door_and_the_page_says_so(client: Client) -> None:

    for role in BY_SLUG.values():
        person = Person.objects.get(id=role.id)
        streams = reading.streams_of(person.id)
        erase_person(person=person, streams=streams, by=actors.operator(), at=NOON)
    assert "Nobody is left to look around as" in client.get("/example/").text
    assert client.post("/example/ben/").status_code == 404
