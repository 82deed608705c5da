"""Coming in: by an open invitation, once, as oneself; and being shown round."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import actors, clock
from evenweave.common.refusals import Refusal
from evenweave.people.actions import add_person
from evenweave.people.models import Device, Gift, Need, NewAddress, Person
from evenweave.projects import codes
from evenweave.projects.actions.inviting import end_invitation, invite
from evenweave.projects.actions.joining import join_as_newcomer, join_project
from evenweave.projects.models import CircleMember, ExpertiseSuggestion, Invitation, Member, Project
from evenweave.record.models import Entry
from tests import make
from tests.make import AMINA, BEN, CARYS, DEV, FINN, NOON, somebody

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=28)
DOOR = "/join/"


def open_now(project: Project, **more: Any) -> Invitation:
    """An invitation that is open at the time that pages ask for."""
    told: dict[str, Any] = {
        "kind": Invitation.Kind.CARD,
        "expires_at": clock.now() + timedelta(days=9),
    } | more
    return invite(project=project, by=AMINA, at=clock.now(), **told)


def opened(invitation: Invitation, **more: str) -> dict[str, str]:
    """What a form at the door sends."""
    return {"code": codes.code_of(invitation.id), **more}


def test_joining_stands_on_the_record_with_ids_alone() -> None:
    project = make.project()
    make.joined(project, BEN)
    entry = Entry.objects.latest("sequence")
    assert entry.kind == "projects.joined"
    assert entry.by == BEN
    assert entry.content["facts"]["inviter"] == str(make.person_id(AMINA))
    assert "Ben" not in entry.line


def test_somebody_who_joins_is_a_member_like_everybody_else() -> None:
    ben = make.joined(make.project(), BEN)
    assert ben.is_present
    assert not ben.capabilities.exists()
    assert ben in ben.project.circles.get().people


def test_joining_twice_is_a_plain_sentence() -> None:
    project = make.project()
    make.joined(project, BEN)
    with pytest.raises(Refusal, match="already"):
        make.joined(project, BEN)
    assert project.members.count() == 2


def test_a_card_lets_one_person_in() -> None:
    project = make.project()
    card = make.link(project, most_uses=1)
    for who in (BEN, CARYS):
        somebody(who)
    join_project(invitation=card, by=BEN, at=NOON)
    with pytest.raises(Refusal, match="used already"):
        join_project(invitation=card, by=CARYS, at=NOON)


def test_a_link_lets_in_as_many_as_it_is_for() -> None:
    project = make.project()
    link = make.link(project, most_uses=2)
    for who in (BEN, CARYS):
        somebody(who)
        join_project(invitation=link, by=who, at=NOON)
    somebody(DEV)
    with pytest.raises(Refusal):
        join_project(invitation=link, by=DEV, at=NOON)


def test_an_old_or_ended_invitation_does_not_open() -> None:
    project = make.project()
    somebody(BEN)
    with pytest.raises(Refusal, match="time is over"):
        join_project(invitation=make.link(project), by=BEN, at=LATER)
    ended = make.link(project)
    end_invitation(invitation=ended, by=AMINA, at=NOON)
    with pytest.raises(Refusal, match="was ended"):
        join_project(invitation=ended, by=BEN, at=NOON)


def test_whoever_left_can_come_back_and_both_times_are_kept() -> None:
    project = make.project()
    first = make.joined(project, BEN)
    make.leave(first)
    make.joined(project, BEN)
    assert Member.objects.filter(project=project, person=make.ben()).count() == 2


def test_what_an_inviter_supposed_is_for_the_persons_eyes_alone(client: Client) -> None:
    team = make.team()
    kind = team.project.expertises.get(name="Practice")
    card = open_now(team.project, name="Gwen", expertise=kind)
    gwen = uuid4()
    join_as_newcomer(
        invitation=card, called="Gwen", email="", by=actors.person(gwen), at=clock.now()
    )
    card.refresh_from_db()
    assert (card.name, card.expertise) == ("", None)
    suggestion = ExpertiseSuggestion.objects.get()
    assert suggestion.person_id == gwen
    member = Member.objects.get(person_id=gwen)
    assert not member.member_expertises.exists()
    assert member.seat is None
    client.force_login(somebody(AMINA))
    for name in ("people", "count", "invitations"):
        seen = client.get(reverse(f"projects:{name}", args=[team.project.id])).content.decode()
        assert "thought that you might bring" not in seen
    client.force_login(Person.objects.get(pk=gwen))
    own = client.get(reverse("projects:count", args=[team.project.id])).content.decode()
    assert "thought that you might bring" in own


def test_an_invitation_into_a_circle_leads_there() -> None:
    project = make.project()
    panel = make.circle(project, "Panel")
    link = invite(
        project=project,
        kind=Invitation.Kind.LINK,
        most_uses=None,
        circle=panel,
        expires_at=LATER,
        by=AMINA,
        at=NOON,
    )
    somebody(BEN)
    member = join_project(invitation=link, by=BEN, at=NOON)
    assert CircleMember.objects.filter(circle=panel, member=member, until=None).exists()


# At the door


def test_opening_the_door_changes_nothing(client: Client) -> None:
    card = open_now(make.project())
    for _visit in range(3):
        page = client.get(DOOR, opened(card))
        assert "Tea and talk" in page.content.decode()
    card.refresh_from_db()
    assert card.uses == 0
    assert Person.objects.count() == 1


def test_somebody_new_comes_in_by_link_and_is_signed_in(client: Client) -> None:
    project = make.project()
    link = open_now(project, kind="link", most_uses=None)
    answer = client.post(DOOR, opened(link, called="Ben"))
    assert answer.headers["Location"] == reverse("projects:arrive-little", args=[project.id])
    ben = Person.objects.get(name="Ben")
    assert Device.objects.get().person == ben
    assert Member.objects.of(project, ben) is not None
    assert client.get(answer.headers["Location"]).status_code == 200


def test_somebody_who_is_signed_in_comes_in_as_themself(client: Client) -> None:
    project = make.project()
    card = open_now(project)
    client.force_login(somebody(BEN))
    assert "Come in as" in client.get(DOOR, opened(card)).content.decode()
    client.post(DOOR, opened(card))
    assert Member.objects.of(project, make.ben()) is not None
    assert Person.objects.count() == 2


def test_a_member_at_the_door_is_told_that_they_are_here_already(client: Client) -> None:
    project = make.project()
    card = open_now(project)
    client.force_login(somebody(AMINA))
    for answer in (client.get(DOOR, opened(card)), client.post(DOOR, opened(card))):
        assert "You are here already" in answer.content.decode()
    card.refresh_from_db()
    assert card.uses == 0


def test_a_card_that_was_used_says_so_plainly(client: Client) -> None:
    card = open_now(make.project())
    client.post(DOOR, opened(card, called="Ben"))
    other = Client()
    for answer in (other.get(DOOR, opened(card)), other.post(DOOR, opened(card, called="Finn"))):
        assert "has been used already" in answer.content.decode()
        assert "Tea and talk" not in answer.content.decode()
    assert not Person.objects.filter(name="Finn").exists()


@pytest.mark.parametrize("code", ["1234", "1234 5678 1234 5678", "<b>", "", "٣" * 16, "9" * 5000])
def test_a_number_that_we_do_not_know_is_met_with_kindness(client: Client, code: str) -> None:
    answer = client.get(DOOR, {"code": code})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode().partition("<main")[2]


def test_figures_of_another_script_open_the_same_door(client: Client) -> None:
    card = open_now(make.project())
    arabic = codes.code_of(card.id).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert "Tea and talk" in client.get(DOOR, {"code": arabic}).content.decode()


def test_a_name_is_needed_and_nothing_else(client: Client) -> None:
    card = open_now(make.project())
    assert client.post(DOOR, opened(card, called=" ")).status_code == 200
    assert Member.objects.count() == 1
    assert client.post(DOOR, opened(card, called="Ben")).status_code == 302


# Addresses


def test_the_address_that_got_the_letter_is_proven_by_it(client: Client) -> None:
    letter = open_now(make.project(), kind="email", email="ben@example.org")
    client.post(DOOR, opened(letter, called="Ben", email="Ben@example.org"))
    assert Person.objects.get(name="Ben").email == "ben@example.org"


def test_any_other_address_waits_until_it_is_shown_to_be_theirs(client: Client) -> None:
    letter = open_now(make.project(), kind="email", email="ben@example.org")
    client.post(DOOR, opened(letter, called="Ben", email="amina@example.org"))
    assert Person.objects.get(name="Ben").email is None
    assert NewAddress.objects.get().email == "amina@example.org"


def test_nobody_learns_at_the_door_whether_an_address_is_known_here(client: Client) -> None:
    project = make.project()
    add_person(name="Ben", email="ben@example.org", by=AMINA, at=NOON)
    answers = [
        client.post(DOOR, opened(open_now(project), called="Finn", email=email)).status_code
        for email in ("ben@example.org", "nobody@example.org")
    ]
    assert answers[0] == 302
    client.logout()
    again = Client().post(
        DOOR, opened(open_now(project), called="Finn", email="nobody@example.org")
    )
    assert again.status_code == 302


def test_whoever_got_the_letter_and_is_here_already_is_told_to_sign_in(client: Client) -> None:
    add_person(name="Ben", email="ben@example.org", by=AMINA, at=NOON)
    letter = open_now(make.project(), kind="email", email="ben@example.org")
    answer = client.post(DOOR, opened(letter, called="Ben", email="ben@example.org"))
    assert "is here already" in answer.content.decode()
    assert Person.objects.filter(name="Ben").count() == 1


# Being shown round


def arrived(client: Client) -> Project:
    """Ben has just come in by a card, in this browser."""
    project = make.project()
    client.post(DOOR, opened(open_now(project), called="Ben"))
    return project


def page(project: Project, name: str) -> str:
    """The address of a page of arriving."""
    return reverse(f"projects:arrive-{name}", args=[project.id])


def test_each_page_of_arriving_can_be_skipped(client: Client) -> None:
    project = arrived(client)
    for here, after in (("little", "know"), ("know", "count"), ("count", "worth")):
        assert page(project, after) in client.get(page(project, here)).content.decode()
    answer = client.post(page(project, "worth"), {"words": ""})
    assert answer.headers["Location"] == reverse("home:project", args=[project.id])
    assert Member.objects.get(person__name="Ben").arrived_at is not None


def test_an_interest_is_shown_and_what_helps_is_sealed_and_shared_with_nobody(
    client: Client,
) -> None:
    project = arrived(client)
    told = {"interest": "Old films", "helps": "More breaks"}
    client.post(page(project, "little"), told)
    assert Gift.objects.get().words == "Old films"
    need = Need.objects.get()
    assert b"More breaks" not in bytes(need.sealed_words)
    assert not need.readers.exists()


def test_what_helps_is_not_asked_of_somebody_who_wrote_it_down(client: Client) -> None:
    project = arrived(client)
    client.post(page(project, "little"), {"helps": "More breaks"})
    assert 'name="helps"' not in client.get(page(project, "little")).content.decode()
    client.post(page(project, "little"), {"helps": "Something else"})
    assert Need.objects.get().version == 1


def test_before_anything_is_said_of_pay_one_reads_whom_to_ask(client: Client) -> None:
    seen = client.get(page(arrived(client), "know")).content.decode()
    assert "has not been said yet" in seen
    assert "Amina" in seen


def test_what_would_make_it_worth_the_time_stands_on_the_projects_page(client: Client) -> None:
    project = arrived(client)
    client.post(page(project, "worth"), {"words": "That somebody listens."})
    client.force_login(somebody(AMINA))
    home = client.get(reverse("home:project", args=[project.id])).content.decode()
    assert "That somebody listens." in home


def test_arriving_is_private_until_something_is_said(client: Client) -> None:
    project = arrived(client)
    before = Entry.objects.filter(stream_id=project.id).count()
    client.post(page(project, "little"), {"interest": "Old films", "helps": "More breaks"})
    client.post(page(project, "worth"), {"words": "That somebody listens."})
    assert Entry.objects.filter(stream_id=project.id).count() == before


def test_nobody_is_shown_round_a_project_that_is_not_theirs(client: Client) -> None:
    project = make.project()
    client.force_login(somebody(FINN))
    for name in ("little", "know", "count", "worth"):
        assert client.get(page(project, name)).status_code == 404
