"""Signing in by code, link and card; devices; and what a shared clinic needs."""

from __future__ import annotations

import contextlib
import logging
import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenweave.common import actors, clock
from evenweave.common.refusals import Refusal
from evenweave.people import actions, codes, limits, signing
from evenweave.people.actions.signing import BURNT, GUESSED, LATE, TRIES, USED, WRONG
from evenweave.people.models import Device, Limit, Person, Ticket
from evenweave.people.pages import show_card
from evenweave.people.sessions import IDLE, SessionStore, hashed
from tests import make
from tests.make import NOON
from tests.people import postbox
from tests.people.conftest import Cast, added, by
from tests.people.postbox import Postbox

pytestmark = pytest.mark.django_db

BEN = "ben@example.org"
NOBODY_HAS = "nobody@example.org"
JOB = signing.NOBODY
CLINIC = "192.0.2.7"


@pytest.fixture
def post(settings: Any) -> Iterator[Postbox]:
    """E-mail goes to a server on this machine."""
    with postbox.opened() as (box, server):
        settings.MAIL_SERVER = server
        settings.MAIL_FROM = "evenweave@example.org"
        yield box


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> clock.SimulatedClock:
    """A clock that the test moves on."""
    simulated = clock.SimulatedClock(clock.now())
    monkeypatch.setattr(clock, "now", simulated.now)
    return simulated


def ask(client: Client, email: str = BEN, **more: str) -> Any:
    return client.post("/sign-in/", {"email": email, **more})


def type_code(client: Client, code: str, email: str = BEN, **more: Any) -> Any:
    return client.post("/sign-in/code/", {"email": email, "code": code, **more})


def who(client: Client) -> str:
    """Whom the server takes this browser for."""
    user = client.get("/sign-in/card/").wsgi_request.user
    return user.name if user.is_authenticated else "nobody"


def other_than(code: str) -> str:
    """A code that is surely another one."""
    figures = codes.as_typed(code)
    return f"{(int(figures) + 1) % 10**8:08}"


def where(response: Any) -> str:
    """Where it leads on."""
    return str(response.url)


def said(response: Any) -> str:
    return str(response.content.decode()).replace("\n", " ")


# A code


def test_a_person_asks_for_a_code_types_it_and_is_where_they_were_going(
    client: Client, cast: Cast, post: Postbox
) -> None:
    asked = ask(client, next="/me/ways-in/")
    assert asked.url == "/sign-in/code/"
    assert BEN in said(client.get(asked.url))
    entered = type_code(client, post.code(BEN))
    assert (entered.status_code, entered.url) == (302, "/me/ways-in/")
    assert who(client) == "Ben"


def test_the_code_may_be_typed_on_another_device_than_the_one_that_asked(
    cast: Cast, post: Postbox
) -> None:
    phone, clinic = Client(), Client()
    ask(phone)
    assert "Your e-mail address" in said(clinic.get("/sign-in/code/"))
    type_code(clinic, post.code(BEN))
    assert (who(phone), who(clinic)) == ("nobody", "Ben")


@pytest.mark.parametrize("shape", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0}  {1} ", "Code: {0} {1}."])
def test_a_code_may_be_typed_in_any_groups(
    client: Client, cast: Cast, post: Postbox, shape: str
) -> None:
    ask(client)
    type_code(client, shape.format(*post.code(BEN).split()))
    assert who(client) == "Ben"


def test_a_code_may_be_typed_in_the_figures_of_another_script(
    client: Client, cast: Cast, post: Postbox
) -> None:
    ask(client)
    arabic = post.code(BEN).translate({ord("0") + n: chr(0x660 + n) for n in range(10)})
    type_code(client, arabic)
    assert who(client) == "Ben"


def test_the_link_only_asks_and_pressing_continue_lets_in(
    client: Client, cast: Cast, post: Postbox
) -> None:
    ask(client)
    link = post.link(BEN)
    scanner = Client()
    for _look in range(3):
        page = scanner.get(link)
        assert "Are you <bdi>Ben</bdi>?" in said(page)
    assert scanner.head(link).status_code == 200
    assert who(scanner) == "nobody"
    assert not scanner.cookies.get("session")
    key = link.partition("key=")[2]
    assert client.post("/sign-in/link/", {"key": key}).status_code == 302
    assert who(client) == "Ben"


def test_an_address_that_nobody_has_gets_the_same_answer_at_every_step(
    cast: Cast, post: Postbox
) -> None:
    answers: dict[str, list[Any]] = {}
    for email in [BEN, NOBODY_HAS]:
        client, seen = Client(), list[Any]()
        for _ask in range(4):
            answer = ask(client, email)
            seen.append((answer.status_code, answer.headers.get("Location"), plain(answer, email)))
        seen.append(plain(client.get("/sign-in/code/"), email))
        # Ben's own codes are random; nobody guesses them here.
        seen += [plain(type_code(client, "12345678", email), email) for _try in range(22)]
        answers[email] = seen
    assert answers[BEN] == answers[NOBODY_HAS]
    assert not post.to(NOBODY_HAS)


def plain(response: Any, email: str) -> str:
    """A page without what differs on each visit."""
    words = said(response).replace(email, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


def test_both_kinds_of_address_cost_the_same_queries(cast: Cast, post: Postbox) -> None:
    counts = []
    for email in [BEN, NOBODY_HAS]:
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            ask(client, email)
            type_code(client, "12345678", email)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_without_mail_the_page_says_so_and_shows_the_other_ways(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.MAIL_SERVER = None
    page = said(client.get("/sign-in/"))
    assert "This server sends no e-mail" in page
    assert reverse("people:card") in page
    assert ask(client).status_code == 200
    assert not Ticket.objects.exists()


def test_an_address_with_a_slip_is_told_kindly(client: Client, cast: Cast, post: Postbox) -> None:
    assert "This has no @" in said(ask(client, "ben.example.org"))


def test_a_mail_server_that_is_gone_leaves_the_page_standing_and_the_log_without_names(
    client: Client, cast: Cast, post: Postbox, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    from evenweave.outbox.servers import Server

    settings.MAIL_SERVER = Server("127.0.0.1", 9, tls="none")
    with caplog.at_level(logging.DEBUG):
        assert ask(client).status_code == 302
        signing.post_office.submit(int).result()  # what was handed in before is done
        for _wait in range(200):
            if "could not be sent" in caplog.text:
                break
            threading.Event().wait(0.02)
    assert "A sign-in code could not be sent" in caplog.text
    assert BEN not in caplog.text


# What goes wrong, each in a plain sentence


def entered(code: str, at: datetime, *, email: str = BEN, network: str = CLINIC) -> Any:
    return actions.enter_code(email=email, code=code, network=network, by=JOB, at=at)


def asked(at: datetime, email: str = BEN) -> actions.Asked:
    return actions.ask_for_code(email=email, by=JOB, at=at)


def test_five_wrong_tries_burn_a_code_and_the_link_still_works(cast: Cast) -> None:
    given = asked(NOON)
    wrong = other_than(given.code)
    assert [entered(wrong, NOON).reason for _try in range(TRIES)] == [WRONG] * TRIES
    assert entered(wrong, NOON).reason == BURNT
    assert entered(given.code, NOON).reason == BURNT
    ticket = actions.use_ticket(secret=given.link, here=None, by=JOB, at=NOON)
    assert ticket.person == cast.ben


def test_a_code_guessed_twenty_times_opens_nothing_and_locks_nobody_out(cast: Cast) -> None:
    moment = NOON
    for _round in range(4):
        given = asked(moment)
        for _try in range(TRIES):
            assert entered(other_than(given.code), moment).person is None
        moment += timedelta(minutes=11)
    given = asked(moment)
    assert entered(given.code, moment).reason == GUESSED
    # Ben himself still comes in, by the link; and some hours later by code.
    assert actions.use_ticket(secret=given.link, here=None, by=JOB, at=moment).person == cast.ben
    later = moment + timedelta(hours=2)
    assert entered(asked(later).code, later).person == cast.ben


def test_a_code_is_too_old_after_ten_minutes_and_works_once(cast: Cast) -> None:
    given = asked(NOON)
    ten = NOON + timedelta(minutes=10)
    assert entered(given.code, ten).reason == LATE
    given = asked(ten)
    assert entered(given.code, ten + timedelta(minutes=9, seconds=59)).person == cast.ben
    assert entered(given.code, ten + timedelta(minutes=9, seconds=59)).reason == USED


def test_a_code_that_was_used_ends_the_others_of_that_address(cast: Cast) -> None:
    first, second = asked(NOON), asked(NOON)
    assert entered(first.code, NOON).person == cast.ben
    assert entered(second.code, NOON).reason == LATE
    with pytest.raises(Refusal, match="too old"):
        actions.use_ticket(secret=second.link, here=None, by=JOB, at=NOON)


def test_nobodys_code_fits_another_address(cast: Cast) -> None:
    given = asked(NOON)
    assert entered(given.code, NOON, email="carys@example.org").person is None


def test_a_link_used_twice_or_late_or_broken_says_which(cast: Cast) -> None:
    given = asked(NOON)
    actions.use_ticket(secret=given.link, here=None, by=JOB, at=NOON)
    for secret, at, why in [
        (given.link, NOON, "was used already"),
        (asked(NOON).link, NOON + timedelta(minutes=10), "too old"),
        (given.link[:-4], NOON, "do not know this link"),
        ("", NOON, "do not know this link"),
    ]:
        with pytest.raises(Refusal, match=why):
            actions.use_ticket(secret=secret, here=None, by=JOB, at=at)


def test_somebody_else_at_the_same_browser_does_not_use_a_link_up(
    cast: Cast, post: Postbox, client: Client
) -> None:
    client.force_login(cast.carys)
    ask(Client())
    link = post.link(BEN)
    assert "You are signed in as Carys" not in said(client.get("/sign-in/"))
    assert "signed in as Carys" in said(client.get(link))
    refused = client.post("/sign-in/link/", {"key": link.partition("key=")[2]})
    assert "It was not used up" in said(refused)
    assert who(client) == "Carys"
    assert Ticket.objects.get().used_at is None


# Limits


def test_codes_come_three_at_once_and_then_one_each_ten_minutes(cast: Cast) -> None:
    for _ask in range(3):
        asked(NOON)
    with pytest.raises(Refusal, match="several codes"):
        asked(NOON)
    asked(NOON, "carys@example.org")
    with pytest.raises(Refusal, match="several codes"):
        asked(NOON + timedelta(minutes=9))
    asked(NOON + timedelta(minutes=10))
    with pytest.raises(Refusal, match="several codes"):
        asked(NOON + timedelta(minutes=11))


def test_whoever_asks_for_codes_in_anothers_name_leaves_them_one_that_works(cast: Cast) -> None:
    """Somebody asks all the time. Whenever Ben looks, the newest e-mail lets him in."""
    newest = None
    for minute in range(120):
        moment = NOON + timedelta(minutes=minute)
        with contextlib.suppress(Refusal):
            newest = asked(moment)
        assert newest is not None
        ticket = Ticket.objects.get(link_hash=codes.digest("link", newest.link))
        assert ticket.is_open(moment)


def test_thirty_people_in_one_clinic_sign_in_while_somebody_guesses_there(cast: Cast) -> None:
    people = [added(f"Person {n}", f"person{n}@example.org") for n in range(30)]
    victims = [added(f"Victim {n}", f"victim{n}@example.org") for n in range(40)]
    guesses = 0
    for victim in victims:
        assert victim.email is not None
        given = asked(NOON, victim.email)
        for _try in range(TRIES):
            assert entered(other_than(given.code), NOON, email=victim.email).person is None
            guesses += 1
    assert guesses == 200
    assert limits.is_reached(limits.NETWORK, CLINIC, NOON)
    for person in people:
        assert person.email is not None
        assert entered(asked(NOON, person.email).code, NOON, email=person.email).person == person


def test_where_somebody_guesses_much_a_code_gets_one_try(cast: Cast) -> None:
    for n in range(limits.NETWORK.burst):
        given = asked(NOON, f"victim{n}@example.org")
        entered(other_than(given.code), NOON, email=f"victim{n}@example.org")
    given = asked(NOON)
    assert entered(other_than(given.code), NOON).reason == WRONG
    assert entered(given.code, NOON).reason == BURNT
    # From home Ben has his five tries, also for this very code.
    assert entered(given.code, NOON, network="198.51.100.1").person == cast.ben


def test_the_networks_of_one_home_are_one(cast: Cast) -> None:
    assert limits.network_of("2001:db8:1:2::1") == limits.network_of("2001:db8:1:2:ffff::9")
    assert limits.network_of("2001:db8:1:2::1") != limits.network_of("2001:db8:1:3::1")
    assert limits.network_of("192.0.2.7") == "192.0.2.7"
    assert limits.network_of("unix socket") == "unknown"


def test_limits_tell_nobodys_address_and_are_swept(cast: Cast) -> None:
    given = asked(NOON)
    entered(other_than(given.code), NOON)
    rows = "".join(f"{row.key_hash} {row.until}" for row in Limit.objects.all())
    assert BEN not in rows
    assert CLINIC not in rows
    asked(NOON + timedelta(days=2), "carys@example.org")
    assert Limit.objects.count() == 1
    assert Ticket.objects.count() == 1


# Cards


def card_for(person: Person, at: datetime = NOON, maker: Person | None = None) -> actions.Card:
    by_whom = by(maker) if maker else make.AMINA
    return actions.make_card(person=person, stream=make.stream(), by=by_whom, at=at)


def number(card: actions.Card) -> dict[str, str]:
    return {"key": codes.in_groups(card.code)}


def test_a_card_lets_its_person_in_once(client: Client, cast: Cast) -> None:
    card = card_for(cast.ben, clock.now(), cast.amina)
    assert client.post("/sign-in/card/", number(card)).status_code == 302
    assert who(client) == "Ben"
    again = Client().post("/sign-in/card/", number(card))
    assert "This card was used already" in said(again)


def test_a_card_stands_on_the_record_and_names_both(cast: Cast) -> None:
    stream = make.stream()
    actions.make_card(person=cast.ben, stream=stream, by=by(cast.amina), at=NOON)
    line = stream.entries.get(kind="people.card_made").line
    assert str(cast.ben.id) in line
    assert str(cast.amina.id) in line


def test_the_record_reads_who_made_a_card_for_whom(cast: Cast) -> None:
    from evenweave.record import reading

    stream = make.stream()
    actions.make_card(person=cast.ben, stream=stream, by=by(cast.amina), at=NOON)
    (line,) = reading.lines_of(stream.entries.filter(kind="people.card_made"))
    assert "Amina" in line.sentence
    assert "Ben" in line.sentence


def test_a_card_late_or_mistyped_or_replaced_says_which(cast: Cast) -> None:
    old = card_for(cast.ben)
    new = card_for(cast.ben)
    for code, at, why in [
        (old.code, NOON, "too old"),
        (new.code, NOON + timedelta(hours=24), "too old"),
        (other_than(new.code) + new.code[8:], NOON, "do not know"),
    ]:
        with pytest.raises(Refusal, match=why):
            actions.use_ticket(secret=code, here=None, by=JOB, at=at)
    day = NOON + timedelta(hours=23, minutes=59)
    assert actions.use_ticket(secret=new.code, here=None, by=JOB, at=day).person == cast.ben


def test_somebody_else_who_is_signed_in_does_not_use_a_card_up(client: Client, cast: Cast) -> None:
    card = card_for(cast.ben, clock.now())
    client.force_login(cast.carys)
    assert "you are signed in as Carys" in said(client.post("/sign-in/card/", number(card)))
    assert who(client) == "Carys"
    assert Client().post("/sign-in/card/", number(card)).status_code == 302


def test_a_card_with_too_few_figures_is_told_before_anything_is_looked_up(
    client: Client, cast: Cast
) -> None:
    assert "sixteen figures" in said(client.post("/sign-in/card/", {"key": "1234 5678"}))


def test_the_picture_of_a_card_shows_who_made_it_and_asks_first(client: Client, cast: Cast) -> None:
    card = card_for(cast.ben, clock.now(), cast.amina)
    page = said(client.get(f"/sign-in/link/?{urlencode({'key': card.code})}"))
    assert "Are you <bdi>Ben</bdi>?" in page
    assert "<bdi>Amina</bdi> made this card for you" in page
    assert who(client) == "nobody"


def test_nobody_makes_a_card_for_themself_or_as_helper_for_the_helped(cast: Cast) -> None:
    for who_acts in [by(cast.ben), actors.helper(cast.carys.id, for_person=cast.ben.id)]:
        with pytest.raises(Refusal, match="for somebody else"):
            actions.make_card(person=cast.ben, stream=make.stream(), by=who_acts, at=NOON)


def test_a_person_is_told_at_their_next_sign_in_who_made_a_card_and_when(
    client: Client, cast: Cast, post: Postbox
) -> None:
    card_for(cast.ben, clock.now(), cast.amina)
    ask(client, next="/me/ways-in/")
    assert type_code(client, post.code(BEN)).url == "/sign-in/cards/"
    page = said(client.get("/sign-in/cards/"))
    assert "<bdi>Amina</bdi> made a card" in page
    assert "It was not used yet" in page
    assert where(client.post("/sign-in/cards/")) == "/me/ways-in/"
    assert "<bdi>Amina</bdi> made a card" in said(client.get("/me/ways-in/"))
    ask(client)
    assert type_code(client, post.code(BEN, 2)).url == "/"


def test_whoever_comes_in_with_a_card_cannot_hide_it_from_its_person(
    client: Client, cast: Cast, post: Postbox
) -> None:
    """Amina makes a card for Ben and uses it herself. Ben hears of it all the same."""
    card = card_for(cast.ben, clock.now(), cast.amina)
    amina = Client()
    amina.post("/sign-in/card/", number(card))
    assert who(amina) == "Ben"
    amina.post("/sign-in/cards/")
    ask(client)
    assert type_code(client, post.code(BEN)).url == "/sign-in/cards/"
    page = said(client.get("/sign-in/cards/"))
    assert "<bdi>Amina</bdi> made a card" in page
    assert "it was used" in page
    # And he ends what she has.
    client.post("/me/ways-in/devices/end/")
    assert who(amina) == "nobody"


# Sessions and devices


def enter_as_ben(post: Postbox, number: int = 1, agent: str = "", **more: Any) -> Client:
    client = Client(headers={"user-agent": agent})
    ask(client)
    assert type_code(client, post.code(BEN, number), **more).status_code == 302
    return client


FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"


def test_devices_are_listed_coarsely_and_ended_one_by_one(cast: Cast, post: Postbox) -> None:
    phone = enter_as_ben(post, 1, FIREFOX)
    desk = enter_as_ben(post, 2, EDGE)
    page = said(desk.get("/me/ways-in/"))
    assert "Firefox on Android" in page
    assert "Edge on Windows" in page
    assert "133" not in page
    device = Device.objects.get(what="Firefox on Android")
    assert desk.post(f"/me/ways-in/devices/{device.id}/end/").status_code == 302
    assert (who(phone), who(desk)) == ("nobody", "Ben")
    assert "Firefox on Android" not in said(desk.get("/me/ways-in/"))


def test_all_devices_end_at_once(cast: Cast, post: Postbox) -> None:
    phone, desk = enter_as_ben(post, 1), enter_as_ben(post, 2)
    assert where(desk.post("/me/ways-in/devices/end/")) == "/signed-out/"
    assert (who(phone), who(desk)) == ("nobody", "nobody")
    assert not Device.objects.exists()
    assert not Session.objects.filter(expire_date__gt=clock.now()).exists()


def test_nobody_ends_anothers_device(cast: Cast, post: Postbox, client: Client) -> None:
    ben = enter_as_ben(post)
    device = Device.objects.get()
    client.force_login(cast.carys)
    assert client.post(f"/me/ways-in/devices/{device.id}/end/").status_code == 404
    with pytest.raises(Refusal):
        actions.end_device(device=device, by=by(cast.carys), at=NOON)
    helper = actors.helper(cast.carys.id, for_person=cast.ben.id)
    with pytest.raises(Refusal):
        actions.end_all_devices(person=cast.ben, by=helper, at=NOON)
    assert who(ben) == "Ben"


def test_signing_out_ends_the_session_and_its_row(cast: Cast, post: Postbox) -> None:
    client = enter_as_ben(post)
    key = str(client.session.session_key)
    assert client.get("/sign-out/").status_code == 405
    assert where(client.post("/sign-out/")) == "/signed-out/"
    client.cookies["session"] = key
    assert who(client) == "nobody"
    assert not Device.objects.exists()


def test_signing_in_begins_a_new_session_and_nothing_older_goes_along(
    cast: Cast, post: Postbox, client: Client
) -> None:
    session = client.session
    session["planted"] = "words of whoever sat here before"
    session.save()
    planted = str(session.session_key)
    client.cookies["session"] = planted
    ask(client)
    type_code(client, post.code(BEN))
    assert client.session.session_key != planted
    assert "planted" not in client.session
    thief = Client()
    thief.cookies["session"] = planted
    assert who(thief) == "nobody"


def test_a_session_row_opens_nothing(cast: Cast, post: Postbox) -> None:
    client = enter_as_ben(post)
    row = Session.objects.get(session_key=hashed(client.session.session_key or ""))
    thief = Client()
    thief.cookies["session"] = row.session_key
    assert who(thief) == "nobody"
    assert not Session.objects.filter(session_key=client.session.session_key).exists()


def test_on_a_shared_computer_nothing_stays(cast: Cast, post: Postbox) -> None:
    client = enter_as_ben(post, is_shared="on")
    cookie = client.cookies["session"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    page = client.get("/me/ways-in/")
    assert "data-shared-computer" in said(page).partition("<head>")[0]
    assert page["Cache-Control"] == "no-store"
    assert client.post("/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'


def test_on_ones_own_device_a_session_stays(cast: Cast, post: Postbox) -> None:
    client = enter_as_ben(post)
    assert client.cookies["session"]["max-age"] == 60 * 24 * 3600
    page = client.get("/me/ways-in/")
    assert "data-shared-computer" not in said(page)
    assert "Clear-Site-Data" not in client.post("/sign-out/")


def test_a_shared_computer_signs_out_when_nobody_is_there(
    cast: Cast, post: Postbox, at: clock.SimulatedClock
) -> None:
    client = enter_as_ben(post, is_shared="on")
    for _visit in range(3):
        at.pass_time(IDLE - timedelta(minutes=1))
        assert who(client) == "Ben"
    at.pass_time(IDLE)
    assert who(client) == "nobody"


def test_words_come_back_to_somebody_who_was_signed_out_meanwhile(
    cast: Cast, client: Client
) -> None:
    page = client.post("/me/name/", {"name": "Do not lose me"})
    assert page.status_code == 403
    assert "Do not lose me" in said(page)
    assert "/sign-in/?next=%2Fme%2Fname%2F" in said(page)


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_server(
    client: Client, cast: Cast, post: Postbox, address: str
) -> None:
    ask(client, next=address)
    assert where(type_code(client, post.code(BEN))) == "/"


def test_a_link_names_this_server_whatever_a_visitor_calls_it(
    cast: Cast, post: Postbox, settings: Any
) -> None:
    settings.ADDRESS = "https://weave.example.org"
    Client(headers={"host": "localhost"}).post("/sign-in/", {"email": BEN})
    assert "https://weave.example.org/sign-in/link/?key=" in post.newest(BEN)
    assert "localhost" not in post.newest(BEN)
    assert Client(headers={"host": "evil.example"}).get("/sign-in/").status_code == 400


def test_the_page_of_a_made_card_has_its_figures_its_square_and_no_trace(cast: Cast) -> None:
    card = card_for(cast.ben, clock.now(), cast.amina)
    request = RequestFactory().post("/")
    request.user, request.session = cast.amina, SessionStore()
    page = show_card(request, card, back="/projects/")
    assert codes.in_groups(card.code) in said(page)
    assert "<svg" in said(page)
    assert "http://localhost:8000/sign-in/card/" in said(page)
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "strict-origin")
