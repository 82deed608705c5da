"""The case of Hounslow: twelve meetings, at which roles go round."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from django.utils.timezone import localtime

from evenweave.demo.cast import BY_SLUG, HOUNSLOW
from evenweave.demo.hounslow_agendas import AGENDAS, MISSES
from evenweave.demo.hounslow_meets import HEALTH_CENTRE, LIBRARY
from evenweave.ideas.models import Idea
from evenweave.meetings.models import (
    Attendance,
    Item,
    Meeting,
    Minutes,
    Mix,
    Role,
    State,
    Task,
    Turn,
)
from evenweave.projects.models import Project
from evenweave.record.models import Entry
from tests.demo.looking import L, P, R, sentences, the

pytestmark = pytest.mark.django_db


# How it met


def behind(project: Project) -> list[Meeting]:
    """The meetings that were, in the order of time."""
    return list(Meeting.objects.filter(project=project).behind().order_by("starts_at"))


def test_it_met_twelve_times_twice_a_month(project: Project) -> None:
    met = behind(project)
    assert len(met) == 12
    assert set(Counter(each.starts_at.month for each in met if each.starts_at).values()) == {2}


def test_five_roles_went_round_by_the_rota_alone(project: Project) -> None:
    roles = Role.objects.filter(circle__project=project)
    assert [each.name for each in roles] == [
        "Chair",
        "Minutes",
        "Provisions",
        "Room",
        "Administration",
    ]
    turns = Turn.objects.filter(meeting__in=behind(project))
    assert turns.count() == 60
    assert not turns.filter(member=None).exists()
    assert not turns.filter(is_agreed=True).exists()  # nobody was picked by hand
    had = Counter(turns.values_list("member__person__name", flat=True))
    whole_time = {each.name for each in HOUNSLOW} - {"Lena"}
    assert {had[name] for name in whole_time} == {3, 4}
    for name in ("Chair", "Minutes"):
        told = turns.filter(role__name=name)
        by_kind = Counter(told.values_list("member__seat__name", flat=True))
        assert max(by_kind.values()) - min(by_kind.values()) <= 2
        assert len(set(told.values_list("member", flat=True))) >= 9


def test_whoever_had_a_turn_was_there(project: Project) -> None:
    for meeting in behind(project):
        there = Attendance.objects.filter(meeting=meeting, how__in=["room", "online"])
        members = set(there.values_list("member", flat=True))
        assert set(meeting.turns.values_list("member", flat=True)) <= members
        led = Item.objects.filter(meeting=meeting).exclude(lead=None)
        assert set(led.values_list("lead", flat=True)) <= members


def test_a_few_were_missing_now_and_then_of_all_kinds_and_some_took_part_otherwise(
    project: Project,
) -> None:
    met = behind(project)
    there = [each.attendances.count() for each in met]
    assert (min(there), max(there)) == (13, 15)
    missed = Counter(BY_SLUG[slug].brings[0] for slugs in MISSES.values() for slug in slugs)
    assert missed == {L: 4, P: 5, R: 6}
    how = Counter(Attendance.objects.values_list("how", flat=True))
    assert set(how) == {"room", "online", "writing", "behalf"}
    assert how["room"] > 150


def test_lena_rested_in_july_and_took_part_before_and_after(project: Project) -> None:
    there = Attendance.objects.filter(member=the("lena"), meeting__in=behind(project))
    months = Counter(each.meeting.starts_at.month for each in there)  # type: ignore[union-attr]
    assert months == {6: 2, 8: 2, 9: 2, 10: 2, 11: 2}
    had = Turn.objects.filter(member=the("lena")).exclude(meeting__starts_at__month=7)
    assert had.count() == Turn.objects.filter(member=the("lena")).count() > 1
    assert not any("rest" in line for line in sentences(project))


def test_what_each_brought_was_written_down_and_what_was_taken_on_was_done(
    project: Project,
) -> None:
    for meeting, points in zip(behind(project), AGENDAS, strict=True):
        notes = dict(meeting.notes.values_list("item__title", "words"))
        assert notes.keys() == {each.title for each in points if each.notes}
    tasks = Task.objects.order_by("meeting__starts_at")
    assert [each.done_at is not None for each in tasks] == [True] * 5 + [False]


def test_the_map_of_people_places_and_things_to_do_was_its_tool(project: Project) -> None:
    titles = {each.title for points in AGENDAS for each in points if "map" in each.title.lower()}
    assert titles == {"The map", "We try the map on ourselves", "Maps from the day centre"}
    idea = Idea.objects.get(words__startswith="A map of places")
    assert idea.gathered.get().words.startswith("Put people on the map")
    assert "people, places, and things to do" in idea.answers.get().reason


def test_those_who_shared_something_alternated_and_people_were_mixed_twice(
    project: Project,
) -> None:
    shared = Item.objects.filter(meeting=behind(project)[10], purpose="share").order_by("position")
    kinds = list(shared.values_list("lead__seat__name", flat=True))
    assert all(one != other for one, other in pairwise(kinds))
    assert {each.sort for each in Mix.objects.all()} == {"pairs", "tables"}


def test_lunch_before_christmas_counts_for_nothing(project: Project) -> None:
    lunch = Meeting.objects.get(project=project, kind="gathering")
    assert (lunch.title, lunch.turns.count(), lunch.items.count()) == (
        "Lunch before Christmas",
        0,
        0,
    )


def test_it_moved_out_of_the_room_with_a_code_at_its_door(project: Project) -> None:
    names = [each.venue.name for each in behind(project) if each.venue]
    assert names == [HEALTH_CENTRE["name"]] * 3 + [LIBRARY["name"]] * 9
    assert Entry.objects.filter(kind="meetings.series_moved").count() == 1
    still = Meeting.objects.get(project=project, state=State.CHOOSING)
    assert [f"{localtime(each.starts_at):%H:%M}" for each in still.offers.all()] == [
        "10:00",
        "10:00",
    ]


def test_each_time_it_agreed_on_the_minutes_of_the_last(project: Project) -> None:
    drafts = Minutes.objects.filter(meeting__project=project).order_by("meeting__starts_at")
    assert [each.agreed_at is not None for each in drafts] == [True] * 11 + [False]
    assert Entry.objects.filter(kind="meetings.minutes_agreed").count() == 11
