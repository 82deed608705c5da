"""A project begins: four questions, one member, a link to hand out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.people.actions import add_person
from evenweave.people.models import Device, NewAddress, Person
from evenweave.projects.actions.founding import found_project, start_project, tell_more
from evenweave.projects.models import Invitation, Member, Project, Stage
from evenweave.record.models import Entry, Stream, Words
from tests import make
from tests.make import AMINA, BEN, FINN, NOON

pytestmark = pytest.mark.django_db

FOUR: dict[str, str] = {
    "name": "Tea and talk",
    "purpose": "To talk, with tea.",
    "who_words": "Neighbours.",
    "first_meeting_words": "Tuesday at two, in the library.",
}
MORE: dict[str, Any] = {
    "name": "Tea and talk",
    "purpose": "To talk, with tea.",
    "organisation": "",
    "funder": "",
    "question_set_by": "",
    "pay_words": "",
    "first_meeting_words": "",
    "first_meeting_on": None,
    "starts_on": None,
    "ends_on": None,
    "sites": [],
    "is_light": False,
}


def lines(project: Project) -> list[str]:
    """The kinds on a project's record."""
    return list(entries(project).values_list("kind", flat=True))


def entries(project: Project) -> QuerySet[Entry]:
    """A project's record."""
    return Entry.objects.filter(stream_id=project.id).order_by("sequence")


def test_whoever_begins_it_is_its_first_member_and_coordinates() -> None:
    project = make.project()
    (member,) = project.members.present()
    assert member.person == make.amina()
    assert member.is_coordinator
    assert not member.is_payer


def test_it_is_laid_out_with_everybody_three_kinds_and_nine_phases() -> None:
    project = make.project()
    assert [phase.stage for phase in project.phases.all()] == list(Stage)
    assert [kind.dye for kind in project.expertises.present()] == ["madder", "weld", "woad"]
    (everybody,) = project.circles.present()
    assert everybody.is_everybody
    assert list(everybody.people) == list(project.members.present())
    assert not project.circles.shown().exists()


def test_its_record_is_its_own_and_names_nobody() -> None:
    project = make.project()
    stream = Stream.objects.get(pk=project.id)
    assert lines(project) == ["record.opened", "projects.founded"]
    assert stream.slug == project.slug
    assert "Amina" not in "".join(entries(project).values_list("line", flat=True))


def test_two_projects_of_one_name_have_different_short_names_that_tell_nothing() -> None:
    slugs = {make.project().slug, make.project(by=FINN).slug}
    assert len(slugs) == 2
    assert all(slug.startswith("tea-and-talk-") and len(slug) == 19 for slug in slugs)


@pytest.mark.parametrize("missing", ["name", "purpose"])
def test_a_project_needs_a_name_and_a_reason(missing: str) -> None:
    make.amina()
    told: dict[str, Any] = {"name": "Tea", "purpose": "Talk."} | {missing: " "}
    with pytest.raises(Refusal):
        found_project(**told, by=AMINA, at=NOON)
    assert not Project.objects.exists()
    assert not Stream.objects.exists()


def test_whoever_starts_gets_a_link_that_works_for_four_weeks() -> None:
    make.amina()
    project = start_project(**FOUR, by=AMINA, at=NOON)
    (link,) = project.invitations.open(NOON + timedelta(days=27))
    assert link.kind == Invitation.Kind.LINK
    assert link.most_uses is None
    assert not project.invitations.open(NOON + timedelta(days=29))


def test_somebody_who_is_not_signed_in_starts_and_is_signed_in_on_this_device(
    client: Client,
) -> None:
    answer = client.post(reverse("projects:start"), FOUR | {"called": "Amina"}, follow=True)
    project = Project.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("projects:ready", args=[project.id])
    person = Person.objects.get()
    assert person.name == "Amina"
    assert Device.objects.get().person == person
    assert Member.objects.of(project, person) is not None
    assert "/join/?code=" in answer.content.decode()


def test_an_address_that_a_newcomer_writes_is_not_theirs_until_they_have_shown_it(
    client: Client,
) -> None:
    told = FOUR | {"called": "Amina", "email": "ben@example.org"}
    client.post(reverse("projects:start"), told)
    assert Person.objects.get().email is None
    assert NewAddress.objects.get().email == "ben@example.org"


def test_starting_with_an_address_that_somebody_has_says_nothing_of_them(client: Client) -> None:
    add_person(name="Ben", email="ben@example.org", by=AMINA, at=NOON)
    told = FOUR | {"called": "Amina", "email": "ben@example.org"}
    assert client.post(reverse("projects:start"), told).status_code == 302


def test_an_empty_form_is_given_back_and_begins_nothing(client: Client) -> None:
    answer = client.post(reverse("projects:start"), {"purpose": "Because."})
    assert answer.status_code == 200
    assert "Because." in answer.content.decode()
    assert not Project.objects.exists()
    assert not Person.objects.exists()


def test_telling_more_stands_on_the_record_without_the_words() -> None:
    project = make.project()
    changed = tell_more(
        project=project,
        version=1,
        **MORE | {"funder": "The Tea Trust", "sites": ["Library", "Hall", "Library"]},
        by=AMINA,
        at=NOON,
    )
    project.refresh_from_db()
    assert changed == ["funder", "sites"]
    assert project.is_funded
    assert [site.name for site in project.sites.all()] == ["Hall", "Library"]
    assert lines(project)[-1] == "projects.told_more"
    assert "Tea Trust" not in "".join(entries(project).values_list("line", flat=True))
    assert not Words.objects.filter(entry__kind="projects.told_more").exists()


def test_the_record_is_called_what_its_project_is_called() -> None:
    project = make.project()
    tell_more(project=project, version=1, **MORE | {"name": "Tea for all"}, by=AMINA, at=NOON)
    assert Stream.objects.get(pk=project.stream_id).title == "Tea for all"
    assert lines(project)[-1] == "projects.told_more"


def test_two_people_who_tell_more_at_once_do_not_overwrite_each_other() -> None:
    team = make.team()
    tell_more(project=team.project, version=1, **MORE | {"funder": "A"}, by=AMINA, at=NOON)
    with pytest.raises(Changed):
        tell_more(project=team.project, version=1, **MORE | {"funder": "B"}, by=BEN, at=NOON)
    team.project.refresh_from_db()
    assert team.project.funder == "A"


def test_nobody_from_another_project_can_tell_more() -> None:
    project = make.project()
    make.project(by=FINN)
    with pytest.raises(Refusal):
        tell_more(project=project, version=1, **MORE | {"funder": "F"}, by=FINN, at=NOON)


def test_a_project_does_not_end_before_it_starts() -> None:
    project = make.project()
    day = NOON.date()
    wrong = MORE | {"starts_on": day, "ends_on": day - timedelta(days=1)}
    with pytest.raises(Refusal):
        tell_more(project=project, version=1, **wrong, by=AMINA, at=NOON)


def test_a_light_project_shows_fewer_pages(client: Client) -> None:
    seen = []
    for is_light in (False, True):
        project = make.project(is_light=is_light)
        client.force_login(make.amina())
        seen.append(client.get(reverse("home:project", args=[project.id])).content.decode())
    assert "Phases" in seen[0]
    assert "Phases" not in seen[1]
    assert "The record" in seen[1]
