"""A coordinator makes a card for a member whom e-mail does not reach: in the open, for one use."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common.refusals import Refusal
from evenweave.people.models import Ticket
from evenweave.projects.actions.cards import make_sign_in_card
from evenweave.projects.actions.leaving import leave_project
from evenweave.record.models import Entry
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, helper_for, team

pytestmark = pytest.mark.django_db


def page(ours: Team) -> str:
    return reverse("projects:sign-in-card", args=[ours.project.id])


def figures(html: str) -> str:
    found = re.search(r'class="figures">([\d ]+)<', html)
    assert found
    return found[1]


def test_it_is_shown_once_and_lets_its_person_in_once() -> None:
    ours = team()
    made = enter(ours, "Amina").post(page(ours), {"member": str(ours.member("Ben").id)})
    assert made["Cache-Control"] == "no-store"
    code = figures(made.text)
    ben = Client()
    answer = ben.post(reverse("people:card"), {"key": code})
    assert answer.status_code == 302
    assert "<bdi>Amina</bdi> made a card" in ben.get(reverse("people:ways-in")).text
    assert Client().post(reverse("people:card"), {"key": code}).status_code == 200  # used up


def test_the_record_names_both() -> None:
    ours = team()
    make_sign_in_card(member=ours.member("Ben"), by=ours.actor("Amina"), at=NOON)
    entry = Entry.objects.get(kind="people.card_made")
    assert entry.stream_id == ours.project.stream_id
    assert entry.content["facts"]["person"] == str(ours.people["Ben"].id)
    assert entry.by == ours.actor("Amina")


def test_a_member_who_does_not_coordinate_makes_none() -> None:
    ours = team()
    with pytest.raises(Refusal, match="Only a coordinator"):
        make_sign_in_card(member=ours.member("Carys"), by=ours.actor("Ben"), at=NOON)
    assert "<select" not in enter(ours, "Ben").get(page(ours)).text
    assert not Ticket.objects.exists()


def test_a_coordinator_of_another_project_makes_none() -> None:
    ours, theirs = team(), team(["Amina", "Finn"])
    with pytest.raises(Refusal, match="Only a coordinator"):
        make_sign_in_card(member=ours.member("Ben"), by=theirs.actor("Amina"), at=NOON)
    sent = {"member": str(ours.member("Ben").id)}
    answer = enter(theirs, "Amina").post(page(theirs), sent)
    assert "not there any more" in answer.text
    assert not Ticket.objects.exists()


def test_a_helper_of_a_coordinator_makes_none() -> None:
    ours = team()
    with pytest.raises(Refusal, match="alone"):
        make_sign_in_card(member=ours.member("Ben"), by=helper_for(ours, "Amina", "Dev"), at=NOON)


def test_nobody_makes_one_for_themself_or_for_somebody_who_left() -> None:
    ours = team()
    with pytest.raises(Refusal, match="for somebody else"):
        make_sign_in_card(member=ours.member("Amina"), by=ours.actor("Amina"), at=NOON)
    ben = ours.member("Ben")
    leave_project(member=ben, hand_over={}, wants_news=False, by=ours.actor("Ben"), at=LATER)
    with pytest.raises(Refusal, match="have left"):
        make_sign_in_card(member=ben, by=ours.actor("Amina"), at=LATER)
