"""Circles: made by anybody, joined and left by oneself, and their history stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.projects.actions import circles, phases
from evenweave.projects.models import Circle, Site
from tests.make import NOON
from tests.projects.teams import LATER, Team, enter, team

pytestmark = pytest.mark.django_db


def made(ours: Team, by: str = "Ben", name: str = "Tuesday group") -> Circle:
    return circles.add_circle(
        project=ours.project, name=name, word="panel", by=ours.actor(by), at=NOON
    )


def test_anybody_makes_a_circle_and_is_its_first_member() -> None:
    ours = team()
    circle = made(ours)
    assert [member.called for member in circle.people] == ["Ben"]
    assert ours.told[-1] == "projects.circle_added"


def test_nobody_outside_makes_a_circle() -> None:
    ours, others = team(), team(["Amina", "Finn"])
    with pytest.raises(Refusal, match="Only members"):
        circles.add_circle(
            project=ours.project, name="Ours", word="", by=others.actor("Finn"), at=NOON
        )


@pytest.mark.parametrize("name", ["tuesday GROUP", "  "])
def test_a_circle_has_a_name_of_its_own(name: str) -> None:
    ours = team()
    made(ours)
    with pytest.raises(Refusal, match="name"):
        made(ours, name=name)


def test_a_member_joins_and_leaves_and_comes_back_and_the_times_stay() -> None:
    ours = team()
    circle, carys = made(ours), ours.member("Carys")
    by = ours.actor("Carys")
    circles.join_circle(circle=circle, member=carys, by=by, at=NOON)
    circles.leave_circle(circle=circle, member=carys, by=by, at=LATER)
    assert [member.called for member in circle.people] == ["Ben"]
    circles.join_circle(circle=circle, member=carys, by=by, at=LATER)
    times = circle.circle_members.filter(member=carys).order_by("since", "until")
    assert [(each.since, each.until) for each in times] == [(NOON, LATER), (LATER, None)]


def test_nobody_is_put_into_a_circle_or_out_of_it_by_somebody_else() -> None:
    ours = team()
    circle = made(ours)
    with pytest.raises(Refusal, match="themself"):
        circles.join_circle(
            circle=circle, member=ours.member("Carys"), by=ours.actor("Amina"), at=NOON
        )
    with pytest.raises(Refusal, match="themself"):
        circles.leave_circle(
            circle=circle, member=ours.member("Ben"), by=ours.actor("Amina"), at=NOON
        )


def test_nobody_joins_twice_or_leaves_where_they_are_not() -> None:
    ours = team()
    circle, ben, carys = made(ours), ours.member("Ben"), ours.member("Carys")
    with pytest.raises(Refusal, match="already"):
        circles.join_circle(circle=circle, member=ben, by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Refusal, match="nothing to leave"):
        circles.leave_circle(circle=circle, member=carys, by=ours.actor("Carys"), at=NOON)


def test_the_circle_of_everybody_is_not_left_or_ended() -> None:
    ours = team()
    everybody = ours.project.circles.get(is_everybody=True)
    with pytest.raises(Refusal, match="leaving the project"):
        circles.leave_circle(
            circle=everybody, member=ours.member("Ben"), by=ours.actor("Ben"), at=NOON
        )
    with pytest.raises(Refusal, match="as long as the project"):
        circles.end_circle(circle=everybody, by=ours.actor("Amina"), at=NOON)


def test_people_in_a_circle_name_it_and_others_do_not() -> None:
    ours = team()
    circle = made(ours)
    new: dict[str, Any] = {"name": "Wednesday group", "word": "", "version": 1}
    with pytest.raises(Refusal, match="Only people in this circle"):
        circles.rename_circle(circle=circle, **new, by=ours.actor("Dev"), at=NOON)
    circles.rename_circle(circle=circle, **new, by=ours.actor("Ben"), at=NOON)
    with pytest.raises(Changed):
        circles.rename_circle(circle=circle, **new, by=ours.actor("Amina"), at=NOON)
    assert Circle.objects.get(pk=circle.pk).name == "Wednesday group"


def test_an_ended_circle_keeps_its_history_and_takes_nobody_in() -> None:
    ours = team()
    circle = made(ours)
    circles.end_circle(circle=circle, by=ours.actor("Ben"), at=LATER)
    assert circle.circle_members.get().until == LATER
    with pytest.raises(Refusal, match="has ended"):
        circles.join_circle(
            circle=circle, member=ours.member("Dev"), by=ours.actor("Dev"), at=LATER
        )
    page = enter(ours, "Dev").get(reverse("projects:circles", args=[ours.project.id]))
    assert "Circles that have ended" in page.text
    made(ours)  # its name is free again


def test_a_member_says_where_they_take_part_among_the_projects_sites() -> None:
    ours, others = team(), team(["Amina"])
    client = enter(ours, "Amina")
    address = reverse("projects:sites", args=[ours.project.id])
    assert "one place, or none" in client.get(address).text
    told = with_sites(ours)
    client.post(address, {"sites": [str(told[0].id)]})
    assert [each.site for each in ours.member("Amina").member_sites.all()] == [told[0]]
    with pytest.raises(Refusal, match="not one of the project’s sites"):
        circles.choose_sites(
            member=others.member("Amina"), sites=told, by=others.actor("Amina"), at=NOON
        )


def with_sites(ours: Team) -> list[Site]:
    """Two sites, named as the project tells more of itself."""
    ours.tell(sites=["Devon", "Lancashire"])
    return list(ours.project.sites.all())


def test_a_coordinator_sets_the_days_of_a_phase_and_it_stands_on_the_record() -> None:
    ours = team()
    first = ours.project.phases.first()
    assert first is not None
    days = {"starts_on": NOON.date(), "ends_on": LATER.date()}
    phases.change_phase(phase=first, name="Asking", **days, by=ours.actor("Amina"), at=NOON)
    assert ours.told[-1] == "projects.phase_changed"
    page = enter(ours, "Ben").get(reverse("projects:phases", args=[ours.project.id])).text
    assert "Asking" in page
    assert "Add a phase" not in page
    with pytest.raises(Refusal, match="Only a coordinator"):
        phases.change_phase(phase=first, name="Mine", **days, by=ours.actor("Ben"), at=NOON)


def test_a_phase_does_not_end_before_it_starts() -> None:
    ours = team()
    with pytest.raises(Refusal, match="before the first day"):
        phases.add_phase(
            project=ours.project,
            name="Back to front",
            starts_on=LATER.date(),
            ends_on=NOON.date(),
            by=ours.actor("Amina"),
            at=NOON,
        )


def test_no_two_phases_have_one_name() -> None:
    ours = team()
    first, second = ours.project.phases.all()[:2]
    by, days = ours.actor("Amina"), {"starts_on": NOON.date(), "ends_on": None}
    with pytest.raises(Refusal, match="A phase has this name already."):
        phases.add_phase(project=ours.project, name=f" {first.name.upper()}", by=by, at=NOON)
    with pytest.raises(Refusal, match="Give that one its days"):
        phases.change_phase(phase=second, name=first.name, **days, by=by, at=NOON)
    phases.change_phase(phase=first, name=first.name, **days, by=by, at=NOON)


def test_a_phase_that_began_is_not_taken_out_and_one_that_did_not_can_go() -> None:
    ours = team()
    by = ours.actor("Amina")
    new = phases.add_phase(
        project=ours.project, name="A tenth", starts_on=NOON.date(), by=by, at=NOON
    )
    assert new.position == 10
    with pytest.raises(Refusal, match="has dates"):
        phases.drop_phase(phase=new, by=by, at=NOON)
    last = ours.project.phases.get(position=9)
    phases.move_phase(phase=new, by=by, at=NOON)
    assert list(ours.project.phases.values_list("name", flat=True))[-2:] == ["A tenth", last.name]
    last.refresh_from_db()
    phases.drop_phase(phase=last, by=by, at=NOON)
    assert ours.project.phases.count() == 9
    first = ours.project.phases.first()
    assert first is not None
    with pytest.raises(Refusal, match="first already"):
        phases.move_phase(phase=first, by=by, at=NOON)
