"""A file that was read travels with the page until somebody says yes; nothing of it is stored.

It is packed, and signed for one person, one project and one hour. So no session, file or log ever
holds people whom nobody brought in, and any server of several can go on with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from evenweave.projects.importing.tables import Table, UnreadableError

AN_HOUR = 3600
# A form may have 2 MB; the rest is for its other fields.
MOST_CARRIED = 1_900_000


class GoneError(Exception):
    """What a page carried is older than an hour, or was not made for this person and project."""


def packed(tables: Sequence[Table], *, project_id: UUID, person_id: UUID | None) -> str:
    """Letters and figures to put into a form; raises UnreadableError when they are too many."""
    told = signing.dumps(
        [table.as_json() for table in tables],
        salt=_salt(project_id, person_id),
        compress=True,
    )
    if len(told) > MOST_CARRIED:
        raise UnreadableError(
            _(
                "This file holds more words than can be taken at once. Please leave out sheets "
                "and columns that are not needed here, and bring it again."
            )
        )
    return told


def unpacked(told: str, *, project_id: UUID, person_id: UUID | None) -> list[Table]:
    """The tables again; raises GoneError. Unpacked only after its signature was found good."""
    try:
        tables = signing.loads(told, salt=_salt(project_id, person_id), max_age=AN_HOUR)
    except signing.BadSignature:
        raise GoneError from None
    return [Table.from_json(table) for table in tables]


def _salt(project_id: UUID, person_id: UUID | None) -> str:
    return f"evenweave.projects.importing:{project_id}:{person_id}"
