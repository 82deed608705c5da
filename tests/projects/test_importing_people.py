"""A list is brought in: all or nothing, in one line of the record, and nobody is written to."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.outbox.models import Message
from evenweave.people.actions import add_person
from evenweave.people.models import Person
from evenweave.projects import codes
from evenweave.projects.actions.importing import ask_in, import_people, places_for
from evenweave.projects.actions.inviting import end_invitation
from evenweave.projects.actions.joining import join_as_newcomer, join_project
from evenweave.projects.importing.rows import Fate
from evenweave.projects.importing.team import state_of, team_of
from evenweave.projects.models import (
    ExpertiseSuggestion,
    Invitation,
    Member,
    MemberSite,
    Place,
    Project,
)
from evenweave.record.models import Entry, Words
from tests import make
from tests.make import AMINA, BEN, FINN, NOON
from tests.projects import lists
from tests.projects.lists import brought, looked_at, text

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=5)
LIST = text(
    "Name,E-mail,Phone,Expertise,Site,Joined",
    "Ana Lima,ana@example.org,07700 900101,Carer; Gardening,Feltham,14/9/2015",
    "Bo Lind,,,,,",
)


def entries(project: Project) -> list[Entry]:
    return list(Entry.objects.filter(stream_id=project.stream_id).order_by("sequence"))


def opened(project: Project, kind: str = Invitation.Kind.EMAIL) -> Invitation:
    """Ana is asked in."""
    invitation = Invitation.objects.get(project=project, name="Ana Lima")
    until = NOON + timedelta(days=28)
    ask_in(project=project, invitations=[invitation], kind=kind, until=until, by=AMINA, at=LATER)
    return invitation


def test_a_list_is_one_line_of_the_record_without_a_name_in_it() -> None:
    project = lists.project()
    before = len(entries(project))
    done = brought(project, LIST)
    (entry,) = entries(project)[before:]
    assert (done.people, done.more) == (2, 0)
    assert entry.content["facts"] == {"people": 2, "more": 0}
    assert "Ana" not in entry.line
    assert not Words.objects.filter(entry=entry).exists()


def test_nobody_becomes_a_member_by_a_list_and_nobody_is_written_to() -> None:
    project = lists.project()
    people = Person.objects.count()
    brought(project, LIST)
    assert Person.objects.count() == people
    assert project.members.count() == 1
    assert not Message.objects.exists()
    assert not Invitation.objects.open(NOON + timedelta(seconds=1)).exists()


def test_what_a_list_keeps_of_somebody_is_what_it_said() -> None:
    project = lists.project()
    brought(project, LIST)
    place = Place.objects.select_related("invitation").get(invitation__name="Ana Lima")
    assert place.invitation.email == "ana@example.org"
    assert place.phone == "07700 900101"
    assert place.supposed["words"] == ["Gardening"]
    assert len(place.supposed["sites"]) == len(place.supposed["kinds"]) == 1


def test_the_same_list_again_changes_nothing_and_says_so() -> None:
    project = lists.project()
    brought(project, LIST)
    before = len(entries(project))
    assert {row.fate for row in looked_at(project, LIST).rows} == {Fate.SAME}
    with pytest.raises(Refusal, match="Everybody on this list is here already"):
        brought(project, LIST)
    assert len(entries(project)) == before
    assert Place.objects.count() == 2


def test_a_fuller_list_adds_what_was_missing_and_then_nothing() -> None:
    project = lists.project()
    brought(project, LIST)
    fuller = text("Name,E-mail,Expertise,Site", "Bo Lind,bo@example.org,Research; Baking,Feltham")
    assert brought(project, fuller).more == 1
    place = Place.objects.select_related("invitation").get(invitation__name="Bo Lind")
    assert (place.invitation.email, place.invitation.kind) == ("bo@example.org", "email")
    assert place.supposed["words"] == ["Baking"]
    assert {row.fate for row in looked_at(project, fuller).rows} == {Fate.SAME}


def test_a_list_in_which_one_row_is_amiss_brings_in_nobody() -> None:
    project = lists.project()
    with pytest.raises(Refusal, match="Some rows need mending"):
        brought(project, lists.file("wrong.xlsx"))
    assert not Place.objects.exists()


@pytest.mark.parametrize("who", [BEN, FINN])
def test_only_a_coordinator_brings_in_a_list(who: actors.Actor) -> None:
    project = lists.project()
    make.joined(project, BEN)
    make.somebody(FINN)
    plan = looked_at(project, LIST)
    state = state_of(team_of(project, lists.TODAY))
    for by in (who, actors.operator()):
        with pytest.raises(Refusal, match="Only a coordinator"):
            lists.done(project, plan, state, by)


def test_what_is_done_is_what_was_shown() -> None:
    project = lists.project()
    plan, state = looked_at(project, LIST), state_of(team_of(project, lists.TODAY))
    make.joined(project, BEN)
    with pytest.raises(Refusal, match="changed while you were looking"):
        lists.done(project, plan, state)
    assert not Place.objects.exists()


def test_a_list_never_tells_whether_an_address_is_known_on_this_server() -> None:
    project = lists.project()
    unknown = looked_at(project, text("Name,E-mail", "Cy,cy@example.org")).rows[0]
    add_person(name="Cyril the Great", email="cy@example.org", by=actors.operator(), at=NOON)
    known = looked_at(project, text("Name,E-mail", "Cy,cy@example.org")).rows[0]
    assert known == unknown
    brought(project, text("Name,E-mail", "Cy,cy@example.org"))
    assert project.members.count() == 1
    assert looked_at(project, text("Name,E-mail", "Cy,cy@example.org")).rows[0].known.name == "Cy"  # type: ignore[union-attr]


# Coming in


def test_whoever_comes_takes_their_place_with_suggestions_for_their_eyes_alone() -> None:
    project = lists.project()
    brought(project, LIST)
    invitation = opened(project)
    person_id = uuid4()
    member = join_as_newcomer(
        invitation=invitation,
        called="Annie",
        email="annie@example.org",
        by=actors.person(person_id),
        at=LATER,
    )
    member.refresh_from_db()
    assert member.joined_at.date().isoformat() == "2015-09-14"
    assert member.role_title == ""
    assert MemberSite.objects.get(member=member).site.name == "Feltham"
    told = ExpertiseSuggestion.objects.filter(person_id=person_id)
    assert {each.words or str(each.expertise) for each in told} == {
        "Lived experience",
        "Gardening",
    }
    assert not member.member_expertises.exists()
    place = Place.objects.get(invitation=invitation)
    assert (place.phone, place.joined_on, place.supposed) == ("", None, {})
    invitation.refresh_from_db()
    assert (invitation.name, invitation.email) == ("", "")


def test_a_list_does_not_ask_again_who_came_under_another_name() -> None:
    project = lists.project()
    brought(project, LIST)
    make.somebody(BEN)
    join_project(invitation=opened(project), by=BEN, at=LATER)
    row = looked_at(project, LIST).rows[0]
    assert row.fate is Fate.SAME
    assert "A list named this person before" in row.look[0]


def test_a_list_does_not_ask_again_whose_invitation_was_ended() -> None:
    project = lists.project()
    brought(project, LIST)
    invitation = opened(project)
    end_invitation(invitation=invitation, by=AMINA, at=LATER)
    assert {row.fate for row in looked_at(project, LIST).rows} == {Fate.SAME}
    place = Place.objects.get(invitation=invitation)
    assert (place.phone, place.supposed) == ("", {})


def test_somebody_who_is_here_already_keeps_what_they_said() -> None:
    project = lists.project()
    member = make.joined(project, BEN)
    make.says(member, "Research")
    row = looked_at(project, text("Name,Expertise,Site", "Ben,Carer,Feltham")).rows[0]
    assert (row.fate, row.adds) == (Fate.SAME, [])


# Asking in


def test_asking_in_opens_the_door_and_stands_on_the_record_as_a_number() -> None:
    project = lists.project()
    brought(project, LIST)
    invitation = Invitation.objects.get(name="Ana Lima")
    assert not invitation.is_open(NOON + timedelta(seconds=1))
    invitation = opened(project, Invitation.Kind.CARD)
    assert invitation.is_open(NOON + timedelta(days=27))
    assert invitation.token_hash == codes.hashed(codes.code_of(invitation.id))
    assert entries(project)[-1].content["facts"] == {"people": 1}


def test_nobody_is_asked_in_twice_and_only_a_coordinator_asks() -> None:
    project = lists.project()
    brought(project, LIST)
    invitation = opened(project)
    until = NOON + timedelta(days=28)
    for by, reason in ((AMINA, "asked meanwhile"), (BEN, "Only a coordinator")):
        with pytest.raises(Refusal, match=reason):
            ask_in(
                project=project,
                invitations=[invitation],
                kind=Invitation.Kind.EMAIL,
                until=until,
                by=by,
                at=LATER,
            )


# How much, and how quickly


def many(count: int) -> bytes:
    people = (f"Ana {n},a{n}@example.org,Carer,Feltham,14/9/2015" for n in range(count))
    return text("Name,E-mail,Expertise,Site,Joined", *people)


@pytest.mark.slow
def test_five_thousand_people_hold_the_lock_for_less_than_two_seconds() -> None:
    project = lists.project()
    began = time.process_time()
    plan, state = looked_at(project, many(5_000)), state_of(team_of(project, lists.TODAY))
    places = places_for(project, plan, AMINA, NOON)
    looked = time.process_time()
    done = import_people(project=project, plan=plan, places=places, state=state, by=AMINA, at=NOON)
    ended = time.process_time()  # of this process: others may be at work on this machine too
    assert done.people == Place.objects.count() == 5_000
    assert ended - looked < 2
    assert ended - began < 10
    again = looked_at(project, many(5_000))
    assert again.counts == {Fate.SAME: 5_000}


def test_a_team_is_read_in_the_same_few_queries_however_large_it_is() -> None:
    project = lists.project()
    with CaptureQueriesContext(connection) as few:
        team_of(project, lists.TODAY)
    brought(project, many(300))
    with CaptureQueriesContext(connection) as lots:
        team_of(project, lists.TODAY)
    assert len(lots) == len(few) <= 7


def test_only_ordinary_members_are_counted_here() -> None:
    project = lists.project()
    brought(project, LIST)
    client = Client()
    client.force_login(make.amina())
    page = client.get(reverse("projects:people", args=[project.id])).content.decode()
    assert "Ana Lima" not in page
    assert Member.objects.present().filter(project=project).count() == 1
