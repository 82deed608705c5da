"""A test's own clock: the next morning comes, and with it the batch of words without a name.

`python -m tests.browser.mornings DATA` does it beside the running server, as its worker would.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, time, timedelta

from workshop.running import Site, clean_environment


def let_morning_come(site: Site) -> None:
    """It is early the next morning."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.mornings", str(site.data)],
        check=False,
        capture_output=True,
        text=True,
        env=clean_environment() | {"EVENWEAVE_BOX_KEYS": f"{site.data}-box-keys"},
    )
    assert told.returncode == 0, told.stderr


def come() -> None:
    """The batch of the first day that had none: of today, where it is still night."""
    from django.utils.timezone import get_default_timezone, localdate

    from evenweave.jobs.vocabulary import NOTHING, Turn
    from evenweave.sealed.jobs import RELEASE_HOUR, release_lone
    from evenweave.sealed.models import Seal

    days = Seal.objects.closed().values_list("closed_on", flat=True)
    yesterday = localdate() - timedelta(days=1)
    day = max((day for day in days if day), default=yesterday) + timedelta(days=1)
    release_lone(
        Turn(NOTHING, datetime.combine(day, time(RELEASE_HOUR, 30), get_default_timezone()))
    )


if __name__ == "__main__":
    os.environ.update(
        EVENWEAVE_DATA=sys.argv[1], DJANGO_SETTINGS_MODULE="evenweave.config.settings"
    )
    import django

    django.setup()
    come()
