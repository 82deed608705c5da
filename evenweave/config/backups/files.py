"""The file of a backup: what it says of itself, and whether it is whole. No database, no Django."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, Any

from evenweave.common.plain import gettext as _
from evenweave.common.shaped import demand, is_natural
from evenweave.config.trouble import Trouble
from evenweave.record import whole

FORMAT = 1
KIND = "evenweave backup"
MANIFEST = "manifest.json"
SEAL = whole.DIGITS
# All rows go to the disk. A row, and the manifest, are held in memory: a recording is the longest.
MOST_BYTES, MOST_OF_A_LINE, MOST_OF_A_MANIFEST = 1 << 40, 1 << 29, 1 << 26
# What a manifest says, and what whoever reads it relies on.
TOLD = {
    "program": str,
    "database": str,
    "made_at": str,
    "migrations": [[str]],
    "tables": [{"name": str, "columns": [str], "rows": is_natural, "sha256": str}],
    "records": [{"stream": str, "title": str, "length": is_natural, "head": str}],
}

# Only so does a backup pack its files.
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What happens where a zip, or what lies in it, is not what it says.
MADE_UP = (
    *(ValueError, TypeError, AttributeError, KeyError, EOFError, OverflowError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)

Step = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One table in the file."""

    name: str
    columns: list[str]
    rows: int
    sha256: str

    @property
    def path(self) -> str:
        """Where in the zip it lies."""
        return path_of(self.name)


@dataclass(frozen=True, slots=True)
class Record:
    """Where a record stood."""

    stream: str
    title: str
    length: int
    head: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    program: str
    database: str
    made_at: str
    migrations: list[Step]
    tables: list[Part]
    records: list[Record]

    def as_json(self) -> str:
        """To be written down, and looked at by people too."""
        told = {"kind": KIND, "format": FORMAT, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Manifest:
        """As it was written. Raises KeyError or ValueError for what was never written like that."""
        demand(TOLD, {name: told[name] for name in TOLD})
        return cls(
            program=told["program"],
            database=told["database"],
            made_at=told["made_at"],
            migrations=[(app, name) for app, name in told["migrations"]],
            tables=[Part(**part) for part in told["tables"]],
            records=[Record(**record) for record in told["records"]],
        )


def path_of(table: str) -> str:
    """Where in the zip the rows of a table lie."""
    return f"tables/{table}.jsonl"


def seal(file: Path) -> str:
    """Write the seal of a finished zip into its last bytes, which were kept free for it."""
    with file.open("r+b") as opened:
        return whole.seal(opened)


def seal_of(file: Path) -> str:
    """The SHA-256, in hex, of everything but the last bytes, where it stands itself."""
    with file.open("rb") as opened:
        return whole.digest_of(opened, file.stat().st_size - SEAL)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is whole, opened."""

    archive: zipfile.ZipFile
    manifest: Manifest
    seal: str

    def rows(self, part: Part) -> Iterator[list[Any]]:
        """The rows of a table, one at a time. Raises Trouble when it is not what it was."""
        digest, count = hashlib.sha256(), 0
        with self.archive.open(part.path) as file:
            for line in lines(file):
                if len(line) > MOST_OF_A_LINE:
                    raise Trouble(unfolds(Path(str(self.archive.filename))))
                digest.update(line)
                count += 1
                yield json.loads(line)
        if (digest.hexdigest(), count) != (part.sha256, part.rows):
            raise Trouble(damaged(Path(str(self.archive.filename))))


def lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines with their ends. One may be long: it holds a whole recording. No more is read of it."""
    buffered = BufferedReader(file, whole.READ_AT_ONCE)  # type: ignore[type-var]
    return iter(partial(buffered.readline, MOST_OF_A_LINE + 1), b"")


@contextmanager
def opened(file: Path) -> Iterator[Backup]:
    """The backup in this file, once every byte of it has been checked. Raises Trouble."""
    backup = checked(file)
    with backup.archive:
        yield backup


def checked(file: Path) -> Backup:
    """As `opened`; the caller closes it."""
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError:
        raise Trouble(_("There is no file {file}.").format(file=file)) from None
    except OSError as problem:
        raise Trouble(
            _("{file} cannot be read: {why}.").format(file=file, why=problem.strerror)
        ) from None
    except MADE_UP:
        raise Trouble(damaged(file) if begins_as_zip(file) else no_backup(file)) from None
    try:
        return read(archive, file)
    except BaseException:
        archive.close()
        raise


def read(archive: zipfile.ZipFile, file: Path) -> Backup:
    """What the file says of itself, once each byte is as it was written. Till then none counts."""
    seal = archive.comment.decode("ascii", "replace")
    if seal != seal_of(file):
        raise Trouble(damaged(file) if is_like_ours(archive) else no_backup(file))
    if not whole.is_honest(archive, MOST_BYTES):
        raise Trouble(unfolds(file))
    if not all(map(is_packed_by_us, archive.infolist())):
        raise Trouble(no_backup(file))
    try:
        if archive.getinfo(MANIFEST).file_size > MOST_OF_A_MANIFEST:
            raise Trouble(unfolds(file))
        told = json.loads(archive.read(MANIFEST))
        if told["kind"] != KIND:
            raise Trouble(no_backup(file))
        if told["format"] > FORMAT:
            raise Trouble(newer(told.get("program", "")))
        return Backup(archive, Manifest.from_json(told), seal)
    except MADE_UP:
        raise Trouble(no_backup(file)) from None


def is_like_ours(archive: zipfile.ZipFile) -> bool:
    """Whether a zip that is not whole was a backup, as far as its list of files tells."""
    names = archive.namelist()
    has_tables = any(name.startswith("tables/") for name in names)
    is_copy = archive.comment.startswith(whole.MARK)
    return MANIFEST in names and has_tables and not is_copy


def is_packed_by_us(entry: zipfile.ZipInfo) -> bool:
    """Whether a file lies in the zip as a backup puts it there; others fail in many ways."""
    return entry.compress_type in PACKINGS and entry.header_offset >= 0


def begins_as_zip(file: Path) -> bool:
    """Whether it was a zip file once."""
    with file.open("rb") as opened:
        return opened.read(4) == b"PK\x03\x04"


def no_backup(file: Path) -> str:
    """The sentence for another kind of file."""
    return _("{file} is no backup of Evenweave. Nothing was changed.").format(file=file.name)


def damaged(file: Path) -> str:
    """The sentence for a backup that is not as it was made."""
    return _(
        "{file} is damaged or cut off: it is not as it was when it was made. "
        "Take another copy of it, or an older backup. Nothing was changed."
    ).format(file=file.name)


def unfolds(file: Path) -> str:
    """The sentence for a file that somebody made to fill a machine."""
    return _(
        "{file} would unfold to far more than a backup holds, so it is not opened. "
        "Nothing was changed."
    ).format(file=file.name)


def made_up(name: str) -> str:
    """The sentence for a backup with something that none has: a table, a column, a value."""
    return _(
        "This file holds something that no backup has ({name}), so it was made otherwise. "
        "Take another backup. Nothing was changed."
    ).format(name=name)


def newer(program: str) -> str:
    """The sentence for a backup that this program is too old for."""
    return _(
        "This backup was made by a newer Evenweave ({program}). "
        "Install that one or a later one, then restore it. Nothing was changed."
    ).format(program=program)
