"""What helps a person is read by those whom they choose, and they see who looked."""

from __future__ import annotations

import pytest
from django.test import Client

from evenweave.common import actors
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import Refusal
from evenweave.people import actions, sharing
from evenweave.people.models import Look, Need, NeedReader, Person
from evenweave.record.models import Entry
from tests.make import NOON
from tests.people.conftest import Cast, Enters, by, together

WORDS = "A quiet corner, and a minute before I answer."


def write(
    person: Person, *readers: Person, words: str = WORDS, kind: str = "helps", version: int = 0
) -> Need:
    actions.write_need(
        person=person,
        kind=kind,
        words=words,
        readers=[reader.id for reader in readers],
        version=version,
        by=by(person),
        at=NOON,
    )
    return Need.objects.get(person=person, kind=kind)


def path(person: Person, kind: str = "helps") -> str:
    return f"/people/{person.id}/{kind}/"


def test_a_person_writes_chooses_a_reader_and_sees_it_again(cast: Cast, enter: Enters) -> None:
    client = enter(cast.ben)
    form = {"words": WORDS, "readers": [str(cast.amina.id)], "version": "0"}
    assert client.post("/me/helps/", form)["Location"] == "/me/"
    page = client.get("/me/helps/")
    assert WORDS in page.text
    assert "no-store" in page["Cache-Control"]
    assert f'value="{cast.amina.id}"' in page.text
    assert "Shared with Amina" in client.get("/me/").text


@pytest.mark.parametrize("kind", ["helps", "access"])
def test_the_reader_sees_words_only_by_pressing_show(cast: Cast, enter: Enters, kind: str) -> None:
    write(cast.ben, cast.amina, kind=kind)
    client = enter(cast.amina)
    before = client.get(path(cast.ben, kind))
    assert before.status_code == 200
    assert WORDS not in before.text
    assert not Look.objects.exists()
    after = client.post(path(cast.ben, kind))
    assert WORDS in after.text
    assert "no-store" in after["Cache-Control"]
    assert WORDS not in client.get(path(cast.ben, kind)).text


def test_the_owner_sees_who_looked_and_nobody_else_does(cast: Cast, enter: Enters) -> None:
    write(cast.ben, cast.amina, cast.carys)
    assert "Nobody yet" in enter(cast.ben).get("/me/helps/").text
    enter(cast.amina).post(path(cast.ben))
    look = Look.objects.get()
    assert (look.person_id, look.looker, look.kind) == (cast.ben.id, cast.amina, "helps")
    own = enter(cast.ben).get("/me/helps/").text
    assert "Nobody yet" not in own
    assert "Amina" in own.partition("Who looked")[2]
    assert "Amina" not in enter(cast.carys).get(path(cast.ben)).text.partition("<main")[2]


def test_looking_never_reaches_the_record(cast: Cast, enter: Enters) -> None:
    write(cast.ben, cast.amina)
    enter(cast.amina).post(path(cast.ben))
    assert not Entry.objects.exists()


def test_what_others_share_stands_on_ones_own_page(cast: Cast, enter: Enters) -> None:
    write(cast.ben, cast.amina)
    assert path(cast.ben) in enter(cast.amina).get("/me/").text
    assert path(cast.ben) not in enter(cast.carys).get("/me/").text


def test_nobody_else_can_tell_that_there_is_anything(cast: Cast, enter: Enters) -> None:
    write(cast.ben, cast.amina)
    missing = enter(cast.carys).get(path(cast.finn))
    for person in [cast.carys, cast.finn, cast.ben]:
        client = enter(person)
        for answer in [client.get(path(cast.ben)), client.post(path(cast.ben))]:
            assert answer.status_code == missing.status_code == 404
            assert WORDS not in answer.text
    # The one kind says nothing of the other.
    assert enter(cast.amina).get(path(cast.ben, "access")).status_code == 404
    assert not Look.objects.exists()


def test_unsharing_holds_at_once(cast: Cast, enter: Enters) -> None:
    need = write(cast.ben, cast.amina)
    client = enter(cast.amina)
    assert client.get(path(cast.ben)).status_code == 200
    write(cast.ben, version=1)
    assert client.post(path(cast.ben)).status_code == 404
    assert not Look.objects.exists()
    with pytest.raises(Refusal, match="not shared with you any more"):
        actions.look_at_need(need=need, by=by(cast.amina), at=NOON)


def test_whoever_left_the_team_reads_no_more(cast: Cast, enter: Enters) -> None:
    write(cast.ben, cast.amina)
    together(cast.ben, cast.carys)
    assert enter(cast.amina).post(path(cast.ben)).status_code == 404


def test_who_left_the_team_is_not_among_the_readers_of_a_later_save(cast: Cast) -> None:
    write(cast.ben, cast.amina, cast.carys)
    together(cast.ben, cast.carys)
    write(cast.ben, cast.carys, version=1)
    assert sharing.kept(cast.ben, "helps").readers == {cast.carys.id}


def test_nobody_shares_with_people_outside_their_teams(cast: Cast, enter: Enters) -> None:
    with pytest.raises(Refusal, match="in a team with you"):
        write(cast.ben, cast.finn)
    form = {"words": WORDS, "readers": [str(cast.finn.id)], "version": "0"}
    answer = enter(cast.ben).post("/me/helps/", form)
    assert answer.status_code == 200
    assert "That choice is not there any more" in answer.text
    assert WORDS in answer.text
    assert not Need.objects.exists()


def test_nobody_writes_for_another(cast: Cast) -> None:
    for actor in [by(cast.amina), actors.operator(), actors.job("people.x")]:
        with pytest.raises(Refusal):
            actions.write_need(
                person=cast.ben,
                kind="helps",
                words=WORDS,
                readers=[],
                version=0,
                by=actor,
                at=NOON,
            )


def test_a_person_in_no_team_can_write_all_the_same(cast: Cast, enter: Enters) -> None:
    client = enter(cast.finn)
    assert "You are in no team yet" in client.get("/me/access/").text
    assert client.post("/me/access/", {"words": WORDS, "version": "0"}).status_code == 302
    assert sharing.kept(cast.finn, "access").words == WORDS


def test_nothing_older_stays(cast: Cast) -> None:
    write(cast.ben, cast.amina)
    before = bytes(Need.objects.get().sealed_words)
    write(cast.ben, cast.amina, words="Something else", version=1)
    assert Need.objects.count() == 1
    assert bytes(Need.objects.get().sealed_words) != before
    assert sharing.kept(cast.ben, "helps").words == "Something else"


def test_an_empty_box_takes_all_of_it_back(cast: Cast, enter: Enters) -> None:
    write(cast.ben, cast.amina)
    enter(cast.ben).post("/me/helps/", {"words": " ", "version": "1"})
    assert not Need.objects.exists()
    assert not NeedReader.objects.exists()


def test_two_tabs_lose_nobodys_words(cast: Cast, enter: Enters) -> None:
    write(cast.ben, cast.amina)
    write(cast.ben, cast.amina, words="From the phone", version=1)
    answer = enter(cast.ben).post("/me/helps/", {"words": "From the desk", "version": "1"})
    assert answer.status_code == 409
    assert "phone" in answer.text
    assert "desk" in answer.text
    assert sharing.kept(cast.ben, "helps").words == "From the phone"


def test_words_taken_back_elsewhere_are_not_written_again_unseen(cast: Cast) -> None:
    write(cast.ben)
    actions.write_need(
        person=cast.ben,
        kind="helps",
        words="",
        readers=[],
        version=1,
        by=by(cast.ben),
        at=NOON,
    )
    with pytest.raises(Changed):
        write(cast.ben, words="Once more", version=1)


def test_words_that_are_too_many_come_back(cast: Cast, enter: Enters) -> None:
    answer = enter(cast.ben).post("/me/helps/", {"words": "long " * 900, "version": "0"})
    assert answer.status_code == 200
    assert "too long" in answer.text
    assert "long long" in answer.text


def test_the_suggestion_can_be_put_away(cast: Cast, enter: Enters) -> None:
    client = enter(cast.ben)
    assert "Not now, thank you" in client.get("/me/helps/").text
    assert client.post("/me/helps/not-now/")["Location"] == "/"
    assert "Not now, thank you" not in client.get("/me/helps/").text


def test_nobody_signed_in_is_shown_the_way_in(cast: Cast, client: Client) -> None:
    write(cast.ben, cast.amina)
    for address in ["/me/helps/", "/me/access/", path(cast.ben)]:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
