"""Who was erased, kept outside of the database, so that an older backup does not bring them back.

The list lies in the key folder, in the file `erased`, a line a person: the day, and the random id
that the record keeps of “a former member” as well. It tells nobody who they were.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

log = logging.getLogger(__name__)


def place() -> Path:
    """Where the list lies."""
    return Path(settings.KEYS) / "erased"


def note(person_id: UUID, day: date) -> None:
    """Add somebody. They are erased already: where it cannot be written, the log has the line."""
    file, line = place(), f"{day.isoformat()} {person_id}"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(f"{line}\n")
            opened.flush()
            os.fsync(handle)
    except OSError as problem:
        log.error(  # noqa: TRY400 - whoever reads it needs the line, not where we are
            "Somebody was erased, and %s could not be written (%s). Add this line to it by hand, "
            "or an older backup will bring them back: %s",
            *(file, problem.strerror, line),
        )


def listed(file: Path) -> Iterator[UUID]:
    """Everybody on a list. Raises OSError where it cannot be read, ValueError where it is none."""
    for line in file.read_text(encoding="ascii").splitlines():
        if line.strip():
            day, person_id = line.split()
            date.fromisoformat(day)
            yield UUID(person_id)
