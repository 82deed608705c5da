"""A way in begins again for whom something changed: once for each event, whatever stops."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from evenweave.agreements import following, jobs
from evenweave.agreements.actions import arrivals as actions
from evenweave.agreements.actions.handovers import hand_on, take_part
from evenweave.agreements.models import (
    Arrival,
    ArrivalCause,
    Followed,
)
from evenweave.agreements.path import path_of
from evenweave.archive import actions as archive
from evenweave.archive import reading
from evenweave.common import actors, guard
from evenweave.people.actions import rest, stop_resting
from evenweave.projects.actions.capabilities import give_capability
from evenweave.projects.actions.leaving import leave_project
from evenweave.projects.actions.phases import add_phase, change_phase
from evenweave.projects.models import Capability
from tests.agreements.arriving import (
    USUAL,
    arrived,
    comes_into,
    next_of,
    settled,
    turn,
)
from tests.make import NOON
from tests.projects.teams import LATER, Team, team

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def ours() -> Team:
    """A team of five."""
    return team()


def test_a_new_circle_begins_a_short_path_for_whom_it_touches_and_no_other(ours: Team) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    turn()
    assert next_of(ours, "Ben") == ["Something changed for you"]
    path = path_of(ours.member("Ben"))
    assert [step.kind for step in path.steps] == ["changed", "buddy"]
    assert path.changes == ["You came into the circle “Panel”."]
    assert next_of(ours, "Carys") == []
    assert Arrival.objects.filter(is_again=True).count() == 1


def test_a_phase_that_begins_touches_who_was_here_before_and_never_twice(ours: Team) -> None:
    settled(ours)
    by, today = ours.actor("Amina"), localdate(LATER)
    add_phase(project=ours.project, name="The design", by=by, at=NOON, starts_on=today - 400 * DAY)
    trial = add_phase(
        project=ours.project, name="The trial", by=by, at=NOON, starts_on=today + 2 * DAY
    )
    turn()
    assert next_of(ours, "Ben") == []  # it has not begun
    turn(LATER + 2 * DAY)
    turn(LATER + 3 * DAY)
    for name in ours.people:
        path = path_of(ours.member(name))
        assert path.changes == ["A phase began: The trial."]
        assert [step.kind for step in path.steps] == ["changed", "agreement", "hopes"]
    actions.say_enough(member=ours.member("Ben"), by=ours.actor("Ben"), at=LATER + 3 * DAY)
    change_phase(
        phase=trial,
        name="The big trial",
        starts_on=trial.starts_on,
        ends_on=None,
        by=by,
        at=LATER + 3 * DAY,
    )
    turn(LATER + 4 * DAY)
    assert next_of(ours, "Ben") == []


def test_the_first_phase_of_a_project_is_no_change(ours: Team) -> None:
    settled(ours)
    today = localdate(LATER)
    add_phase(
        project=ours.project, name="The design", by=ours.actor("Amina"), at=NOON, starts_on=today
    )
    turn()
    assert not ArrivalCause.objects.exists()


def test_several_changes_in_one_batch_make_one_short_path(ours: Team) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    comes_into(ours, "Ben", "Writers")
    give_capability(
        member=ours.member("Ben"),
        kind=Capability.Kind.COORDINATOR,
        by=ours.actor("Amina"),
        at=LATER,
    )
    made = hand_on(
        project=ours.project,
        what="The panels",
        parts=[("Minutes", ours.member("Ben"))],
        until_on=None,
        by=ours.actor("Amina"),
        at=LATER,
    )
    take_part(part=made.parts.get(), by=ours.actor("Ben"), at=LATER)
    turn()
    path = path_of(ours.member("Ben"))
    assert path.changes == [
        "You came into the circle “Panel”.",
        "You came into the circle “Writers”.",
        "You are trusted with more: coordinator.",
        "You took on: Minutes.",
    ]
    assert [step.kind for step in path.steps] == ["changed", "agreement", "buddy"]
    assert Arrival.objects.filter(is_again=True).count() == 1


def test_run_twice_it_does_nothing_the_second_time(ours: Team) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    turn()
    before = list(ArrivalCause.objects.values_list("id", "arrival"))
    turn()
    turn(LATER + DAY)
    assert list(ArrivalCause.objects.values_list("id", "arrival")) == before


def test_an_older_cursor_tells_nobody_twice(ours: Team) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    turn()
    actions.say_enough(member=ours.member("Ben"), by=ours.actor("Ben"), at=LATER)
    forget_place(ours)
    turn()
    assert next_of(ours, "Ben") == []
    assert ArrivalCause.objects.count() == 1


def forget_place(ours: Team) -> None:
    """The cursor is back at the beginning, as after a backup was brought in."""
    with guard.acting("tests.forget_place"):
        Followed.objects.filter(project=ours.project).update(sequence=0)


def test_killed_between_reading_and_beginning_the_next_turn_goes_on(
    ours: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    comes_into(ours, "Carys")

    def killed(**_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "begin_again", killed)
    with pytest.raises(KeyboardInterrupt):
        turn()
    assert next_of(ours, "Ben") == []
    assert ArrivalCause.objects.filter(arrival=None).count() == 2
    monkeypatch.undo()
    turn()
    assert next_of(ours, "Ben") == next_of(ours, "Carys") == ["Something changed for you"]
    assert ArrivalCause.objects.count() == 2


def test_killed_while_reading_nothing_is_lost(ours: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(ours)
    comes_into(ours, "Ben")

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(following, "phases_begun", killed)
    with pytest.raises(KeyboardInterrupt):
        turn()
    assert not Followed.objects.exists()  # neither its place nor what it read
    assert not ArrivalCause.objects.exists()
    monkeypatch.undo()
    turn()
    assert next_of(ours, "Ben") == ["Something changed for you"]


def test_a_long_record_is_read_in_bites(ours: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(ours)
    monkeypatch.setattr(following, "BATCH", 2)
    for name in ("Ben", "Carys", "Esther"):
        comes_into(ours, name)
    turn()
    assert ArrivalCause.objects.filter(kind="circle").count() == 3


def test_for_who_rests_it_waits_until_they_are_back(ours: Team) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    ben, by = ours.people["Ben"], ours.actor("Ben")
    rest(person=ben, by=by, at=LATER)
    turn()
    assert not Arrival.objects.filter(member=ours.member("Ben"), is_again=True).exists()
    turn(LATER + 100 * DAY)
    stop_resting(person=ben, by=by, at=LATER + 101 * DAY)
    turn(LATER + 101 * DAY)
    assert next_of(ours, "Ben") == ["Something changed for you"]


def test_nothing_begins_for_who_left(ours: Team) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    ben, by = ours.member("Ben"), ours.actor("Ben")
    leave_project(member=ben, hand_over={}, wants_news=True, by=by, at=LATER)
    turn()
    assert not ArrivalCause.objects.filter(member=ben).exists()


def test_for_who_is_still_on_their_way_in_it_joins_that_way(ours: Team) -> None:
    arrived(ours, "Ben")
    comes_into(ours, "Ben")
    turn()
    path = path_of(ours.member("Ben"))
    assert not path.is_again
    assert [step.kind for step in path.steps] == ["changed", *USUAL]


def test_what_is_old_is_no_news(ours: Team) -> None:
    settled(ours)
    comes_into(ours, "Ben")
    turn(LATER + 60 * DAY)
    assert not ArrivalCause.objects.exists()


def test_what_they_took_themselves_begins_nothing(ours: Team) -> None:
    settled(ours)
    amina = ours.people["Amina"]
    streams = reading.streams_of(amina.id)
    archive.erase_person(person=amina, streams=streams, by=actors.operator(), at=LATER)
    ben, by = ours.member("Ben"), ours.actor("Ben")
    give_capability(member=ben, kind=Capability.Kind.COORDINATOR, by=by, at=LATER)
    turn()
    assert not ArrivalCause.objects.filter(kind="trust").exists()
