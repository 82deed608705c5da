"""Anybody leaves at any time; what only they hold goes on first; and the door stays open."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evenweave.common.refusals import Refusal
from evenweave.outbox.models import Message
from evenweave.projects.actions.capabilities import give_capability
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.leaving import choose_news, leave_project
from evenweave.projects.models import Capability, Member
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, team

pytestmark = pytest.mark.django_db

COORDINATOR, PAYER = Capability.Kind.COORDINATOR, Capability.Kind.PAYER


def gone(ours: Team, name: str, *, wants_news: bool = False, **heirs: str) -> Member:
    member = ours.member(name)
    leave_project(
        member=member,
        hand_over={kind: ours.member(heir) for kind, heir in heirs.items()},
        wants_news=wants_news,
        by=ours.actor(name),
        at=LATER,
    )
    member.refresh_from_db()
    return member


def test_a_member_leaves_and_what_they_did_stays() -> None:
    ours = team()
    circle = add_circle(project=ours.project, name="Panel", word="", by=ours.actor("Ben"), at=NOON)
    ben = gone(ours, "Ben")
    assert ben.left_at == LATER
    assert circle.circle_members.get().until == LATER
    assert ours.told[-1] == "projects.left"
    page = enter(ours, "Dev").get(reverse("projects:people-before", args=[ours.project.id])).text
    assert "Ben" in page


def test_nobody_makes_somebody_else_leave() -> None:
    ours = team()
    with pytest.raises(Refusal, match="themself"):
        leave_project(
            member=ours.member("Ben"),
            hand_over={},
            wants_news=False,
            by=ours.actor("Amina"),
            at=NOON,
        )


def test_the_last_coordinator_is_asked_to_hand_over_first_and_told_how() -> None:
    ours = team()
    with pytest.raises(Refusal, match="choose who takes over"):
        gone(ours, "Amina")
    assert ours.member("Amina").is_coordinator
    gone(ours, "Amina", coordinator="Carys")
    assert ours.member("Carys").is_coordinator
    assert ours.told[-2:] == ["projects.capability_given", "projects.left"]
    assert Message.objects.filter(to=ours.people["Carys"].id, kind="projects.trusted").exists()
    assert Capability.objects.present().filter(member__project=ours.project).count() == 1


def test_the_last_payer_hands_over_too_and_one_of_two_coordinators_need_not() -> None:
    ours = team()
    amina = ours.actor("Amina")
    give_capability(member=ours.member("Esther"), kind=PAYER, by=amina, at=NOON)
    give_capability(member=ours.member("Ben"), kind=COORDINATOR, by=amina, at=NOON)
    with pytest.raises(Refusal, match="only payer"):
        gone(ours, "Esther")
    gone(ours, "Esther", payer="Dev")
    gone(ours, "Amina")
    assert ours.member("Ben").is_coordinator


def test_what_is_handed_over_goes_to_somebody_who_stays() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    left = gone(ours, "Carys")
    for heir in (left, others.member("Finn"), ours.member("Amina")):
        with pytest.raises(Refusal, match="choose somebody else"):
            leave_project(
                member=ours.member("Amina"),
                hand_over={COORDINATOR: heir},
                wants_news=False,
                by=ours.actor("Amina"),
                at=LATER,
            )


def test_somebody_who_is_alone_may_go_too() -> None:
    ours = team(["Amina"])
    assert gone(ours, "Amina").left_at == LATER


def test_somebody_who_left_sees_nothing_and_may_choose_to_hear_more() -> None:
    ours = team()
    ben = gone(ours, "Ben", wants_news=True)
    client = enter(ours, "Ben")
    assert client.get(reverse("projects:people", args=[ours.project.id])).status_code == 404
    page = reverse("projects:left", args=[ben.id])
    assert "Thank you" in client.get(page).text
    client.post(page, {})
    ben.refresh_from_db()
    assert not ben.wants_news
    assert enter(ours, "Amina").get(page).status_code == 404
    with pytest.raises(Refusal, match="themself"):
        choose_news(member=ben, wants_news=True, by=ours.actor("Amina"), at=LATER)


def test_somebody_who_left_comes_back_by_an_invitation_with_both_times_kept() -> None:
    ours = team()
    gone(ours, "Ben")
    ours.add("Ben")
    assert ours.project.members.filter(person=ours.people["Ben"]).count() == 2
    assert not ours.member("Ben").is_coordinator
    client = enter(ours, "Ben")
    assert client.get(reverse("projects:people", args=[ours.project.id])).status_code == 200
    before = reverse("projects:people-before", args=[ours.project.id])
    assert "Nobody has left" in client.get(before).text


def test_the_page_asks_only_the_last_coordinator_who_takes_over() -> None:
    ours = team()
    address = reverse("projects:leave", args=[ours.project.id])
    assert "Who takes over" not in enter(ours, "Ben").get(address).text
    client = enter(ours, "Amina")
    assert "Who takes over as coordinator?" in client.get(address).text
    again = client.post(address, {})
    assert "Nothing is chosen here yet." in again.text
    answer = client.post(address, {"coordinator": str(ours.member("Dev").id)}, follow=True)
    assert "Thank you" in answer.text
    assert ours.member("Dev").is_coordinator
