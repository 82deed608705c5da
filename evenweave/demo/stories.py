"""The examples, told from their beginning under a simulated clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_DNS, uuid5

from evenweave.common.actors import operator, person
from evenweave.common.clock import SimulatedClock
from evenweave.demo import actions
from evenweave.demo.cast import id_of
from evenweave.record.actions import erase_words, open_stream
from evenweave.record.models import Stream, Words

HOUNSLOW = "hounslow"

# Days since the line before, who writes it down, and what everybody agreed.
AGREED = [
    (
        7,
        "Amina Rahman",
        "Everybody here counts the same, whatever brought them to this room.",
    ),
    (0, "Gwen Achebe", "What we build must be light on money. That was fixed before we began."),
    (
        14,
        "Ben Okafor",
        "We meet in the community hall, not the health centre: no codes, no lanyards.",
    ),
    (14, "Dev Malhotra", "We take turns: chair, minutes, tea and milk, the room, the invitations."),
    (28, "Carys Pugh", "We say “network” and “we”. We leave out the word “service”."),
    (42, "Hamid Noor", "It is called the Wellbeing Network. Eleven names came up; we voted."),
    (14, "Iris Kowalczyk", "Hamid’s sister may tell her story on our leaflet."),
    (35, "Amina Rahman", "We thank each other, and keep lunch going after the last meeting."),
]


def load(slug: str = HOUNSLOW) -> Stream:
    """Play the example `slug` from its beginning; what is already there stays as it is."""
    known = Stream.objects.filter(slug=slug).first()
    return known or STORIES[slug]()


def hounslow() -> Stream:
    """Hounslow, 2015: a working group designs a local network, from first meeting to last."""
    clock = SimulatedClock(datetime(2015, 5, 12, 10, 30, tzinfo=UTC))
    stream = open_stream(
        slug=HOUNSLOW,
        title="Hounslow Wellbeing Network",
        stream_id=uuid5(NAMESPACE_DNS, "hounslow.projects.example"),
        is_example=True,
        by=person(id_of("Amina Rahman")),
        at=clock.now(),
    )
    for name in ["Ben Okafor", "Carys Pugh", "Dev Malhotra", "Gwen Achebe", "Hamid Noor"]:
        at = clock.pass_time(timedelta(minutes=5))
        actions.join(stream=stream, person_id=id_of(name), by=person(id_of("Amina Rahman")), at=at)
    for days, name, what in AGREED:
        at = clock.pass_time(timedelta(days=days, minutes=20))
        actions.agree(stream=stream, what=what, by=person(id_of(name)), at=at)
        if days == 7:
            at = clock.pass_time(timedelta(minutes=5))
            iris = id_of("Iris Kowalczyk")
            actions.join(stream=stream, person_id=iris, by=person(id_of("Ben Okafor")), at=at)
    take_back_a_story(stream, clock)
    return stream


def take_back_a_story(stream: Stream, clock: SimulatedClock) -> None:
    """A third person did not want to be spoken of: the words go, the record stays whole."""
    told = Words.objects.get(entry__stream=stream, value__contains="sister")
    at = clock.pass_time(timedelta(days=2))
    place = (told.entry.sequence, told.field)
    erase_words(stream=stream, places=[place], by=operator(), at=at)


STORIES = {HOUNSLOW: hounslow}
