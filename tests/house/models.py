"""Looking at our models: what they hold, what they point at, and whether the policy knows it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import yaml
from django.apps import apps
from django.db import connection, models
from django.db.models.fields.related import RelatedField
from django.utils import timezone

from tests.house.source import ROOT

# Small, deep and proven rooms; they point at nothing outside themselves.
KERNELS = {"disclosure", "live", "record", "sealed", "common"}
POLICY = ("what", "purpose", "seen_by", "kept")
Model = type[models.Model]


def rooms() -> list[str]:
    """Our installed apps, by their short name."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("evenweave.")]
    return [config.label for config in ours]


def our_models() -> list[Model]:
    """Every model of our rooms, those that Django makes for many-to-many fields included."""
    return [model for room in rooms() for model in apps.get_app_config(room).get_models(True)]


def contracts() -> dict[str, dict[str, Any]]:
    """The contracts of import-linter, by id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def height() -> dict[str, int]:
    """How high each room stands: the lowest is 0. Siblings, named in one layer, stand level."""
    layers = reversed(contracts()["rooms"]["layers"])
    return {
        room.strip(" ()"): level for level, layer in enumerate(layers) for room in layer.split("|")
    }


def name_of(field: Any) -> str:
    """`room.Model.field`."""
    return f"{field.model._meta.app_label}.{field.model.__name__}.{field.name}"


def pointing_wrongly(found: Iterable[Model], heights: Mapping[str, int]) -> list[str]:
    """Foreign keys that point up, to a sibling, or out of a kernel; or that tell the lower room."""
    complaints = []
    for model in found:
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if not isinstance(field, RelatedField):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if here == there:
                continue
            if here in KERNELS:
                complaints.append(f"{name_of(field)} points out of its kernel, to {there}.")
            if there not in heights or heights[there] >= heights[here]:
                complaints.append(f"{name_of(field)} points to {there}, which is not below.")
            if not field.remote_field.hidden:
                complaints.append(f"{name_of(field)} shows itself in {there}: related_name='+'.")
    return complaints


def clocks_in(found: Iterable[Model]) -> list[str]:
    """Fields that ask the time themselves."""
    asking = (timezone.now, datetime.now, datetime.today)
    return [
        f"{name_of(field)} asks the time itself; actions say `at`."
        for model in found
        for field in model._meta.concrete_fields
        if getattr(field, "auto_now", False)
        or getattr(field, "auto_now_add", False)
        or field.default in asking
    ]


def without_a_sentence(found: Iterable[Model]) -> list[str]:
    """Models whose docstring does not begin with one sentence, alone in its paragraph."""
    complaints = []
    for model in found:
        words = " ".join((model.__doc__ or "").strip().partition("\n\n")[0].split())
        by_django = words.startswith(f"{model.__name__}(")
        if by_django or not re.fullmatch(r"[^.!?]+(\.[^\s.][^.!?]*)*\.", words):
            complaints.append(f"{model._meta.label} does not say in one sentence what it is.")
    return complaints


def policy() -> dict[str, Any]:
    """personal_data.yaml."""
    text = (ROOT / "personal_data.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def not_thought_about(found: Iterable[Model], told: Mapping[str, Any]) -> list[str]:
    """Fields that the policy does not know, knows twice, or knows without a purpose; and ghosts."""
    personal = told["personal"]
    plain = [f"{model}.{field}" for model, names in told["not_personal"].items() for field in names]
    fields = {name_of(field) for model in found for field in model._meta.concrete_fields}
    complaints = [
        f"{name}: personal_data.yaml does not say whether it is personal."
        for name in sorted(fields - set(personal) - set(plain))
    ]
    complaints += [f"{name}: listed as personal and as not." for name in set(personal) & set(plain)]
    ghosts = sorted({*personal, *plain} - fields)
    complaints += [f"{name}: there is no such field." for name in ghosts]
    for name, says in [*personal.items(), *told["elsewhere"].items()]:
        complaints += [f"{name}: {part} is not said." for part in POLICY if not says.get(part)]
    return complaints


def triggers() -> set[str]:
    """The triggers that stand in the database now."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return {name for (name,) in cursor.fetchall()}
