"""What is measured inside the program: run as a child, on the database that its environment names.

    python -m workshop.benches.inside fill 100 1000000
    python -m workshop.benches.inside append
    python -m workshop.benches.inside queries ADDRESS …

Each prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "workshop.benches.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from evenweave.common import actors, clock  # noqa: E402
from evenweave.demo.actions import agree  # noqa: E402
from evenweave.demo.cast import BY_ID  # noqa: E402
from evenweave.record.models import Stream  # noqa: E402
from workshop.benches import filling  # noqa: E402

APPENDS = 400


def fill(*lengths: str) -> dict[str, object]:
    """A record for each length, named after it."""
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    ids = {length: str(filling.fill(f"long-{length}", int(length)).id) for length in lengths}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"streams": ids, "seconds": time.perf_counter() - began}


def append() -> dict[str, object]:
    """The median time of an ordinary action on the longest record, in milliseconds."""
    stream = Stream.objects.order_by("-length")[0]
    by = actors.person(next(iter(BY_ID)))
    times = []
    for turn in range(APPENDS):
        began = time.perf_counter()
        agree(stream=stream, what=f"Tea at ten, again ({turn}).", by=by, at=clock.now())
        times.append(1000 * (time.perf_counter() - began))
    return {"median_ms": statistics.median(times), "length": stream.length}


def queries(*addresses: str) -> dict[str, object]:
    """How many questions each page asks the database."""
    counts: dict[str, object] = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            answer = Client(SERVER_NAME="localhost").get(address)
        assert answer.status_code == 200, address
        counts[address] = len(captured)
    return counts


if __name__ == "__main__":
    word, *rest = sys.argv[1:]
    print(json.dumps({"fill": fill, "append": append, "queries": queries}[word](*rest)))
