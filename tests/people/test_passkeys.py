"""Passkeys: added, named, shown and removed; and what a device that cheats is told."""

from __future__ import annotations

import json
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from fido2.utils import websafe_decode, websafe_encode
from hypothesis import HealthCheck, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from evenweave.common import actors, clock
from evenweave.common.refusals import Refusal
from evenweave.people import actions, passkeys
from evenweave.people.models import How, Passkey, Person, SpentChallenge
from evenweave.people.passkeys import Site
from tests.make import NOON
from tests.people.authenticator import FLAG, HERE, Device
from tests.people.conftest import Cast, Enters, by

pytestmark = pytest.mark.django_db

# One database for all examples of a test, and slow machines: both are as they should be.
SLOW = runs(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SITE = Site("testserver", HERE)


def add(client: Client, device: Device, name: str = "My phone") -> Any:
    asked = client.get("/me/ways-in/passkeys/ask/").json()
    return client.post("/me/ways-in/", {"name": name, "answer": device.create(asked)})


def show(client: Client, device: Device, **more: Any) -> Any:
    asked = client.get("/sign-in/passkey/ask/").json()
    return client.post("/sign-in/passkey/", {"answer": device.show(asked), **more})


def with_passkey(enter: Enters, person: Person) -> Device:
    device = Device()
    assert add(enter(person), device).status_code == 302
    return device


def test_a_passkey_is_added_named_and_lets_in(cast: Cast, enter: Enters, client: Client) -> None:
    device = with_passkey(enter, cast.ben)
    answer = show(client, device, next="/me/ways-in/")
    assert (answer.status_code, answer["Location"]) == (302, "/me/ways-in/")
    page = client.get("/me/ways-in/").content.decode()
    assert "My phone" in page
    assert cast.ben.devices.get().how == How.PASSKEY


def test_a_person_may_have_several_and_removes_the_one_they_mean(cast: Cast, enter: Enters) -> None:
    phone, key, ben = Device(), Device(), enter(cast.ben)
    add(ben, phone, "Phone")
    add(ben, key, "Blue key")
    passkey = cast.ben.passkeys.get(name="Phone")
    assert ben.post(f"/me/ways-in/passkeys/{passkey.id}/remove/").status_code == 302
    refused = show(Client(), phone)
    assert refused.status_code == 409
    assert "We do not know this passkey" in refused.content.decode()
    assert show(Client(), key).status_code == 302


def test_a_shared_computer_is_asked_about_here_too(
    cast: Cast, enter: Enters, client: Client
) -> None:
    show(client, with_passkey(enter, cast.ben), is_shared="on")
    assert client.cookies["session"]["max-age"] == ""
    assert cast.ben.devices.get().is_shared


def test_a_plain_key_that_cannot_ask_for_a_finger_is_welcome(cast: Cast, enter: Enters) -> None:
    device = with_passkey(enter, cast.ben)
    asked = Client().get("/sign-in/passkey/ask/").json()
    assert asked["publicKey"]["userVerification"] == "preferred"
    shown = passkeys.read_shown(device.show(asked, FLAG.UP), SITE, clock.now())
    assert shown.passkey.person == cast.ben


def test_passkeys_outlive_the_secret_key_of_the_installation(
    cast: Cast, enter: Enters, settings: Any
) -> None:
    device = with_passkey(enter, cast.ben)
    settings.SECRET_KEY = "another key, made after the old one was lost"
    assert show(Client(), device).status_code == 302


def test_an_answer_counts_once(cast: Cast, enter: Enters) -> None:
    device = with_passkey(enter, cast.ben)
    answer = device.show(Client().get("/sign-in/passkey/ask/").json())
    assert Client().post("/sign-in/passkey/", {"answer": answer}).status_code == 302
    again = Client().post("/sign-in/passkey/", {"answer": answer})
    assert again.status_code == 409
    assert "sent twice" in again.content.decode()


def test_a_challenge_ends_after_five_minutes(cast: Cast, enter: Enters) -> None:
    device = with_passkey(enter, cast.ben)
    asked = passkeys.ask_to_sign_in(SITE, NOON)
    answer = device.show(json.loads(json.dumps(asked)))
    shown = passkeys.read_shown(answer, SITE, NOON + timedelta(minutes=4, seconds=59))
    assert shown.passkey.person == cast.ben
    with pytest.raises(Refusal, match="more than five minutes"):
        passkeys.read_shown(answer, SITE, NOON + timedelta(minutes=5))


def test_a_challenge_to_add_is_none_to_sign_in_and_not_anothers(cast: Cast, enter: Enters) -> None:
    device = with_passkey(enter, cast.ben)
    asked = enter(cast.ben).get("/me/ways-in/passkeys/ask/").json()
    with pytest.raises(Refusal, match="Please press the button again"):
        passkeys.read_shown(device.show(asked), SITE, clock.now())
    with pytest.raises(Refusal, match="Please press the button again"):
        passkeys.read_new(Device().create(asked), SITE, cast.carys, clock.now())


@pytest.mark.parametrize(
    ("cheat", "why"),
    [
        ({"origin": "https://evil.example"}, "did not fit"),
        ({"origin": "https://testserver"}, "did not fit"),
        ({"host": "evil.example"}, "did not fit"),
        ({"user_handle": b"somebody else..."}, "did not fit"),
        ({"credential_id": b"unknown" * 5}, "do not know this passkey"),
        ({"key": Device().key}, "did not fit"),
    ],
)
def test_a_device_that_cheats_is_told_why_it_does_not_come_in(
    cast: Cast, enter: Enters, cheat: dict[str, Any], why: str
) -> None:
    device = with_passkey(enter, cast.ben)
    for name, value in cheat.items():
        setattr(device, name, value)
    refused = show(Client(), device)
    assert refused.status_code == 409
    assert why in refused.content.decode()
    assert not cast.ben.devices.exists()


def test_a_device_that_nobody_touched_does_not_come_in(cast: Cast, enter: Enters) -> None:
    device = with_passkey(enter, cast.ben)
    asked = Client().get("/sign-in/passkey/ask/").json()
    with pytest.raises(Refusal, match="did not fit"):
        passkeys.read_shown(device.show(asked, FLAG(0)), SITE, clock.now())


def test_a_copied_passkey_is_noticed(cast: Cast, enter: Enters) -> None:
    device = with_passkey(enter, cast.ben)
    device.count = 7
    assert show(Client(), device).status_code == 302
    device.count = 3
    refused = show(Client(), device)
    assert "may have been copied" in refused.content.decode()
    assert Passkey.objects.get().sign_count == 8


def test_nobody_adds_or_removes_anothers_passkey(cast: Cast, enter: Enters) -> None:
    with_passkey(enter, cast.ben)
    passkey = cast.ben.passkeys.get()
    carys = enter(cast.carys)
    assert carys.post(f"/me/ways-in/passkeys/{passkey.id}/remove/").status_code == 404
    helper = actors.helper(cast.carys.id, for_person=cast.ben.id)
    for other in [by(cast.carys), helper]:
        with pytest.raises(Refusal):
            actions.remove_passkey(passkey=passkey, by=other, at=NOON)
    key = new_key(cast.ben)
    for other in [by(cast.carys), helper]:
        with pytest.raises(Refusal):
            actions.add_passkey(person=cast.ben, name="Mine now", key=key, by=other, at=NOON)


def new_key(person: Person, device: Device | None = None) -> passkeys.NewKey:
    asked = json.loads(json.dumps(passkeys.ask_to_add(SITE, person, NOON)))
    return passkeys.read_new((device or Device()).create(asked), SITE, person, NOON)


def test_a_passkey_needs_a_name_and_is_added_once(cast: Cast) -> None:
    device = Device()
    key = new_key(cast.ben, device)
    ben = by(cast.ben)
    with pytest.raises(Refusal, match="Give the passkey a name"):
        actions.add_passkey(person=cast.ben, name=" ", key=key, by=ben, at=NOON)
    actions.add_passkey(person=cast.ben, name="Phone", key=key, by=ben, at=NOON)
    again = new_key(cast.ben, device)
    with pytest.raises(Refusal, match="here already"):
        actions.add_passkey(person=cast.ben, name="Phone", key=again, by=ben, at=NOON)
    for number in range(2, 21):
        more = new_key(cast.ben)
        actions.add_passkey(person=cast.ben, name=f"{number}", key=more, by=ben, at=NOON)
    with pytest.raises(Refusal, match="room for 20"):
        actions.add_passkey(person=cast.ben, name="21", key=new_key(cast.ben), by=ben, at=NOON)


def test_asking_keeps_nothing_and_what_was_answered_is_swept(cast: Cast, enter: Enters) -> None:
    for _ask in range(3):
        Client().get("/sign-in/passkey/ask/")
    assert not SpentChallenge.objects.exists()
    with_passkey(enter, cast.ben)
    assert SpentChallenge.objects.count() == 1
    actions.ask_for_code(
        email="x@example.org", by=actors.operator(), at=clock.now() + timedelta(hours=1)
    )
    assert not SpentChallenge.objects.exists()


@pytest.mark.parametrize("part", ["rawId", "id", "response", "clientDataJSON"])
def test_a_large_number_takes_no_memory(cast: Cast, part: str) -> None:
    inside = {"clientDataJSON": 10**9, "authenticatorData": 10**9, "signature": 10**9}
    told = {"id": "AA", "rawId": "AA", "type": "public-key", "response": inside, part: 10**9}
    tracemalloc.start()
    try:
        with pytest.raises(Refusal):
            passkeys.read_shown(json.dumps(told), SITE, NOON)
        with pytest.raises(Refusal):
            passkeys.read_new(json.dumps(told), SITE, cast.ben, NOON)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 50_000_000


@runs(SLOW, max_examples=100)
@given(nonsense=st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4)
    | st.dictionaries(
        st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON", "signature",
                         "authenticatorData", "attestationObject", "userHandle", "x"]),
        inside, max_size=6),
    max_leaves=12,
))  # fmt: skip
def test_nonsense_is_refused_in_a_sentence(cast: Cast, nonsense: Any) -> None:
    for answer in [json.dumps(nonsense), "[" * 30_000, "", "{"]:
        with pytest.raises(Refusal):
            passkeys.read_shown(answer, SITE, NOON)
        with pytest.raises(Refusal):
            passkeys.read_new(answer, SITE, cast.ben, NOON)


@runs(SLOW, max_examples=60)
@given(where=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_an_answer_with_any_byte_changed_lets_nobody_in(
    ready: Device, where: int, flip: int
) -> None:
    told = json.loads(ready.show(json.loads(json.dumps(passkeys.ask_to_sign_in(SITE, NOON)))))
    part = ["clientDataJSON", "authenticatorData", "signature", "userHandle"][where % 4]
    value = bytearray(websafe_decode(told["response"][part]))
    value[(where // 4) % len(value)] ^= flip
    told["response"][part] = websafe_encode(bytes(value))
    with pytest.raises(Refusal):
        passkeys.read_shown(json.dumps(told), SITE, NOON)


@pytest.fixture
def ready(cast: Cast) -> Device:
    """A device whose passkey Ben added."""
    device = Device()
    key = new_key(cast.ben, device)
    actions.add_passkey(person=cast.ben, name="Phone", key=key, by=by(cast.ben), at=NOON)
    return device
