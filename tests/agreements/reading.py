"""All that a member can read, so that two moments can be laid side by side."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from evenweave.agreements.models import Clause
from evenweave.archive.rooms import rooms
from evenweave.common import clock
from evenweave.common.next import ask
from evenweave.outbox.models import Message
from evenweave.record.models import Entry, Words
from tests.house.pages import addresses
from tests.projects.teams import Team, enter

# What differs from page to page by itself.
RANDOM = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|"challenge": "[^"]+"')
OF_NOBODY = re.compile(r"<(?:uuid|slug|str|int):(?!project_id|person_id|stream_id)")


def all_pages(ours: Team, who: str) -> dict[str, str]:
    """Every page that somebody of the team can open without knowing more than who is in it."""
    client, found = enter(ours, who), {}
    for address, name in (each.split(" ") for each in addresses()):
        if not OF_NOBODY.search(address):
            for place in filled(ours, address):
                found[f"{name} {place}"] = text(client, place)
    for clause in Clause.objects.filter(project=ours.project):
        place = reverse("agreements:clause", args=[ours.project.id, clause.id])
        found[place] = text(client, place)
    for entry in Entry.objects.filter(stream=ours.project.stream_id):
        place = reverse("projects:record-entry", args=[ours.project.id, entry.sequence])
        found[place] = text(client, place)
    return found


def filled(ours: Team, address: str) -> list[str]:
    """An address with the project’s id, and with each person’s, where it names one."""
    address = re.sub(r"<uuid:(?:project|stream)_id>", str(ours.project.id), address)
    people = [str(each.id) for each in ours.people.values()]
    return list(dict.fromkeys(re.sub(r"<uuid:person_id>", each, address) for each in people))


def text(client: Client, place: str) -> str:
    """What is read there."""
    answer = client.get(place)
    if answer.status_code == 200 and not answer.streaming:
        if "text" in answer["Content-Type"] or "json" in answer["Content-Type"]:
            return RANDOM.sub("", answer.text)
        return f"a file of {len(answer.content)} bytes"
    return str(answer.status_code)


def all_else(ours: Team, who: str) -> dict[str, Any]:
    """Every message, line and word of the record; all sheets of what is next; one’s own data."""
    person = ours.people[who]
    entries = Entry.objects.filter(stream=ours.project.stream_id).order_by("sequence")
    messages = Message.objects.values_list("to", "subject", "text", "state", "written_at")
    return {
        "messages": sorted(map(str, messages)),
        "record": [str(each.line) for each in entries],
        "words": sorted(map(str, Words.objects.values_list("field", "value"))),
        "sheets": {each.name: ask(each.id, clock.now()) for each in ours.people.values()},
        "own": {name: str(room.export(person.id)) for name, room in rooms().items()},
    }
