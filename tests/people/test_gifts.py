"""What people bring, in their own words: shown to their teams or not, never counted."""

from __future__ import annotations

import pytest

from evenweave.common.refusals import Refusal
from evenweave.people import actions, gifts
from evenweave.people.models import Gift, Person
from evenweave.people.rules.gifts import ROOM_FOR
from tests.make import NOON
from tests.people.conftest import Cast, Enters, by


def bring(person: Person, words: str, *, kind: str = "strength", is_shared: bool = True) -> Gift:
    return actions.add_gift(
        person=person, kind=kind, words=words, is_shared=is_shared, by=by(person), at=NOON
    )


def test_a_person_writes_down_what_they_bring(cast: Cast, enter: Enters) -> None:
    client = enter(cast.ben)
    assert "Begin with one thing" in client.get("/me/gifts/").text
    form = {"kind": "learn", "words": "Reading a budget", "is_shared": "on"}
    assert client.post("/me/gifts/", form)["Location"] == "/me/gifts/"
    page = client.get("/me/gifts/").text
    assert "Reading a budget" in page
    assert "Your teams see it" in page
    assert "1 thing written down" in client.get("/me/").text


def test_without_a_tick_only_the_person_sees_it(cast: Cast, enter: Enters) -> None:
    enter(cast.ben).post("/me/gifts/", {"kind": "interest", "words": "Poems"})
    assert gifts.shared_by([cast.ben.id]) == []
    assert "Only you see it" in enter(cast.ben).get("/me/gifts/").text


def test_a_team_sees_what_its_members_chose_to_show(cast: Cast) -> None:
    bring(cast.ben, "tea for forty")
    bring(cast.amina, "Listening")
    bring(cast.amina, "Fear of numbers", is_shared=False)
    bring(cast.finn, "Elsewhere")
    found = gifts.shared_by([cast.ben.id, cast.amina.id])
    assert [(gift.words, gift.person.name) for gift in found] == [
        ("Listening", "Amina"),
        ("tea for forty", "Ben"),
    ]


def test_the_map_asks_the_database_once(
    cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(5):
        bring(cast.ben, f"Thing {number}")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [gift.person.name for gift in gifts.shared_by([cast.ben.id])] == ["Ben"] * 5


def test_it_can_be_kept_to_oneself_shown_again_and_taken_out(cast: Cast, enter: Enters) -> None:
    gift, client = bring(cast.ben, "Humour"), enter(cast.ben)
    client.post(f"/me/gifts/{gift.id}/share/", {"shared": "no"})
    assert gifts.shared_by([cast.ben.id]) == []
    client.post(f"/me/gifts/{gift.id}/share/", {"shared": "yes"})
    assert gifts.shared_by([cast.ben.id]) == [gift]
    client.post(f"/me/gifts/{gift.id}/remove/")
    assert not Gift.objects.exists()


def test_nobody_touches_what_another_brings(cast: Cast, enter: Enters) -> None:
    gift, client = bring(cast.ben, "Humour"), enter(cast.amina)
    for what in ["share", "remove"]:
        assert client.post(f"/me/gifts/{gift.id}/{what}/").status_code == 404
    with pytest.raises(Refusal):
        actions.remove_gift(gift=gift, by=by(cast.amina), at=NOON)
    assert gifts.shared_by([cast.ben.id]) == [gift]


def test_nothing_cannot_be_brought(cast: Cast, enter: Enters) -> None:
    answer = enter(cast.ben).post("/me/gifts/", {"words": " "})
    assert "2 things to mend" in " ".join(answer.text.split())
    with pytest.raises(Refusal, match="Nothing is written"):
        bring(cast.ben, "\u200b ")


def test_there_is_room_for_sixty_things(cast: Cast) -> None:
    for number in range(ROOM_FOR):
        bring(cast.ben, f"Thing {number}")
    with pytest.raises(Refusal, match="no room for more"):
        bring(cast.ben, "One more")
