"""A helper acts for a person who asked for it, in the open, and only until either ends it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.people import actions, sharing
from evenweave.people.models import Deed, Gift, Helper, Person
from evenweave.people.next import next_for
from tests.make import NOON
from tests.people.conftest import Cast, Enters, again, by


def asked(cast: Cast) -> Helper:
    """Ben asked Carys."""
    return actions.ask_helper(person=cast.ben, helper=cast.carys, by=by(cast.ben), at=NOON)


def accepted(cast: Cast) -> Helper:
    """Carys said yes."""
    helping = asked(cast)
    actions.accept_helping(helping=helping, helper=cast.carys, by=by(cast.carys), at=NOON)
    return helping


@pytest.fixture
def acting(cast: Cast, enter: Enters) -> Client:
    """Carys, who acts for Ben just now."""
    helping, client = accepted(cast), enter(cast.carys)
    client.post(f"/me/helpers/{helping.id}/act/")
    return client


def test_a_person_asks_and_the_helper_says_yes(cast: Cast, enter: Enters) -> None:
    ben, carys = enter(cast.ben), enter(cast.carys)
    ben.post("/me/helpers/", {"helper": str(cast.carys.id)})
    helping = Helper.objects.get()
    assert "has not answered yet" in ben.get("/me/helpers/").text
    assert "asks you to act for them" in carys.get("/me/helpers/").text
    assert next_for(cast.carys.id, NOON)[0].address == "/me/helpers/"
    carys.post(f"/me/helpers/{helping.id}/accept/")
    assert "has not answered yet" not in ben.get("/me/helpers/").text
    assert "Carys" in ben.get("/me/").text


def test_nobody_acts_before_they_said_yes(cast: Cast, enter: Enters) -> None:
    helping = asked(cast)
    assert enter(cast.carys).post(f"/me/helpers/{helping.id}/act/").status_code == 404


def test_nobody_else_says_yes_or_acts(cast: Cast, enter: Enters) -> None:
    helping = asked(cast)
    for what in ["accept", "act", "end"]:
        answer = enter(cast.amina).post(f"/me/helpers/{helping.id}/{what}/")
        assert answer.status_code == 404
    with pytest.raises(Refusal, match="Somebody else was asked"):
        actions.accept_helping(helping=helping, helper=cast.amina, by=by(cast.amina), at=NOON)


def test_only_people_of_ones_teams_are_asked_here(cast: Cast, enter: Enters) -> None:
    assert "Finn" not in enter(cast.ben).get("/me/helpers/").text
    with pytest.raises(Refusal, match="make a link"):
        actions.ask_helper(person=cast.ben, helper=cast.finn, by=by(cast.ben), at=NOON)


def test_the_same_person_is_asked_once(cast: Cast) -> None:
    asked(cast)
    with pytest.raises(Refusal, match="already"):
        asked(cast)


@pytest.mark.parametrize("who", ["ben", "carys"])
def test_either_ends_it_at_any_time(cast: Cast, enter: Enters, who: str) -> None:
    helping = accepted(cast)
    enter(getattr(cast, who)).post(f"/me/helpers/{helping.id}/end/")
    assert not Helper.objects.exists()


# Acting


def test_every_page_says_for_whom_one_acts_and_has_a_way_to_stop(acting: Client) -> None:
    for path in ["/about/", "/me/", "/me/reach/"]:
        assert "You act for <bdi>Ben</bdi>" in acting.get(path).text
    acting.post("/me/helpers/stop/")
    assert "You act for" not in acting.get("/about/").text


def test_what_a_helper_changes_is_the_persons_and_is_listed_for_them(
    acting: Client, cast: Cast, enter: Enters
) -> None:
    acting.post("/me/gifts/", {"kind": "strength", "words": "Patience"})
    reach = {"reach_by": "phone", "phone": "020 7946 0000", "version": "1"}
    assert acting.post("/me/reach/", reach).status_code == 302
    acting.post("/me/resting/", {"resting": "yes"})
    assert Gift.objects.get().person == cast.ben
    assert again(cast.ben).phone == "020 7946 0000"
    assert again(cast.ben).is_resting
    assert not again(cast.carys).is_resting
    ben = enter(cast.ben)
    assert "Your helper changed something" in ben.get("/me/").text
    page = ben.get("/me/helpers/").text
    assert page.count("with <bdi>Carys</bdi> helping") == 3
    ben.post("/me/helpers/right/")
    assert not Deed.objects.exists()
    assert "Changed for you" not in ben.get("/me/helpers/").text


def test_what_a_person_changes_themself_is_not_listed(cast: Cast) -> None:
    actions.rest(person=cast.ben, by=by(cast.ben), at=NOON)
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    "path", ["/me/helps/", "/me/access/", "/me/name/", "/me/email/", "/me/helpers/"]
)
def test_some_pages_are_for_the_person_alone(acting: Client, cast: Cast, path: str) -> None:
    need = {"words": "Secret", "readers": [], "version": 0}
    actions.write_need(person=cast.ben, kind="helps", **need, by=by(cast.ben), at=NOON)  # type: ignore[arg-type]
    for answer in [acting.get(path), acting.post(path, {"name": "Benny", "version": "1"})]:
        assert answer.status_code == 409
        assert "a helper cannot do it" in answer.text
        assert "Secret" not in answer.text
    assert again(cast.ben).name == "Ben"


def test_a_helper_cannot_open_what_others_let_the_person_read(acting: Client, cast: Cast) -> None:
    actions.write_need(
        person=cast.amina,
        kind="helps",
        words="For Ben alone",
        readers=[cast.ben.id],
        version=0,
        by=by(cast.amina),
        at=NOON,
    )
    for answer in [
        acting.get(f"/people/{cast.amina.id}/helps/"),
        acting.post(f"/people/{cast.amina.id}/helps/"),
    ]:
        assert answer.status_code == 409
        assert "For Ben alone" not in answer.text
    need = sharing.readable(cast.ben.id).get()
    helper = actors.helper(cast.carys.id, for_person=cast.ben.id)
    with pytest.raises(Refusal, match="a helper cannot open"):
        actions.look_at_need(need=need, by=helper, at=NOON)


def test_the_persons_page_hides_what_is_private_from_a_helper(acting: Client, cast: Cast) -> None:
    page = acting.get("/me/").text
    assert "How to reach them" in page
    for private in ["What helps me", "My access needs", "Who may act for me", "/me/ways-in/"]:
        assert private not in page


def test_a_helper_cannot_ask_another_helper_in(cast: Cast) -> None:
    accepted(cast)
    helper = actors.helper(cast.carys.id, for_person=cast.ben.id)
    with pytest.raises(Refusal):
        actions.ask_helper(person=cast.ben, helper=cast.amina, by=helper, at=NOON)


# A helper who is removed


def test_a_helper_removed_while_at_the_page_gets_a_plain_sentence_and_nothing_is_done(
    acting: Client, cast: Cast, enter: Enters
) -> None:
    assert acting.get("/me/reach/").status_code == 200
    helping = Helper.objects.get()
    enter(cast.ben).post(f"/me/helpers/{helping.id}/end/")
    form = {"reach_by": "phone", "phone": "020 7946 0000", "version": "1"}
    answer = acting.post("/me/reach/", form)
    assert answer.status_code == 409
    assert "You do not act for this person any more" in answer.text
    assert "020 7946 0000" in answer.text
    assert again(cast.ben).phone == ""
    assert again(cast.carys).phone == ""
    # From here on they are themself again.
    assert "This is your page, <bdi>Carys</bdi>" in acting.get("/me/").text


def test_a_look_by_a_removed_helper_is_told_as_well(
    acting: Client, cast: Cast, enter: Enters
) -> None:
    enter(cast.ben).post(f"/me/helpers/{Helper.objects.get().id}/end/")
    assert acting.get("/me/").status_code == 409
    assert acting.get("/me/").status_code == 200


# A link for somebody in no team of mine


def link_of(client: Client) -> str:
    page = client.post("/me/helpers/link/")
    assert "no-store" in page["Cache-Control"]
    found = re.search(r"https?://[\w.:-]+(/help/[\w-]+/)", page.text)
    assert found
    return found[1]


def test_a_link_brings_a_helper_from_outside(cast: Cast, enter: Enters) -> None:
    link = link_of(enter(cast.ben))
    finn = enter(cast.finn)
    assert "<bdi>Ben</bdi> asks for your help" in finn.get(link).text
    assert not Helper.objects.accepted().exists()
    finn.post(link)
    helping = Helper.objects.get()
    assert (helping.person, helping.helper, helping.link_hash) == (cast.ben, cast.finn, None)


def test_the_link_itself_is_kept_nowhere(cast: Cast, enter: Enters) -> None:
    link = link_of(enter(cast.ben))
    assert link.split("/")[2] not in repr(Helper.objects.values().get())


def test_a_link_works_once(cast: Cast, enter: Enters) -> None:
    link = link_of(enter(cast.ben))
    enter(cast.finn).post(link)
    assert enter(cast.amina).get(link).status_code == 404
    assert enter(cast.amina).post(link).status_code == 404


def test_a_link_grows_old(cast: Cast, enter: Enters) -> None:
    link = link_of(enter(cast.ben))
    helping = Helper.objects.get()
    late = helping.asked_at + timedelta(days=15)
    with pytest.raises(Refusal, match="too old"):
        actions.accept_helping(helping=helping, helper=cast.finn, by=by(cast.finn), at=late)
    assert enter(cast.finn).get(link).status_code == 200


def test_nobody_helps_themself(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    link = link_of(ben)
    assert "This is your own link" in ben.get(link).text
    assert ben.post(link).status_code == 409
    assert not Helper.objects.accepted().exists()


def test_a_link_that_was_taken_back_is_gone(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    link = link_of(ben)
    ben.post(f"/me/helpers/{Helper.objects.get().id}/end/")
    assert enter(cast.finn).get(link).status_code == 404


def test_only_a_few_links_at_once(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    for _number in range(5):
        link_of(ben)
    assert ben.post("/me/helpers/link/").status_code == 409


def test_whoever_is_not_signed_in_is_led_to_the_way_in(
    cast: Cast, enter: Enters, client: Client
) -> None:
    link = link_of(enter(cast.ben))
    page = client.get(link)
    assert "<bdi>Ben</bdi> asks for your help" in page.text
    assert "sends no e-mail yet" in page.text
    assert client.post(link, {"name": "Dot", "email": "dot@example.org"}).status_code == 200
    assert not Person.objects.filter(name="Dot").exists()


def test_somebody_new_comes_in_by_the_link(
    cast: Cast, enter: Enters, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evenweave.outbox.mail.is_set", lambda: True)
    link = link_of(enter(cast.ben))
    answer = client.post(link, {"name": "Dot", "email": "Dot@Example.org"})
    assert answer["Location"].startswith("/sign-in/?next=%2Fhelp%2F")
    dot = Person.objects.get(name="Dot")
    assert dot.email == "dot@example.org"
    enter(dot).post(link)
    assert Helper.objects.get().helper == dot


def test_the_link_does_not_tell_whether_an_address_is_known(
    cast: Cast, enter: Enters, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evenweave.outbox.mail.is_set", lambda: True)
    link = link_of(enter(cast.ben))
    answers = [
        client.post(link, {"name": "Dot", "email": email})
        for email in ["dot@example.org", "finn@example.org"]
    ]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert again(cast.finn).name == "Finn"
    assert Person.objects.count() == 5


def test_a_link_brings_in_no_crowd(
    cast: Cast, enter: Enters, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evenweave.outbox.mail.is_set", lambda: True)
    link = link_of(enter(cast.ben))
    told: list[Any] = [
        client.post(link, {"name": "Dot", "email": f"dot{number}@example.org"}).status_code
        for number in range(4)
    ]
    assert told == [302, 302, 302, 409]
