"""Handing over person by person: whom, what, and exactly what was shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.outbox import hands
from evenweave.outbox.actions import hand_over_together, read_here
from evenweave.outbox.models import Message
from evenweave.outbox.next import next_for
from evenweave.people import actions as people
from evenweave.people.models import Person
from tests import make
from tests.make import AMINA, BEN, CARYS, DEV, FINN, Team
from tests.outbox.story import NOW, later, message, person, reached, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Team:
    """Amina's team, on a server without e-mail."""
    return make.team()


def who(actor: actors.Actor) -> Person:
    """One of the cast."""
    return Person.objects.get(id=actor.somebody)


def tell(ours: Team, to: actors.Actor, **more: Any) -> Message:
    """The program tells somebody something about the project."""
    return message(who(to), stream_id=ours.project.id, **more)


def client(actor: actors.Actor) -> Client:
    """A browser in which one of the cast is signed in."""
    made = Client()
    made.force_login(who(actor))
    return made


def at(name: str, actor: actors.Actor | None = None) -> str:
    """The address of a page, perhaps about one of the cast."""
    return reverse(f"outbox:{name}", args=[actor.somebody] if actor else [])


def clear(ours: Team) -> None:
    """What making the team told people is handed over already."""
    for each in hands.bundles(AMINA.somebody):
        found = hands.waiting_for(AMINA.somebody, each.to)
        hand_over_together(to=each.to, shown=ids(*found), by=AMINA, at=NOW)


def ids(*messages: Message) -> set[UUID]:
    """Their ids."""
    return {each.id for each in messages}


def form_of(answer: Any) -> dict[str, str]:
    """The form of a page, as a browser would send it back."""
    shown = answer.content.decode().partition('name="carried" value="')[2].partition('"')[0]
    return {"carried": shown}


def test_there_is_one_row_a_person_and_urgent_ones_stand_first(ours: Team) -> None:
    clear(ours)
    for day in range(3):
        tell(ours, CARYS, at=later(days=day))
    tell(ours, BEN, at=later(days=4), urgent=True)
    tell(ours, BEN, at=later(days=3))
    reached(who(BEN), reach_by="phone", phone="020 7946 0000", not_when="Before eleven")
    found = hands.bundles(AMINA.somebody)
    assert [(each.reach.name, each.count, each.urgent) for each in found] == [
        ("Ben", 2, 1),
        ("Carys", 3, 0),
    ]
    assert [each.since for each in found] == [later(days=3), NOW]
    said = client(AMINA).get(at("to_hand_over")).content.decode()
    for words in ("1 is urgent", "2 messages, since", "3 messages, since", "By phone"):
        assert words in said
    assert "<bdi>Before eleven</bdi>" in said
    assert "020 7946 0000" not in said
    assert said.index("Ben") < said.index("Carys")


def test_their_page_has_every_word_urgent_ones_first_and_then_the_oldest(ours: Team) -> None:
    clear(ours)
    tell(ours, BEN, subject="Second", text="<b>Tea</b>", at=later(days=1))
    tell(ours, BEN, subject="Third", at=later(days=2))
    tell(ours, BEN, subject="First", at=later(days=3), urgent=True)
    tell(ours, CARYS, subject="For Carys")
    said = client(AMINA).get(at("for_person", BEN)).content.decode()
    assert said.index("First") < said.index("Urgent") < said.index("Second") < said.index("Third")
    assert "&lt;b&gt;Tea&lt;/b&gt;" in said
    assert "For Carys" not in said


def test_exactly_what_was_shown_is_handed_over_and_never_what_came_meanwhile(ours: Team) -> None:
    clear(ours)
    shown = [tell(ours, BEN), tell(ours, BEN, at=later(days=1))]
    amina = client(AMINA)
    form = form_of(amina.get(at("for_person", BEN)))
    # The same moment as one of them, an earlier one, and somebody else's: none of these was shown.
    came_since = [tell(ours, BEN), tell(ours, BEN, at=later(days=-9)), tell(ours, CARYS)]
    assert amina.post(at("handed_to_person", BEN), form).status_code == 302
    assert [state(each)[0] for each in shown] == ["handed_over"] * 2
    assert {each.handed_over_by for each in shown} == {AMINA.somebody}
    assert [state(each)[0] for each in came_since] == ["to_hand_over"] * 3


def test_what_somebody_else_handed_over_meanwhile_stays_as_it_is(ours: Team) -> None:
    clear(ours)
    first, second = tell(ours, BEN), tell(ours, BEN)
    hand_over_together(to=BEN.somebody, shown=ids(first), by=AMINA, at=NOW)
    both = ids(first, second)
    hand_over_together(to=BEN.somebody, shown=both, by=AMINA, at=later(hours=1))
    assert [state(each)[0] for each in (first, second)] == ["handed_over"] * 2
    assert (first.handed_over_at, second.handed_over_at) == (NOW, later(hours=1))
    with pytest.raises(Refusal, match="handed over already"):
        hand_over_together(to=BEN.somebody, shown=both, by=AMINA, at=later(hours=2))


def test_nobody_hands_over_what_is_not_theirs_to_hand_over(ours: Team) -> None:
    clear(ours)
    private = tell(ours, BEN, kind="loom.private")
    between = message(who(BEN), sender=who(CARYS), stream_id=ours.project.id)
    elsewhere = message(who(BEN), stream_id=uuid4())
    for by in (AMINA, DEV, FINN, BEN):
        with pytest.raises(Refusal):
            hand_over_together(
                to=BEN.somebody, shown=ids(private, between, elsewhere), by=by, at=NOW
            )
    with pytest.raises(Refusal):
        hand_over_together(to=BEN.somebody, shown=[], by=AMINA, at=NOW)
    with pytest.raises(Refusal):
        hand_over_together(to=BEN.somebody, shown=ids(between), by=actors.job("x.y"), at=NOW)
    hand_over_together(to=BEN.somebody, shown=ids(private, between, elsewhere), by=CARYS, at=NOW)
    assert [state(each)[0] for each in (private, between, elsewhere)] == [
        "to_hand_over",
        "handed_over",
        "to_hand_over",
    ]


def test_who_comes_second_is_told_that_it_is_done(ours: Team) -> None:
    clear(ours)
    tell(ours, BEN)
    amina = client(AMINA)
    form = form_of(amina.get(at("for_person", BEN)))
    amina.post(at("handed_to_person", BEN), form)
    again = amina.post(at("handed_to_person", BEN), form)
    assert again.status_code == 409
    assert "handed over already" in again.content.decode()
    assert "Nothing waits here" in amina.get(at("for_person", BEN)).content.decode()
    assert amina.get(at("print_for_person", BEN)).status_code == 404


@pytest.mark.parametrize("shown", ["", "x", "1", "\0", "a" * 5_000, "0" * 36])
def test_a_form_that_names_nothing_does_nothing(ours: Team, shown: str) -> None:
    sent = tell(ours, BEN)
    amina = client(AMINA)
    assert amina.post(at("handed_to_person", BEN), {"carried": shown}).status_code in {400, 409}
    assert amina.post(at("handed_to_person", BEN)).status_code == 409
    assert state(sent)[0] == "to_hand_over"


def test_a_long_wait_is_handed_over_in_parts(ours: Team) -> None:
    clear(ours)
    for number in range(65):
        tell(ours, BEN, at=later(hours=number))
    amina = client(AMINA)
    page = amina.get(at("for_person", BEN))
    assert "The first 60 stand here." in page.content.decode()
    amina.post(at("handed_to_person", BEN), form_of(page))
    assert hands.waiting_for(AMINA.somebody, BEN.somebody).count() == 5
    assert "The first" not in amina.get(at("for_person", BEN)).content.decode()


def queries_of(browser: Client, page: str) -> int:
    """How many questions a page asks."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


def test_the_pages_ask_as_little_for_many_as_for_one(ours: Team) -> None:
    clear(ours)
    tell(ours, BEN)
    amina = client(AMINA)
    pages = [at("to_hand_over"), at("for_person", BEN), at("print_for_person", BEN)]
    amina.get(pages[0])  # the first page of a visit notes that it began
    counts = [queries_of(amina, page) for page in pages]
    for number in range(30):
        tell(ours, BEN)
        message(person(f"Person {number}"), stream_id=ours.project.id)
    assert [queries_of(amina, page) for page in pages] == counts
    assert "?page=2" in amina.get(at("to_hand_over")).content.decode()


def test_it_is_printed_whole_and_large(ours: Team) -> None:
    tell(ours, BEN)
    answer = client(AMINA).get(at("print_for_person", BEN))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]


# One's first page


def test_the_first_page_speaks_of_people_and_of_at_most_half_an_hour(ours: Team) -> None:
    clear(ours)
    for _time in range(5):
        tell(ours, BEN)
        tell(ours, CARYS)
    (line,) = next_for(AMINA.somebody, NOW)
    assert (line.title, line.minutes, line.urgent) == ("Messages for 2 people", 4, False)
    for number in range(40):
        message(person(f"Person {number}"), stream_id=ours.project.id)
    (line,) = next_for(AMINA.somebody, NOW)
    assert (line.title, line.minutes) == ("Messages for 42 people", 30)
    assert "a few at a time" in str(line.why)


def test_the_first_page_says_what_is_urgent(ours: Team) -> None:
    clear(ours)
    tell(ours, BEN)
    tell(ours, CARYS, urgent=True)
    (line,) = next_for(AMINA.somebody, NOW)
    assert line.urgent
    assert "Something is urgent for 1 of them." in str(line.why)


# Whoever reads here themself


def test_who_reads_here_leaves_the_list_by_one_press(ours: Team) -> None:
    clear(ours)
    sent, private = tell(ours, BEN), tell(ours, BEN, kind="loom.private")
    from_carys = message(who(BEN), sender=who(CARYS))
    ben = client(BEN)
    page = ben.get(at("messages"))
    assert "3 messages wait to be brought to you" in page.content.decode()
    came_since = tell(ours, BEN)
    assert ben.post(at("read_here"), form_of(page)).status_code == 302
    assert [state(each)[0] for each in (sent, private, from_carys)] == ["handed_over"] * 3
    assert state(came_since)[0] == "to_hand_over"
    assert [each.count for each in hands.bundles(AMINA.somebody)] == [1]
    assert hands.bundles(CARYS.somebody) == []
    assert "Read here" in client(CARYS).get(at("messages") + "?list=from").content.decode()


def test_opening_pages_says_nothing_of_who_read_them(ours: Team) -> None:
    clear(ours)
    sent = tell(ours, BEN)
    ben = client(BEN)
    for address in (at("messages"), reverse("outbox:message", args=[sent.id])):
        assert ben.get(address).status_code == 200
    assert state(sent)[0] == "to_hand_over"


def test_nobody_says_for_others_that_they_read(ours: Team) -> None:
    clear(ours)
    sent = tell(ours, BEN)
    for by in (AMINA, CARYS, FINN, actors.job("x.y")):
        with pytest.raises(Refusal, match="Nobody needs to hand these to you"):
            read_here(shown=ids(sent), by=by, at=NOW)
    assert state(sent)[0] == "to_hand_over"
    helper = actors.helper(CARYS.somebody, for_person=BEN.somebody)
    read_here(shown=ids(sent), by=helper, at=NOW)
    assert (state(sent)[0], sent.handed_over_by) == ("handed_over", BEN.somebody)


def test_who_rests_is_named_so(ours: Team) -> None:
    tell(ours, BEN)
    people.rest(person=who(BEN), by=BEN, at=NOW + timedelta(hours=1))
    assert "resting now" in client(AMINA).get(at("to_hand_over")).content.decode()
    assert "They are resting now." in client(AMINA).get(at("for_person", BEN)).content.decode()
