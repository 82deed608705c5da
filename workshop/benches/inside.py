"""What is measured inside the program: run as a child, on the database that its environment names.

    python -m workshop.benches.inside fill 100 1000000
    python -m workshop.benches.inside append
    python -m workshop.benches.inside example
    python -m workshop.benches.inside meet
    python -m workshop.benches.inside people
    python -m workshop.benches.inside queries ADDRESS …

Each prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ["DJANGO_SETTINGS_MODULE"] = "workshop.benches.settings"

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from evenweave.common import actors, clock  # noqa: E402
from evenweave.config import new_house  # noqa: E402
from evenweave.demo import stories  # noqa: E402
from evenweave.demo.cast import BY_ID  # noqa: E402
from evenweave.projects.actions.limits import say_limit  # noqa: E402
from evenweave.projects.models import Project  # noqa: E402
from evenweave.record.models import Stream  # noqa: E402
from workshop.benches import (  # noqa: E402
    agreeing,
    deciding,
    filling,
    lists,
    meeting,
    mirroring,
    sealing,
)

APPENDS = 400


def fill(*lengths: str) -> dict[str, object]:
    """A record for each length, named after it."""
    new_house.make_tables()
    began = time.perf_counter()
    ids = {length: str(filling.fill(f"long-{length}", int(length)).id) for length in lengths}
    analyze()
    return {"streams": ids, "seconds": time.perf_counter() - began}


def example() -> dict[str, object]:
    """The example, in a database of its own."""
    new_house.make_tables()
    return {"lines": stories.load().length}


def append() -> dict[str, object]:
    """The median time of an ordinary action on the longest record, in milliseconds."""
    stream = Stream.objects.order_by("-length")[0]
    project = Project.objects.get(pk=stream.pk)
    by = actors.person(next(iter(BY_ID)))
    times = []
    for turn in range(APPENDS):
        began = time.perf_counter()
        words = f"Tea at ten, again ({turn})."
        say_limit(project=project, words=words, holder="The kettle", by=by, at=clock.now())
        times.append(1000 * (time.perf_counter() - began))
    return {"median_ms": statistics.median(times), "length": stream.length}


def people() -> dict[str, dict[str, str]]:
    """Sessions of people in small and large teams, with the project of each."""
    sizes = {"home, 10 members": (10, 1), "home, 1,000 members, 50 projects": (1_000, 50)}
    visitors = {name: visitor(*size) for name, size in sizes.items()}
    analyze()
    return visitors


def analyze() -> None:
    """Let the database know what it holds, as it would after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def visitor(members: int, projects: int) -> dict[str, str]:
    """Somebody signed in: the cookie, and the path of their large project."""
    person = filling.team(members, projects)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    project = Project.objects.visible_to(person).get(name=f"Project {projects - 1}")
    cookie = f"session={client.cookies['session'].value}"
    return {"cookie": cookie, "project": f"/projects/{project.id}/"}


def queries(*addresses: str) -> dict[str, object]:
    """How many questions each page asks the database. A cookie stands after a space."""
    counts: dict[str, object] = {}
    for each in addresses:
        address, _space, cookie = each.partition(" ")
        headers = {"Cookie": cookie} if cookie else {}
        with CaptureQueriesContext(connection) as captured:
            answer = Client(SERVER_NAME="localhost", headers=headers).get(address)
        assert answer.status_code == 200, address
        counts[each] = len(captured)
    return counts


COMMANDS: dict[str, Callable[..., object]] = {
    "agree": agreeing.long,
    "bring": lists.bring,
    "decide": deciding.large,
    "secret": deciding.secret,
    "vote": deciding.vote,
    "example": example,
    "fill": fill,
    "append": append,
    "meet": meeting.going_on,
    "beside": mirroring.beside,
    "mirror": mirroring.seen,
    "people": people,
    "queries": queries,
    "seal": sealing.seal,
}

if __name__ == "__main__":
    word, *rest = sys.argv[1:]
    print(json.dumps(COMMANDS[word](*rest)))
