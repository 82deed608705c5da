"""The batch of the day: the seal changes, what waited comes out mixed, and the old seal ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from random import SystemRandom
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils.timezone import localdate

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.sealed import rules
from evenweave.sealed.actions.lone import HEAP, Heap, mix
from evenweave.sealed.lone import Released, declared
from evenweave.sealed.models import Line, Seal, Talk, Waiting
from evenweave.sealed.sent import Sent


@action(quiet="The public half of a key says nothing of anybody.")
def begin_seal(*, by: Actor, at: datetime, heap: Heap = HEAP) -> Seal:
    """Say that a seal is made, before its key lies in the folder."""
    refuse_if(rules.why_not_begin_seal(by))
    return Seal.objects.create()


@action(quiet="The public half of a key says nothing of anybody.")
def change_seal(
    *, seal: Seal, public_key: bytes, day: date, by: Actor, at: datetime, heap: Heap = HEAP
) -> None:
    """From now on words are sealed to this one; what was sealed before is the batch of `day`."""
    seal.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_change_seal(by, seal))
    Seal.objects.filter(closed_on=None).exclude(pk=seal.pk).update(closed_on=day)
    seal.public_key = public_key
    seal.save(update_fields=["public_key"])


@action(quiet="The room whose words they are says on the record that some came.")
def release_lone(
    *,
    seal: Seal,
    sent: Sequence[tuple[str, Sent]],
    by: Actor,
    at: datetime,
    heap: Heap = HEAP,
) -> None:
    """Bring out what waited under a seal for one project, mixed by chance, in one go.

    `sent` has each with its place. What was taken back meanwhile waits no more, and stays away.
    """
    refuse_if(rules.why_not_release_lone(by, seal))
    places = [place for place, _each in sent]
    waiting = Waiting.objects.filter(seal=seal, place__in=places)
    standing = set(waiting.values_list("place", flat=True))
    due = [each for place, each in sent if place in standing]
    SystemRandom().shuffle(due)
    talks = {talk.receipt: talk for talk in talks_of(due)}
    for each in due:
        if each.receipt in talks:
            add_line(talks[each.receipt], each.words, person=None, on=localdate(at))
    bring([each for each in due if each.receipt not in talks], at)
    waiting.delete()
    mix()


def talks_of(sent: Iterable[Sent]) -> Iterable[Talk]:
    """The talks that stand already, of the words that are a further line."""
    return Talk.objects.filter(receipt__in={each.receipt for each in sent})


def bring(fresh: Sequence[Sent], at: datetime) -> None:
    """Begin a talk for each, and give the words to their rooms."""
    heaps: dict[tuple[str, UUID], list[Released]] = defaultdict(list)
    talks = []
    for each in fresh:
        word = Released(uuid4(), each.about, each.words)
        heaps[each.kind, each.stream_id].append(word)
        talks.append(
            Talk(id=word.id, kind=each.kind, stream_id=each.stream_id, receipt=each.receipt)
        )
    Talk.objects.bulk_create(talks)
    for (kind, stream_id), words in heaps.items():
        declared[kind].release(stream_id, words, at)


def add_line(talk: Talk, words: str, *, person: UUID | None, on: date) -> Line:
    """The next line of a talk."""
    last = talk.lines.aggregate(last=Max("number"))["last"] or 0
    return Line.objects.create(talk=talk, number=last + 1, words=words, person=person, said_on=on)


@action(quiet="Which seals there were, nobody needs to know any more.")
def forget_seals(*, by: Actor, at: datetime, heap: Heap = HEAP) -> None:
    """Seals whose batch is over go; the last one stays, because it says that there was a batch.

    So do those under which something waits that nobody can open: its author must hear of it.
    """
    refuse_if(rules.why_not_forget_seals(by))
    closed = Seal.objects.closed()
    last = closed.aggregate(last=Max("closed_on"))["last"]
    closed.filter(waiting=None).exclude(closed_on=last).delete()
