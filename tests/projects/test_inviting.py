"""Asking people in: who may, what is kept of it, and what nobody can find in the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.actors import Actor
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.outbox import mail
from evenweave.outbox.models import Message
from evenweave.projects import codes
from evenweave.projects.actions.inviting import (
    end_invitation,
    invite,
    let_invitations_go,
)
from evenweave.projects.jobs import let_go
from evenweave.projects.models import Invitation, Project
from evenweave.record.models import Entry
from tests import make
from tests.make import AMINA, BEN, FINN, NOON, somebody

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=28)


def asked(by: Actor = AMINA, **more: Any) -> Invitation:
    """A card into a project of Amina’s."""
    project = more.pop("project", None) or make.project()
    told: dict[str, Any] = {"kind": Invitation.Kind.CARD, "expires_at": LATER} | more
    return invite(project=project, by=by, at=NOON, **told)


def open_now(project: Project, **more: Any) -> Invitation:
    """An invitation that is open at the time that pages ask for."""
    told: dict[str, Any] = {
        "kind": Invitation.Kind.CARD,
        "expires_at": clock.now() + timedelta(days=9),
    } | more
    return invite(project=project, by=AMINA, at=clock.now(), **told)


def signed_in(client: Client, who: Actor) -> Client:
    """A browser at which one of the cast sits."""
    client.force_login(somebody(who))
    return client


def test_a_coordinator_makes_a_card_for_one_person() -> None:
    card = asked(name="Ben")
    assert card.most_uses == 1
    assert card.is_open(NOON)
    assert not card.is_open(LATER)


def test_a_member_who_does_not_coordinate_cannot_invite() -> None:
    team = make.team()
    with pytest.raises(Refusal, match="coordinator"):
        asked(by=BEN, project=team.project)


def test_somebody_from_another_project_cannot_invite() -> None:
    project = make.project()
    make.project(by=FINN)
    with pytest.raises(Refusal):
        asked(by=FINN, project=project)


def test_nobody_invites_into_a_circle_or_with_a_kind_of_another_project() -> None:
    project, other = make.project(), make.project(by=FINN)
    with pytest.raises(Refusal):
        asked(project=project, circle=other.circles.get())
    with pytest.raises(Refusal):
        asked(project=project, expertise=other.expertises.first())


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "email"},
        {"kind": "card", "most_uses": 2},
        {"kind": "link", "most_uses": 0},
        {"expires_at": NOON},
        {"expires_at": NOON + timedelta(days=93)},
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        asked(**wrong)
    assert not Invitation.objects.exists()


def test_a_link_supposes_nothing_of_whoever_comes() -> None:
    project = make.project()
    kind = project.expertises.first()
    with pytest.raises(Refusal):
        asked(project=project, kind="link", most_uses=None, expertise=kind)


def test_the_code_stands_nowhere_in_the_database() -> None:
    card = asked(name="Ben")
    code = codes.code_of(card.id)
    assert len(code) == 16
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert code not in repr(cursor.fetchall()), table


def test_codes_differ_and_are_found_however_they_are_typed() -> None:
    first, second = asked(), asked()
    code = codes.code_of(first.id)
    assert code != codes.code_of(second.id)
    in_groups = " – ".join(code[start : start + 4] for start in range(0, 16, 4))
    assert codes.hashed(in_groups) == first.token_hash


def test_the_record_tells_that_somebody_was_invited_but_not_who() -> None:
    asked(name="Ben", kind="email", email="ben@example.org")
    line = Entry.objects.latest("sequence")
    assert line.kind == "projects.invited"
    assert "Ben" not in line.line
    assert "ben@example.org" not in line.line
    assert not line.words.exists()


def test_what_was_supposed_of_somebody_goes_when_the_invitation_ends() -> None:
    project = make.project()
    letter = asked(
        project=project,
        kind="email",
        name="Ben",
        email="ben@example.org",
        expertise=project.expertises.first(),
    )
    end_invitation(invitation=letter, by=AMINA, at=NOON)
    letter.refresh_from_db()
    assert (letter.name, letter.email, letter.expertise) == ("", "", None)
    assert not letter.is_open(NOON)


def test_what_nobody_took_up_within_a_year_goes_by_itself() -> None:
    project = make.project()
    letter = asked(project=project, kind="email", name="Ben", email="ben@example.org")
    link = make.link(project)
    let_go(Turn(NOTHING, NOON + timedelta(days=364)))
    letter.refresh_from_db()
    assert letter.name == "Ben"
    let_go(Turn(NOTHING, NOON + timedelta(days=366)))
    for each in [letter, link]:
        each.refresh_from_db()
        assert (each.name, each.email, each.ended_by) == ("", "", None)
        assert each.ended_at == NOON + timedelta(days=366)
    assert Entry.objects.filter(kind="projects.invitation_ended").count() == 0


def test_what_somebody_used_stays_as_it_was_used() -> None:
    project = make.project()
    make.joined(project, BEN)
    let_go(Turn(NOTHING, NOON + timedelta(days=999)))
    assert Invitation.objects.get(uses=1).ended_at is None


def test_only_the_program_lets_invitations_go() -> None:
    with pytest.raises(Refusal, match="by itself after a year"):
        let_invitations_go(project=make.project(), by=AMINA, at=NOON)


def test_an_invitation_is_ended_once_and_by_a_coordinator() -> None:
    team = make.team()
    card = asked(project=team.project)
    with pytest.raises(Refusal):
        end_invitation(invitation=card, by=BEN, at=NOON)
    end_invitation(invitation=card, by=AMINA, at=NOON)
    with pytest.raises(Refusal):
        end_invitation(invitation=card, by=AMINA, at=NOON)


def test_names_of_people_who_have_not_come_are_for_coordinators_alone(client: Client) -> None:
    team = make.team()
    open_now(team.project, name="Gwen")
    address = reverse("projects:invitations", args=[team.project.id])
    assert "Gwen" in signed_in(client, AMINA).get(address).content.decode()
    seen = signed_in(client, BEN).get(address).content.decode()
    assert "Gwen" not in seen
    assert "Amina" in seen  # whom to ask


def test_a_card_can_be_looked_at_again_by_a_coordinator_and_by_nobody_else(client: Client) -> None:
    team = make.team()
    card = open_now(team.project)
    address = reverse("projects:invitation", args=[team.project.id, card.id])
    page = signed_in(client, AMINA).get(address)
    assert codes.code_of(card.id) in page.content.decode().replace(" ", "")
    assert page["Cache-Control"] == "no-store"
    assert signed_in(client, BEN).get(address).status_code == 404
    make.project(by=FINN)
    assert signed_in(client, FINN).get(address).status_code == 404


def test_a_card_that_was_used_or_ended_is_not_shown_any_more(client: Client) -> None:
    project = make.project()
    card = open_now(project)
    address = reverse("projects:invitation", args=[project.id, card.id])
    end_invitation(invitation=card, by=AMINA, at=clock.now())
    answer = signed_in(client, AMINA).get(address)
    assert answer.headers["Location"] == reverse("projects:invitations", args=[project.id])


def test_a_card_of_another_project_is_not_found_under_ones_own(client: Client) -> None:
    own = make.project()
    other = make.project(by=FINN)
    card = invite(
        project=other,
        kind=Invitation.Kind.CARD,
        expires_at=clock.now() + timedelta(days=9),
        by=FINN,
        at=clock.now(),
    )
    browser = signed_in(client, AMINA)
    mixed = reverse("projects:invitation", args=[own.id, card.id])
    assert browser.get(mixed).status_code == 404
    assert (
        browser.post(reverse("projects:end-invitation", args=[own.id, card.id])).status_code == 404
    )
    card.refresh_from_db()
    assert card.ended_at is None


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """A mail server that takes every letter; what went out."""
    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr(mail, "is_set", lambda: True)
    monkeypatch.setattr(mail, "send_unstored", lambda *letter: sent.append(letter))
    return sent


LETTER = {"name": "Ben", "email": "Ben@Example.org", "expertise": ""}


def test_a_letter_goes_to_its_mailbox_and_nowhere_else(
    client: Client, letters: list[tuple[str, str, str]]
) -> None:
    project = make.project()
    address = reverse("projects:invite-letter", args=[project.id])
    page = signed_in(client, AMINA).post(address, LETTER, follow=True)
    ((to, subject, text),) = letters
    letter = Invitation.objects.get()
    code = codes.code_of(letter.id)
    assert to == "ben@example.org"
    assert "Tea and talk" in subject
    assert f"/join/?code={code}" in text
    assert code not in page.content.decode()
    assert not Message.objects.exists()
    shown = reverse("projects:invitation", args=[project.id, letter.id])
    assert client.get(shown).status_code == 302


def test_a_name_with_a_line_in_it_cannot_add_to_the_letters_head(
    client: Client, letters: list[tuple[str, str, str]]
) -> None:
    project = make.project(name="Tea\nBcc: finn@example.org")
    address = reverse("projects:invite-letter", args=[project.id])
    signed_in(client, AMINA).post(address, LETTER)
    assert "\n" not in letters[0][1]


def test_a_letter_that_bounces_at_once_leaves_no_invitation_open(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*letter: str) -> None:
        raise mail.RefusedError("550")

    monkeypatch.setattr(mail, "is_set", lambda: True)
    monkeypatch.setattr(mail, "send_unstored", refuse)
    project = make.project()
    address = reverse("projects:invite-letter", args=[project.id])
    page = signed_in(client, AMINA).post(address, LETTER)
    assert "No mailbox takes letters" in page.content.decode()
    assert "Ben@Example.org" in page.content.decode()
    assert not project.invitations.open(clock.now()).exists()


def test_without_a_mail_server_there_is_no_page_for_letters(client: Client) -> None:
    project = make.project()
    address = reverse("projects:invite-letter", args=[project.id])
    assert signed_in(client, AMINA).get(address).status_code == 404
