"""Roles go round: what one is willing to do is one's own; a turn is passed on without a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from evenweave.common import clock
from evenweave.common.refusals import Refusal
from evenweave.meetings.actions.roles import (
    add_role,
    end_role,
    pass_on,
    say_away,
    say_wills,
    share_out,
    take_turn,
)
from evenweave.meetings.models import Meeting, PassedOn, Role, RoleWill, Turn
from evenweave.projects.actions.leaving import leave_project
from tests.make import NOON
from tests.meetings.stories import SOON, WEEK, everybody, planned
from tests.projects.teams import Team, enter, team

pytestmark = pytest.mark.django_db


def roles(ours: Team, *names: str) -> list[Role]:
    """Some that go round."""
    by, circle = ours.actor("Amina"), everybody(ours)
    return [add_role(circle=circle, name=name, what="", by=by, at=NOON) for name in names]


def willing(ours: Team, *who: str, will: str = "willing") -> None:
    """These are willing to do anything."""
    wills = dict.fromkeys(Role.objects.all(), will)
    for name in who:
        member, by = ours.member(name), ours.actor(name)
        say_wills(circle=everybody(ours), member=member, wills=wills, by=by, at=NOON)


def whose(ours: Team) -> list[str]:
    """Whose turn each is, in the order of time."""
    found = Turn.objects.order_by("meeting__starts_at", "role__position")
    return [each.member.called if each.member else "-" for each in found]


def test_turns_follow_by_themselves_from_what_people_say() -> None:
    ours = team()
    for number in range(2):
        planned(ours, starts_at=SOON + number * WEEK)
    roles(ours, "Chair", "Minutes")
    before = ours.told
    willing(ours, "Ben", "Carys", "Dev", "Esther")
    assert sorted(whose(ours)) == ["Ben", "Carys", "Dev", "Esther"]
    assert ours.told == before


def test_what_somebody_is_willing_to_do_nobody_else_reads() -> None:
    ours = team()
    (chair,) = roles(ours, "Chair")
    willing(ours, "Ben", will="learning")
    for name in ("Amina", "Carys"):
        where = reverse("meetings:wills", args=[ours.project.id, everybody(ours).id])
        page = enter(ours, name).get(where).text
        assert "Ben" not in page
        assert f'name="role-{chair.pk}" value="learning" checked' not in page.replace("\n", " ")
    told: dict[str, Any] = {"circle": everybody(ours), "member": ours.member("Ben")}
    with pytest.raises(Refusal, match="Only the person themself"):
        say_wills(wills={}, by=ours.actor("Amina"), at=NOON, **told)


def test_a_turn_is_passed_on_without_a_reason_and_goes_to_somebody_else() -> None:
    ours = team()
    planned(ours)
    roles(ours, "Chair")
    willing(ours, "Ben", "Carys")
    (turn,) = Turn.objects.all()
    assert turn.member is not None
    first = turn.member.called
    pass_on(turn=turn, by=ours.actor(first), at=NOON)
    (second,) = whose(ours)
    assert {first, second} == {"Ben", "Carys"}
    assert Turn.objects.get().pk == turn.pk
    with pytest.raises(Refusal, match="not your turn"):
        pass_on(turn=turn, by=ours.actor(first), at=NOON)
    pass_on(turn=turn, by=ours.actor(second), at=NOON)
    assert whose(ours) == ["-"]
    take_turn(turn=turn, by=ours.actor("Dev"), at=NOON)
    share_out(circle=everybody(ours), by=ours.actor("Esther"), at=NOON)
    assert whose(ours) == ["Dev"]
    assert Turn.objects.get().is_agreed
    with pytest.raises(Refusal, match="Somebody does it already"):
        take_turn(turn=turn, by=ours.actor("Ben"), at=NOON)
    assert PassedOn.objects.count() == 2


def test_not_this_month_counts_against_nobody() -> None:
    ours = team()
    planned(ours)
    roles(ours, "Chair")
    willing(ours, "Ben")
    by, member = ours.actor("Ben"), ours.member("Ben")
    told: dict[str, Any] = {"circle": everybody(ours), "member": member, "by": by, "at": NOON}
    say_away(months=[date(2026, 3, 1)], **told)
    turn = Turn.objects.get()
    assert (turn.member, str(turn.reason)) == (None, "All who are willing are away.")
    say_away(months=[], **told)
    assert whose(ours) == ["Ben"]


def test_a_leavers_turn_needs_somebody_and_the_rota_finds_them() -> None:
    ours = team()
    meeting = planned(ours)
    roles(ours, "Chair")
    willing(ours, "Ben")
    leave_project(
        member=ours.member("Ben"), hand_over={}, wants_news=False, by=ours.actor("Ben"), at=NOON
    )
    where = reverse("meetings:meeting", args=[ours.project.id, meeting.id])
    page = enter(ours, "Carys").get(where).text
    assert "needs somebody" in page
    assert "Whoever had it has left." in page
    willing(ours, "Carys")
    assert whose(ours) == ["Carys"]


def test_a_role_goes_round_once_and_no_more_when_it_is_taken_out() -> None:
    ours = team()
    planned(ours)
    (chair,) = roles(ours, "Chair")
    willing(ours, "Ben")
    with pytest.raises(Refusal, match="of this name already"):
        roles(ours, "Chair")
    end_role(role=chair, by=ours.actor("Dev"), at=NOON)
    assert not Turn.objects.exists()
    told: dict[str, Any] = {"circle": everybody(ours), "member": ours.member("Ben")}
    chair.refresh_from_db()
    with pytest.raises(Refusal, match="does not go round any more"):
        say_wills(wills={chair: "willing"}, by=ours.actor("Ben"), at=NOON, **told)
    with pytest.raises(Refusal, match="does not go round any more"):
        end_role(role=chair, by=ours.actor("Dev"), at=NOON)


def test_it_is_all_said_on_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = team()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    meeting = planned(ours)
    ben, circle = enter(ours, "Ben"), everybody(ours)
    place = [ours.project.id, circle.id]
    ben.post(reverse("meetings:add-usual", args=place), {"usual": ["chair", "room", "nothing"]})
    assert [each.name for each in Role.objects.all()] == ["Chair", "Room"]
    said = {f"role-{each.pk}": "willing" for each in Role.objects.all()}
    answer = ben.post(reverse("meetings:wills", args=place), {**said, "away": ["2026-05"]})
    assert answer.status_code == 302
    assert RoleWill.objects.count() == 2
    page = ben.get(reverse("meetings:meeting", args=[ours.project.id, meeting.id])).text
    assert "Chosen because" in page
    assert page.count("Chosen because nobody else is willing.") == 2
    assert "Your turns" in ben.get(reverse("meetings:roles", args=place)).text


def test_hounslows_half_year_goes_round_evenly() -> None:
    ours = team()
    for number in range(12):
        planned(ours, starts_at=SOON + 2 * number * WEEK)
    roles(ours, "Chair", "Minutes", "Provisions", "Room")
    for number in range(7):
        ours.add(f"Partner {number}", "LPR"[number % 3])
    everyone = list(ours.people)
    willing(ours, *everyone)
    had = [each for each in whose(ours) if each != "-"]
    assert len(had) == 48
    assert {had.count(name) for name in everyone} == {4}
    assert Meeting.objects.count() == 12
