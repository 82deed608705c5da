"""Private words are sealed where they lie, for one person and one kind, by a key kept elsewhere."""

from __future__ import annotations

import stat
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.config.commands import rekey
from evenweave.config.trouble import Trouble
from evenweave.people import actions, encryption, sharing
from evenweave.people.models import Look, Need
from tests.make import NOON
from tests.people.conftest import Cast, Enters, by

SOMEBODY = UUID("00000000-0000-4000-8000-00000000be17")
WORDS = "Please do not stand behind me. I hear better on the left."


def sealed(words: str = WORDS, *, person_id: UUID = SOMEBODY, kind: str = "helps") -> bytes:
    return encryption.seal(words, person_id=person_id, kind=kind)


def opened(found: bytes, *, person_id: UUID = SOMEBODY, kind: str = "helps") -> str:
    return encryption.unseal(found, person_id=person_id, kind=kind)


def write(cast: Cast, words: str = WORDS, version: int = 0) -> Need:
    actions.write_need(
        person=cast.ben,
        kind="helps",
        words=words,
        readers=[cast.amina.id],
        version=version,
        by=by(cast.ben),
        at=NOON,
    )
    return Need.objects.get(person=cast.ben, kind="helps")


def test_what_is_sealed_can_be_opened_and_says_nothing() -> None:
    found = sealed()
    assert opened(found) == WORDS
    assert b"behind" not in found
    assert sealed() != found


@given(st.text(max_size=200))
def test_any_words_come_back_whole(words: str) -> None:
    key = AESGCM.generate_key(bit_length=256)
    # One key in memory: this is about the words, and not about the file.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encryption, "keys", lambda: [key])
        assert opened(sealed(words)) == words


def test_the_format_is_what_the_docs_say() -> None:
    found = sealed()
    (key,) = encryption.keys()
    head, nonce, rest = found[:5], found[5:17], found[17:]
    assert head == b"\x01" + encryption.name_of(key)
    about = head + SOMEBODY.bytes + b"helps"
    assert AESGCM(key).decrypt(nonce, rest, about).decode() == WORDS


def test_words_moved_to_another_person_or_kind_do_not_open() -> None:
    found = sealed()
    with pytest.raises(encryption.Locked):
        opened(found, person_id=uuid4())
    with pytest.raises(encryption.Locked):
        opened(found, kind="access")


@pytest.mark.parametrize("place", [0, 3, 8, 20, -1])
def test_words_that_were_changed_do_not_open(place: int) -> None:
    found = bytearray(sealed())
    found[place] ^= 1
    with pytest.raises(encryption.Locked):
        opened(bytes(found))


@pytest.mark.parametrize("cut", [0, 1, 5, 17, 30])
def test_words_that_were_cut_off_do_not_open(cut: int) -> None:
    found = sealed()
    with pytest.raises(encryption.Locked):
        opened(found[:cut])


def test_the_key_is_for_its_owner_only(keys: Path) -> None:
    sealed()
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert stat.S_IMODE((keys / encryption.FILE).stat().st_mode) == 0o600
    assert [path.name for path in keys.iterdir()] == [encryption.FILE]


def test_whoever_makes_the_key_second_uses_the_first(keys: Path) -> None:
    first = encryption.make_key()
    assert encryption.make_key() == first
    assert [path.name for path in keys.iterdir()] == [encryption.FILE]


MAKE = """
import sys, pathlib
from types import SimpleNamespace
import evenweave.people.encryption as encryption
encryption.settings = SimpleNamespace(KEYS=pathlib.Path(sys.argv[1]))
sys.stdout.write(encryption.make_key().hex())
"""


def test_many_processes_at_once_make_one_key(keys: Path) -> None:
    command = [sys.executable, "-c", MAKE, str(keys)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _process in range(4)]
    made = {process.communicate()[0] for process in started}
    assert made == {encryption.keys()[0].hex().encode()}


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    before = sealed()
    encryption.add_key()
    after = sealed()
    assert (opened(before), opened(after)) == (WORDS, WORDS)
    assert not encryption.is_newest(before)
    assert encryption.is_newest(after)


def test_all_words_are_sealed_again_and_then_the_old_key_can_go(cast: Cast, keys: Path) -> None:
    write(cast)
    encryption.add_key()
    assert actions.seal_needs_again(by=actors.operator(), at=NOON) == 1
    assert actions.seal_needs_again(by=actors.operator(), at=NOON) == 0
    newest = (keys / encryption.FILE).read_text().splitlines()[0]
    (keys / encryption.FILE).write_text(newest)
    assert sharing.kept(cast.ben, "helps").words == WORDS


def test_only_the_operator_seals_again(cast: Cast) -> None:
    with pytest.raises(Refusal, match="runs this server"):
        actions.seal_needs_again(by=by(cast.ben), at=NOON)


def test_sealing_again_leaves_what_no_key_opens(cast: Cast, keys: Path) -> None:
    before = bytes(write(cast).sealed_words)
    (keys / encryption.FILE).unlink()
    encryption.make_key()
    assert actions.seal_needs_again(by=actors.operator(), at=NOON) == 0
    assert bytes(Need.objects.get().sealed_words) == before


def test_the_database_holds_no_word_of_it(cast: Cast) -> None:
    need = write(cast)
    row = Need.objects.filter(pk=need.pk).values().get()
    assert "behind" not in repr(row)


def test_the_operator_renews_the_key_by_a_command(
    cast: Cast, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cast)
    (before,) = encryption.keys()
    assert rekey.run(Namespace()) == 0
    assert "sealed with it: 1." in capsys.readouterr().out
    fresh, old = encryption.keys()
    assert old == before != fresh
    assert encryption.is_newest(bytes(Need.objects.get().sealed_words))
    assert sharing.kept(cast.ben, "helps").words == WORDS


def test_a_key_folder_that_cannot_be_written_is_told(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.KEYS = tmp_path / "file" / "keys"
    with pytest.raises(Trouble, match="cannot be written"):
        rekey.run(Namespace())


def test_after_a_lost_key_the_command_is_a_new_beginning(cast: Cast, keys: Path) -> None:
    write(cast)
    (keys / encryption.FILE).unlink()
    rekey.run(Namespace())
    assert sharing.kept(cast.ben, "helps").locked
    write(cast, "Something new", version=1)
    assert sharing.kept(cast.ben, "helps").words == "Something new"


# A lost key


@pytest.fixture
def lost(cast: Cast, keys: Path) -> Cast:
    """Words are there, and their key is not."""
    write(cast)
    (keys / encryption.FILE).unlink()
    return cast


def test_with_a_lost_key_the_owner_is_told_plainly(lost: Cast, enter: Enters) -> None:
    page = enter(lost.ben).get("/me/helps/")
    assert page.status_code == 200
    assert "the key that opens them is not" in page.text
    assert enter(lost.ben).get("/me/").status_code == 200


def test_with_a_lost_key_a_reader_is_told_plainly_and_did_not_look(
    lost: Cast, enter: Enters
) -> None:
    answer = enter(lost.amina).post(f"/people/{lost.ben.id}/helps/")
    assert answer.status_code == 409
    assert "the key that opens them is not" in answer.text
    assert not Look.objects.exists()


def test_beside_words_whose_key_is_lost_no_new_key_is_made(lost: Cast, enter: Enters) -> None:
    form = {"words": "Something new", "version": "1"}
    answer = enter(lost.ben).post("/me/helps/", form)
    assert answer.status_code == 409
    assert "Something new" in answer.text
    assert encryption.keys() == []


def test_a_key_that_is_put_back_opens_everything_again(cast: Cast, keys: Path) -> None:
    write(cast)
    copy = (keys / encryption.FILE).read_bytes()
    (keys / encryption.FILE).unlink()
    assert sharing.kept(cast.ben, "helps").locked
    (keys / encryption.FILE).write_bytes(copy)
    assert sharing.kept(cast.ben, "helps").words == WORDS


def test_with_another_key_the_owner_can_begin_again(lost: Cast, enter: Enters) -> None:
    encryption.make_key()
    form = {"words": "Something new", "version": "1"}
    assert enter(lost.ben).post("/me/helps/", form).status_code == 302
    assert sharing.kept(lost.ben, "helps").words == "Something new"


@pytest.mark.parametrize("content", [b"", b"not a key\n", b"\xff\xfe", b"c2hvcnQ=\n"])
def test_a_broken_key_file_is_a_lost_key(cast: Cast, keys: Path, content: bytes) -> None:
    write(cast)
    (keys / encryption.FILE).write_bytes(content)
    assert sharing.kept(cast.ben, "helps").locked


def test_where_no_key_can_be_kept_nothing_is(
    cast: Cast, enter: Enters, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.KEYS = tmp_path / "file" / "keys"
    answer = enter(cast.ben).post("/me/helps/", {"words": WORDS, "version": "0"})
    assert answer.status_code == 409
    assert "no safe place" in answer.text
    assert WORDS in answer.text
    assert not Need.objects.exists()


def test_nobody_signed_in_opens_nothing(client: Client, cast: Cast) -> None:
    write(cast)
    for path in ["/me/helps/", f"/people/{cast.ben.id}/helps/"]:
        assert client.get(path).status_code == 302
        assert client.post(path).status_code == 302
