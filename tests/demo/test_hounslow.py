"""The example of Hounslow: told by ordinary actions, the same each time, and true to its case."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenweave.agreements.models import Clash, Edition, GoalRoot, Sort
from evenweave.agreements.reading import avoided, standing
from evenweave.decisions import archive, recounting
from evenweave.decisions.models import Decision, How
from evenweave.demo import stories
from evenweave.demo.cast import BY_SLUG, HOUNSLOW
from evenweave.demo.hounslow_meets import HEALTH_CENTRE, LIBRARY
from evenweave.ideas.models import Idea
from evenweave.meetings.models import Meeting, Minutes, State, Turn
from evenweave.outbox import mail
from evenweave.outbox.models import Message
from evenweave.outbox.models import State as MessageState
from evenweave.outbox.servers import Server
from evenweave.people.models import Helper, Person
from evenweave.projects.models import Capability, Member, Project
from evenweave.record import exporting
from evenweave.record.models import Entry, Stream
from evenweave.record.reading import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(example: None, db: None) -> Project:
    """The example."""
    return Project.objects.get(slug="hounslow")


def sentences(stream: Stream) -> list[str]:
    """The record as it reads."""
    return [str(line.sentence) for line in lines_of(stream.entries.order_by("sequence"))]


def test_the_three_kinds_of_expertise_have_equal_seats(project: Project) -> None:
    seats = Counter(project.members.present().values_list("seat__name", flat=True))
    assert seats == {"Lived experience": 5, "Practice": 5, "Research": 5}


def test_each_said_what_they_bring_and_are_called_as_they_like(project: Project) -> None:
    for role in HOUNSLOW:
        member = Member.objects.get(project=project, person_id=role.id)
        said = set(member.member_expertises.values_list("expertise__name", flat=True))
        assert (said, member.role_title) == (set(role.brings), role.title)
        assert member.worth_it
        assert member.arrived_at


def test_it_is_light_on_resources_by_a_limit_that_its_holder_answers_for(project: Project) -> None:
    first = project.limits.present()[0]
    assert "light on money" in first.words
    assert first.holder_member is not None
    assert first.holder_member.person_id == BY_SLUG["nadia"].id
    question = first.questions.get()
    assert question.replied_by == BY_SLUG["nadia"].id
    assert question.told_at


def test_two_coordinate_and_one_pays(project: Project) -> None:
    held = Capability.objects.present().values_list("kind", "member__person__name")
    assert set(held) == {("coordinator", "Amina"), ("coordinator", "Ruth"), ("payer", "Esther")}


def test_it_happens_in_its_own_time_from_spring_to_autumn(project: Project) -> None:
    days = [at.date() for at in Entry.objects.order_by("pk").values_list("at", flat=True)]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2015, 5, 12), date(2015, 11, 18))
    assert project.first_meeting_on == date(2015, 6, 3)
    hours = {at.hour for at in Entry.objects.values_list("at", flat=True)}
    assert hours <= {9, 10, 11, 12, 13}


def test_somebody_acts_for_another_and_the_record_says_so(project: Project) -> None:
    assert Helper.objects.accepted().count() == 1
    told = sentences(Stream.objects.get(pk=project.stream_id))
    assert any("<bdi>Omar</bdi> (with <bdi>Priya</bdi> helping) joined" in line for line in told)


def test_nobody_can_be_reached_at_an_address_that_somebody_could_own(project: Project) -> None:
    addresses = Person.objects.exclude(email=None).values_list("email", flat=True)
    assert {str(address).rpartition(".")[2] for address in addresses} == {"example"}


def test_it_is_the_same_each_time_but_for_random_ids(project: Project) -> None:
    stream = Stream.objects.get(pk=project.stream_id)
    assert sentences(stream)[0] == "<bdi>Amina</bdi> opened this record."
    assert len(sentences(stream)) == 98
    assert {person.id for person in Person.objects.all()} == {role.id for role in HOUNSLOW}
    assert stories.load().length == stream.length


def test_loading_it_again_changes_nothing(project: Project) -> None:
    before = Entry.objects.count()
    stories.load()
    assert Entry.objects.count() == before


def test_the_room_was_chosen_by_vote_and_whoever_asked_was_told(project: Project) -> None:
    decision = Decision.objects.get(question="Where shall we meet from now on?")
    outcome = decision.outcomes.get()
    chosen = decision.options.get(pk=outcome.chosen[0])
    assert (outcome.how, chosen.words) == (How.VOTE, "The hall of the library")
    assert outcome.dissents.get().member.called == "Marek"
    idea = decision.from_ideas.get().idea
    answer = idea.answers.get()
    assert (answer.how, answer.decision_id) == ("taken-up", decision.id)
    assert Message.objects.filter(kind="ideas.answered", to=BY_SLUG["ben"].id).exists()


def test_the_name_is_what_most_could_live_with(project: Project) -> None:
    decision = Decision.objects.get(question="What shall we call what we are building?")
    chosen = decision.options.get(pk=decision.outcomes.get().chosen[0])
    assert chosen.words == "Wellbeing network"


def test_an_idea_from_a_drawing_was_taken_up(project: Project) -> None:
    idea = Idea.objects.get(file__content_type="image/png")
    assert (idea.holders.get(is_author=True).member.called, idea.state) == ("Gwen", "counted")


def test_its_votes_can_be_counted_again(project: Project, tmp_path: Path) -> None:
    stream = Stream.objects.get(pk=project.stream_id)
    with exporting.packed(
        stream, tmp_path / "copy.zip", at=stream.opened_at, beside=archive.beside(stream)
    ) as copy:
        assert recounting.recount(copy) == recounting.Recounted(votes=2, unshown=0)


def test_its_principles_were_agreed_before_the_group_began(project: Project) -> None:
    edition = Edition.objects.filter(project=project).earliest("number")
    assert edition.at.date() < project.first_meeting_on  # type: ignore[operator]
    titles = [each.title for each in standing(project)[Sort.WAY]]
    assert titles[0] == "Everybody’s knowledge counts"
    assert [each.title for each in avoided([project])] == ["service"]


def test_what_pulled_apart_was_settled_and_became_a_goal_with_its_roots(project: Project) -> None:
    clash = Clash.objects.get()
    assert clash.standing_settling is not None
    settled = clash.standing_settling.decision
    goal = standing(project)[Sort.GOAL][0]
    assert settled == goal.decision
    roots = GoalRoot.objects.filter(clause=goal.clause)
    assert {each.thing_id for each in roots} == {side.priority_id for side in clash.sides.all()}


def test_it_met_twelve_times_and_roles_went_round(project: Project) -> None:
    met = list(Meeting.objects.filter(project=project).behind())
    assert len(met) == 12
    turns = Turn.objects.filter(meeting__in=met)
    had = Counter(turns.values_list("member__person__name", flat=True))
    assert sum(had.values()) == 48
    assert None not in had
    assert "Lena" not in had  # she rests
    assert max(had.values()) - min(had.values()) <= 1
    assert len({each.member_id for each in turns.filter(role__name="Chair")}) >= 5


def test_it_moved_out_of_the_room_with_a_code_at_its_door(project: Project) -> None:
    met = Meeting.objects.filter(project=project).behind().select_related("venue")
    assert [each.venue.name for each in met if each.venue] == [LIBRARY["name"]] * 9 + [
        HEALTH_CENTRE["name"]
    ] * 3
    assert Entry.objects.filter(kind="meetings.series_moved").count() == 1
    still = Meeting.objects.get(project=project, state=State.CHOOSING)
    assert still.offers.count() == 2


def test_each_time_it_agreed_on_the_minutes_of_the_last(project: Project) -> None:
    drafts = Minutes.objects.filter(meeting__project=project).order_by("meeting__starts_at")
    assert [each.agreed_at is not None for each in drafts] == [True] * 11
    assert Entry.objects.filter(kind="meetings.minutes_agreed").count() == 11


def test_nothing_is_mailed_to_people_who_are_made_up(project: Project) -> None:
    assert Message.objects.exists()
    assert not Message.objects.filter(state=MessageState.ON_ITS_WAY).exists()
    waiting = Message.objects.filter(state=MessageState.WAITS)
    assert {each.to for each in waiting} == {BY_SLUG["lena"].id}  # she rests


def test_afterwards_mail_goes_on(settings: Any) -> None:
    settings.MAIL_SERVER = server = Server("127.0.0.1", 1, tls="none")
    with stories.without_mail():
        assert not mail.is_set()
    assert server == settings.MAIL_SERVER
