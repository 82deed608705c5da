"""`evenweave backup` and `evenweave restore`, as whoever runs the machine types them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from evenweave.config.backups import files, kept, loading
from evenweave.config.trouble import Trouble
from tests.config.disks import small_disk
from tests.config.houses import House, comparable
from tests.config.running import COMMAND, assert_plain, environment, everything_in

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The example, and beside it all that it has not; a secret vote goes on."""
    made = House(tmp_path_factory.mktemp("house"))
    with made.served():
        pass
    made.plays("fill")
    return made


@pytest.fixture(scope="module")
def backup(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    file = tmp_path_factory.mktemp("backups") / "backup.zip"
    house.well("backup", str(file), "--field-key", str(key_of(file)))
    return file


@pytest.fixture(scope="module")
def restored(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[House, str]:
    """It, on another machine; and what was said there."""
    other = House(tmp_path_factory.mktemp("other"))
    return other, other.well("restore", str(backup), "--field-key", str(key_of(backup)))


def key_of(backup: Path) -> Path:
    """Where the key that belongs to a backup lies: in a folder beside that of the backup."""
    folder = backup.parent.with_name(f"{backup.parent.name}-key")
    folder.mkdir(exist_ok=True)
    return folder / "field-key"


def manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of itself."""
    with zipfile.ZipFile(backup) as archive:
        told: dict[str, Any] = json.loads(archive.read(files.MANIFEST))
    return told


def people_in(house: House) -> int:
    """How many people there are."""
    with closing(sqlite3.connect(house.data / "evenweave.sqlite3")) as database:
        (people,) = database.execute("SELECT count(*) FROM people_person").fetchone()
    return int(people)


# Round trips


def test_a_restored_house_is_equal_row_by_row(house: House, restored: tuple[House, str]) -> None:
    other, _said = restored
    assert comparable(other.plays("rows")) == comparable(house.plays("rows"))
    before, after = (sqlite3.connect(each.data / "evenweave.sqlite3") for each in (house, other))
    tables = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
    assert before.execute(tables).fetchall() == after.execute(tables).fetchall()


def test_it_says_what_is_there_and_what_comes_next(
    house: House, restored: tuple[House, str]
) -> None:
    other, said = restored
    assert f"{people_in(house)} people, 2 projects" in said
    assert re.search(r"Hounslow Wellbeing Network: \d+ lines, last seal [0-9a-f]{64}", said)
    assert "Everybody signs in again. Passkeys work as before." in said
    assert "Without its key a vote will be void, and its people are told." in said
    assert "Private words are locked" not in said
    copy = other.place / "copy.zip"
    other.well("export", "hounslow", str(copy))
    assert "This record is whole." in other.well("verify", str(copy))


def test_the_key_comes_back_as_it_was(restored: tuple[House, str], house: House) -> None:
    other, _said = restored
    assert (other.keys / "field-key").read_bytes() == (house.keys / "field-key").read_bytes()
    assert stat.S_IMODE((other.keys / "field-key").stat().st_mode) == 0o600


def test_what_lets_somebody_in_stays_out_and_passkeys_stay(
    house: House, restored: tuple[House, str], backup: Path
) -> None:
    rows, there = restored[0].plays("rows"), house.plays("rows")
    for table in ("django_session", "people_ticket"):
        assert there[table]
        assert not rows[table]
    assert rows["people_passkey"] == there["people_passkey"] != []
    secrets = [json.loads(row)["session_secret"] for row in rows["people_person"]]
    assert len(set(secrets)) == len(secrets)
    assert not set(secrets) & {json.loads(row)["session_secret"] for row in there["people_person"]}
    with zipfile.ZipFile(backup) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for row in there["people_person"]:
        assert json.loads(row)["session_secret"].encode() not in everything


def test_every_column_that_sounds_like_a_secret_was_thought_of(restored: tuple[House, str]) -> None:
    thought_of = {
        # Hashes keyed with the secret key, or of long random secrets (kept.py says why they stay).
        *("meetings_feed.mark", "people_helper.link_hash", "people_institutiontie.subject_hash"),
        *("people_passkey.credential_hash", "people_passkey.credential"),
        *(
            "projects_invitation.token_hash",
            "projects_place.email_mark",
            "projects_place.name_mark",
        ),
        *(
            "sealed_talk.receipt",
            "sealed_waiting.mark",
            "record_entry.hash",
            "sealed_lock.card_key",
        ),
        # Public halves of keys.
        *("sealed_box.public_key", "sealed_box.hand_key", "sealed_seal.public_key"),
    }
    suspicious = re.compile("hash|secret|token|key|mark$|code$|receipt|credential")
    with sqlite3.connect(restored[0].data / "evenweave.sqlite3") as database:
        columns = database.execute(
            "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p "
            "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
        ).fetchall()
    found = {
        f"{table}.{column}"
        for table, column in columns
        if suspicious.search(column)
        and table not in kept.LEFT_OUT
        and column not in kept.BEGINS_ANEW.get(table, ())
    }
    assert found <= thought_of


# Secret votes


def test_a_backup_of_an_open_vote_tells_nobody_and_elsewhere_it_ends_as_void(
    house: House, backup: Path, tmp_path: Path, restored: tuple[House, str]
) -> None:
    key = next(house.boxes.glob("*.key")).read_text()
    with zipfile.ZipFile(backup) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        envelopes = archive.read("tables/sealed_envelope.jsonl").splitlines()
    for secret in (key, key.upper(), str(bytes.fromhex(key))):
        assert secret.encode() not in everything
    assert len({len(row) - len(str(json.loads(row)[0])) for row in envelopes}) == 1
    elsewhere = House(tmp_path)
    shutil.copytree(restored[0].data, elsewhere.data)
    found = elsewhere.plays("end")
    assert (found["box"], found["counted"]) == ("void", [])
    elsewhere.well("doctor")
    assert "hounslow" in found["heads"]
    for name in found["heads"]:
        elsewhere.well("export", name, str(tmp_path / f"{name}.zip"))
        elsewhere.well("verify", str(tmp_path / f"{name}.zip"))


# Online


def test_people_write_meanwhile_and_the_backup_is_one_moment(house: House, tmp_path: Path) -> None:
    there = House(tmp_path / "there")
    for each in ("data", "keys", "boxes"):
        shutil.copytree(house.place / each, there.place / each)
    file, later = tmp_path / "backup.zip", tmp_path / "later.zip"
    with there.being_written_to() as told:
        there.well("backup", str(file))
    assert told["written"] > 1
    assert told["slowest_ms"] < 2_000
    other = House(tmp_path / "other")
    said = other.well("restore", str(file))
    assert f"Private words are locked. Put their key into {other.keys / 'field-key'}" in said
    older = tmp_path / "older.zip"
    other.well("export", "hounslow", str(older))
    there.well("export", "hounslow", str(later))
    limits = [json.loads(row)["words"] for row in other.plays("rows")["projects_limit"]]
    numbers = sorted(int(words) for words in limits if words.isdecimal())
    assert numbers == list(range(len(numbers)))
    assert 0 < len(numbers) <= told["written"]
    assert prefix(older, later) == len(numbers) + len(lines_of(house, tmp_path))


def lines_of(house: House, folder: Path) -> list[bytes]:
    """The lines of the example’s record."""
    copy = folder / "copy.zip"
    house.well("export", "hounslow", str(copy))
    with zipfile.ZipFile(copy) as archive:
        return archive.read("record.jsonl").splitlines()


def prefix(older: Path, newer: Path) -> int:
    """How many lines the one has; all of them are the beginning of the other."""
    with zipfile.ZipFile(older) as one, zipfile.ZipFile(newer) as other:
        told = one.read("record.jsonl")
        assert other.read("record.jsonl").startswith(told)
    return told.count(b"\n")


# Erased since


def test_who_was_erased_since_is_erased_again(house: House, tmp_path: Path) -> None:
    there = House(tmp_path / "there")
    for each in ("data", "keys", "boxes"):
        shutil.copytree(house.place / each, there.place / each)
    file = tmp_path / "backup.zip"
    there.well("backup", str(file))
    there.well("erase", "ben@people.example", "--yes")
    listed = (there.keys / "erased").read_text()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [0-9a-f-]{36}\n", listed)
    assert stat.S_IMODE((there.keys / "erased").stat().st_mode) == 0o600
    other = House(tmp_path / "other")
    said = other.well("restore", str(file), "--erased", str(there.keys / "erased"))
    assert "1 person had been erased since. That was done again." in said
    for name, content in everything_in(other.place).items():
        assert b"ben@people.example" not in content, name
    copy = tmp_path / "copy.zip"
    other.well("export", "hounslow", str(copy))
    other.well("verify", str(copy))


def test_a_list_that_is_none_brings_nobody_back(house: House, backup: Path, tmp_path: Path) -> None:
    other = House(tmp_path)
    (tmp_path / "list").write_text("Ben\n")
    told = assert_plain(other.run("restore", str(backup), "--erased", str(tmp_path / "list")))
    assert "cannot be read as a list of who was erased" in told
    assert not (other.data / "evenweave.sqlite3").exists()


# Older programs


def test_what_an_older_program_left_is_backed_up_as_it_is_and_brought_up_to_date(
    tmp_path: Path,
) -> None:
    there = House(tmp_path / "there")
    with there.served("--empty"):
        pass
    there.plays("older")
    before = everything_in(there.data)["evenweave.sqlite3"]
    file = tmp_path / "backup.zip"
    there.well("backup", str(file))
    assert everything_in(there.data)["evenweave.sqlite3"] == before
    assert ["agreements", "0006_matters"] not in manifest(file)["migrations"]
    other = House(tmp_path / "other")
    other.well("restore", str(file))
    assert other.plays("rows")["agreements_matter"] == []
    again = tmp_path / "again.zip"
    other.well("backup", str(again))
    assert ["agreements", "0006_matters"] in manifest(again)["migrations"]


# What is refused


def test_one_changed_byte_anywhere_is_found(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    spots = [0, 11, 40, len(whole) // 3, len(whole) // 2, -5_000, -300, -100, -66, -64, -1]
    other, broken = House(tmp_path), tmp_path / "broken.zip"
    for spot in spots:
        changed = bytearray(whole)
        changed[spot] ^= 1
        broken.write_bytes(changed)
        with pytest.raises(Trouble, match="damaged or cut off|is no backup"):
            files.checked(broken)
    told = assert_plain(other.run("restore", str(broken)))
    assert "broken.zip is damaged or cut off" in told
    assert not other.data.exists()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A backup of one table with one row."""
    row = b'["tea"]\n'
    part = files.Part("drinks", ["name"], 1, hashlib.sha256(row).hexdigest())
    told = files.Manifest("1", "sqlite", "2026-01-01T00:00:00", [], [part], [])
    file = tmp_path / "small.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part.path, row)
        archive.writestr(files.MANIFEST, told.as_json())
        archive.comment = b"0" * files.SEAL
    files.seal(file)
    return file


def flipped(file: Path) -> Iterator[Path]:
    """The file with one bit of it turned over, for each of its bits."""
    whole, other = file.read_bytes(), file.with_name("flipped.zip")
    for place in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[place] ^= 1 << bit
            other.write_bytes(changed)
            yield other


def test_one_changed_bit_anywhere_is_told_plainly(small: Path) -> None:
    with files.opened(small) as found:
        assert list(found.rows(found.manifest.tables[0])) == [["tea"]]
    for file in flipped(small):
        with pytest.raises(Trouble, match="damaged or cut off|is no backup"):
            files.checked(file)


def test_a_bit_that_somebody_changed_and_sealed_is_told_plainly_too(small: Path) -> None:
    for file in flipped(small):
        files.seal(file)
        with suppress(Trouble), files.opened(file) as found, suppress(*loading.MADE_UP):
            for part in found.manifest.tables:
                list(found.rows(part))


@pytest.mark.parametrize("part", [0.2, 0.9, 0.9999])
def test_a_backup_that_was_cut_off_is_refused(backup: Path, tmp_path: Path, part: float) -> None:
    whole, cut = backup.read_bytes(), tmp_path / "cut.zip"
    cut.write_bytes(whole[: int(len(whole) * part)])
    other = House(tmp_path)
    assert "cut.zip is damaged or cut off" in assert_plain(other.run("restore", str(cut)))
    assert not other.data.exists()


def test_other_files_are_no_backups(house: House, tmp_path: Path) -> None:
    other, copy, letter = House(tmp_path), tmp_path / "copy.zip", tmp_path / "letter.txt"
    house.well("export", "hounslow", str(copy))
    letter.write_text("Dear all")
    (tmp_path / "empty").touch()
    for file in (copy, letter, tmp_path / "empty"):
        assert "is no backup of Evenweave" in assert_plain(other.run("restore", str(file)))
    assert "There is no file" in assert_plain(other.run("restore", str(tmp_path / "none.zip")))
    assert "cannot be read" in assert_plain(other.run("restore", str(tmp_path)))
    assert not other.data.exists()


@pytest.mark.parametrize(
    "changes",
    [{"format": files.FORMAT + 1}, {"migrations": [["agreements", "0999_later"]]}],
)
def test_a_backup_of_a_newer_program_is_refused(
    backup: Path, tmp_path: Path, changes: dict[str, object]
) -> None:
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(newer, "w") as archive:
        for name in set(old.namelist()) - {files.MANIFEST}:
            archive.writestr(name, old.read(name))
        told = json.loads(old.read(files.MANIFEST)) | changes
        archive.writestr(files.MANIFEST, json.dumps({**told, "program": "9.9"}))
        archive.comment = b"0" * files.SEAL
    files.seal(newer)
    other = House(tmp_path)
    told_so = assert_plain(other.run("restore", str(newer)))
    assert "made by a newer Evenweave (9.9)" in told_so
    assert not (other.data / "evenweave.sqlite3").exists()


def remade(backup: Path, target: Path, **changed: Any) -> Path:
    """The backup, as somebody would make it who wants it to hold something else."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in set(old.namelist()) - {files.MANIFEST}:
            new.writestr(name, old.read(name))
        new.writestr(files.MANIFEST, json.dumps(manifest(backup) | changed))
        new.comment = b"0" * files.SEAL
    files.seal(target)
    return target


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": "people_secret"}, "people_secret"),
        ({"columns": ["nothing"]}, "people_person.nothing"),
        ({"columns": ["id", "id"]}, "people_person.id"),
        ({"columns": ["id"]}, "people_person"),
    ],
)
def test_a_backup_with_something_that_none_has_is_told_plainly(
    backup: Path, tmp_path: Path, change: dict[str, Any], named: str
) -> None:
    parts = manifest(backup)["tables"]
    tables = [each | change if each["name"] == "people_person" else each for each in parts]
    made_up = remade(backup, tmp_path / "made-up.zip", tables=tables)
    other = House(tmp_path / "other")
    words = ("restore", str(made_up), "--field-key", str(key_of(backup)))
    told = assert_plain(other.run(*words))
    assert f"holds something that no backup has ({named})" in told
    assert not (other.data / "evenweave.sqlite3").exists()
    assert not (other.keys / "field-key").exists()


def test_a_backup_whose_rows_belong_to_nothing_is_told_plainly(
    backup: Path, tmp_path: Path
) -> None:
    parts = manifest(backup)["tables"]
    tables = [each for each in parts if each["name"] != "projects_project"]
    made_up = remade(backup, tmp_path / "made-up.zip", tables=tables)
    other = House(tmp_path / "other")
    assert "rows that belong to nothing" in assert_plain(other.run("restore", str(made_up)))
    assert not (other.data / "evenweave.sqlite3").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "1"},
        {"made_at": 7},
        {"migrations": [[["agreements"], "0001_initial"]]},
        {"migrations": [["agreements"]]},
        {"tables": [{"name": "people_person"}]},
        {"records": "none"},
    ],
)
def test_a_manifest_that_cannot_be_read_is_told_plainly(
    backup: Path, tmp_path: Path, changed: dict[str, Any]
) -> None:
    with pytest.raises(Trouble, match="is no backup of Evenweave"):
        files.checked(remade(backup, tmp_path / "made-up.zip", **changed))


def test_a_backup_that_would_fill_the_machine_is_not_opened(backup: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("tables/people_person.jsonl", "w", force_zip64=True) as file:
            for _each in range(100):
                file.write(b" " * (1 << 20))
        archive.writestr(files.MANIFEST, json.dumps(manifest(backup)))
        archive.comment = b"0" * files.SEAL
    files.seal(bomb)
    assert bomb.stat().st_size < 1 << 20
    told = assert_plain(House(tmp_path / "other").run("restore", str(bomb)))
    assert "bomb.zip would unfold to far more than a backup holds" in told


def test_one_line_that_would_fill_the_memory_is_not_read(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_OF_A_LINE", 1_000)
    with files.opened(backup) as found:
        (part,) = (each for each in found.manifest.tables if each.name == "record_entry")
        with pytest.raises(Trouble, match="would unfold"):
            list(found.rows(part))


def test_a_place_that_is_in_use_is_left_as_it_is(
    house: House, backup: Path, tmp_path: Path
) -> None:
    before = everything_in(house.data)
    told = assert_plain(house.run("restore", str(backup)))
    assert "There is something in this database already" in told
    assert everything_in(house.data) | {"lock": b""} == before | {"lock": b""}
    other = House(tmp_path)
    other.data.mkdir()
    (other.data / "thesis.txt").write_text("mine")
    told = assert_plain(other.run("restore", str(backup)))
    assert "holds other things already (such as “thesis.txt”)" in told
    assert everything_in(other.data) == {"thesis.txt": b"mine"}
    with house.served():
        assert "already runs" in assert_plain(house.run("restore", str(backup)))


def test_another_key_that_is_there_stays(house: House, backup: Path, tmp_path: Path) -> None:
    other = House(tmp_path)
    other.keys.mkdir()
    (other.keys / "field-key").write_text("A" * 43 + "=\n")
    told = assert_plain(other.run("restore", str(backup), "--field-key", str(key_of(backup))))
    assert "There is another key in" in told
    assert (other.keys / "field-key").read_text() == "A" * 43 + "=\n"
    told = assert_plain(other.run("restore", str(backup), "--field-key", str(backup)))
    assert "There is no field key in" in told
    assert not (other.data / "evenweave.sqlite3").exists()


def test_a_record_that_was_broken_already_is_told_and_nothing_is_kept(
    house: House, tmp_path: Path
) -> None:
    there = House(tmp_path / "there")
    shutil.copytree(house.data, there.data)
    with sqlite3.connect(there.data / "evenweave.sqlite3") as database:
        database.execute("DROP TRIGGER record_entry_no_update")
        database.execute("UPDATE record_entry SET line = replace(line, '2015-05', '2015-06')")
    database.close()
    file = tmp_path / "backup.zip"
    there.well("backup", str(file))
    other = House(tmp_path / "other")
    words = ("restore", str(file), "--field-key", str(house.keys / "field-key"))
    told = assert_plain(other.run(*words))
    assert "The record of “Hounslow Wellbeing Network” is not whole: Line 1 is not" in told
    assert not (other.data / "evenweave.sqlite3").exists()
    assert not (other.keys / "field-key").exists()


# Where it is put


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("no/such/backup.zip", "Make it first."),
        (".", "is a folder. Name a file in it."),
        ("data/backup.zip", "is one of Evenweave’s own folders"),
        ("keys/backup.zip", "is one of Evenweave’s own folders"),
        ("boxes/backup.zip", "is one of Evenweave’s own folders"),
    ],
)
def test_a_backup_that_cannot_be_put_there_is_told_plainly(
    house: House, file: str, sentence: str
) -> None:
    before = set(everything_in(house.place))
    assert sentence in assert_plain(house.run("backup", str(house.place / file)))
    assert set(everything_in(house.place)) <= before


def test_a_file_that_is_there_stays_unless_it_is_said(house: House, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("mine")
    assert "add --replace" in assert_plain(house.run("backup", str(file)))
    assert file.read_text() == "mine"
    house.well("backup", str(file), "--replace")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert files.checked(file).manifest.database == "sqlite"
    assert [path.name for path in tmp_path.iterdir()] == ["backup.zip"]


def test_the_key_never_lies_with_the_backup(house: House, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("key", "below/key"):
        words = ("backup", str(tmp_path / "b.zip"), "--field-key", str(tmp_path / name))
        assert "must not lie in one folder" in assert_plain(house.run(*words))
    key = (house.keys / "field-key").read_text().strip()
    said = house.well("backup", str(tmp_path / "b.zip"))
    assert f"The field key is not in it. It lies in {house.keys / 'field-key'}." in said
    assert f"The secret key is not in it. It lies in {house.data / 'secret-key'}." in said
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (key, (house.data / "secret-key").read_text()):
        assert secret.encode() not in everything


def test_a_key_that_is_lost_is_told(house: House, tmp_path: Path) -> None:
    there = House(tmp_path / "there")
    shutil.copytree(house.data, there.data)
    file, key = tmp_path / "one" / "backup.zip", tmp_path / "two" / "key"
    file.parent.mkdir()
    key.parent.mkdir()
    told = assert_plain(there.run("backup", str(file), "--field-key", str(key)))
    assert "so it cannot be copied" in told
    assert everything_in(file.parent) == everything_in(key.parent) == {}
    assert "LOOK: private words are in it, and their key is not" in there.well("backup", str(file))


def test_a_full_disk_leaves_no_half_backup(house: House, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "16k") as disk:
        assert "disk is full" in assert_plain(house.run("backup", str(disk / "backup.zip")))
        assert everything_in(disk) == {}


def test_a_restore_onto_a_full_disk_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    other = House(tmp_path)
    with small_disk(other.data, "2m"):
        assert "disk is full" in assert_plain(other.run("restore", str(backup)))
        assert everything_in(other.data) == {"lock": b""}


def test_a_restore_that_is_killed_leaves_the_place_empty(
    house: House, backup: Path, tmp_path: Path
) -> None:
    other = House(tmp_path)
    file = other.data / "evenweave.sqlite3"
    restoring = subprocess.Popen(
        [*COMMAND, "restore", str(backup)], env=environment(**other.surroundings)
    )
    while restoring.poll() is None and not (file.exists() and file.stat().st_size > 1_000_000):
        time.sleep(0.005)
    assert restoring.poll() is None, "It was too quick to be killed."
    restoring.send_signal(signal.SIGKILL)
    restoring.wait()
    assert "Start it once first" in assert_plain(other.run("doctor"))
    other.well("restore", str(backup))
    assert f"{people_in(house)} people" in other.well("backup", str(tmp_path / "again.zip"))
