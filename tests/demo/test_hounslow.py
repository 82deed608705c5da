"""The case of Hounslow: who is in it, who comes and goes, and that nobody of them is anybody."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from evenweave.agreements.models import (
    Agreed,
    ArrivalMark,
    Buddy,
    HandOverPart,
    Portfolio,
    Question,
    Thanks,
)
from evenweave.demo import stories
from evenweave.demo.cast import BY_SLUG, CAST
from evenweave.outbox import hands, mail
from evenweave.outbox.models import Message
from evenweave.outbox.models import State as MessageState
from evenweave.outbox.next import next_for
from evenweave.outbox.servers import Server
from evenweave.people.models import Helper, Person
from evenweave.projects.models import Capability, Member, Project, Stage
from evenweave.record.models import Entry
from tests.demo.looking import L, P, R, sentences, the

pytestmark = pytest.mark.django_db


# Who is in it


def seats_on(project: Project, day: date) -> Counter[str | None]:
    """How many sat there on a day, with each kind of expertise."""
    there = project.members.filter(joined_at__date__lte=day).exclude(left_at__date__lte=day)
    return Counter(there.values_list("seat__name", flat=True))


def test_the_three_kinds_of_expertise_began_with_equal_seats_and_stayed_nearly_even(
    project: Project,
) -> None:
    assert seats_on(project, date(2015, 6, 3)) == {L: 5, P: 5, R: 5}
    assert seats_on(project, date(2015, 9, 2)) == {L: 6, P: 5, R: 5}
    assert Counter(project.members.present().values_list("seat__name", flat=True)) == {
        L: 6,
        P: 5,
        R: 5,
    }


def test_each_said_what_they_bring_and_are_called_as_they_like(project: Project) -> None:
    for role in CAST:
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
    assert hours <= set(range(9, 16))


def test_three_of_its_nine_stages_have_days_that_follow_one_another(project: Project) -> None:
    assert project.phases.count() == len(Stage)
    dated = project.phases.exclude(starts_on=None).order_by("starts_on")
    assert [each.name for each in dated] == ["Coming together", "Design", "Trying it out"]
    for before, after in pairwise(dated):
        assert before.ends_on is not None
        assert after.starts_on == before.ends_on + timedelta(days=1)


def test_two_let_somebody_act_for_them_and_the_record_says_so(project: Project) -> None:
    assert Helper.objects.accepted().count() == 2
    told = sentences(project)
    assert any("<bdi>Omar</bdi> (with <bdi>Priya</bdi> helping) joined" in line for line in told)
    assert "<bdi>Tessa</bdi> (with <bdi>Hamid</bdi> helping) raised an idea." in told


def test_nobody_can_be_reached_at_an_address_that_somebody_could_own(project: Project) -> None:
    addresses = Person.objects.exclude(email=None).values_list("email", flat=True)
    assert {str(address).rpartition(".")[2] for address in addresses} == {"example"}


# Who came, and who went


def test_tessa_came_in_august_with_somebody_to_ask_and_the_story_so_far(project: Project) -> None:
    tessa = the("tessa")
    assert tessa.joined_at.date() == date(2015, 8, 10)
    pair = Buddy.objects.get(newcomer=tessa)
    assert (pair.buddy, pair.accepted_at is not None) == (the("gwen"), True)
    assert ArrivalMark.objects.filter(arrival__member=tessa, what="done").count() == 3
    question = Question.objects.get(member=tessa)
    assert question.answers.get().member == the("ben")
    assert Agreed.objects.filter(member=tessa).exists()


def test_uma_came_in_for_jomo_and_the_program_found_her_somebody_to_ask(project: Project) -> None:
    uma, jomo = the("uma"), the("jomo")
    assert uma.joined_at < jomo.left_at  # type: ignore[operator]
    pair = Buddy.objects.get(newcomer=uma)
    assert pair.is_matched
    assert pair.accepted_at
    assert pair.buddy is not None


def test_jomo_handed_his_work_on_was_thanked_and_left_in_autumn(project: Project) -> None:
    jomo = the("jomo")
    assert jomo.left_at is not None
    assert jomo.left_at.date() == date(2015, 10, 30)
    parts = HandOverPart.objects.filter(hand_over__giver=jomo).order_by("position")
    assert [each.offered_to for each in parts] == [the("uma"), the("ben"), the("carys")]
    assert all(each.taken_at for each in parts)
    thanks = Thanks.objects.filter(to=jomo)
    assert [each.is_shown for each in thanks.order_by("said_at")] == [True, False, False]
    assert "open anyway" in Portfolio.objects.get(member=jomo).words


# Made-up people, and nobody else


def test_nothing_is_mailed_to_people_who_are_made_up(project: Project) -> None:
    assert Message.objects.exists()
    assert not Message.objects.filter(state=MessageState.ON_ITS_WAY).exists()
    waiting = Message.objects.filter(state=MessageState.WAITS)
    assert {each.to for each in waiting} <= {BY_SLUG["lena"].id}  # she rests


def test_messages_were_handed_over_week_by_week_and_those_of_the_last_days_wait(
    project: Project,
) -> None:
    for slug in ("amina", "ruth"):
        person_id = BY_SLUG[slug].id
        waiting = hands.waiting(person_id)
        assert 20 < waiting.count() < 60
        assert {each.written_at.date() for each in waiting} == {
            date(2015, 11, 18),
            date(2015, 11, 19),
        }
        (line,) = next_for(person_id, waiting[0].written_at)
        assert (str(line.title), line.urgent) == ("Messages for 15 people", False)
    handed_over = Message.objects.filter(state=MessageState.HANDED_OVER)
    assert {each.handed_over_by for each in handed_over} == {
        BY_SLUG["amina"].id,
        BY_SLUG["ruth"].id,
    }
    own = handed_over.filter(to=BY_SLUG["amina"].id, handed_over_by=BY_SLUG["amina"].id)
    assert own.exists()


def test_afterwards_mail_goes_on(settings: Any) -> None:
    settings.MAIL_SERVER = server = Server("127.0.0.1", 1, tls="none")
    with stories.without_mail():
        assert not mail.is_set()
    assert server == settings.MAIL_SERVER
