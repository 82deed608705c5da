"""A test's own clock: the step of a decision becomes due, and the worker's job does what is due.

`python -m tests.browser.waiting DATA DECISION` does it beside the running server.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

from workshop.running import Site, clean_environment


def let_time_pass(site: Site, decision: str) -> None:
    """The step that a decision stands at is over."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.waiting", str(site.data), decision],
        check=False,
        capture_output=True,
        text=True,
        env=clean_environment(),
    )
    assert told.returncode == 0, told.stderr


def end(decision: str) -> None:
    """Make it due, and end it as the worker does. Nothing of the program writes like this."""
    from evenweave.common import clock
    from evenweave.common.guard import acting
    from evenweave.decisions.jobs import end_steps
    from evenweave.decisions.models import Decision
    from evenweave.jobs.vocabulary import NOTHING, Turn

    now = clock.now()
    waits = Decision.objects.filter(pk=decision, closes_at__gt=now)
    with acting("a test's clock"):
        assert waits.update(closes_at=now - timedelta(seconds=1)), "No step of it goes on."
    end_steps(Turn(NOTHING, now))


if __name__ == "__main__":
    os.environ.update(
        EVENWEAVE_DATA=sys.argv[1], DJANGO_SETTINGS_MODULE="evenweave.config.settings"
    )
    import django

    django.setup()
    end(sys.argv[2])
