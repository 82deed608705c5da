"""Saying something: whom to ring, and words that reach those who coordinate."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from evenweave.common import actors, crisis
from evenweave.demo.cast import BY_SLUG
from evenweave.home.actions import say
from evenweave.ideas.models import Idea
from evenweave.outbox.models import Message
from evenweave.people.models import Person
from evenweave.projects.models import Circle, Project
from tests.home.test_home import project_of, somebody
from tests.make import NOON

pytestmark = pytest.mark.django_db


def said() -> list[Message]:
    """What was said from here, by whom it goes to."""
    return list(Message.objects.filter(kind="home.said").order_by("to"))


def hounslow() -> str:
    """What the form sends for those who coordinate the example."""
    return str(Project.objects.get(slug="hounslow").id)


@pytest.fixture
def ben(example: None, client: Client) -> Person:
    """Ben of the example, signed in."""
    person = Person.objects.get(id=BY_SLUG["ben"].id)
    client.force_login(person)
    return person


def test_anybody_finds_whom_to_ring_and_that_nobody_watches(client: Client) -> None:
    page = client.get("/say/").text
    for number in ["tel:999", "tel:111", "tel:116123"]:
        assert number in page
    assert "Nobody watches this page round the clock." in page
    assert "Sign in to write" in page
    assert "<textarea" not in page


def test_an_installation_names_whom_to_ring_itself(client: Client, settings: Any) -> None:
    settings.CRISIS_CONTACTS = ["You need to talk: Telefonseelsorge: 0800 111 0 111", "Help: 112"]
    page = client.get("/say/").text
    assert "tel:08001110111" in page
    assert "You need to talk:" in page
    assert "tel:112" in page
    assert "Samaritans" not in page


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a: b: 1", ("a", "b", "1")),
        ("b: 1", ("", "b", "1")),
        ("1", ("", "", "1")),
        ("a: a2: b: 1", ("a: a2", "b", "1")),
    ],
)
def test_a_contact_is_read_however_much_of_it_is_told(
    line: str, told: tuple[str, str, str]
) -> None:
    contact = crisis.contact(line)
    assert (contact.when, contact.name, contact.number) == told


def test_words_go_to_every_coordinator_signed_by_whoever_said_them(
    client: Client, ben: Person
) -> None:
    sent = {"words": "The room was too loud.", "to": hounslow()}
    answer = client.post("/say/", sent, follow=True)
    assert "It is on its way." in answer.text
    heard = {message.to for message in said()}
    assert heard == {BY_SLUG["amina"].id, BY_SLUG["ruth"].id}
    for message in said():
        assert (message.sender, message.text) == (ben.id, "The room was too loud.")
        assert message.is_urgent
        assert "Ben" not in message.subject


def test_a_coordinator_writes_to_the_others_only(client: Client, ben: Person) -> None:
    client.force_login(Person.objects.get(id=BY_SLUG["ruth"].id))
    client.post("/say/", {"words": "I need a hand.", "to": hounslow()})
    assert [message.to for message in said()] == [BY_SLUG["amina"].id]


def test_an_idea_goes_to_a_circle_and_its_page_shows_its_way(client: Client, ben: Person) -> None:
    circle = Circle.objects.get(project_id=hounslow(), is_everybody=True)
    sent = {"words": "A knitted piece for the wall.", "to": str(circle.id)}
    page = client.post("/say/", sent, follow=True).text
    assert "A knitted piece for the wall." in page
    assert "This waits for the next agenda of everybody." in page
    assert Idea.objects.get(words="A knitted piece for the wall.").made_by == ben.id
    assert said() == []


def test_a_photo_goes_to_a_circle_and_not_into_a_message(client: Client, ben: Person) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(drawn, "PNG")
    photo = SimpleUploadedFile("me.png", drawn.getvalue(), "image/png")
    answer = client.post("/say/", {"words": "Look.", "to": hounslow(), "picture": photo})
    assert "A photo or a recording goes to a circle." in answer.text
    photo.seek(0)
    circle = Circle.objects.get(project_id=hounslow(), is_everybody=True)
    client.post("/say/", {"words": "Look.", "to": str(circle.id), "picture": photo})
    assert Idea.objects.get(words="Look.").file.is_picture


def test_nothing_written_is_said_kindly_and_sends_nothing(client: Client, ben: Person) -> None:
    assert "Nothing is written here yet." in client.post("/say/", {"words": " \n"}).text
    assert said() == []


def test_who_is_in_several_teams_says_which(client: Client, ben: Person) -> None:
    other = project_of(ben, "Bus Stop")
    answer = client.post("/say/", {"words": "Too loud."})
    assert "Nothing is chosen here yet." in answer.text
    assert "Too loud." in answer.text
    client.post("/say/", {"words": "Too loud.", "to": hounslow()})
    assert {str(message.on_stream) for message in said()} == {hounslow()}
    begun = client.get(f"/say/?project={other.id}").text
    everybody = Circle.objects.get(project=other)
    assert re.search(rf'value="{everybody.id}"[^>]* checked', begun)
    assert "Bus Stop: Everybody in the team" in begun


def test_a_team_of_others_cannot_be_written_to(client: Client, ben: Person) -> None:
    theirs = project_of(somebody("Finn"), "Elsewhere")
    project_of(ben, "Bus Stop")
    answer = client.post("/say/", {"words": "Let me in.", "to": str(theirs.id)})
    assert "That choice is not there any more." in answer.text
    assert said() == []


def test_with_nobody_to_read_it_the_words_come_back(client: Client) -> None:
    alone = somebody("Gil")
    project = project_of(alone)
    client.force_login(alone)
    answer = client.post("/say/", {"words": "Is anybody there?", "to": str(project.id)})
    assert answer.status_code == 409
    assert "Nobody else coordinates this team just now" in answer.text
    assert "Is anybody there?" in answer.text


def test_who_is_in_no_team_is_told_what_will_be_possible(client: Client) -> None:
    client.force_login(somebody("Gil"))
    page = client.get("/say/").text
    assert "You are in no team here" in page
    assert "tel:999" in page


def test_who_was_signed_out_meanwhile_gets_their_words_back(client: Client) -> None:
    answer = client.post("/say/", {"words": "It took me an hour to write this."})
    assert answer.status_code == 403
    assert "It took me an hour to write this." in answer.text
    assert said() == []


def test_what_a_helper_writes_down_says_so(ben: Person) -> None:
    by = actors.helper(BY_SLUG["gwen"].id, for_person=ben.id)
    say(project=Project.objects.get(slug="hounslow"), words="Too loud.", by=by, at=NOON)
    for message in said():
        assert message.sender == ben.id
        assert message.text.endswith("(A helper wrote this down for them.)")
