"""Pages cost the same few look-ups, however many people and projects there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenweave.common import clock
from evenweave.projects.actions.inviting import invite
from evenweave.projects.models import Invitation, Project
from tests import make
from tests.make import AMINA, somebody

pytestmark = pytest.mark.django_db

MOST = 12
PAGES = [
    "ready",
    "more",
    "invitations",
    "invite-link",
    "invite-card",
    "arrive-little",
    "arrive-know",
    "arrive-count",
    "arrive-worth",
    "count",
    "expertise",
]


def cost(client: Client, address: str) -> int:
    """How many queries a page takes, session and person included; not the first one of a device."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def open_card(project: Project) -> None:
    """A card that is open at the time that pages ask for."""
    until = clock.now() + timedelta(days=9)
    kind = Invitation.Kind.CARD
    invite(project=project, kind=kind, expires_at=until, by=AMINA, at=clock.now())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_few_queries_and_no_more_for_a_larger_team(client: Client, name: str) -> None:
    team = make.team()
    client.force_login(somebody(AMINA))
    address = reverse(f"projects:{name}", args=[team.project.id])
    open_card(team.project)
    small = cost(client, address)
    assert small <= MOST
    for number in range(8):
        make.newcomer(team.project, f"Person {number}")
        open_card(team.project)
    assert cost(client, address) == small


def test_the_list_of_projects_takes_as_many_queries_for_one_as_for_nine(client: Client) -> None:
    make.project()
    client.force_login(somebody(AMINA))
    address = reverse("projects:list")
    small = cost(client, address)
    assert small <= MOST
    for number in range(8):
        make.project(name=f"Project {number}")
    assert cost(client, address) == small


def test_the_door_takes_few_queries(client: Client) -> None:
    make.project()
    assert cost(client, reverse("projects:join")) <= MOST
