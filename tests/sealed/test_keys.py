"""Keys of boxes lie away from everything that is copied, whole or not at all, and end for good."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from evenweave.common import actors
from evenweave.config.commands import doctor
from evenweave.config.folders import box_key_folder
from evenweave.config.trouble import Trouble
from evenweave.sealed import actions, checking, keys
from evenweave.sealed.models import State
from tests.make import NOON
from tests.sealed.story import again, close, new_box, open_box, work

BOX = UUID("00000000-0000-4000-8000-00000000b0b0")


def test_a_key_is_for_its_owner_only_and_nothing_else_is_left(box_keys: Path) -> None:
    seed = keys.make(BOX)
    assert (len(seed), keys.seed(BOX)) == (32, seed)
    assert stat.S_IMODE(box_keys.stat().st_mode) == 0o700
    assert [file.name for file in box_keys.iterdir()] == [f"{BOX}.key"]
    assert stat.S_IMODE((box_keys / f"{BOX}.key").stat().st_mode) == 0o600


def test_whoever_makes_a_key_second_uses_the_first() -> None:
    assert keys.make(BOX) == keys.make(BOX)
    assert keys.make(BOX, "hand") != keys.make(BOX)
    assert keys.make(uuid4()) != keys.make(BOX)


MAKE = """
import sys, pathlib, uuid
from types import SimpleNamespace
from evenweave.sealed import keys
here = pathlib.Path(sys.argv[1])
keys.settings = SimpleNamespace(BOX_KEYS=here / "keys", DATA=here / "data", KEYS=here / "field")
sys.stdout.write(keys.make(uuid.UUID(sys.argv[2])).hex())
"""


def test_many_processes_at_once_make_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKE, str(tmp_path), str(BOX)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _process in range(4)]
    assert len({process.communicate()[0] for process in started}) == 1
    assert len(list((tmp_path / "keys").iterdir())) == 1


def test_a_key_is_written_over_before_it_is_removed(box_keys: Path) -> None:
    seed = keys.make(BOX)
    os.link(box_keys / f"{BOX}.key", box_keys.parent / "a second name of the same bytes")
    keys.destroy(BOX)
    left = (box_keys.parent / "a second name of the same bytes").read_bytes()
    assert seed.hex().encode() not in left
    assert len(left) >= 64
    assert list(box_keys.iterdir()) == []
    assert keys.seed(BOX) is None


def test_half_written_keys_end_with_the_box_and_other_boxes_keep_theirs(box_keys: Path) -> None:
    other = uuid4()
    kept = keys.make(other)
    keys.make(BOX)
    keys.make(BOX, "hand")
    keys.half_written(BOX)
    assert len(list(box_keys.iterdir())) == 4
    keys.destroy(BOX)
    keys.destroy(BOX)
    assert [file.name for file in box_keys.iterdir()] == [f"{other}.key"]
    assert keys.seed(other) == kept


def test_ending_a_key_where_no_folder_is_does_nothing(box_keys: Path) -> None:
    keys.destroy(BOX)
    assert not box_keys.exists()


@pytest.mark.parametrize("content", [b"", b"00", b"\xff\xfe", b"zz" * 32, b"00" * 33])
def test_a_key_that_is_not_whole_is_none(box_keys: Path, content: bytes) -> None:
    keys.make(BOX)
    (box_keys / f"{BOX}.key").write_bytes(content)
    assert keys.seed(BOX) is None


def full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_on_a_full_disk_no_half_of_a_key_is_left(
    box_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            keys.make(BOX)
    assert list(box_keys.iterdir()) == []


def test_on_a_full_disk_a_box_opens_when_there_is_room_again(
    own_database: str, box_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = new_box()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        work()
    assert (again(box).state, bytes(again(box).public_key)) == (State.OPENING, b"")
    work(NOON.replace(hour=13))
    assert again(box).state == State.OPEN


@pytest.mark.parametrize("place", ["data", "data/keys", ".", "field", "field/boxes", "link/keys"])
def test_a_folder_that_is_copied_with_the_data_is_refused(
    tmp_path: Path, settings: Any, place: str
) -> None:
    settings.DATA, settings.KEYS = tmp_path / "data", tmp_path / "field"
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    settings.BOX_KEYS = tmp_path / place
    for use in (keys.make, keys.seed, keys.destroy):
        with pytest.raises(keys.UnsafePlaceError):
            use(BOX)
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_where_the_folder_lies_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/home/amina/.local/state")
    monkeypatch.delenv("EVENWEAVE_BOX_KEYS", raising=False)
    assert str(box_key_folder()).endswith("evenweave-box-keys")
    monkeypatch.setenv("EVENWEAVE_BOX_KEYS", "/srv/boxes")
    assert box_key_folder() == Path("/srv/boxes")
    monkeypatch.setenv("EVENWEAVE_BOX_KEYS", "elsewhere")
    assert box_key_folder() is None
    monkeypatch.setenv("EVENWEAVE_DATA", "/srv/evenweave")
    for wrong in ("/srv/evenweave", "/srv/evenweave/keys", "/srv", "/srv/evenweave/x/../keys"):
        monkeypatch.setenv("EVENWEAVE_BOX_KEYS", wrong)
        with pytest.raises(Trouble, match="must not lie in each other"):
            box_key_folder()


# What the doctor says


def said(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = doctor.run(Namespace())
    return code, capsys.readouterr().out


def test_a_good_folder_is_told(own_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys)[0] == 0
    open_box()
    code, words = said(capsys)
    assert (code, "is as it should be" in words) == (0, True)


def test_keys_that_are_elsewhere_are_told(
    own_database: str, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BOX_KEYS = None
    assert said(capsys) == (
        0,
        "good  Keys of sealed boxes lie with the worker of another machine.\n",
    )


def test_an_unsafe_folder_is_told(
    own_database: str, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BOX_KEYS = Path(settings.DATA) / "keys"
    code, words = said(capsys)
    assert (code, "lie in each other" in words) == (1, True)


@pytest.mark.parametrize(
    "name",
    ["Dropbox (Trust)", "OneDrive - NHS", "iCloud Drive", "Google Drive", "Nextcloud", "Syncthing"],
)
def test_a_synchronised_folder_is_told(
    own_database: str, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    settings.BOX_KEYS = tmp_path / name / "boxes"
    code, words = said(capsys)
    assert (code, "seems to be synchronised" in words) == (1, True)


@pytest.mark.parametrize("trace", [".stfolder", ".dropbox", ".git", ".nextcloudsync.log"])
def test_a_folder_with_traces_of_a_synchronising_program_is_told(
    own_database: str, box_keys: Path, capsys: pytest.CaptureFixture[str], trace: str
) -> None:
    open_box()
    (box_keys.parent / trace).touch()
    assert "seems to be synchronised" in said(capsys)[1]


def test_a_folder_or_file_that_others_may_read_is_told(
    own_database: str, box_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = open_box()
    box_keys.chmod(0o750)
    (box_keys / f"{box.id}.key").chmod(0o640)
    code, words = said(capsys)
    assert code == 1
    assert f"chmod 700 {box_keys}\n" in words
    assert f"chmod 600 {box_keys / f'{box.id}.key'}\n" in words


def test_keys_whose_box_is_over_or_unknown_and_keys_that_are_lost_are_told(
    own_database: str, box_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    over, lost = open_box(), open_box()
    kept = (box_keys / f"{over.id}.key").read_bytes()
    actions.destroy_box(box=over, by=actors.operator(), at=NOON)
    work()
    assert said(capsys)[0] == 0
    (box_keys / f"{over.id}.key").write_bytes(kept)
    (box_keys / f"{over.id}.key").chmod(0o600)
    keys.make(BOX)
    keys.destroy(lost.id)
    words = said(capsys)[1]
    assert f"The box of {box_keys / f'{over.id}.key'} is over" in words
    assert f"{box_keys / f'{BOX}.key'} belongs to no box here" in words
    assert "The key of 1 open box is not here" in words
    assert len(list(checking.findings())) == 3


def test_a_box_that_is_open_or_closing_keeps_its_key(own_database: str, box_keys: Path) -> None:
    box = open_box()
    assert close(box).state == State.TOO_FEW
    assert [file.name for file in box_keys.iterdir()] == [f"{box.id}.key"]
