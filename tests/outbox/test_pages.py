"""Pages of messages: the receiver's, the sender's, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from evenweave.common import actors
from evenweave.outbox import links
from evenweave.outbox.directories import NoTeams
from evenweave.outbox.models import Message, Wish
from evenweave.outbox.next import next_for
from evenweave.outbox.personal import erase, export
from evenweave.people import actions as people
from evenweave.people.models import Person
from tests.outbox.postbox import Postbox
from tests.outbox.story import NOW, message, person, state, work

pytestmark = pytest.mark.django_db


class Hounslow(NoTeams):
    """One project, whose coordinator is Amina; Ben asked to be reached by post."""

    stream: ClassVar[UUID] = uuid4()
    coordinator: ClassVar[UUID] = uuid4()
    posted: ClassVar[dict[UUID, str]] = {}

    def coordinated_by(self, person_id: UUID) -> Iterable[UUID]:
        return [self.stream] if person_id == self.coordinator else []

    def posted_by(self, person_id: UUID) -> Mapping[UUID, str]:
        return self.posted if person_id == self.coordinator else {}


@pytest.fixture
def team(settings: Any) -> dict[str, Person]:
    """The cast, with nobody reached by e-mail."""
    settings.OUTBOX_TEAMS = "tests.outbox.test_pages.Hounslow"
    settings.NEXT_ROOMS = ["tests.outbox.tea"]
    cast = {name: person(name.title()) for name in ("amina", "ben", "carys", "finn")}
    Hounslow.coordinator = cast["amina"].id
    Hounslow.posted = {cast["ben"].id: "Ben"}
    return cast


def at_page(who: Person | None) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    if who is not None:
        client.force_login(who)
    return client


def statuses(team: dict[str, Person], address: str) -> dict[str, int]:
    """What each of the cast finds at an address."""
    seen = {name: at_page(who).get(address).status_code for name, who in team.items()}
    return seen | {"nobody": at_page(None).get(address).status_code}


def page_of(sent: Message) -> str:
    return reverse("outbox:message", args=[sent.id])


def test_what_a_person_wrote_is_for_the_two_of_them(team: dict[str, Person]) -> None:
    sent = message(team["ben"], sender=team["carys"], stream_id=Hounslow.stream)
    expected = {"amina": 404, "ben": 200, "carys": 200, "finn": 404, "nobody": 302}
    assert statuses(team, page_of(sent)) == expected


def test_a_coordinator_can_hand_over_what_the_program_wrote(team: dict[str, Person]) -> None:
    sent = message(team["ben"], stream_id=Hounslow.stream)
    expected = {"amina": 200, "ben": 200, "carys": 404, "finn": 404, "nobody": 302}
    assert statuses(team, page_of(sent)) == expected
    elsewhere = message(team["ben"], stream_id=uuid4())
    private = message(team["ben"], kind="loom.private", stream_id=Hounslow.stream)
    for hidden in (elsewhere, private):
        assert statuses(team, page_of(hidden)) == expected | {"amina": 404}


def test_a_coordinator_cannot_read_what_needs_no_hands(
    mail: Postbox, team: dict[str, Person]
) -> None:
    dev = person("Dev", "dev@example.org")
    sent = message(dev, kind="loom.today", stream_id=Hounslow.stream)
    assert at_page(team["amina"]).get(page_of(sent)).status_code == 404
    work()
    assert at_page(team["amina"]).get(page_of(sent)).status_code == 404


def test_handing_over_is_said_once_by_whoever_may(team: dict[str, Person]) -> None:
    sent = message(team["ben"], sender=team["carys"])
    address = reverse("outbox:handed_over", args=[sent.id])
    assert at_page(team["amina"]).post(address).status_code == 404
    assert at_page(team["ben"]).post(address).status_code == 409
    assert at_page(None).post(address).status_code == 302
    assert at_page(team["carys"]).get(address).status_code == 405
    assert state(sent)[0] == "to_hand_over"
    assert at_page(team["carys"]).post(address).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.handed_over_by) == ("handed_over", team["carys"].id)
    again = at_page(team["carys"]).post(address)
    assert again.status_code == 409
    assert "handed over already" in again.content.decode()


def test_the_words_stand_on_the_page_as_they_are_kept(team: dict[str, Person]) -> None:
    sent = message(team["ben"], sender=team["carys"], text="<b>Tea</b> & cake\n\nat ten.")
    for who in ("ben", "carys"):
        said = at_page(team[who]).get(page_of(sent)).content.decode()
        assert "&lt;b&gt;Tea&lt;/b&gt; &amp; cake" in said


def test_a_human_sender_sees_when_not_to_call(team: dict[str, Person]) -> None:
    dev = person("Dev", reach_by="phone", phone="020 7946 0000", not_when="Tuesdays before noon")
    sent = message(dev, sender=team["carys"])
    said = at_page(team["carys"]).get(page_of(sent)).content.decode()
    assert "Tuesdays before noon" in said
    assert "By phone" in said
    assert "020 7946 0000" not in said


def test_lists_show_each_side_their_own(team: dict[str, Person]) -> None:
    message(team["ben"], sender=team["carys"], subject="About Tuesday")
    address = reverse("outbox:messages")
    assert "About Tuesday" in at_page(team["ben"]).get(address).content.decode()
    assert "About Tuesday" in at_page(team["carys"]).get(f"{address}?list=from").content.decode()
    for who, where in [("ben", "?list=from"), ("carys", ""), ("amina", ""), ("finn", "")]:
        assert "About Tuesday" not in at_page(team[who]).get(f"{address}{where}").content.decode()


def test_a_long_list_asks_as_little_as_a_short_one(
    team: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    for number in range(45):
        message(team["ben"], sender=team["carys"], subject=f"Number {number}")
    client = at_page(team["ben"])
    for page in ("", "?page=2", "?page=3", "?page=99", "?page=x"):
        with django_assert_max_num_queries(12):
            answer = client.get(reverse("outbox:messages") + page)
        assert answer.status_code == 200


def test_what_waits_for_hands_is_next_for_whoever_has_them(
    team: dict[str, Person], django_assert_num_queries: Any
) -> None:
    message(team["ben"], stream_id=Hounslow.stream)
    message(team["ben"], sender=team["carys"])
    for who, is_asked in [("amina", True), ("carys", True), ("ben", False), ("finn", False)]:
        with django_assert_num_queries(1):
            found = next_for(team[who].id, NOW)
        assert [thing.title for thing in found] == ["Messages for 1 person"] * is_asked
    said = at_page(team["amina"]).get(reverse("outbox:to_hand_over")).content.decode()
    assert said.count("1 message, from") == 1
    assert "What is next for <bdi>Ben</bdi>" in said


def test_the_post_is_printed_for_oneself_and_for_who_asked_for_post(
    team: dict[str, Person],
) -> None:
    address = reverse("outbox:paper", args=[team["ben"].id])
    expected = {"amina": 200, "ben": 200, "carys": 404, "finn": 404, "nobody": 302}
    assert statuses(team, address) == expected
    answer = at_page(team["amina"]).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    mine = at_page(team["carys"]).get(reverse("outbox:paper", args=[team["carys"].id]))
    assert mine.status_code == 200
    other = reverse("outbox:paper", args=[team["carys"].id])
    assert at_page(team["amina"]).get(other).status_code == 404


# Stopping a kind of e-mail


def stop_path(who: Person, kind: str) -> str:
    return reverse("outbox:stop", args=[links.stop_token(who.id, kind)])


def test_a_scanner_that_opens_the_link_stops_nothing(team: dict[str, Person]) -> None:
    address = stop_path(team["ben"], "loom.news")
    for method in ("get", "head", "get"):
        assert getattr(Client(), method)(address).status_code == 200
    assert "Stop these" in Client().get(address).content.decode()
    assert not Wish.objects.exists()


def test_one_press_stops_without_signing_in_also_from_a_mail_program(
    team: dict[str, Person],
) -> None:
    client = Client(enforce_csrf_checks=True)
    address = stop_path(team["ben"], "loom.news")
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "These e-mails are stopped" in answer.content.decode()
    assert list(Wish.objects.values_list("person_id", "kind", "pace")) == [
        (team["ben"].id, "loom.news", "never")
    ]
    assert client.post(address).status_code == 200
    assert state(message(team["ben"], kind="loom.news"))[0] == "kept"
    assert state(message(team["ben"], kind="loom.today"))[0] == "to_hand_over"


@pytest.mark.parametrize("token", ["x", "WyJhIl0:1tXyZ:forged", "a" * 3_000])
def test_a_forged_link_stops_nothing(token: str) -> None:
    address = reverse("outbox:stop", args=[token])
    assert Client().get(address).status_code == Client().post(address).status_code == 404


def test_what_one_must_know_cannot_be_stopped_by_a_link(team: dict[str, Person]) -> None:
    answer = Client().post(stop_path(team["ben"], "loom.must"))
    assert answer.status_code == 409
    assert not Wish.objects.exists()


def test_a_person_chooses_what_they_hear_of(team: dict[str, Person]) -> None:
    ben = at_page(team["ben"])
    address = reverse("outbox:pace")
    form = ben.get(address).context["form"]
    assert next(iter(form.fields)) == "outbox.letter"
    assert "loom.must" not in form.fields
    answers = form.before | {"loom.news": "at_once", "loom.today": "never"}
    assert ben.post(address, answers).status_code == 302
    assert dict(Wish.objects.values_list("kind", "pace")) == {
        "loom.news": "at_once",
        "loom.today": "never",
    }
    again = ben.get(address).context["form"]
    assert again.before["loom.today"] == "never"
    wrong = ben.post(address, answers | {"loom.today": "weekly"})
    assert wrong.status_code == 200
    assert "That choice is not there any more" in wrong.content.decode()


# A helper, and one's own data


def test_a_helper_sees_the_messages_of_the_person_they_help(team: dict[str, Person]) -> None:
    ben, carys = team["ben"], team["carys"]
    sent = message(ben, sender=team["finn"])
    helped = actors.person(ben.id)
    helping = people.ask_helper(person=ben, helper=None, link_hash="h", by=helped, at=NOW)
    people.accept_helping(helping=helping, helper=carys, by=actors.person(carys.id), at=NOW)
    client = at_page(carys)
    assert client.get(page_of(sent)).status_code == 404
    session = client.session
    session["acts_for"] = str(ben.id)
    session.save()
    assert client.get(page_of(sent)).status_code == 200


def test_a_person_takes_all_of_it_away_and_nothing_is_left(team: dict[str, Person]) -> None:
    ben, carys = team["ben"], team["carys"]
    message(ben, sender=carys, subject="To Ben")
    handed = message(carys, sender=ben, subject="From Ben")
    other = message(carys, sender=team["finn"], subject="Between others")
    at_page(ben).post(reverse("outbox:handed_over", args=[handed.id]))
    Client().post(stop_path(ben, "loom.news"))
    found = export(ben.id)
    assert [row["subject"] for row in found["messages to me"]] == ["To Ben"]
    assert [row["subject"] for row in found["messages from me"]] == ["From Ben"]
    assert [row["kind"] for row in found["how I hear of things"]] == ["loom.news"]
    erase(person_id=ben.id, by=actors.person(ben.id), at=NOW)
    assert not any(export(ben.id).values())
    assert list(Message.objects.all()) == [other]
