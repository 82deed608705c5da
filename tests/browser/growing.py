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
    from evenweave.demo.cast import BY_SLUG
    from evenweave.projects.actions.founding import found_project
    from evenweave.projects.actions.limits import say_limit

    amina = person(BY_SLUG["amina"].id)
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    project = found_project(
        name="A long story", purpose="To be read.", slug="long", is_example=True, by=amina, at=at
    )
    for number in range(1, LINES + 1):
        say_limit(
            project=project,
            words=f"Promise number {number}.",
            holder="The funder",
            by=amina,
            at=at + timedelta(hours=number),
        )
    return f"/record/{project.pk}/"


if __name__ == "__main__":
    os.environ.update(
        EVENWEAVE_DATA=sys.argv[1], DJANGO_SETTINGS_MODULE="evenweave.config.settings"
    )
    import django

    django.setup()
    sys.stdout.write(grow())
