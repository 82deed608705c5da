"""Reading a copy of a project that is to be brought in. Nothing is written here.

Everything is looked at before anything is written: that the copy is whole, that each row is one
that this program understands, and that whatever a row leads to is in the same copy.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from evenweave.archive import kinds, tables
from evenweave.archive.shapes import BadValueError, keepable, refuse_far, shapes_of, strings_in
from evenweave.common.actors import Actor
from evenweave.common.copies import Copied
from evenweave.common.shaped import is_id
from evenweave.decisions import recounting
from evenweave.people.models import Person
from evenweave.projects.models import Member, Project
from evenweave.record import checking, sentences
from evenweave.record.checking import BrokenRecordError, Checked, WordsBeside
from evenweave.record.models import Entry, Stream
from evenweave.record.sentences import ids_in

# As long as the record’s own columns are (record.models).
MOST_OF_A_KIND, MOST_OF_A_FIELD, MOST_OF_A_SALT = 80, 40, 64
KEPT_TOGETHER, MOST_TOGETHER = "tables/", 1 << 27
KEPT_ALONE, MOST_ALONE = ("files/", "schemas/"), 1 << 28
Values = dict[str, Any]
Rows = dict[str, list[Values]]
Alike = dict[type[models.Model], dict[UUID, UUID]]


@dataclass(frozen=True)
class Brought:
    """A copy that was looked through. `rows` are its tables, as the database would hold them.

    `leads_to` are ids in it that are of nothing in it: people who were erased, for the most part.
    `named` are the people whom its record names.
    """

    checked: Checked
    archive: zipfile.ZipFile
    rows: Rows
    ids: Mapping[type[models.Model], set[UUID]]
    leads_to: set[UUID] = field(default_factory=set)
    named: set[UUID] = field(default_factory=set)

    @property
    def stream_id(self) -> UUID:
        """The project, and its record."""
        return UUID(self.checked.stream)

    @property
    def slug(self) -> str:
        """The project’s short name."""
        return str(self.rows["projects.project"][0]["slug"])

    def lines(self) -> Iterator[tuple[str, str]]:
        """The record: each line with its seal."""
        with self.archive.open("record.jsonl") as lines, self.archive.open("hashes.txt") as seals:
            for line, seal in zip(checking.lines(lines), checking.lines(seals), strict=True):
                yield line.decode(), seal.decode()

    @contextmanager
    def words(self) -> Iterator[WordsBeside]:
        """What people said, with its salt, in the order of the record."""
        with self.archive.open("words.jsonl") as words:
            yield WordsBeside(checking.lines(words))


@contextmanager
def opened(path: Path) -> Iterator[Brought]:
    """A copy, once all of it was looked at. Raises BrokenRecordError with a plain sentence."""
    checked = checking.check(path)
    recounting.recount(path)
    with checking.opened(path) as archive:
        yield looked_through(archive, checked)


def looked_through(archive: zipfile.ZipFile, checked: Checked) -> Brought:
    """All that it holds, or BrokenRecordError."""
    refuse_without_project(archive)
    refuse_too_large(archive)
    refuse_unknown_tables(archive)
    rows = {name: list(rows_in(archive, table)) for name, table in tables.copied().items()}
    ids = {tables.copied()[name].model: ids_of(name, found) for name, found in rows.items()}
    refuse_strays(rows, ids)
    refuse_other_project(rows, checked)
    refuse_what_does_not_fit(rows)
    known = set().union(*ids.values())
    leads_to = {each for found in rows.values() for row in found for each in soft(row)}
    return Brought(checked, archive, rows, ids, leads_to - known, people_on(archive) - known)


def refuse_too_large(archive: zipfile.ZipFile) -> None:
    """Rows are looked at all together, and a picture at a time: neither may fill the memory.

    Measured, rows take up to five times as much memory as room in the copy: 640 MB at most.
    """
    sizes = {each.filename: each.file_size for each in archive.infolist()}
    rows = sum(size for name, size in sizes.items() if name.startswith(KEPT_TOGETHER))
    alone = [size for name, size in sizes.items() if name.startswith(KEPT_ALONE)]
    if rows > MOST_TOGETHER or max(alone, default=0) > MOST_ALONE:
        raise BrokenRecordError(_("This copy is larger than any project that could be brought in."))


def refuse_without_project(archive: zipfile.ZipFile) -> None:
    """A copy of a record alone cannot become a project."""
    if tables.path_of_table("projects.project") not in archive.namelist():
        raise BrokenRecordError(
            _("This copy holds a record alone, and no project. It can be checked, not brought in.")
        )


def refuse_unknown_tables(archive: zipfile.ZipFile) -> None:
    """What this program does not know it would lose."""
    known = {tables.path_of_table(name) for name in tables.copied()}
    for name in archive.namelist():
        if name.startswith("tables/") and name not in known:
            raise BrokenRecordError(newer(name))


def newer(name: str) -> str:
    """What is said of something that another version of the program wrote."""
    return _(
        "{name} has something that this Evenweave does not know. Bring the copy in with the "
        "version that made it, or a later one."
    ).format(name=name)


def damaged(name: str, line: int) -> BrokenRecordError:
    """What is said of a row that cannot be read."""
    return BrokenRecordError(
        _("Line {line} of {name} cannot be read. Get a new copy.").format(line=line, name=name)
    )


def rows_in(archive: zipfile.ZipFile, table: Copied) -> Iterator[Values]:
    """The rows of a table; none, where the copy is older than the table."""
    name = tables.path_of_table(table.name)
    if name not in archive.namelist():
        return
    told = told_fields(archive, table)
    with archive.open(name) as file:
        for number, line in enumerate(checking.lines(file), 1):
            row = checking.parsed_object(line, {})
            if row is None:
                raise damaged(name, number)
            yield taken_in(archive, table, row, told, number)


def told_fields(archive: zipfile.ZipFile, table: Copied) -> set[str]:
    """The fields that the copy’s own schema tells of: an older copy has fewer."""
    name = tables.path_of_schema(table.name)
    try:
        told = json.loads(archive.read(name))["properties"].keys()
        return set(told)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        raise BrokenRecordError(
            _("{name} is missing, or cannot be read. Get a new copy.").format(name=name)
        ) from None


def taken_in(
    archive: zipfile.ZipFile, table: Copied, row: Values, told: set[str], number: int
) -> Values:
    """A row as the database would hold it. A field that came later has its default."""
    name, shapes = tables.path_of_table(table.name), shapes_of(table)
    if set(row) != told:
        raise damaged(name, number)
    if unknown := told - set(shapes) - ({"file"} if table.file else set()):
        raise BrokenRecordError(newer(f"{name} ({min(unknown)})"))
    values: Values = {}
    try:
        for shape in shapes.values():
            if shape.name in row:
                values[shape.attname] = shape.taken_in(row[shape.name])
            elif shape.default is not None:
                values[shape.attname] = shape.default()
            else:
                raise BadValueError(shape.name)
        if table.file:
            values["file"] = file_in(archive, row)
    except BadValueError:
        raise damaged(name, number) from None
    return values


def file_in(archive: zipfile.ZipFile, row: Values) -> str:
    """Where the file of a row lies in this copy. Raises BadValueError where it does not."""
    path = row.get("file")
    if not isinstance(path, str) or path not in archive.namelist():
        raise BadValueError("file")
    return path


def ids_of(name: str, rows: Iterable[Values]) -> set[UUID]:
    """The ids of a table’s rows, each of which stands once."""
    key = tables.copied()[name].model._meta.pk.attname
    found: set[UUID] = set()
    for number, row in enumerate(rows, 1):
        if isinstance(each := row.get(key), UUID):
            if each in found:
                raise BrokenRecordError(
                    _("Line {line} of {name} has an id that stands there twice.").format(
                        line=number, name=tables.path_of_table(name)
                    )
                )
            found.add(each)
    return found


def refuse_strays(rows: Rows, ids: Mapping[type[models.Model], set[UUID]]) -> None:
    """Whatever a row belongs to is in this same copy: nothing leads out of it."""
    for name, table in tables.copied().items():
        links = [shape for shape in shapes_of(table).values() if shape.to is not None]
        for number, row in enumerate(rows[name], 1):
            for shape in links:
                to = row[shape.attname]
                if to is not None and to not in ids.get(shape.to, set()):  # type: ignore[arg-type]
                    raise BrokenRecordError(
                        _(
                            "Line {line} of {name} leads to something that is not in the copy."
                        ).format(line=number, name=tables.path_of_table(name))
                    )


def refuse_other_project(rows: Rows, checked: Checked) -> None:
    """There is one project in it, with its record, and the manifest tells of no other."""
    projects, streams = rows["projects.project"], rows["record.stream"]
    ids = [each["id"] for each in [*projects, *streams]]
    talks = {row["stream_id"] for row in rows["sealed.talk"]}
    is_one = len(projects) == len(streams) == 1 and set(map(str, ids)) == {checked.stream}
    if not is_one or talks - set(ids) or projects[0]["slug"] != streams[0]["slug"]:
        raise BrokenRecordError(_("The tables of this copy are not those of one project."))


def refuse_what_does_not_fit(rows: Rows) -> None:
    """Rows that each can be read may still not go together; their rooms know how they do."""
    try:
        for room in tables.rooms():
            if hasattr(room, "fit"):
                room.fit(rows)
    except (ValueError, TypeError, KeyError):
        raise BrokenRecordError(
            _("The rows of this copy do not fit together. Nothing was brought in.")
        ) from None


def soft(row: Values) -> Iterator[UUID]:
    """The ids in a row, wherever they stand, in what is kept as JSON too."""
    for value in row.values():
        if isinstance(value, UUID):
            yield value
        elif isinstance(value, dict | list):
            yield from (UUID(each) for each in strings_in(value) if is_id(each))


def people_on(archive: zipfile.ZipFile) -> set[UUID]:
    """Whom a record names, in ids that may be people’s. Each line can be kept as it stands."""
    found: set[UUID] = set()
    with archive.open("record.jsonl") as record, archive.open("words.jsonl") as words:
        for number, line in enumerate(checking.lines(record), 1):
            found |= ids_on(line, number)
        for number, line in enumerate(checking.lines(words), 1):
            found |= owner_of(line, number)
    return found


def ids_on(line: bytes, number: int) -> set[UUID]:
    """The ids on a line, if the line is one that this program can read later."""
    content = json.loads(line)
    try:
        Actor.from_fact(content["by"])
        refuse_far(datetime.fromisoformat(content["at"]))
        for fact in strings_in(content["facts"]):
            sentences.shown(fact, {})
        if len(keepable(content["kind"])) > MOST_OF_A_KIND:
            raise BadValueError
        keepable(line.decode())
        return {UUID(each) for each in ids_in(content)}
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise damaged("record.jsonl", number) from None


def owner_of(line: bytes, number: int) -> set[UUID]:
    """Whose words these are, if they can be kept."""
    row = json.loads(line)
    try:
        if len(keepable(row["field"])) > MOST_OF_A_FIELD or len(row["salt"]) > MOST_OF_A_SALT:
            raise BadValueError
        keepable(row["words"])
        return {UUID(row["person"])} if "person" in row else set()
    except (ValueError, TypeError, AttributeError):
        raise damaged("words.jsonl", number) from None


# What of it is here already


def here_already(copy: Brought) -> str | None:
    """The first thing of a copy whose id is taken here, by the name of its table."""
    for name, table in tables.copied().items():
        if not table.joins and is_here(table.model, copy.ids[table.model]):
            return name
    return None


def is_here(model: type[models.Model], ids: Iterable[UUID]) -> bool:
    """Whether any of these ids is taken in this installation."""
    wanted = sorted(ids)
    found = model._default_manager
    return any(
        found.filter(pk__in=wanted[start : start + tables.AT_ONCE]).exists()
        for start in range(0, len(wanted), tables.AT_ONCE)
    )


def leads_here(copy: Brought) -> bool:
    """Whether an id in it that is of nothing in it is of something here."""
    return is_here(Person, copy.named) or any(
        is_here(model, copy.leads_to) for model in tables.with_ids()
    )


def joined(copy: Brought) -> Alike:
    """What projects share and is here already under its name: the id in the copy, and that here."""
    found: Alike = {}
    for name, table in tables.copied().items():
        if table.joins:
            found[table.model] = {}
            for row in copy.rows[name]:
                told = {table.joins: row[table.joins]}
                here = table.model._default_manager.filter(**told).first()
                if here is not None:
                    found[table.model][row["id"]] = here.pk
    return found


def shut_out(project: Project) -> models.QuerySet[Member]:
    """Who coordinates a project, came here with its copy, and has no way in yet.

    Whoever was here before, or came later, came here at another time than the copy.
    """
    came = Entry.objects.filter(stream=project.pk, kind=kinds.IMPORTED.name).order_by("-sequence")
    held = {"capabilities__kind": "coordinator", "capabilities__ended_at": None}
    ways_in = ("email", "passkeys", "institution_tie", "devices")
    found = Member.objects.filter(
        project=project,
        left_at=None,
        person__joined_at=models.Subquery(came.values("at")[:1]),
        **held,
        **{f"person__{way}": None for way in ways_in},
    )
    return found.select_related("person").order_by("joined_at", "id")


def project_here(copy: Brought) -> bool:
    """Whether the project, or another of its short name, is here already."""
    same = models.Q(pk=copy.stream_id) | models.Q(slug=copy.slug)
    return Project.objects.filter(same).exists() or Stream.objects.filter(same).exists()
