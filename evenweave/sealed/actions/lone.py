"""Words without a name: sent, sealed until the next batch, and taken back by receipt.

No action here looks at who does it: `by` is never kept, and a receipt is asked for instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.sealed import receipts, rules, sent
from evenweave.sealed.lone import declared
from evenweave.sealed.models import Line, Seal, Talk, Waiting
from evenweave.sealed.receipts import Receipt
from evenweave.sealed.sent import Sent

# How many others are written anew with each that comes or goes: more would only cost time.
MIXED = 50


@dataclass(frozen=True, slots=True)
class Heap:
    """All that waits, as something to be locked: above every project’s chain, so always last."""

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
    receipt = Receipt(code)
    lay(Sent(kind, about, stream_id, receipt.talk, words), receipt)
    return code


@action(quiet="Who says something without their name is kept nowhere, nor when.")
def send_further(
    *, talk: Talk, receipt: Receipt, words: str, by: Actor, at: datetime, heap: Heap = HEAP
) -> None:
    """Let a further line of the author wait for the next batch."""
    talk.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_send_further(talk, receipt, words))
    lay(Sent(talk.kind, talk.id, talk.stream_id, talk.receipt, words), receipt)


def lay(words: Sent, receipt: Receipt) -> None:
    """Seal words and lay them at a free place of their receipt, which the rule has seen to."""
    seal = Seal.objects.current()
    if seal is None:
        raise Seal.DoesNotExist
    place = rules.free_places(receipt)[0]
    mark, sealed = receipt.mark(words.words), sent.sealed(words, place, seal)
    mix([Waiting(place=place, mark=mark, seal=seal, sealed=sealed)])


def mix(fresh: Iterable[Waiting] = ()) -> None:
    """Write others of those that wait anew, in an order of chance, and these among them.

    So neither the place of a row nor its age tells which came last. On SQLite the bytes of the old
    ones are written over (`secure_delete`), and leave the log at once.
    """
    chance, places = SystemRandom(), list(Waiting.objects.values_list("place", flat=True))
    others = Waiting.objects.filter(place__in=chance.sample(places, min(MIXED, len(places))))
    waiting = [*others, *fresh]
    Waiting.objects.filter(place__in=[each.place for each in waiting]).delete()
    chance.shuffle(waiting)
    Waiting.objects.bulk_create(waiting)
    database.overwrite_at_commit()


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_waiting(*, receipt: Receipt, by: Actor, at: datetime, heap: Heap = HEAP) -> None:
    """Words that wait go for good, before anybody has read them."""
    refuse_if(rules.why_not_take_back_waiting(receipt))
    let_go(receipt)


def empty(lines: QuerySet[Line], at: datetime) -> None:
    """The words of these lines go for good. That there were some stays."""
    lines.exclude(words="").update(words="", taken_back_on=localdate(at), is_covered=False)


def let_go(receipt: Receipt) -> None:
    """What waits under a receipt waits no more."""
    Waiting.objects.filter(place__in=receipt.places).delete()
    mix()


@action(quiet="An author may take back anything they said, without a reason.")
def take_back_lone(
    *, talk: Talk, receipt: Receipt, by: Actor, at: datetime, heap: Heap = HEAP
) -> None:
    """Everything its author said goes for good: released, said since, and still waiting."""
    talk.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_lone(talk, receipt))
    declared[talk.kind].take_back(talk.id, at)
    empty(talk.lines.filter(person=None), at)
    talk.taken_back_on = localdate(at)
    talk.save(update_fields=["taken_back_on"])
    let_go(receipt)
