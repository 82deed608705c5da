"""A longer record than the example's, written by the program's own actions: run beside the server.

`python -m tests.browser.growing DATA` prints the path of the new record.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta

LINES = 60


def grow() -> str:
    """Open a record, put lines on it, and return its path."""
    from evenweave.common.actors import person
    from evenweave.demo.actions import agree
    from evenweave.demo.cast import id_of
    from evenweave.record.actions import open_stream

    amina = person(id_of("Amina Rahman"))
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    stream = open_stream(slug="long", title="A long story", is_example=True, by=amina, at=at)
    for number in range(1, LINES + 1):
        what = f"Promise number {number}."
        agree(stream=stream, what=what, by=amina, at=at + timedelta(hours=number))
    return f"/record/{stream.pk}/"


if __name__ == "__main__":
    os.environ.update(
        EVENWEAVE_DATA=sys.argv[1], DJANGO_SETTINGS_MODULE="evenweave.config.settings"
    )
    import django

    django.setup()
    sys.stdout.write(grow())
