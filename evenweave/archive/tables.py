"""The tables of a copy, from below to above, and their rows. Each room says in its `archive.py`
what of its own is in a copy.

    COPIED: tuple[Copied, ...]    # tables that are in it
    LEFT_OUT: LeftOut             # tables that are not, each with a reason
    def beside(stream: Stream, at: datetime) -> Mapping[str, Content]: ...    # files of its own
    def fit(rows: Mapping[str, list[dict[str, Any]]]) -> None: ...    # of a copy that comes in

`beside` is the place for a room that has something to add which is in no table, such as numbers
that were counted. It may tell what every member can read, and nothing else. `fit` raises ValueError
for rows that do not go together, though each can be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from evenweave.archive.shapes import Shape, schema_of, shapes_of
from evenweave.common.copies import Copied, LeftOut
from evenweave.common.files.pages import ENDINGS
from evenweave.people.models import Person
from evenweave.projects.models import Member, Project
from evenweave.record.exporting import Content
from evenweave.record.models import Entry, Stream

AT_ONCE = 1_000
Row = dict[str, Any]


@cache
def rooms() -> tuple[ModuleType, ...]:
    """The `archive.py` of each room that has one, from below to above."""
    names = [each.name for each in apps.get_app_configs() if find_spec(f"{each.name}.archive")]
    return tuple(import_module(f"{name}.archive") for name in reversed(names))


@cache
def copied() -> Mapping[str, Copied]:
    """The tables that are in a copy, by name."""
    return {each.name: each for room in rooms() for each in getattr(room, "COPIED", ())}


@cache
def left_out() -> LeftOut:
    """The tables that are not, each with a reason."""
    return {model: why for room in rooms() for model, why in room.LEFT_OUT.items()}


@cache
def with_ids() -> tuple[type[models.Model], ...]:
    """Every table of ours whose rows have ids of their own, in a copy or not."""
    return tuple(
        model
        for model in [*(each.model for each in copied().values()), *left_out()]
        if isinstance(model._meta.pk, models.UUIDField)
    )


def beside(stream: Stream, at: datetime) -> dict[str, Content]:
    """What rooms add to a copy that is in no table."""
    found: dict[str, Content] = {}
    for room in rooms():
        if hasattr(room, "beside"):
            found |= room.beside(stream, at)
    return found


def rows_of(table: Copied, project: Project) -> Iterator[models.Model]:
    """The rows of a project that are in a copy, always in the same order."""
    found = table.model._default_manager.filter(table.where, **mine(table, project))
    return found.select_related(*table.follows).order_by(*table.order).iterator(AT_ONCE)


def mine(table: Copied, project: Project) -> Mapping[str, Any]:
    """What tells the rows of a project from all others."""
    if table.model is Person:
        return {"pk__in": people_of(project)}
    return {table.of: project.pk}


def people_of(project: Project) -> set[UUID]:
    """Who is in a copy: members of all times, and helpers whom the record names."""
    members = Member.objects.filter(project=project, person__isnull=False)
    found = set(members.values_list("person_id", flat=True))
    helped = Entry.objects.filter(stream=project.pk, helped__isnull=False)
    for line in helped.values_list("line", flat=True).iterator(AT_ONCE):
        found.add(UUID(json.loads(line)["by"]["helper"]))
    return found


def as_row(table: Copied, thing: models.Model) -> Row:
    """A row as it stands in a copy."""
    row = {name: told(table, shape, thing) for name, shape in shapes_of(table).items()}
    if table.file:
        row["file"] = path_of(table, thing)
    return row


def told(table: Copied, shape: Shape, thing: models.Model) -> Any:
    """What a copy says of a field."""
    read = table.reads.get(shape.name)
    value = read(thing) if read else getattr(thing, shape.attname)
    return None if value is None else shape.write(value)


def as_line(row: Row) -> str:
    """A row as a line: the same content has the same bytes on both databases."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def path_of(table: Copied, thing: Any) -> str:
    """Where the file of a row lies in a copy."""
    return f"files/{table.name}/{thing.pk}.{ENDINGS[thing.content_type]}"


def path_of_table(name: str) -> str:
    """Where the rows of a table lie in a copy."""
    return f"tables/{name}.jsonl"


def path_of_schema(name: str) -> str:
    """Where the JSON Schema of a table lies in a copy."""
    return f"schemas/{name}.json"


def schema_text(name: str) -> str:
    """The JSON Schema of a table, as a file."""
    return json.dumps(schema_of(copied()[name]), ensure_ascii=False, indent=2) + "\n"
