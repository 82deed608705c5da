"""How a row stands in a copy: each field as JSON, its JSON Schema, and the way back.

One description of a field makes all three, so that what is written, what is told of it, and what is
taken in are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from evenweave.common import dates, shaped, text
from evenweave.common.copies import Copied, Left
from evenweave.record import chain

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^\d{4}-\d\d-\d\d$"
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"
Schema = dict[str, Any]


class BadValueError(ValueError):
    """Something in a row is not what its field holds."""


@dataclass(frozen=True)
class Shape:
    """A field in a copy: what it is called, its schema, and how it is written and read."""

    name: str
    attname: str
    schema: Schema
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    is_null: bool
    default: Callable[[], Any] | None
    to: type[models.Model] | None = None

    def taken_in(self, value: Any) -> Any:
        """The value of a copy as the database holds it. Raises BadValueError."""
        if value is None and self.is_null:
            return None
        try:
            return self.read(value)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise BadValueError(self.name) from None


@cache
def shapes_of(copied: Copied) -> Mapping[str, Shape]:
    """The fields of a table that are in a copy, by the names that they have there."""
    found = {}
    for field in copied.model._meta.concrete_fields:
        if is_copied(copied, field):
            shape = shape_of(copied, field)
            found[shape.name] = shape
    return found


def is_copied(copied: Copied, field: models.Field[Any, Any]) -> bool:
    """Whether a field is in a copy. Numbers that the database counts up are not."""
    is_own_number = field.primary_key and isinstance(field, models.AutoField)
    return not is_own_number and field.name not in copied.leaves_out and field.name != copied.file


def left_of(copied: Copied, name: str) -> Left:
    """Why a field is left out, and what stands there afterwards."""
    left = copied.leaves_out[name]
    return left if isinstance(left, Left) else Left(left)


def shape_of(copied: Copied, field: models.Field[Any, Any]) -> Shape:
    """A field as a copy holds it."""
    to = field.related_model if isinstance(field.related_model, type) else None
    held = field.target_field if isinstance(field, models.ForeignKey) else field
    schema, write, read = KINDS[next(kind for kind in KINDS if isinstance(held, kind))](held)
    if isinstance(held, models.CharField | models.TextField) and not field.choices:
        read = not_blank(read, may_be_empty=field.blank or field.name in copied.may_be_empty)
    if field.choices:
        schema["enum"] = [code for code, _label in field.flatchoices]
        if field.blank and "" not in schema["enum"]:
            schema["enum"].append("")
    parses = copied.parses.get(field.name)
    return Shape(
        name=field.name,
        attname=field.attname,
        schema={"anyOf": [schema, {"type": "null"}]} if field.null else schema,
        write=write,
        read=checked(read, schema.get("enum"), parses),
        is_null=field.null,
        default=default_of(field),
        to=to,
    )


def checked(
    read: Callable[[Any], Any], known: list[Any] | None, parses: Callable[[Any], Any] | None
) -> Callable[[Any], Any]:
    """Read a value, and look whether the program understands what it means."""

    def look(value: Any) -> Any:
        found = read(value)
        if known is not None and found not in known:
            raise BadValueError
        if parses is not None:
            parses(found)
        return found

    return look


def default_of(field: models.Field[Any, Any]) -> Callable[[], Any] | None:
    """What a row gets that was written before there was this field; None, where nothing does."""
    if field.primary_key:
        return None
    if field.has_default():
        return field.get_default
    if field.null:
        return lambda: None
    return (lambda: "") if field.blank and field.empty_strings_allowed else None


Made = tuple[Schema, Callable[[Any], Any], Callable[[Any], Any]]


def words(field: models.Field[Any, Any]) -> Made:
    """Words, up to the field's length; none with signs that no form lets in."""
    schema: Schema = {"type": "string"}
    most = field.max_length
    if most is not None:
        schema["maxLength"] = most

    def read(value: Any) -> str:
        if not isinstance(value, str) or (most is not None and len(value) > most):
            raise BadValueError
        if value:
            valid(field, value)
        return keepable(value)

    return schema, str, read


def valid(field: models.Field[Any, Any], value: str) -> None:
    """Raise BadValueError where a form would: an address that is none, a short name with spaces."""
    try:
        field.run_validators(value)
    except ValidationError:
        raise BadValueError from None


def keepable(value: str) -> str:
    """Words as forms keep them. Raises BadValueError for signs that no form lets in."""
    if text.why_not_keep(value) or text.tidy(value) != value:
        raise BadValueError
    return value


def not_blank(read: Callable[[Any], str], *, may_be_empty: bool) -> Callable[[Any], str]:
    """Read words of which something can be seen. Forms keep those that show nothing as none."""

    def look(value: Any) -> str:
        found = read(value)
        if text.is_blank(found) and not (may_be_empty and found == ""):
            raise BadValueError
        return found

    return look


def number(field: models.Field[Any, Any]) -> Made:
    """A whole number as large as the column is."""
    highest = HIGHEST[field.get_internal_type()]

    def read(value: Any) -> int:
        if type(value) is not int or not 0 <= value <= highest:
            raise BadValueError
        return value

    return {"type": "integer", "minimum": 0, "maximum": highest}, int, read


# What PostgreSQL keeps; SQLite would take more.
HIGHEST = {
    "PositiveSmallIntegerField": 32_767,
    "PositiveIntegerField": 2_147_483_647,
}


def truth(_field: models.Field[Any, Any]) -> Made:
    """Yes or no."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise BadValueError
        return value

    return {"type": "boolean"}, bool, read


def by_pattern(pattern: str, write: Callable[[Any], str], back: Callable[[str], Any]) -> Made:
    """A value that is written in one way only."""

    def read(value: Any) -> Any:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise BadValueError
        return back(value)

    return {"type": "string", "pattern": pattern}, write, read


def moment_back(value: str) -> datetime:
    """The time that `chain.moment` wrote."""
    found = datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    refuse_far(found)
    return found


def day_back(value: str) -> date:
    """The day that stands there."""
    found = date.fromisoformat(value)
    refuse_far(found)
    return found


def refuse_far(found: date) -> None:
    """Raise BadValueError for a day, or a time, that no form takes."""
    if not dates.is_near(found):
        raise BadValueError


def as_json(_field: models.Field[Any, Any]) -> Made:
    """What the program itself wrote as JSON, with words as forms keep them."""

    def read(value: Any) -> Any:
        for each in strings_in(value):
            keepable(each)
        return value

    return {}, lambda value: value, read


def strings_in(value: Any) -> list[str]:
    """All words anywhere in a JSON value, the names of members among them."""
    match value:
        case str():
            return [value]
        case dict():
            return [each for pair in value.items() for part in pair for each in strings_in(part)]
        case list():
            return [each for part in value for each in strings_in(part)]
    return []


KINDS: Mapping[type[models.Field[Any, Any]], Callable[[models.Field[Any, Any]], Made]] = {
    models.UUIDField: lambda _field: by_pattern(f"^{shaped.ID.pattern}$", str, UUID),
    models.DateTimeField: lambda _field: by_pattern(MOMENT, chain.moment, moment_back),
    models.DateField: lambda _field: by_pattern(DAY, date.isoformat, day_back),
    models.BooleanField: truth,
    models.JSONField: as_json,
    models.CharField: words,
    models.TextField: words,
    models.IntegerField: number,
}


def schema_of(copied: Copied) -> Schema:
    """The JSON Schema of a table's rows."""
    shapes = shapes_of(copied)
    properties = {name: dict(shape.schema) for name, shape in shapes.items()}
    for name, shape in shapes.items():
        if shape.to is not None:
            options = shape.to._meta
            properties[name]["description"] = f"The id of a row of {options.label_lower}."
    if copied.file:
        properties["file"] = {"type": "string", "pattern": "^files/"}
    return {
        "$schema": DRAFT,
        "title": copied.name,
        "description": (copied.model.__doc__ or "").strip().splitlines()[0],
        "type": "object",
        "properties": dict(sorted(properties.items())),
        "required": sorted(properties),
        "additionalProperties": False,
    }
