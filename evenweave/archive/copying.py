"""Making a copy of a project: its record, its tables, its files, and pages for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from evenweave.archive import crate, readable, tables
from evenweave.common.actors import Actor
from evenweave.common.copies import Copied
from evenweave.common.disk import sync
from evenweave.projects.models import Project
from evenweave.record import exporting
from evenweave.record.actions import note_export
from evenweave.record.exporting import Content, Copy
from evenweave.record.models import Stream


@contextmanager
def packed(stream: Stream, target: Path, *, at: datetime) -> Iterator[Path]:
    """A copy beside its target, as `record.exporting.packed` has it; of a project, all of it."""
    project = Project.objects.filter(pk=stream.pk).first()
    beside = tables.beside(stream, at)
    if project is None:
        with exporting.packed(stream, target, at=at, beside=beside) as made:
            yield made
        return
    making = Making(project)
    with exporting.packed(
        stream, target, at=at, beside=beside | making.files(), rest=making.tell
    ) as made:
        yield made


def make(stream: Stream, target: Path, *, by: Actor, at: datetime) -> None:
    """Make a copy, note it on the record, then put it in its place. Raises OSError as `packed`.

    What the record tells of is on the disk before, and is still there when the power fails.
    """
    with packed(stream, target, at=at) as unfinished:
        sync(unfinished)
        note_export(
            stream=stream,
            length=stream.length,
            head=stream.head,
            fingerprint=exporting.fingerprint_of(unfinished),
            by=by,
            at=at,
        )
        unfinished.replace(target)
        sync(target.parent)


class Making:
    """A project on its way into a copy. The pages for people are made of what was written."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.kept: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def files(self) -> dict[str, Content]:
        """The tables and their schemas, by the names of their files."""
        found: dict[str, Content] = {}
        for name, table in tables.copied().items():
            found[tables.path_of_table(name)] = self.lines(table)
            found[tables.path_of_schema(name)] = tables.schema_text(name).encode()
        return found

    def lines(self, table: Copied) -> Iterator[str]:
        """A table line by line. What people can look at later is kept meanwhile."""
        for thing in tables.rows_of(table, self.project):
            row = tables.as_row(table, thing)
            if table.name in readable.NEEDED:
                self.kept[table.name].append(row)
            yield tables.as_line(row)

    def tell(self, copy: Copy) -> None:
        """Pictures and sounds, then what tells of all that was written."""
        for table in tables.copied().values():
            if table.file:
                for thing in tables.rows_of(table, self.project):
                    copy.write(tables.path_of(table, thing), bytes(getattr(thing, table.file)))
        copy.write("index.html", readable.page(self.project, self.kept, copy.at).encode())
        copy.write(crate.NAME, crate.told(self.project, copy).encode())
