"""Words without a name: sent, released in a batch, answered by name, and taken back by receipt.

No action here looks at who does it: `by` is never kept, and a receipt is asked for instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import SystemRandom
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.sealed import receipts, rules
from evenweave.sealed.lone import Released, declared
from evenweave.sealed.models import Batch, Line, Talk, Waiting


@dataclass(frozen=True, slots=True)
class Heap:
    """All that waits, as something to be locked: above every project's chain, so always last."""

    stream_id: UUID


HEAP = Heap(UUID("7fffffff-ffff-ffff-ffff-ffffffffffff"))


@action(quiet="Who says something without their name is kept nowhere, nor when.")
def send_lone(
    *,
    kind: str,
    about: UUID,
    stream_id: UUID,
    words: str,
    by: Actor,
    at: datetime,
    heap: Heap = HEAP,
) -> str:
    """Let words wait for the next batch. The answer is their receipt, told this once."""
    refuse_if(rules.why_not_send_lone(kind, words))
    code = receipts.fresh()
    receipt = receipts.hashed(code)
    mix([Waiting(kind=kind, about=about, stream_id=stream_id, words=words, receipt=receipt)])
    return code


@action(quiet="Who says something without their name is kept nowhere, nor when.")
def send_further(*, talk: Talk, words: str, by: Actor, at: datetime, heap: Heap = HEAP) -> None:
    """Let a further line of the author wait for the next batch."""
    talk.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_send_further(talk, words))
    mix(
        [
            Waiting(
                kind=talk.kind,
                about=talk.id,
                stream_id=talk.stream_id,
                words=words,
                receipt=talk.receipt,
            )
        ]
    )


def mix(fresh: Iterable[Waiting] = ()) -> None:
    """Write all that waits anew, in an order of chance and under fresh ids.

    So neither the place of a row, nor its age, nor its id tells which came last. On SQLite the
    bytes of the old ones are written over (`secure_delete`), and leave the log at once.
    """
    waiting = [*Waiting.objects.all(), *fresh]
    Waiting.objects.all().delete()
    SystemRandom().shuffle(waiting)
    for each in waiting:
        each.pk = uuid4()
    Waiting.objects.bulk_create(waiting)
    transaction.on_commit(database.overwrite_deleted)


@action(quiet="The room whose words they are says on the record that some came.")
def release_lone(
    *, waiting: Sequence[Waiting], day: date, by: Actor, at: datetime, heap: Heap = HEAP
) -> None:
    """Bring out everything that waits, mixed by chance, in one go; what comes meanwhile waits on.

    `waiting` says which projects are concerned, so that all are locked beforehand, in order.
    """
    refuse_if(rules.why_not_release_lone(day))
    due = list(Waiting.objects.filter(stream_id__in={each.stream_id for each in waiting}))
    SystemRandom().shuffle(due)
    talks = {talk.receipt: talk for talk in talks_of(due)}
    for each in due:
        if each.receipt in talks:
            add_line(talks[each.receipt], each.words, person=None, on=day)
    bring([each for each in due if each.receipt not in talks], at)
    Waiting.objects.filter(pk__in=[each.pk for each in due]).delete()
    mix()
    Batch.objects.all().delete()
    Batch.objects.create(day=day)


def talks_of(waiting: Iterable[Waiting]) -> Iterable[Talk]:
    """The talks that stand already, of the words that are a further line."""
    return Talk.objects.filter(receipt__in={each.receipt for each in waiting})


def bring(fresh: Sequence[Waiting], at: datetime) -> None:
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


@action(quiet="An answer is between those who talk. What it is about is on the record.")
def answer_lone(*, talk: Talk, words: str, by: Actor, at: datetime) -> Line:
    """Say something to whoever said words without a name, under one’s own."""
    talk.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_answer_lone(by, talk, words))
    return add_line(talk, words, person=by.somebody, on=localdate(at))


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_line(*, line: Line, by: Actor, at: datetime) -> None:
    """The words of an answer go for good. That there was one stays."""
    line.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_line(by, line))
    line.words, line.taken_back_on, line.is_covered = "", localdate(at), False
    line.save(update_fields=["words", "taken_back_on", "is_covered"])
    transaction.on_commit(database.overwrite_deleted)


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_waiting(*, receipt: str, by: Actor, at: datetime, heap: Heap = HEAP) -> None:
    """Words that wait go for good, before anybody has read them. `receipt` is a keyed hash."""
    refuse_if(rules.why_not_take_back_waiting(receipt))
    Waiting.objects.filter(receipt=receipt).delete()
    mix()


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_lone(*, talk: Talk, by: Actor, at: datetime, heap: Heap = HEAP) -> None:
    """Everything its author said goes for good: released, said since, and still waiting."""
    talk.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_lone(talk))
    declared[talk.kind].take_back(talk.id, at)
    talk.lines.filter(person=None).exclude(words="").update(
        words="", taken_back_on=localdate(at), is_covered=False
    )
    talk.taken_back_on = localdate(at)
    talk.save(update_fields=["taken_back_on"])
    Waiting.objects.filter(receipt=talk.receipt).delete()
    mix()


@action(quiet="Each record that knew the person tells it itself.")
def forget_lines(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """What somebody answered under their name goes. What they said without it, nobody can find."""
    refuse_if(rules.why_not_forget_lines(by, person_id))
    Line.objects.filter(person=person_id).exclude(words="").update(
        words="", taken_back_on=localdate(at), is_covered=False
    )
