"""Home: what is next for a person, over all their projects; and a project as its team meets it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenweave.common import actors, guard
from evenweave.common import next as nexts
from evenweave.common.next import Next
from evenweave.people.actions import add_person, rest
from evenweave.people.models import Person
from evenweave.projects.actions.founding import found_project
from evenweave.projects.actions.joining import finish_arriving
from evenweave.projects.models import Member, Project
from tests.make import NOON
from tests.pseudo import brackets, untranslated

pytestmark = pytest.mark.django_db


def somebody(name: str) -> Person:
    """Somebody new here."""
    return add_person(name=name, by=actors.operator(), at=NOON)


def project_of(person: Person, name: str = "Hall of Tea", **told: Any) -> Project:
    """A project that this person began."""
    facts = {"purpose": "To meet over tea.", **told}
    return found_project(name=name, **facts, by=actors.person(person.id), at=NOON)


@pytest.fixture
def ben(client: Client) -> Person:
    """Ben, signed in."""
    person = somebody("Ben")
    client.force_login(person)
    return person


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Next]:
    """What the one room of these tests says is next, for everybody."""
    things: list[Next] = []
    monkeypatch.setattr(nexts, "rooms", lambda names: [lambda person_id, at: list(things)])
    return things


def a_thing(title: str, project: str = "", **more: Any) -> Next:
    """Something to do."""
    return Next("Read", title, "It is one page.", 5, "/about/", project=project, **more)


def test_nobody_signed_in_finds_the_front_door(client: Client) -> None:
    page = client.get("/").text
    assert "Research made together, as equals" in page
    assert "Sign in" in page
    assert "What is next" not in page


def test_a_new_person_is_told_what_will_be_here_and_how_to_begin(
    client: Client, ben: Person, told: list[Next]
) -> None:
    page = client.get("/").text
    assert "Hello, <bdi>Ben</bdi>. Nothing is waiting for you." in page
    assert "This page will show what is next for you, in all your projects." in page
    for way in ["/start/", "/join/", "/say/"]:
        assert f'href="{way}"' in page


def test_three_projects_make_one_list_and_each_thing_names_its_project(
    client: Client, ben: Person, told: list[Next]
) -> None:
    for name in ["Hall of Tea", "Bus Stop", "Night Shift"]:
        project_of(ben, name)
        told.append(a_thing(f"The agenda of {name}", name))
    page = client.get("/").text
    assert "Hello, <bdi>Ben</bdi>. Here is what is next for you." in page
    assert "Three things, about 15 minutes in all. None of them has to be today." in page
    assert page.count('<ul class="todo">') == 1
    for name in ["Hall of Tea", "Bus Stop", "Night Shift"]:
        assert f'<p class="above"><bdi>{name}</bdi></p>' in page


def test_the_verb_comes_before_what_it_is_about(
    client: Client, ben: Person, told: list[Next]
) -> None:
    told.append(a_thing("The agenda"))
    page = client.get("/").text
    assert page.index('<span class="verb">Read</span>') < page.index("<h2>The agenda</h2>")


def test_words_of_others_are_shown_as_words(client: Client, ben: Person, told: list[Next]) -> None:
    told.append(a_thing("<b>Tea</b>", "<i>Hall</i>"))
    page = client.get("/").text
    assert "&lt;b&gt;Tea&lt;/b&gt;" in page
    assert "<b>Tea" not in page
    assert "<i>Hall" not in page


def test_who_rests_is_left_in_peace_and_comes_back_with_one_tap(
    client: Client, ben: Person, told: list[Next]
) -> None:
    project_of(ben)
    told.append(a_thing("The agenda"))
    rest(person=ben, by=actors.person(ben.id), at=NOON)
    page = client.get("/").text
    assert "The agenda" not in page
    assert "Nothing is waiting for you, and nobody asks why." in page
    assert 'href="/say/"' in page
    client.post("/me/resting/", {"resting": "no"})
    assert "The agenda" in client.get("/").text


def test_the_menu_says_where_one_is(client: Client, ben: Person, told: list[Next]) -> None:
    project = project_of(ben)
    assert '<a href="/" aria-current="page">What is next</a>' in client.get("/").text
    page = client.get(f"/projects/{project.id}/").text
    assert '<a href="/projects/" aria-current="true">Projects</a>' in page
    assert ">Sign in</a>" not in page


# A project


def test_a_project_s_page_says_why_when_and_what_is_hoped_for(client: Client, ben: Person) -> None:
    project = project_of(ben, first_meeting_words="At ten, in the hall")
    member = Member.objects.get(person=ben)
    by = actors.person(ben.id)
    finish_arriving(member=member, worth_it="<b>Cake</b>", by=by, at=NOON)
    page = client.get(f"/projects/{project.id}/").text
    for words in ["Hall of Tea", "To meet over tea.", "At ten, in the hall", "“&lt;b&gt;Cake"]:
        assert words in page
    assert "You are the only one here yet." in page
    assert "This is an example" not in page


def test_what_somebody_hopes_for_is_not_signed(client: Client, ben: Person) -> None:
    project = project_of(ben)
    join(project, 8)
    with guard.acting("tests"):
        Member.objects.exclude(person=ben).update(worth_it="z" * 500)
    page = client.get(f"/projects/{project.id}/").text
    assert page.count(f"<bdi>“{'z' * 400}…”</bdi>") == 6
    assert "Guest" not in page


def test_every_door_of_a_project_leads_somewhere(client: Client, ben: Person) -> None:
    project = project_of(ben)
    page = client.get(f"/projects/{project.id}/")
    ways = {door.address for door in page.context["doors"]}
    for address in [*ways, f"/projects/{project.id}/people/", "/say/"]:
        assert client.get(address).status_code == 200, address


def test_a_project_of_others_looks_as_if_it_were_not_there(client: Client, ben: Person) -> None:
    theirs = project_of(somebody("Finn"))
    answers = [client.get(f"/projects/{each}/") for each in [theirs.id, uuid4()]]
    assert {answer.status_code for answer in answers} == {404}
    pages = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text) for answer in answers
    ]
    assert pages[0] == pages[1]


def test_who_has_left_finds_nothing_either(client: Client, ben: Person) -> None:
    project = project_of(ben)
    with guard.acting("tests"):
        Member.objects.filter(person=ben).update(left_at=NOON)
    assert client.get(f"/projects/{project.id}/").status_code == 404


def test_who_has_left_finds_the_way_to_what_they_take_along(client: Client, ben: Person) -> None:
    project = project_of(ben)
    member = Member.objects.get(person=ben)
    way = f'href="/left/{member.id}/"'
    assert way not in client.get("/projects/").text
    with guard.acting("tests"):
        Member.objects.filter(person=ben).update(left_at=NOON)
    for path in ("/", "/projects/"):
        page = client.get(path).text
        assert way in page
        assert "in no project yet" not in page
        assert "What will be here" not in page
    with guard.acting("tests"):
        Member.objects.create(project=project, person=ben, joined_at=NOON, arrived_at=NOON)
    assert way not in client.get("/projects/").text


def test_an_example_is_called_one_wherever_its_name_stands(client: Client, ben: Person) -> None:
    example = project_of(ben, "Made up", is_example=True)
    project_of(ben, "Hall of Tea")
    assert client.get("/").text.count("an example, its people are made up") == 1
    assert client.get("/projects/").text.count("an example, its people are made up") == 1
    assert "it began in 2026" in client.get(f"/projects/{example.id}/").text
    assert "</a> · an example</p>" in client.get(f"/projects/{example.id}/phases/").text


# How much is asked of the database


def join(project: Project, number: int) -> None:
    """So many more members, at once."""
    with guard.acting("tests"):
        people = Person.objects.bulk_create(
            Person(id=uuid4(), name=f"Guest {each}", joined_at=NOON) for each in range(number)
        )
        Member.objects.bulk_create(
            Member(project=project, person=person, joined_at=NOON, arrived_at=NOON)
            for person in people
        )


def asked(client: Client, address: str) -> int:
    """How many questions a page asks the database."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_home_asks_four_things_and_one_more_for_each_room(
    client: Client, ben: Person, settings: Any
) -> None:
    project_of(ben)
    assert asked(client, "/") <= 4 + len(settings.NEXT_ROOMS)


def test_home_asks_the_same_whatever_the_number_of_members(client: Client, ben: Person) -> None:
    project = project_of(ben)
    join(project, 9)
    few = asked(client, "/")
    join(project, 990)
    assert asked(client, "/") == few


def test_home_asks_the_same_whatever_the_number_of_projects(client: Client, ben: Person) -> None:
    project_of(ben)
    few = asked(client, "/")
    for number in range(49):
        project_of(ben, f"Project {number}")
    assert asked(client, "/") == few
    page = client.get("/").text
    assert page.count('class="door"') == 6
    assert "All your projects" in page


def test_a_project_s_page_asks_the_same_whatever_the_number_of_members(
    client: Client, ben: Person
) -> None:
    project = project_of(ben)
    join(project, 9)
    few = asked(client, f"/projects/{project.id}/")
    join(project, 990)
    assert asked(client, f"/projects/{project.id}/") == few <= 12


def test_an_id_is_all_that_a_room_is_told(client: Client, ben: Person, monkeypatch: Any) -> None:
    heard: list[UUID] = []

    def hears(person_id: UUID, at: object) -> list[Next]:
        heard.append(person_id)
        return []

    monkeypatch.setattr(nexts, "rooms", lambda names: [hears])
    client.get("/")
    assert heard == [ben.id]


@pytest.mark.parametrize(
    "path", ["/", "/say/", "/say/sent/", "/me/my-data/", "/me/my-data/erase/", "project"]
)
def test_every_word_can_be_translated(client: Client, ben: Person, path: str) -> None:
    project = project_of(ben)
    path = f"/projects/{project.id}/" if path == "project" else path
    with brackets():
        page = client.get(path).text
    assert not untranslated(page), "\n".join(untranslated(page))


def test_every_word_of_an_empty_home_can_be_translated(client: Client, ben: Person) -> None:
    with brackets():
        page = client.get("/").text
    assert not untranslated(page), "\n".join(untranslated(page))
