"""Bringing a project in from a copy."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models

from evenweave.archive import bringing, kinds, rules, tables
from evenweave.archive.actions.erasing import erase_again
from evenweave.archive.bringing import Alike, Brought, Values
from evenweave.archive.shapes import left_of, shapes_of
from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.copies import Copied
from evenweave.common.refusals import refuse_if
from evenweave.decisions.models import Decision
from evenweave.people.actions import Card, make_card
from evenweave.projects.models import Project
from evenweave.record.actions import bring_in_entries
from evenweave.record.models import Stream


@dataclass(frozen=True)
class Imported:
    """A project that was brought in. `lots` are what may be told beforehand of new lots."""

    project_id: UUID
    lots: Mapping[str, str]


@action(records=kinds.IMPORTED)
def import_project(*, copy: Brought, by: Actor, at: datetime) -> Imported:
    """A project from a copy that was looked through: all of it, or nothing.

    Every row comes in under its own id, then the record, which goes on with this.
    """
    refuse_if(rules.why_not_import_project(by, copy))
    alike = bringing.joined(copy)
    for name, table in tables.copied().items():
        here = alike.get(table.model, {})
        rows = [row for row in copy.rows[name] if row.get("id") not in here]
        for start in range(0, len(rows), database.ROWS_AT_ONCE):
            batch = rows[start : start + database.ROWS_AT_ONCE]
            made = [thing_of(copy, table, row, alike, at) for row in batch]
            table.model._default_manager.bulk_create(made)
    with copy.words() as words:
        bring_in_entries(
            stream=Stream.objects.get(pk=copy.stream_id),
            lines=copy.lines(),
            words=words,
            by=by,
            at=at,
        )
    return Imported(copy.stream_id, lots_of(copy.stream_id))


@action(quiet="Its parts record themselves: that it came in, and each erasure.")
def import_and_erase_again(*, copy: Brought, erased: Set[UUID], by: Actor, at: datetime) -> int:
    """A project, without those in its copy who were erased here. How many that were."""
    import_project(copy=copy, by=by, at=at)
    stream = Stream.objects.get(pk=copy.stream_id)
    return erase_again(erased=erased, streams=[stream], by=by, at=at)


@action(quiet="Its parts record themselves: each card that was made.")
def make_first_cards(*, project: Project, by: Actor, at: datetime) -> list[Card]:
    """A card for each coordinator who came with the copy, so that a team can begin again."""
    refuse_if(rules.why_not_make_first_cards(by, project))
    return [
        make_card(person=member.person, stream=project, by=by, at=at)
        for member in bringing.shut_out(project)
        if member.person is not None
    ]


def thing_of(copy: Brought, table: Copied, row: Values, alike: Alike, at: datetime) -> models.Model:
    """A row as a thing of this program. What the copy left out is as it would be at first."""
    values = {name: value for name, value in row.items() if name != "file"}
    for shape in shapes_of(table).values():
        if shape.to in alike:
            values[shape.attname] = alike[shape.to].get(row[shape.attname], row[shape.attname])
    if table.file:
        values[table.file] = copy.archive.read(row["file"])
    thing = table.model(**values)
    for name in table.leaves_out:
        if (comes_in := left_of(table, name).comes_in) is not None:
            setattr(thing, name, comes_in(thing, at))
    return thing


def lots_of(project_id: UUID) -> dict[str, str]:
    """What may be told beforehand of the lots of votes that are open, by the id of the decision."""
    found = Decision.objects.filter(project=project_id).exclude(lot_nonce="")
    return {str(each.pk): each.lot or "" for each in found.order_by("pk")}
