"""Writing a backup: everything as it was at one moment, while people go on working.

One transaction that only reads sees all of that moment. On SQLite it holds nobody up, as readers
and writers do not wait for each other there; on PostgreSQL the same is true of its snapshots.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from evenweave import __version__
from evenweave.common import database
from evenweave.common.plain import gettext as _
from evenweave.config import installation
from evenweave.config.backups import files, kept

# Zip at its quickest: the rows of a table are much alike, so more effort gains little.
PACKING = (zipfile.ZIP_DEFLATED, True, 1)
ROWS, LARGE_ROWS = 2_000, 4


@dataclass(frozen=True, slots=True)
class Written:
    """What was backed up."""

    seal: str
    people: int
    projects: int
    has_private_words: bool


def write(file: Path, at: datetime) -> Written:
    """Write everything into `file`, which is there and empty. Raises OSError (no room)."""
    with installation.alone():  # nobody changes the tables meanwhile
        with database.steady():
            applied = sorted(installation.migrations_applied())
            rows = write_tables(file, apps_at(applied), applied, at)
        # What was deleted meanwhile could not leave SQLite's log while we were reading.
        database.overwrite_deleted()
    return Written(
        files.seal(file),
        people=rows["people_person"],
        projects=rows["projects_project"],
        has_private_words=rows.get("people_need", 0) > 0,
    )


def apps_at(applied: list[files.Step]) -> Apps:
    """The models as the database has them now, which may be those of an older program."""
    loader = MigrationLoader(connection)
    nodes = [step for step in applied if step in loader.graph.nodes]
    return loader.project_state(nodes).apps


def write_tables(file: Path, apps: Apps, applied: list[files.Step], at: datetime) -> dict[str, int]:
    """The zip, all but its seal. How many rows each table has."""
    with zipfile.ZipFile(file, "w", *PACKING) as archive:
        tables = kept.tables(apps)
        parts = [write_table(archive, table) for table in tables]
        manifest = files.Manifest(
            program=__version__,
            database=connection.vendor,
            made_at=at.isoformat(),
            migrations=applied,
            tables=parts,
            records=records(tables),
        )
        archive.writestr(files.MANIFEST, manifest.as_json())
        archive.writestr("README.txt", readme(at))
        archive.comment = b"0" * files.SEAL
    return {part.name: part.rows for part in parts}


def write_table(archive: zipfile.ZipFile, table: kept.Table) -> files.Part:
    """The rows of a table."""
    names = [field.attname for field in table.fields.values()]
    found = table.rows.values_list(*names)
    digest, count = hashlib.sha256(), 0
    with archive.open(files.path_of(table.name), "w", force_zip64=True) as file:
        for row in found.iterator(chunk_size=LARGE_ROWS if table.has_large_values else ROWS):
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=plain)
            raw = line.encode() + b"\n"
            digest.update(raw)
            file.write(raw)
            count += 1
    return files.Part(table.name, list(table.fields), count, digest.hexdigest())


def plain(value: Any) -> str:
    """What JSON has no sign for, in the same words on both databases."""
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return b64encode(value).decode()
    raise TypeError(f"A backup knows no {type(value).__name__}.")


def records(tables: list[kept.Table]) -> list[files.Record]:
    """Where each record stands."""
    (streams,) = (table.rows for table in tables if table.name == "record_stream")
    found = streams.values_list("id", "title", "length", "head")
    return [files.Record(str(stream), *told) for stream, *told in found]


def readme(at: datetime) -> str:
    """What the file is, for a person who finds it in ten years."""
    return _(
        "A backup of all of one Evenweave, made on {date} with version {version}.\n"
        "It holds what people wrote, and who they are. Keep it where only you can read it.\n"
        "\n"
        "tables/         a file a table, a JSON array a row\n"
        "manifest.json   the names of the columns, and what each file was when it was made\n"
        "\n"
        "To bring it back, into an empty place:\n"
        "    evenweave restore FILE\n"
        "\n"
        "The last 64 signs of this zip file are the SHA-256 of all before them.\n"
        "Not in it: who is signed in, keys of secret votes, and the two keys of the house\n"
        "(field-key, secret-key). Those are kept in another place.\n"
    ).format(date=at.date(), version=__version__)
