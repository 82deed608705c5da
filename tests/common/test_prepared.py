"""A prepared query answers like the query it was made of, for whoever asks."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evenweave.common.prepared import Prepared
from evenweave.projects.models import Member
from tests import make
from tests.make import BEN, CARYS, person_id

pytestmark = pytest.mark.django_db


def memberships(whose: UUID) -> object:
    found = Member.objects.filter(person_id=whose, left_at=None).order_by("id")
    return found.values("id", "person_id", "joined_at", "is_shown", "project__name")


def test_it_gives_what_the_query_itself_gives_to_each() -> None:
    team, prepared = make.team(), Prepared(memberships)
    for who in [BEN, CARYS]:
        expected = list(memberships(person_id(who)))  # type: ignore[call-overload]
        assert prepared.of(person_id(who)) == expected
        assert expected[0]["joined_at"] == team.ben.joined_at
    assert prepared.of(uuid4()) == []


def test_it_asks_the_database_once() -> None:
    make.team()
    prepared = Prepared(memberships)
    prepared.of(person_id(BEN))
    with CaptureQueriesContext(connection) as asked:
        prepared.of(person_id(CARYS))
    assert len(asked) == 1
