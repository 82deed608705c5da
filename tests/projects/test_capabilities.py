"""Coordinator and payer: given by who has them, seen by all, ended in the open, never the last."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.refusals import Refusal
from evenweave.outbox.models import Message
from evenweave.projects.actions.capabilities import end_capability, give_capability
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.models import Capability
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, team
from tests.pseudo import brackets

pytestmark = pytest.mark.django_db

COORDINATOR, PAYER = Capability.Kind.COORDINATOR, Capability.Kind.PAYER


def given(ours: Team, by: str, to: str, kind: str = COORDINATOR) -> Capability:
    return give_capability(member=ours.member(to), kind=kind, by=ours.actor(by), at=NOON)


def held(ours: Team, name: str, kind: str = COORDINATOR) -> Capability:
    return Capability.objects.get(member=ours.member(name), kind=kind, ended_at=None)


def messages_to(ours: Team, name: str) -> list[Message]:
    return list(Message.objects.filter(to=ours.people[name].id).order_by("written_at"))


def test_a_coordinator_asks_another_and_they_are_told_and_all_can_see_it() -> None:
    ours = team()
    given(ours, "Amina", "Ben")
    assert ours.member("Ben").is_coordinator
    assert ours.told[-1] == "projects.capability_given"
    (message,) = messages_to(ours, "Ben")
    assert message.subject == "You are now a coordinator in “A project”"
    page = enter(ours, "Dev").get(reverse("projects:trust", args=[ours.project.id])).text
    assert "asked by <bdi>Amina</bdi>" in page


def test_the_record_reads_in_words_what_somebody_was_asked_to_be() -> None:
    ours = team()
    given(ours, "Amina", "Ben")
    with brackets():
        page = enter(ours, "Dev").get(reverse("projects:record", args=[ours.project.id])).text
    assert "⟦coordinator⟧" in page


def test_nobody_gives_what_they_do_not_have() -> None:
    ours = team()
    for kind in (COORDINATOR, PAYER):
        with pytest.raises(Refusal, match="Only a"):
            given(ours, "Ben", "Carys", kind)
    others = team(["Amina", "Finn"])
    with pytest.raises(Refusal, match="Only a coordinator"):
        give_capability(
            member=ours.member("Ben"), kind=COORDINATOR, by=others.actor("Amina"), at=NOON
        )


def test_a_coordinator_names_the_first_payer_and_after_that_only_payers_do() -> None:
    ours = team()
    given(ours, "Amina", "Esther", PAYER)
    with pytest.raises(Refusal, match="Only a payer"):
        given(ours, "Amina", "Dev", PAYER)
    given(ours, "Esther", "Dev", PAYER)
    assert ours.member("Dev").is_payer


def test_it_is_not_given_twice_nor_to_somebody_who_left() -> None:
    ours = team()
    given(ours, "Amina", "Ben")
    with pytest.raises(Refusal, match="already"):
        given(ours, "Amina", "Ben")
    carys = ours.member("Carys")
    leave_project(member=carys, hand_over={}, wants_news=False, by=ours.actor("Carys"), at=LATER)
    with pytest.raises(Refusal, match="have left"):
        give_capability(member=carys, kind=COORDINATOR, by=ours.actor("Amina"), at=LATER)


def test_the_last_one_is_never_removed_and_the_sentence_says_what_to_do() -> None:
    ours = team()
    with pytest.raises(Refusal, match="Ask somebody else to coordinate first"):
        end_capability(capability=held(ours, "Amina"), by=ours.actor("Amina"), at=NOON)
    given(ours, "Amina", "Esther", PAYER)
    with pytest.raises(Refusal, match="Ask somebody else to be a payer first"):
        end_capability(capability=held(ours, "Esther", PAYER), by=ours.actor("Amina"), at=NOON)
    page = enter(ours, "Amina").get(reverse("projects:trust", args=[ours.project.id])).text
    assert "Ask somebody else to coordinate first" in page


def test_two_coordinators_cannot_end_each_other_so_that_nobody_is_left() -> None:
    ours = team()
    given(ours, "Amina", "Ben")
    amina, ben = held(ours, "Amina"), held(ours, "Ben")  # both pages were opened before
    end_capability(capability=amina, by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal):
        end_capability(capability=ben, by=ours.actor("Amina"), at=NOON)
    assert ours.member("Ben").is_coordinator


def test_the_holder_gives_it_up_and_nobody_needs_to_be_told() -> None:
    ours = team()
    given(ours, "Amina", "Ben")
    end_capability(capability=held(ours, "Ben"), by=ours.actor("Ben"), at=LATER)
    assert not ours.member("Ben").is_coordinator
    assert len(messages_to(ours, "Ben")) == 1  # that it was given


def test_a_coordinator_ends_it_and_the_person_is_told_that_it_can_be_questioned() -> None:
    ours = team()
    given(ours, "Amina", "Ben")
    end_capability(capability=held(ours, "Ben"), by=ours.actor("Amina"), at=LATER)
    assert ours.told[-1] == "projects.capability_ended"
    message = messages_to(ours, "Ben")[-1]
    assert "If you do not agree" in message.text


def test_a_member_without_it_ends_nobodys() -> None:
    ours = team()
    given(ours, "Amina", "Ben")
    with pytest.raises(Refusal, match="themself, or a coordinator"):
        end_capability(capability=held(ours, "Ben"), by=ours.actor("Dev"), at=NOON)


def test_the_page_gives_and_ends_and_offers_neither_to_who_may_not() -> None:
    ours = team()
    client, address = enter(ours, "Amina"), reverse("projects:trust", args=[ours.project.id])
    client.post(address, {"member": str(ours.member("Ben").id), "kind": COORDINATOR})
    assert ours.member("Ben").is_coordinator
    assert 'name="member"' not in enter(ours, "Dev").get(address).text
    end = reverse("projects:end-trust", args=[ours.project.id, held(ours, "Ben").id])
    assert enter(ours, "Dev").post(end).status_code == 409
    assert ours.member("Ben").is_coordinator
    client.post(end)
    assert not ours.member("Ben").is_coordinator
