"""What projects keep of a person: theirs to take away, and to have erased."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.projects.actions.erasing import forget_member
from evenweave.projects.actions.joining import say_worth_it
from evenweave.projects.models import Capability, CircleMember, Member
from evenweave.projects.next import next_for
from evenweave.projects.personal import export
from evenweave.projects.teams import Teams
from tests import make
from tests.make import AMINA, BEN, CARYS, ESTHER, FINN, NOON, person_id

pytestmark = pytest.mark.django_db


def everything() -> str:
    """All rows of all tables of this room."""
    with connection.cursor() as cursor:
        tables = [
            table
            for table in connection.introspection.table_names(cursor)
            if table.startswith("projects_")
        ]
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(repr(cursor.fetchall()))
    return " ".join(found)


def test_somebody_who_is_erased_leaves_that_a_member_was_there_and_nothing_else() -> None:
    team = make.team()
    say_worth_it(member=team.ben, words="That somebody listens.", by=BEN, at=NOON)
    forget_member(person_id=person_id(BEN), by=BEN, at=NOON)
    team.ben.refresh_from_db()
    assert team.ben.person is None
    assert team.ben.left_at == NOON
    assert team.ben.called == "a former member"
    left = everything()
    assert "somebody listens" not in left
    assert person_id(BEN).hex not in left.replace("-", "")
    assert not team.ben.member_expertises.exists()


def test_what_somebody_was_trusted_with_ends_with_them() -> None:
    team = make.team()
    panel = make.circle(team.project, "Panel", by=ESTHER)
    forget_member(person_id=person_id(ESTHER), by=actors.operator(), at=NOON)
    assert not Capability.objects.filter(member=team.esther, ended_at=None).exists()
    assert not CircleMember.objects.filter(circle=panel, until=None).exists()


def test_nobody_has_somebody_else_forgotten() -> None:
    team = make.team()
    helping = actors.helper(person_id(CARYS), for_person=person_id(BEN))
    for by in (AMINA, FINN, helping):
        with pytest.raises(Refusal):
            forget_member(person_id=person_id(BEN), by=by, at=NOON)
    assert Member.objects.of(team.project, make.ben()) is not None


def test_somebody_takes_away_their_own_and_nothing_of_others() -> None:
    team = make.team()
    make.guess(team.project, BEN)
    own = export(person_id(BEN))
    assert [each["project"] for each in own["projects"]] == ["Tea and talk"] * 2
    assert own["guesses_about_you"][0]["what"] == "Practice"
    assert export(person_id(AMINA))["guesses_about_you"] == []
    assert export(person_id(FINN))["projects"] == []


# What is next


def test_somebody_new_is_asked_to_look_round_until_they_have() -> None:
    ben = make.joined(make.project(), BEN)
    (look,) = next_for(person_id(BEN), NOON)
    assert str(look.verb) == "Look round"
    make.arrived(ben)
    assert next_for(person_id(BEN), NOON) == []


def test_what_is_next_takes_one_query_however_many_projects(
    django_assert_num_queries: Any,
) -> None:
    for name in ("One", "Two", "Three"):
        make.joined(make.project(name=name), BEN)
    with django_assert_num_queries(1):
        assert len(next_for(person_id(BEN), NOON)) == 3


def test_a_new_name_for_a_kind_asks_those_who_said_it_and_nobody_else() -> None:
    team = make.team()
    for member in (team.ben, team.carys):
        make.arrived(member)
    make.renamed(team.project, "Practice", "Practice and management")
    (asked,) = next_for(person_id(CARYS), NOON)
    assert "Does it still fit?" in str(asked.why)
    assert next_for(person_id(BEN), NOON) == []


# Teams, as rooms below ask for them


def test_people_share_a_team_only_while_both_are_in_it() -> None:
    team = make.team()
    make.project(by=FINN)
    (ours,) = Teams().of(person_id(BEN))
    assert person_id(CARYS) in ours.people
    assert person_id(FINN) not in ours.people
    make.leave(team.carys)
    (ours,) = Teams().of(person_id(BEN))
    assert person_id(CARYS) not in ours.people
    assert Teams().of(person_id(CARYS)) == []


def test_messages_are_handed_over_by_coordinators_and_nobody_else() -> None:
    team = make.team()
    assert set(Teams().coordinated_by(person_id(AMINA))) == {team.project.id}
    assert not set(Teams().coordinated_by(person_id(BEN)))


def test_the_head_of_the_record_is_told_to_members() -> None:
    make.team()
    heads = Teams().heads(person_id(BEN))
    assert list(heads) == ["Tea and talk"]
    assert len(heads["Tea and talk"]) == 64
    assert Teams().heads(person_id(FINN)) == {}
