"""What a backup holds: every table but a few, and what is left out of those it holds.

Left out is what lets somebody in as somebody else: people sign in again. What Django fills by
itself is left out too. Passkeys stay, as only their public half is here. So do the hashes of
invitations, of links to helpers and of receipts: they are keyed with the secret key, which is in no
backup, and somebody who prints an invitation again needs the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.models import BinaryField, Field, JSONField, Model

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
    """A table as a backup holds it."""

    model: type[Model]

    @property
    def name(self) -> str:
        """What the database calls it."""
        return self.model._meta.db_table

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """The columns that a backup holds."""
        anew = BEGINS_ANEW.get(self.name, set())
        return [field for field in self.model._meta.concrete_fields if field.column not in anew]

    @property
    def columns(self) -> list[str]:
        """What the database calls them."""
        return [field.column for field in self.fields]

    @property
    def has_large_values(self) -> bool:
        """Whether one row alone may be many megabytes: a photo, a recording."""
        return any(kind_of(field) == "bytes" for field in self.fields)


def tables(apps: Apps) -> list[Table]:
    """Every table that is backed up, by its name."""
    models = apps.get_models(include_auto_created=True)
    found = [
        Table(model)
        for model in models
        if model._meta.managed and model._meta.db_table not in LEFT_OUT
    ]
    return sorted(found, key=lambda table: table.name)


def kind_of(field: Field[Any, Any]) -> str:
    """What JSON cannot say of a value by itself: `uuid`, `moment`, `bytes`, `json`; else ""."""
    while field.remote_field:
        field = field.target_field
    if isinstance(field, BinaryField):
        return "bytes"
    if isinstance(field, JSONField):
        return "json"
    kinds = {"UUIDField": "uuid", "DateTimeField": "moment"}
    return kinds.get(field.get_internal_type(), "")

