"""A house that is lived in, played in a process of its own: what backups are made of, in tests.

python -m tests.config.played fill      beside the example: what it has not, a secret vote too
python -m tests.config.played write     write until told to stop; says how much it wrote
python -m tests.config.played rows      everything in the database, as Django reads it
python -m tests.config.played end       the vote ends, and the worker does what is due
python -m tests.config.played older     tables as an older Evenweave had them
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "evenweave.config.settings"

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402

from evenweave.common import actors, clock  # noqa: E402
from evenweave.common.clock import SimulatedClock  # noqa: E402
from evenweave.decisions.models import Decision  # noqa: E402
from evenweave.ideas.models import Idea, IdeaFile  # noqa: E402
from evenweave.jobs.worker import Worker  # noqa: E402
from evenweave.people import actions as people  # noqa: E402
from evenweave.people.models import Need, Person  # noqa: E402
from evenweave.people.passkeys import NewKey  # noqa: E402
from evenweave.people.sessions import SessionStore  # noqa: E402
from evenweave.projects.actions.limits import say_limit  # noqa: E402
from evenweave.projects.models import Project  # noqa: E402
from evenweave.record.models import Stream  # noqa: E402
from evenweave.sealed.models import Box  # noqa: E402
from tests.decisions.test_secret_votes import put, secretly  # noqa: E402
from tests.make import NOON  # noqa: E402

WEEK = timedelta(days=7)
# Signs that some database or other once lost.
WORDS = "“Tea”\n\tat ten\\, \\N {“a”: 1} \u2028 🫖 é é"


def fill() -> dict[str, str]:
    """What the example has nothing of: private words, a recording, ways in, a vote that goes on."""
    amina = Person.objects.get(email="amina@people.example")
    by, at = actors.person(amina.id), clock.now()
    helps = Need.Kind.HELPS
    people.write_need(person=amina, kind=helps, words=WORDS, readers=[], version=0, by=by, at=at)
    key = NewKey(credential(), sign_count=7, challenge=b"once")
    people.add_passkey(person=amina, name="my phone", key=key, by=by, at=at)
    project = Project.objects.get(slug="hounslow")
    ben = Person.objects.get(email="ben@people.example")
    people.make_card(person=ben, stream=project, by=by, at=at)
    people.ask_for_code(email="ben@people.example", by=actors.operator(), at=at)
    session = SessionStore()
    session["of"] = "amina"
    session.create()
    content = bytes(range(256)) * 4_000
    idea = Idea.objects.filter(file=None).order_by("id")[0]
    IdeaFile.objects.create(idea=idea, content_type="audio/mpeg", content=content)
    say_limit(project=project, words=WORDS, holder="The kettle", by=by, at=at)
    story = secretly()
    put(story, "11110011110022")
    return {"vote": str(story.decision.id)}


def credential() -> bytes:
    """The public half of a passkey that a device made."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.webauthn import Aaguid, AttestedCredentialData

    made: Any = ES256
    public = made.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    return bytes(AttestedCredentialData.create(Aaguid.NONE, b"amina's phone", public))


def write() -> dict[str, int]:
    """Say limit after limit, until the line that says stop comes."""
    told = threading.Event()
    threading.Thread(target=wait_for_a_line, args=[told], daemon=True).start()
    project = Project.objects.get(slug="hounslow")
    ben = actors.person(Person.objects.get(email="ben@people.example").id)
    written, slowest = 0, 0.0
    while not told.is_set():
        began = clock.now()
        say_limit(project=project, words=f"{written}", holder="Nobody", by=ben, at=began)
        slowest = max(slowest, (clock.now() - began).total_seconds())
        written += 1
        if written == 1:
            say({"begun": 1})
    return {"written": written, "slowest_ms": int(1000 * slowest)}


def wait_for_a_line(told: threading.Event) -> None:
    """Somebody says stop."""
    sys.stdin.readline()
    told.set()


def rows() -> dict[str, list[str]]:
    """Every row of every table, in words that are the same on both databases."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        values = model._base_manager.values_list(*names)
        told = (dict(zip(names, map(plain, row), strict=True)) for row in values)
        found[model._meta.db_table] = sorted(json.dumps(row, sort_keys=True) for row in told)
    return found


def plain(value: Any) -> Any:
    """A value, the same from both databases."""
    if isinstance(value, memoryview | bytes):
        return bytes(value).hex()
    return value if isinstance(value, dict | list | int | None) else f"{value}"


def end() -> dict[str, Any]:
    """The vote’s time is over; the worker looks for its key as long as it does, and gives up."""
    clock = SimulatedClock(NOON + WEEK)
    for _turn in range(20):
        Worker(now=clock.now).work()
        clock.pass_time(timedelta(minutes=6))
    decision = Decision.objects.get(question="Where shall we meet?")
    return {
        "box": Box.objects.get().state,
        "decision": decision.state,
        "counted": [outcome.count for outcome in decision.outcomes.all()],
        "heads": {stream.slug: stream.head for stream in Stream.objects.all()},
    }


def older() -> dict[str, int]:
    """Undo the last migrations of one room."""
    call_command("migrate", "agreements", "0005", verbosity=0)
    return {}


def say(found: Any) -> None:
    """One line of JSON, at once."""
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


PARTS: dict[str, Callable[[], Any]] = {
    part.__name__: part for part in (fill, write, rows, end, older)
}

if __name__ == "__main__":
    say(PARTS[sys.argv[1]]())
