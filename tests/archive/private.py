"""A team in which everything private stands that there can be, each with a word of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from evenweave.agreements.actions import arrivals, matters, partings, priorities
from evenweave.archive import copying
from evenweave.common import actors
from evenweave.decisions.actions import shaping
from evenweave.ideas import actions as ideas
from evenweave.meetings.actions import afterwards, agenda, minutes, running
from evenweave.meetings.models import Meeting
from evenweave.people import actions as people
from evenweave.people.models import Gift, Need
from evenweave.projects.actions.inviting import invite
from evenweave.projects.models import Invitation
from evenweave.record.models import Stream
from tests.decisions.stories import Story, opened
from tests.forging import files_in
from tests.ideas.stories import cover
from tests.make import NOON
from tests.meetings.stories import SOON, choosing, planned, says
from tests.projects.teams import Team, team

DAY = timedelta(days=1)
AT = NOON + 30 * DAY
# Words that only few may read, or only one, and that no copy holds.
PRIVATE = {
    "an address": "kit.quillon@people.example",
    "a phone": "07700 900917",
    "post": "Zephyr Cottage",
    "when not": "periwinkle",
    "what helps": "eiderdown",
    "a gift that is not shown": "theremin",
    "what somebody was supposed to be called": "hollyhock",
    "a letter’s address": "hollyhock@people.example",
    "a thought aloud": "willowherb",
    "covered words": "nightshade",
    "a covered comment": "hemlock",
    "a note in a closed matter": "foxglove",
    "hopes kept to oneself": "marzipan",
    "a portfolio": "samovar",
    "thanks to one person": "snapdragon",
    "what is said afterwards": "tamarisk",
    "a word to begin with": "bergamot",
    "what somebody needs in the room": "kumquat",
    "a hand with words": "celandine",
    "a priority without a name": "larkspur",
}
# Words beside them that everybody reads.
OPEN = (
    "Where shall we meet?",
    "A closed matter",
    "Second meeting",
    "All of us, thank you.",
    "We said tea first.",
)


def lived_in() -> tuple[Team, Story]:
    """A team in the middle of things: a vote and a meeting go on, and a matter is closed."""
    ours = team()
    for name in ("Gwen", "Hamid", "Iris"):
        ours.add(name, "L")
    ours.add("Jomo", "R", is_shown=False)
    address = PRIVATE["an address"]
    ours.people["Kit"] = people.add_person(name="Kit", email=address, by=actors.operator(), at=NOON)
    ours.add("Kit")
    project = ours.project
    ben: dict[str, Any] = {"by": ours.actor("Ben"), "at": NOON}
    keep_to_oneself(ours, ben)
    invite(
        project=project,
        kind=Invitation.Kind.EMAIL,
        name=PRIVATE["what somebody was supposed to be called"],
        email=PRIVATE["a letter’s address"],
        expires_at=AT,
        by=ours.actor("Amina"),
        at=NOON,
    )
    say_among_few(ours, ben)
    meet(ours, ben)
    story = opened(ours=ours)
    story.vote("Ben", "yes")
    comment = shaping.say_comment(
        decision=story.decision, words=PRIVATE["a covered comment"], **ben
    )
    cover(ours, "decisions.comment", comment.id)
    return ours, story


def keep_to_oneself(ours: Team, ben: dict[str, Any]) -> None:
    """What Ben tells nobody, or few."""
    person = ours.people["Ben"]
    person.refresh_from_db()
    people.change_reach(
        person=person,
        reach_by="post",
        phone=PRIVATE["a phone"],
        post=PRIVATE["post"],
        not_when=PRIVATE["when not"],
        version=person.version,
        **ben,
    )
    people.add_gift(
        person=person,
        kind=Gift.Kind.STRENGTH,
        words=PRIVATE["a gift that is not shown"],
        is_shared=False,
        **ben,
    )
    people.write_need(
        person=person,
        kind=Need.Kind.HELPS,
        words=PRIVATE["what helps"],
        readers=[ours.people["Amina"].id],
        version=0,
        **ben,
    )
    member = ours.member("Ben")
    told: dict[str, Any] = {"fears": "", "expects": "", "is_shared": False, "version": 0}
    arrivals.keep_hopes(member=member, hopes=PRIVATE["hopes kept to oneself"], **told, **ben)
    priorities.say_priority(
        member=member, words=PRIVATE["a priority without a name"], is_signed=False, **ben
    )
    partings.keep_portfolio(member=member, words=PRIVATE["a portfolio"], version=0, **ben)


def say_among_few(ours: Team, ben: dict[str, Any]) -> None:
    """What some read, and not everybody."""
    circle = ours.project.circles.get(is_everybody=True)
    space = ideas.open_thinking(circle=circle, until=NOON + 9 * DAY, **ben)
    ideas.think_aloud(space=space, words=PRIVATE["a thought aloud"], **ben)
    said = ideas.raise_idea(circle=circle, words=PRIVATE["covered words"], **ben)
    cover(ours, "ideas.idea", said.id)
    matter = matters.open_matter(
        project=ours.project,
        name="A closed matter",
        why="It is about somebody’s health.",
        readers=[ours.member("Ben"), ours.member("Carys")],
        ends_on=(NOON + 60 * DAY).date(),
        **ben,
    )
    matters.write_note(matter=matter, words=PRIVATE["a note in a closed matter"], **ben)


def meet(ours: Team, ben: dict[str, Any]) -> None:
    """A meeting that goes on, with what is said in it for a while; and one that is looked for."""
    member, meeting = ours.member("Ben"), planned(ours)
    ben = {**ben, "at": SOON}
    _unsure, offers = choosing(ours, 3, 4)
    says(ours, "Ben", {offers[0]: "no"})
    item = agenda.add_item(meeting=meeting, purpose="talk", title="The room", minutes=20, **ben)
    running.begin(meeting=meeting, **ben)
    running.go_to(meeting=meeting, item=item, **ben)
    told: dict[str, Any] = {"meeting": meeting, **ben}
    running.raise_hand(item=item, member=member, words=PRIVATE["a hand with words"], **ben)
    running.check_in(member=member, word=PRIVATE["a word to begin with"], **told)
    running.say_need(words=PRIVATE["what somebody needs in the room"], **told)
    running.say_attended(member=member, how="online", **told)
    carys = ours.member("Carys")
    minutes.thank(to=carys, words=PRIVATE["thanks to one person"], **told)
    minutes.thank(to=None, words="All of us, thank you.", **told)
    sent = minutes_of_another(ours)
    minutes.suggest_words(
        meeting=sent, item=None, words="We said tea first.", why="", by=ben["by"], at=AT
    )
    afterwards.say_afterwards(
        sender=member, to=carys, words=PRIVATE["what is said afterwards"], **told
    )


def minutes_of_another(ours: Team) -> Meeting:
    """A meeting that is over, and whose draft minutes went to everybody."""
    told: dict[str, Any] = {
        "meeting": planned(ours, title="First meeting"),
        "by": ours.actor("Dev"),
    }
    running.begin(**told, at=SOON)
    running.write_notes(**told, item=None, version=0, words="Tea was good.", at=SOON)
    running.end(**told, at=SOON)
    minutes.send_minutes(**told, at=SOON)
    meeting: Meeting = told["meeting"]
    return meeting


def copy_of(ours: Team, folder: Path, name: str = "copy.zip") -> Path:
    """A copy of a team’s project, noted on its record as the command line does."""
    stream = Stream.objects.get(pk=ours.project.pk)
    target = folder / name
    copying.make(stream, target, by=actors.operator(), at=AT)
    return target


def held_in(copy: Path) -> bytes:
    """All that is in a copy, unpacked."""
    return b"\n".join(files_in(copy).values())


@contextmanager
def elsewhere() -> Iterator[None]:
    """Whatever is written in the block is gone after it: the same place, on another day."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
