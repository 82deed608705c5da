"""What a backup holds: every table but a few, and what is left out of those it holds.

Left out is what lets somebody in as somebody else: people sign in again. What Django fills by
itself is left out too. Passkeys stay, as only their public half is here. So do the hashes of
invitations, of links to helpers and of receipts, keyed with the secret key, which is in no backup;
and those of calendars' addresses, which are too long to guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.apps.registry import Apps
from django.db.models import BinaryField, Field, ForeignKey, JSONField, Model, QuerySet

# The name of a table, and why it is in no backup.
LEFT_OUT = {
    "django_session": "who is signed in",
    "people_device": "where somebody is signed in",
    "people_ticket": "codes and cards that let somebody in once",
    "people_limit": "who asked or guessed lately; for hours at most",
    "people_spentchallenge": "answers of passkeys; for minutes",
    "auth_group": "nobody uses it",
    "auth_group_permissions": "nobody uses it",
    "auth_permission": "Django fills it by itself",
    "django_content_type": "Django fills it by itself",
}
# What is left out of a row; it begins anew, by its default.
BEGINS_ANEW = {
    "people_person": {"session_secret"},
    "people_newaddress": {"code_hash"},
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a backup holds it, by what the database calls it and its columns."""

    name: str
    model: type[Model]
    fields: dict[str, Field[Any, Any]]
    begins_anew: dict[str, Field[Any, Any]]

    @property
    def rows(self) -> QuerySet[Model]:
        """All its rows, in the order of their keys: no other order tells anything."""
        return self.model._base_manager.order_by("pk")  # noqa: SLF001 - nothing is left out

    @property
    def has_large_values(self) -> bool:
        """Whether one row alone may be many megabytes: a photo, a recording."""
        return any(kind_of(field) == "bytes" for field in self.fields.values())


def tables(apps: Apps) -> list[Table]:
    """Every table that is backed up, by its name."""
    found = map(table_of, apps.get_models(include_auto_created=True))
    return sorted((table for table in found if table.name not in LEFT_OUT), key=attrgetter("name"))


def table_of(model: type[Model]) -> Table:
    """The table of a model."""
    about = model._meta
    anew = BEGINS_ANEW.get(about.db_table, set())
    columns = {str(field.column): field for field in about.concrete_fields}
    return Table(
        about.db_table,
        model,
        {column: field for column, field in columns.items() if column not in anew},
        {column: field for column, field in columns.items() if column in anew},
    )


def kind_of(field: Field[Any, Any]) -> str:
    """What JSON cannot say of a value by itself: `uuid`, `moment`, `bytes`, `json`; else ""."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    if isinstance(field, BinaryField):
        return "bytes"
    if isinstance(field, JSONField):
        return "json"
    kinds = {"UUIDField": "uuid", "DateTimeField": "moment"}
    return kinds.get(field.get_internal_type(), "")
