"""Somebody comes in by a path of their own, and nobody watches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from evenweave.agreements import next as waiting
from evenweave.agreements.actions import arrivals as actions
from evenweave.agreements.actions import steps
from evenweave.agreements.models import (
    Arrival,
    ArrivalCause,
    ArrivalMark,
    ArrivalStep,
    Buddy,
    Hopes,
    StepKind,
)
from evenweave.agreements.models.arrivals import step_id
from evenweave.agreements.path import path_of
from evenweave.agreements.personal import export
from evenweave.agreements.steps import address_of, steps_of
from evenweave.agreements.story import story_of
from evenweave.archive import actions as archive
from evenweave.archive import reading
from evenweave.common import clock
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.decisions.actions.room import agree_in_room
from evenweave.people.actions import accept_helping, ask_helper
from evenweave.people.pages import ACTS_FOR
from evenweave.projects.actions.circles import add_circle
from evenweave.projects.actions.inviting import invite
from evenweave.projects.actions.joining import join_project
from evenweave.projects.actions.limits import say_limit
from evenweave.projects.actions.phases import add_phase
from evenweave.projects.models import Invitation
from evenweave.record.models import Entry
from tests import make
from tests.agreements.arriving import (
    USUAL,
    arrived,
    asked,
    comes_into,
    keep,
    kinds_of,
    next_of,
    settled,
    turn,
    willing,
)
from tests.make import NOON
from tests.projects.teams import LATER, Team, added, enter, helper_for, team

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def ours() -> Team:
    """A team of five."""
    return team()


# The way in


def test_a_newcomer_finds_the_usual_steps_and_is_told_of_them_once_and_calmly() -> None:
    ours = team()
    member = arrived(ours, "Ben")
    assert kinds_of(member) == USUAL
    (told,) = waiting.next_for(ours.people["Ben"].id, LATER)
    assert (told.title, told.minutes) == ("Your way in: 7 things", 14)
    assert not told.urgent
    assert told.at is None


def test_whoever_began_the_project_and_whoever_was_not_shown_round_hear_nothing_of_it() -> None:
    ours = team()
    arrived(ours, "Amina")
    assert next_of(ours, "Amina") == []
    assert next_of(ours, "Ben") == []


def test_after_a_season_nobody_is_new_and_the_page_stays() -> None:
    ours = team()
    member, ben = arrived(ours, "Ben"), ours.people["Ben"].id
    assert waiting.next_for(ben, NOON + 91 * DAY)
    assert waiting.next_for(ben, NOON + 93 * DAY) == []
    assert kinds_of(member) == USUAL


def test_a_step_is_done_or_skipped_and_can_be_opened_again() -> None:
    ours = team()
    member = arrived(ours, "Ben")
    story, called = (step_id(ours.project.id, kind) for kind in ("story", "called"))
    by = ours.actor("Ben")
    actions.mark_step(member=member, step=story, what="done", by=by, at=LATER)
    actions.mark_step(member=member, step=called, what="skipped", by=by, at=LATER)
    assert next_of(ours, "Ben") == ["Your way in: 5 things"]
    actions.mark_step(member=member, step=called, what="", by=by, at=LATER)
    assert [step.mark for step in path_of(member).steps[:4]] == ["done", "", "", ""]
    assert next_of(ours, "Ben") == ["Your way in: 6 things"]


def test_it_is_enough_when_they_say_so_or_when_all_is_done() -> None:
    ours = team()
    ben, carys = arrived(ours, "Ben"), arrived(ours, "Carys")
    actions.say_enough(member=ben, by=ours.actor("Ben"), at=LATER)
    assert next_of(ours, "Ben") == []
    assert kinds_of(ben) == USUAL  # it stays readable
    for step in path_of(carys).steps:
        actions.mark_step(
            member=carys, step=step.id, what="skipped", by=ours.actor("Carys"), at=LATER
        )
    assert path_of(carys).is_enough
    assert next_of(ours, "Carys") == []


def test_nobody_sees_how_far_another_is_and_the_record_never_hears_of_it() -> None:
    ours = team()
    ben = arrived(ours, "Ben")
    length = Entry.objects.count()
    story = step_id(ours.project.id, "story")
    actions.mark_step(member=ben, step=story, what="done", by=ours.actor("Ben"), at=LATER)
    for name in ("Amina", "Carys"):
        page = enter(ours, name).get(reverse("agreements:arrival", args=[ours.project.id])).text
        assert "You did" not in page
        assert "Ben" not in page
    with pytest.raises(Refusal, match="themself"):
        actions.mark_step(member=ben, step=story, what="", by=ours.actor("Amina"), at=LATER)
    assert Entry.objects.count() == length


def test_a_helper_goes_the_way_for_the_person_but_does_not_see_their_hopes() -> None:
    ours = team()
    ben = arrived(ours, "Ben")
    helper = helper_for(ours, "Ben", "Dev")
    actions.say_enough(member=ben, by=helper, at=LATER)
    assert path_of(ben).is_enough
    with pytest.raises(Refusal, match="alone"):
        keep(ben, helper, hopes="Tea.")


def test_the_page_of_hopes_is_shut_to_a_helper(ours: Team) -> None:
    ben, dev = ours.people["Ben"], ours.people["Dev"]
    keep(ours.member("Ben"), ours.actor("Ben"), fears="Of the dark.")
    asked = ask_helper(person=ben, helper=dev, by=ours.actor("Ben"), at=NOON)
    accept_helping(helping=asked, helper=dev, by=ours.actor("Dev"), at=NOON)
    client = enter(ours, "Dev")
    session = client.session
    session[ACTS_FOR] = str(ben.id)
    session.save()
    answer = client.get(reverse("agreements:hopes", args=[ours.project.id]))
    assert answer.status_code == 409
    assert "Of the dark" not in answer.text


def test_a_light_project_has_no_such_pages_and_asks_nobody(ours: Team) -> None:
    arrived(ours, "Ben")
    light = make.project(name="Light", is_light=True)
    member = make.joined(light, make.BEN)
    make.arrived(member)
    assert waiting.next_for(make.person_id(make.BEN), LATER) == []
    client = Client()
    client.force_login(make.ben())
    for name in ("arrival", "story", "steps", "hopes", "buddy", "hand-overs", "thanks"):
        assert client.get(reverse(f"agreements:{name}", args=[light.id])).status_code == 404
    assert client.get(reverse("agreements:parting", args=[member.id])).status_code == 404


# The steps of the team


def test_a_step_that_leads_to_a_page_that_is_not_there_is_words_alone(ours: Team) -> None:
    by_kind = {step.kind: address_of(step) for step in steps_of(ours.project)}
    assert by_kind["story"] == reverse("agreements:story", args=[ours.project.id])
    assert by_kind["helps"] == reverse("people:helps")
    assert by_kind["agreement"] == "" or by_kind["agreement"].startswith("/projects/")


def test_anybody_adds_changes_moves_takes_out_and_puts_back(ours: Team) -> None:
    by, at = ours.actor("Carys"), LATER
    made = steps.add_step(
        project=ours.project, title="Meet the panel", words="Kind people.", link="", by=by, at=at
    )
    found = steps_of(ours.project)
    assert [step.kind for step in found] == [*USUAL, "own"]
    assert found[0].id == step_id(ours.project.id, "story")  # the same as before it was written
    steps.move_step(step=made, by=by, at=at)
    assert [step.kind for step in steps_of(ours.project)][-2:] == ["own", "meeting"]
    steps.take_out_step(step=found[1], by=by, at=at)
    assert "agreement" not in [step.kind for step in steps_of(ours.project)]
    steps.put_back_step(step=found[1], by=by, at=at)
    assert "agreement" in [step.kind for step in steps_of(ours.project)]


def test_what_is_as_usual_stays_the_usual(ours: Team) -> None:
    (first, *_rest) = steps_of(ours.project)
    steps.change_step(
        step=first,
        title=first.called,
        words="Ask Dev for the long one.",
        link="",
        version=1,
        by=ours.actor("Ben"),
        at=LATER,
    )
    kept = ArrivalStep.objects.get(pk=first.id)
    assert (kept.title, kept.words) == ("", "Ask Dev for the long one.")


def test_two_people_who_change_one_step_meet_both_versions(ours: Team) -> None:
    made = steps.add_step(
        project=ours.project, title="Meet us", words="", link="", by=ours.actor("Ben"), at=LATER
    )
    carys, dev = enter(ours, "Carys"), enter(ours, "Dev")
    address = reverse("agreements:step", args=[ours.project.id, made.id])
    first = {"title": "Meet the panel", "words": "On Tuesdays.", "link": "", "version": "1"}
    assert carys.post(address, first).status_code == 302
    second = first | {"title": "Meet everybody", "words": "On Mondays."}
    answer = dev.post(address, second)
    assert answer.status_code == 409
    for words in ("Meet the panel", "Meet everybody", "Tuesdays", "Mondays"):
        assert words in answer.text
    assert ArrivalStep.objects.get(pk=made.id).title == "Meet the panel"


@pytest.mark.parametrize(
    ("title", "link", "reason"),
    [
        ("", "", "needs a name"),
        ("Look", "javascript:alert(1)", "begins with https"),
        ("Look", "//elsewhere.example", "begins with https"),
    ],
)
def test_bad_input_is_told_in_a_sentence(ours: Team, title: str, link: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        steps.add_step(
            project=ours.project, title=title, words="", link=link, by=ours.actor("Ben"), at=LATER
        )


def test_thirty_steps_are_as_many_as_anybody_walks(ours: Team) -> None:
    by = ours.actor("Ben")
    for number in range(23):
        steps.add_step(
            project=ours.project, title=f"Step {number}", words="", link="", by=by, at=LATER
        )
    with pytest.raises(Refusal, match="thirty"):
        steps.add_step(project=ours.project, title="One more", words="", link="", by=by, at=LATER)


def test_a_step_that_was_taken_out_is_on_nobodys_way_and_keeps_its_marks(ours: Team) -> None:
    ben = arrived(ours, "Ben")
    found = steps_of(ours.project)[0]
    steps.take_out_step(step=found, by=ours.actor("Dev"), at=LATER)
    with pytest.raises(Refusal, match="taken it out"):
        actions.mark_step(member=ben, step=found.id, what="done", by=ours.actor("Ben"), at=LATER)
    assert next_of(ours, "Ben") == ["Your way in: 6 things"]


# Hopes


def test_hopes_are_read_by_others_only_while_they_are_shared(ours: Team) -> None:
    ben, by = ours.member("Ben"), ours.actor("Ben")
    address = reverse("agreements:hopes", args=[ours.project.id])
    keep(ben, by, fears="That nobody listens.")
    assert "nobody listens" not in enter(ours, "Amina").get(address).text
    keep(ben, by, version=1, is_shared=True, fears="That nobody listens.")
    assert "nobody listens" in enter(ours, "Amina").get(address).text
    actions.take_back_hopes(member=ben, by=by, at=LATER)
    assert "nobody listens" not in enter(ours, "Amina").get(address).text
    assert not Hopes.objects.exists()


def test_two_tabs_lose_no_hopes(ours: Team) -> None:
    ben, by = ours.member("Ben"), ours.actor("Ben")
    keep(ben, by, hopes="Tea.")
    with pytest.raises(Changed):
        keep(ben, by, hopes="Cake.")
    address = reverse("agreements:hopes", args=[ours.project.id])
    sent = {"hopes": "Cake.", "fears": "", "expects": "", "version": "0"}
    answer = enter(ours, "Ben").post(address, sent)
    assert answer.status_code == 409
    assert "Tea." in answer.text
    assert "Cake." in answer.text


# The story


def test_the_story_tells_what_was_decided_and_why_with_the_newest_first(ours: Team) -> None:
    by = ours.actor("Amina")
    everybody = ours.project.circles.get(is_everybody=True)
    people = [ours.member("Amina"), ours.member("Ben")]
    for number in range(7):
        agree_in_room(
            circle=everybody,
            words=f"Number {number}.",
            people=people,
            by=by,
            at=LATER + number * DAY,
        )
    say_limit(project=ours.project, words="It ends in May.", holder="The funder", by=by, at=LATER)
    story = story_of(ours.project, LATER + 9 * DAY)
    assert [each.decision.question for each in story.decisions] == [
        f"Number {number}." for number in (6, 5, 4, 3, 2)
    ]
    assert story.has_more
    assert [limit.words for limit in story.limits] == ["It ends in May."]


def test_comings_and_goings_are_numbers_and_name_nobody(ours: Team) -> None:
    make.leave(ours.member("Esther"))
    story = story_of(ours.project, LATER)
    assert story.people == [
        "Four people are here now.",
        "Four came since it began.",
        "One left. What they did stays.",
    ]


def test_the_story_takes_as_many_queries_for_a_long_record_as_for_a_short(ours: Team) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            story_of(ours.project, LATER)
        return len(queries)

    by, everybody = ours.actor("Amina"), ours.project.circles.get(is_everybody=True)
    people = [ours.member("Amina"), ours.member("Ben")]
    agree_in_room(circle=everybody, words="One.", people=people, by=by, at=LATER)
    small = cost()
    assert small <= 9
    for number in range(8):
        agree_in_room(circle=everybody, words=f"{number}.", people=people, by=by, at=LATER)
    assert cost() == small


# Erasing, and pages


def test_erasing_somebody_takes_their_words_and_their_way(ours: Team) -> None:
    willing(ours, "Carys")
    pair = asked(ours, "Ben", "Carys")
    keep(ours.member("Ben"), ours.actor("Ben"), is_shared=True, fears="Marmalade.")
    settled(ours)
    comes_into(ours, "Ben")
    turn()
    ben = ours.people["Ben"]
    streams = reading.streams_of(ben.id)
    archive.erase_person(person=ben, streams=streams, by=ours.actor("Ben"), at=LATER)
    assert not Hopes.objects.exists()
    assert not Buddy.objects.filter(pk=pair.pk).exists()
    assert not ArrivalCause.objects.exists()
    assert Arrival.objects.count() == 4
    assert ArrivalMark.objects.count() == 0


def test_all_of_it_is_in_what_somebody_takes_away(ours: Team) -> None:
    ben, by = arrived(ours, "Ben"), ours.actor("Ben")
    keep(ben, by, fears="Marmalade.")
    story = step_id(ours.project.id, StepKind.STORY)
    actions.mark_step(member=ben, step=story, what="skipped", by=by, at=LATER)
    willing(ours, "Carys")
    asked(ours, "Ben", "Carys")
    held = export(ours.people["Ben"].id)
    assert held["what_you_hope_for"][0]["fears"] == "Marmalade."
    assert held["your_ways_in"][0]["steps"] == [{"step": "The story so far", "what": "Skipped"}]
    assert held["buddies"][0]["with"] == "Carys"
    assert export(ours.people["Dev"].id)["buddies"] == []


@pytest.mark.parametrize("name", ["arrival", "steps", "story", "hopes", "buddy"])
def test_a_page_takes_few_queries_and_no_more_for_a_larger_team(ours: Team, name: str) -> None:
    client = enter(ours, "Ben")
    address = reverse(f"agreements:{name}", args=[ours.project.id])
    willing(ours, "Carys")
    keep(ours.member("Carys"), ours.actor("Carys"), is_shared=True, hopes="Tea.")

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    small = cost()
    assert small <= 14
    for number in range(9):
        person = f"Person {number}"
        ours.add(person)
        willing(ours, person)
        keep(ours.member(person), ours.actor(person), is_shared=True, hopes="Tea.")
        add_circle(project=ours.project, name=person, word="", by=ours.actor(person), at=LATER)
    assert cost() == small


def test_what_is_next_costs_one_question(ours: Team) -> None:
    arrived(ours, "Ben")
    next_of(ours, "Ben")
    with CaptureQueriesContext(connection) as queries:
        next_of(ours, "Ben")
    assert len(queries) == 1


def test_a_newcomer_in_year_four_arrives_by_the_path(
    ours: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in PARTNERS2: a second phase, an agreement of each year, people who came and left."""
    by, four_years_on = ours.actor("Amina"), LATER + 4 * 365 * DAY
    monkeypatch.setattr(clock, "now", lambda: four_years_on)
    first, last = localdate(LATER), localdate(four_years_on)
    for name, starts_on in (("Development", first), ("The trial", last - 200 * DAY)):
        add_phase(project=ours.project, name=name, by=by, at=LATER, starts_on=starts_on)
    everybody = ours.project.circles.get(is_everybody=True)
    people = [ours.member("Amina"), ours.member("Ben")]
    for year in range(4):
        agree_in_room(
            circle=everybody,
            words=f"The agreement of year {year + 1} stands.",
            people=people,
            by=by,
            at=LATER + year * 365 * DAY,
        )
    say_limit(
        project=ours.project, words="People are drawn by lot.", holder="Ethics", by=by, at=LATER
    )
    for number in range(8):
        ours.add(f"Panel member {number}")
    for number in range(3):
        make.leave(ours.member(f"Panel member {number}"))

    ours.invitation = invite(
        project=ours.project,
        kind=Invitation.Kind.LINK,
        expires_at=four_years_on + DAY,
        by=by,
        at=four_years_on,
    )
    nadia = ours.people.setdefault("Nadia", added("Nadia"))
    join_project(invitation=ours.invitation, by=ours.actor("Nadia"), at=four_years_on)
    make.arrived(ours.member("Nadia"))
    (told,) = waiting.next_for(nadia.id, four_years_on)
    assert told.address == reverse("agreements:arrival", args=[ours.project.id])
    client = enter(ours, "Nadia")
    page = client.get(told.address).text
    story = reverse("agreements:story", args=[ours.project.id])
    assert story in page
    read = client.get(story).text
    for words in (
        "The trial",
        "The agreement of year 4 stands.",
        "People are drawn by lot.",
        "held by <bdi>Ethics</bdi>",
        "Three left. What they did stays.",
    ):
        assert words in read
    assert "Panel member" not in read
    newest, oldest = (read.index(f"The agreement of year {year} stands.") for year in (4, 1))
    assert newest < oldest
    enough = reverse("agreements:enough", args=[ours.project.id])
    assert client.post(enough).status_code == 302
    assert waiting.next_for(nadia.id, four_years_on) == []
