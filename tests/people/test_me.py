"""A person's own page: the name they like, how to reach them, their look, and all of it back."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test import Client

from evenweave.common import actors, guard
from evenweave.common.display import COOKIE
from evenweave.common.refusals import Refusal
from evenweave.outbox import mail
from evenweave.people import actions, codes, personal
from evenweave.people.models import (
    Helper,
    Look,
    Need,
    NewAddress,
    Person,
)
from evenweave.people.names import Directory as Names
from evenweave.people.next import next_for
from evenweave.people.reaching import Directory
from evenweave.people.rules.reaching import TRIES, code_hash
from evenweave.record.models import Entry
from tests.make import NOON
from tests.people.conftest import Cast, Enters, again, by
from tests.pseudo import brackets, untranslated

PRIVATE = ["/me/name/", "/me/reach/", "/me/email/", "/me/language/", "/me/look/", "/me/gifts/"]


# The page itself


def test_one_page_leads_to_everything(cast: Cast, enter: Enters) -> None:
    client = enter(cast.ben)
    page = client.get("/me/").text
    for path in [*PRIVATE[:2], *PRIVATE[4:], "/me/helps/", "/me/access/", "/me/helpers/"]:
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200


def test_the_page_asks_the_database_little(
    cast: Cast, enter: Enters, django_assert_max_num_queries: Any
) -> None:
    client = enter(cast.ben)
    for kind, readers in [("helps", [cast.amina.id, cast.carys.id]), ("access", [cast.carys.id])]:
        actions.write_need(
            person=cast.ben,
            kind=kind,
            words="Tea",
            readers=readers,
            version=0,
            by=by(cast.ben),
            at=NOON,
        )
    client.get("/me/")  # the visit is noted, once a day
    with django_assert_max_num_queries(12):
        client.get("/me/")


@pytest.mark.parametrize("path", ["/me/", *PRIVATE, "/me/helpers/"])
def test_nobody_signed_in_is_shown_the_way_in(path: str, client: Client, db: None) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


def foreign(page: str) -> list[str]:
    """What never went through gettext, but for people's names beside boxes to tick."""
    names = ("label > span: Amina", "label > span: Carys")
    return [found for found in untranslated(page) if not found.endswith(names)]


WORDED = ["/me/", *PRIVATE, "/me/email/code/", "/me/helps/", "/me/access/", "/me/helpers/"]


@pytest.mark.parametrize("path", WORDED)
def test_every_word_of_these_pages_can_be_translated(path: str, full: Cast, enter: Enters) -> None:
    ben = enter(full.ben)
    with brackets():
        for answer in [ben.get(path), ben.post(path, {"email": "no address", "words": " "})]:
            assert not foreign(answer.text), "\n".join(foreign(answer.text))


def test_every_word_around_acting_and_showing_can_be_translated(full: Cast, enter: Enters) -> None:
    carys, amina, ben = enter(full.carys), enter(full.amina), enter(full.ben)
    theirs = f"/people/{full.ben.id}/helps/"
    helping = Helper.objects.get(helper=full.carys)
    carys.post(f"/me/helpers/{helping.id}/act/")
    with brackets():
        pages = [
            carys.get("/me/"),
            carys.get("/me/name/"),
            amina.get(theirs),
            amina.post(theirs),
            ben.post("/me/helpers/link/"),
        ]
        for page in pages:
            assert not untranslated(page.text), "\n".join(untranslated(page.text))


# The name


def test_the_name_changes_everywhere_at_once(cast: Cast, enter: Enters) -> None:
    form = {"name": " Benny  B. ", "pronouns": "he/him", "version": "1"}
    assert enter(cast.ben).post("/me/name/", form)["Location"] == "/me/"
    assert Names().called([cast.ben.id]) == {cast.ben.id: "Benny B."}
    assert "Benny B. (he/him)" in enter(cast.ben).get("/me/").text
    assert not Entry.objects.exists()


def test_a_name_needs_something_to_see(cast: Cast, enter: Enters) -> None:
    answer = enter(cast.ben).post("/me/name/", {"name": "\u200b", "version": "1"})
    assert "Nothing is written here yet" in answer.text
    with pytest.raises(Refusal, match="Any name you like"):
        actions.rename_person(
            person=cast.ben, name=" ", pronouns="", version=1, by=by(cast.ben), at=NOON
        )
    assert again(cast.ben).name == "Ben"


def test_nobody_renames_another(cast: Cast) -> None:
    helper = actors.helper(cast.carys.id, for_person=cast.ben.id)
    for actor in [by(cast.amina), actors.operator(), helper]:
        with pytest.raises(Refusal):
            actions.rename_person(
                person=cast.ben, name="X", pronouns="", version=1, by=actor, at=NOON
            )
    assert again(cast.ben).name == "Ben"


def test_two_devices_lose_no_words(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    ben.post("/me/name/", {"name": "Benny", "version": "1"})
    answer = ben.post("/me/name/", {"name": "Benjamin", "version": "1"})
    assert answer.status_code == 409
    assert "Benjamin" in answer.text
    assert again(cast.ben).name == "Benny"


# How to reach


def reach(**changed: str) -> dict[str, str]:
    return {"reach_by": "email", "phone": "", "post": "", "not_when": "", "version": "1"} | changed


def test_a_person_says_how_and_when_not(cast: Cast, enter: Enters) -> None:
    form = reach(reach_by="text", phone="07700  900 123 (Dot)", not_when="Not on Mondays")
    assert enter(cast.ben).post("/me/reach/", form)["Location"] == "/me/"
    found = Directory().reach(cast.ben.id)
    assert found is not None
    assert (found.prefers, found.phone) == ("text", "07700 900 123 (Dot)")
    assert (found.not_when, found.email) == ("Not on Mondays", "ben@example.org")
    assert cast.ben.id not in Directory().by_email()
    assert "Not on Mondays" in enter(cast.ben).get("/me/").text


@pytest.mark.parametrize(
    ("form", "field", "told"),
    [
        (reach(reach_by="text"), "phone", "we need your phone number"),
        (reach(reach_by="phone"), "phone", "we need your phone number"),
        (reach(reach_by="post"), "post", "we need your postal address"),
        (reach(reach_by="phone", phone="12"), "phone", "too short"),
        (reach(reach_by="pigeon"), "reach_by", "not there any more"),
    ],
)
def test_a_way_needs_what_it_takes(
    cast: Cast, enter: Enters, form: dict[str, str], field: str, told: str
) -> None:
    page = enter(cast.ben).post("/me/reach/", form).text
    assert told in page
    assert f'href="#id_{field}' in page
    assert again(cast.ben).reach_by == "email"


def test_email_needs_an_address(cast: Cast, enter: Enters) -> None:
    dot = actions.add_person(name="Dot", by=actors.operator(), at=NOON)
    page = enter(dot).post("/me/reach/", reach()).text
    assert "no e-mail address of yours yet" in page
    assert enter(dot).post("/me/reach/", reach(reach_by="in_person")).status_code == 302


def test_of_somebody_gone_nothing_is_known(cast: Cast) -> None:
    ben = cast.ben.id
    personal.erase(person_id=ben, by=actors.operator(), at=NOON)
    assert Directory().reach(ben) is None
    assert Directory().reaches([ben]) == {}


# A new e-mail address


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """What was sent; no server is asked. A real one is asked in the outbox’s tests."""
    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr(mail, "is_set", lambda: True)
    monkeypatch.setattr(mail, "send_unstored", lambda *letter: sent.append(letter))
    return sent


def code_in(letter: tuple[str, str, str]) -> str:
    found = re.search(r"^\d{4} \d{4}$", letter[2], re.MULTILINE)
    assert found
    return found[0]


Letters = list[tuple[str, str, str]]


def test_a_new_address_is_taken_once_it_is_proven(
    cast: Cast, enter: Enters, letters: Letters
) -> None:
    ben = enter(cast.ben)
    answer = ben.post("/me/email/", {"email": "New@Example.org"})
    assert answer["Location"] == "/me/email/code/"
    assert again(cast.ben).email == "ben@example.org"
    assert "Until it is proven" in ben.get("/me/reach/").text
    assert letters[0][0] == "new@example.org"
    ben.post("/me/email/code/", {"code": code_in(letters[0])})
    assert again(cast.ben).email == "new@example.org"
    assert not NewAddress.objects.exists()


def test_a_slip_in_a_new_address_locks_nobody_out(
    cast: Cast, enter: Enters, letters: Letters
) -> None:
    ben = enter(cast.ben)
    ben.post("/me/email/", {"email": "slip@exmaple.org"})
    assert Person.objects.by_email("ben@example.org") == cast.ben
    assert Person.objects.by_email("slip@exmaple.org") is None
    found = Directory().reach(cast.ben.id)
    assert found is not None
    assert found.email == "ben@example.org"
    ben.post("/me/email/forget/")
    assert not NewAddress.objects.exists()


def test_the_code_is_kept_nowhere(cast: Cast, enter: Enters, letters: Letters) -> None:
    enter(cast.ben).post("/me/email/", {"email": "new@example.org"})
    code = codes.as_typed(code_in(letters[0]))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert code not in repr(cursor.fetchall()), table


def test_two_people_with_one_address_get_a_plain_sentence(
    cast: Cast, enter: Enters, letters: Letters
) -> None:
    ben = enter(cast.ben)
    answer = ben.post("/me/email/", {"email": "amina@example.org"})
    # Until the address is proven, it is not told whether somebody has it.
    assert answer["Location"] == "/me/email/code/"
    answer = ben.post("/me/email/code/", {"code": code_in(letters[0])})
    assert "Somebody here already signs in with this address" in answer.text
    assert again(cast.ben).email == "ben@example.org"
    assert again(cast.amina).email == "amina@example.org"


def test_a_wrong_code_is_told_and_counted(cast: Cast, enter: Enters, letters: Letters) -> None:
    ben = enter(cast.ben)
    ben.post("/me/email/", {"email": "new@example.org"})
    right = code_in(letters[0])
    wrong = str(int(codes.as_typed(right)) ^ 1).zfill(8)
    for _try in range(TRIES):
        assert "not right" in ben.post("/me/email/code/", {"code": wrong}).text
    assert "tried too often" in ben.post("/me/email/code/", {"code": right}).text
    assert again(cast.ben).email == "ben@example.org"


def test_a_code_grows_old(cast: Cast) -> None:
    code = codes.new_code()
    hashed = code_hash(cast.ben, "new@example.org", code)
    new = actions.ask_new_address(
        person=cast.ben, email="new@example.org", code_hash=hashed, by=by(cast.ben), at=NOON
    )
    late = NOON + timedelta(minutes=11)
    with pytest.raises(Refusal, match="too old"):
        actions.try_code(new=new, by=by(cast.ben), at=late)


def test_a_code_is_for_one_person_and_one_address(cast: Cast) -> None:
    code = codes.new_code()
    told = {
        code_hash(cast.ben, "new@example.org", code),
        code_hash(cast.amina, "new@example.org", code),
        code_hash(cast.ben, "other@example.org", code),
    }
    assert len(told) == 3


def test_nobody_fills_a_strangers_inbox(cast: Cast, enter: Enters, letters: Letters) -> None:
    ben = enter(cast.ben)
    for _time in range(8):
        page = ben.post("/me/email/", {"email": "stranger@example.org"})
    assert len(letters) == 5
    assert "wait twenty minutes" in page.text


def test_ones_own_address_is_no_change(cast: Cast, enter: Enters, letters: Letters) -> None:
    page = enter(cast.ben).post("/me/email/", {"email": "BEN@example.org"})
    assert "already your e-mail address" in page.text
    assert letters == []


def test_without_a_mail_server_the_address_waits(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    assert "sends no e-mail yet" in ben.get("/me/email/").text
    assert ben.post("/me/email/", {"email": "new@example.org"})["Location"] == "/me/reach/"
    page = ben.get("/me/reach/").text
    assert "Not yet proven" in page
    assert "Type the code" not in page
    # There is no code, so none is right.
    assert "too old" in ben.post("/me/email/code/", {"code": "1"}).text
    assert again(cast.ben).email == "ben@example.org"


def test_an_address_that_the_server_refuses_is_told(
    cast: Cast, enter: Enters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_letter: str) -> None:
        raise mail.RefusedError("550")

    monkeypatch.setattr(mail, "is_set", lambda: True)
    monkeypatch.setattr(mail, "send_unstored", refuse)
    page = enter(cast.ben).post("/me/email/", {"email": "new@example.org"})
    assert "could not send to this address" in page.text


# Language and looks


def test_a_language_that_is_not_here_is_refused(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    assert "not there any more" in ben.post("/me/language/", {"language": "cy"}).text
    with pytest.raises(Refusal, match="does not speak"):
        actions.choose_language(person=cast.ben, language="cy", by=by(cast.ben), at=NOON)


def test_another_language_can_be_chosen_once_it_is_here(
    cast: Cast, enter: Enters, settings: Any
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    assert enter(cast.ben).post("/me/language/", {"language": "cy"})["Location"] == "/me/"
    found = Directory().reach(cast.ben.id)
    assert found is not None
    assert found.language == "cy"


def test_pages_come_in_the_language_that_a_person_chose(
    cast: Cast, enter: Enters, settings: Any
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    enter(cast.ben).post("/me/language/", {"language": "cy"})
    page = enter(cast.ben).get("/me/").text
    assert '<html lang="cy"' in page
    assert "Cymraeg" in page
    assert 'href="/me/language/"' in page
    assert '<html lang="en-gb"' in enter(cast.amina).get("/me/").text
    settings.LANGUAGES = [("en-gb", "English")]  # it went again
    assert '<html lang="en-gb"' in enter(cast.ben).get("/me/").text


def test_where_there_is_one_language_nobody_is_asked_for_theirs(cast: Cast, enter: Enters) -> None:
    assert "/me/language/" not in enter(cast.ben).get("/me/").text


def test_the_look_follows_a_person_to_another_device(cast: Cast, enter: Enters) -> None:
    enter(cast.ben).post("/me/look/", {"size": "large", "calm": "yes"})
    page = enter(cast.ben).get("/about/").text
    assert 'data-size="large"' in page
    assert 'data-calm="yes"' in page
    assert "Large and Calm" in enter(cast.ben).get("/me/").text


def test_the_persons_look_goes_before_the_devices(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    ben.cookies[COOKIE] = "size:larger"
    assert 'data-size="larger"' in ben.get("/about/").text
    actions.keep_display(person=cast.ben, display="", by=by(cast.ben), at=NOON)
    assert "data-size" not in ben.get("/about/").text.partition("<head>")[0]


def test_the_look_begins_with_what_the_device_had(cast: Cast, enter: Enters) -> None:
    ben = enter(cast.ben)
    ben.cookies[COOKIE] = "colours:dark"
    page = ben.get("/me/look/").text
    assert re.search(r'name="colours" value="dark" checked', page)


def test_who_is_not_signed_in_keeps_the_look_on_the_device(client: Client, db: None) -> None:
    client.post("/display/", {"size": "large"})
    assert client.cookies[COOKIE].value == "size:large"


def test_who_is_signed_in_is_led_to_their_own_look(cast: Cast, enter: Enters) -> None:
    assert enter(cast.ben).get("/display/")["Location"] == "/me/look/"


# What is next


def test_somebody_new_gets_one_gentle_line_for_a_while(cast: Cast) -> None:
    assert [str(thing.title) for thing in next_for(cast.ben.id, NOON)] == [
        "What helps you to take part?"
    ]
    assert next_for(cast.ben.id, NOON + timedelta(days=31)) == []


def test_the_line_goes_when_it_is_put_away_or_answered(cast: Cast, enter: Enters) -> None:
    enter(cast.ben).post("/me/helps/not-now/")
    assert next_for(cast.ben.id, NOON) == []
    enter(cast.amina).post("/me/helps/", {"words": "Tea", "version": "0"})
    assert next_for(cast.amina.id, NOON) == []


def test_what_is_next_asks_the_database_once(cast: Cast, django_assert_num_queries: Any) -> None:
    actions.ask_helper(person=cast.amina, helper=cast.ben, by=by(cast.amina), at=NOON)
    with django_assert_num_queries(1):
        assert len(next_for(cast.ben.id, NOON)) == 2


# All of it back, and all of it gone

MARK = "Zwetschge"


@pytest.fixture
def full(cast: Cast, enter: Enters) -> Cast:
    """Ben, with something of his in every table of this room."""
    ben = enter(cast.ben)
    ben.post("/me/name/", {"name": f"Ben {MARK}", "pronouns": MARK, "version": "1"})
    ben.post(
        "/me/reach/",
        reach(phone=f"020 7946 0000 {MARK}", post=MARK, not_when=MARK, version="2"),
    )
    ben.post("/me/email/", {"email": f"{MARK}@example.org"})
    ben.post("/me/look/", {"size": "large"})
    ben.post("/me/gifts/", {"kind": "learn", "words": MARK})
    shared = {"words": MARK, "readers": [str(cast.amina.id)], "version": "0"}
    ben.post("/me/helps/", shared)
    enter(cast.amina).post(f"/people/{cast.ben.id}/helps/")
    enter(cast.amina).post("/me/access/", {**shared, "readers": [str(cast.ben.id)]})
    ben.post(f"/people/{cast.amina.id}/access/")
    for person, helper in [(cast.ben, cast.carys), (cast.amina, cast.ben)]:
        helping = actions.ask_helper(person=person, helper=helper, by=by(person), at=NOON)
        actions.accept_helping(helping=helping, helper=helper, by=by(helper), at=NOON)
        acting = actors.helper(helper.id, for_person=person.id)
        actions.rest(person=person, by=acting, at=NOON)
    return cast


def test_a_person_gets_everything_that_is_kept_of_them(full: Cast) -> None:
    found = personal.export(full.ben.id)
    told = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False)
    assert found["person"]["name"] == f"Ben {MARK}"
    assert found["private_words"][0]["words"] == MARK
    assert found["private_words"][0]["shared_with"][0]["name"] == "Amina"
    assert found["who_looked"][0]["who"] == "Amina"
    assert found["what_you_looked_at"][0]["of"] == "Amina"
    assert found["what_you_bring"][0]["words"] == MARK
    assert found["who_acts_for_you"][0]["who"] == "Carys"
    assert found["for_whom_you_act"][0]["who"] == "Amina"
    assert found["changed_for_you"][0]["helper"] == "Carys"
    assert found["changed_by_you_for_others"][0]["for"] == "Amina"
    assert found["new_e-mail_address"]["e-mail"] == f"{MARK.lower()}@example.org"
    assert "session_secret" not in told
    assert again(full.ben).session_secret not in told


def test_the_words_that_others_share_are_not_carried_away(full: Cast) -> None:
    (need,) = Need.objects.filter(person=full.amina)
    found = personal.export(full.ben.id)["shared_with_you"]
    assert found == [{"from": "Amina", "what": need.get_kind_display(), "since": need.written_at}]


def test_of_nobody_nothing_is_kept(full: Cast) -> None:
    gone = full.ben.id
    personal.erase(person_id=gone, by=by(full.ben), at=NOON)
    assert personal.export(gone) == {}


def rows() -> str:
    """Everything that every table holds."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_an_erased_person_leaves_nothing_to_find(full: Cast) -> None:
    sealed = bytes(Need.objects.get(person=full.ben).sealed_words)
    before = rows()
    assert MARK in before
    assert full.ben.id.hex in before.replace("-", "")
    personal.erase(person_id=full.ben.id, by=by(full.ben), at=NOON)
    after = rows()
    for trace in [MARK, MARK.lower(), str(sealed), full.ben.id.hex]:
        assert trace not in after.replace("-", "")


def test_whoever_was_erased_is_signed_out(full: Cast, enter: Enters) -> None:
    ben = enter(full.ben)
    assert ben.get("/me/").status_code == 200
    personal.erase(person_id=full.ben.id, by=by(full.ben), at=NOON)
    assert ben.get("/me/").status_code == 302


def test_what_is_others_stays_without_saying_who(full: Cast, enter: Enters) -> None:
    personal.erase(person_id=full.ben.id, by=by(full.ben), at=NOON)
    look = Look.objects.get(person=full.amina)
    assert look.looker is None
    assert "Somebody who is not here any more" in enter(full.amina).get("/me/access/").text
    assert not Helper.objects.exists()


def test_only_the_person_or_the_operator_erases(full: Cast) -> None:
    helper = actors.helper(full.carys.id, for_person=full.ben.id)
    for actor in [by(full.amina), helper, actors.job("people.x")]:
        with pytest.raises(Refusal):
            personal.erase(person_id=full.ben.id, by=actor, at=NOON)
    personal.erase(person_id=full.ben.id, by=actors.operator(), at=NOON)


def test_everything_of_this_room_stands_in_the_export(full: Cast) -> None:
    """A new field of a person must be thought about here, too."""
    told = {field.name for field in Person._meta.concrete_fields}
    assert told == {
        *("id", "name", "pronouns", "email", "phone", "post", "reach_by", "not_when"),
        *("language", "display", "resting_since", "joined_at", "has_put_hint_away"),
        *("session_secret", "version", "zone"),
    }


def test_a_stray_write_would_be_found(cast: Cast) -> None:
    with pytest.raises(guard.StrayWriteError):
        Person.objects.filter(pk=cast.ben.pk).update(name="No")
