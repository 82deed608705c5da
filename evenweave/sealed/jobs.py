"""The worker’s part: it alone meets keys, and it may be killed at any point and begin again.

Everything that takes long happens outside transactions, batch by batch; each step looks at what
stands in the database and on the disk, and does what is still to be done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import combinations
from uuid import UUID

from django.utils.timezone import localtime

from evenweave.common import actors, database
from evenweave.jobs.vocabulary import Turn, job
from evenweave.sealed import actions, cards, crypto, keys, papers, rules, sent, sharing
from evenweave.sealed.actions.closing import CLOSE_JOB
from evenweave.sealed.actions.opening import OPEN_JOB
from evenweave.sealed.models import Box, Seal, State
from evenweave.sealed.sent import Sent
from evenweave.sealed.vocabulary import declared

BATCH = 1_000
# Another machine’s worker holds the keys, and looks in within this time.
ELSEWHERE = timedelta(seconds=5)
# Somebody was reading, so the log of SQLite could not be emptied.
BUSY = timedelta(seconds=5)
# A key that is not there may be on a disk that is not attached yet: it is waited for, an hour.
LOOKS, BETWEEN_LOOKS = 12, timedelta(minutes=5)

# Words without a name come out once a day, when hardly anybody is here.
RELEASE_JOB, RELEASE_HOUR = "sealed.release_lone", 4

BY_OPENING, BY_CLOSING = actors.job(OPEN_JOB), actors.job(CLOSE_JOB)
BY_RELEASING = actors.job(RELEASE_JOB)


# ── opening ──────────────────────────────────────────────────────────────────────────────────────


@job(OPEN_JOB)
def open_box(turn: Turn) -> datetime | None:
    """Make the key of a box and lay a sealed blank for every seat; then it is open."""
    if not keys.is_here():
        return turn.at + ELSEWHERE
    box = Box.objects.filter(pk=turn.about).first()
    if box is None or box.is_over:
        # It ended before it was open, perhaps just while its key was made.
        keys.destroy(turn.about)
        return None
    if box.state != State.OPENING or (box.has_locks and not rules.is_drawn(box)):
        return None
    if not box.public_key:
        make_key(box, turn.at)
    fill(box, turn.at)
    actions.begin_box(box=box, by=BY_OPENING, at=turn.at)
    return None


def make_key(box: Box, at: datetime) -> None:
    """The key, on the disk before the database knows of it; with locks, in three shares only.

    A seed that a killed worker left behind is used: nobody has sealed anything to another.
    """
    seed = crypto.fresh_seed() if box.has_locks else keys.make(box.id)
    box.public_key = crypto.public_bytes(crypto.private_key(seed))
    shares = list(shares_of(box, seed)) if box.has_locks else []
    actions.keep_key(box=box, public_key=bytes(box.public_key), shares=shares, by=BY_OPENING, at=at)


def shares_of(box: Box, seed: bytes) -> Iterator[bytes]:
    """Each lock’s share of the seed, sealed to its card; the machine then forgets the seed."""
    for lock, (number, share) in zip(
        box.locks.order_by("number"), sharing.split(seed), strict=True
    ):
        card_key = crypto.public_key(bytes(lock.card_key))
        yield crypto.seal(share, card_key, cards.binding(box.id, number))


def fill(box: Box, at: datetime) -> None:
    """A sealed blank for every seat that has none yet."""
    electors = box.electors()
    for start in range(box.done, box.seats, BATCH):
        seats = electors[start : start + BATCH]
        blanks = papers.sealed(box, ((elector, papers.BLANK) for elector in seats))
        filled = list(zip(seats, blanks, strict=True))
        actions.fill_envelopes(box=box, start=start, papers=filled, by=BY_OPENING, at=at)


# ── closing ──────────────────────────────────────────────────────────────────────────────────────


@job(CLOSE_JOB)
def close_box(turn: Turn) -> datetime | None:
    """Open all papers together, and let nothing else of them be left."""
    box = Box.objects.filter(pk=turn.about, state=State.CLOSING).first()
    if box is None:
        return None
    if not keys.is_here():
        return turn.at + ELSEWHERE
    if not box.ending:
        later = open_papers(box, turn)
        box.refresh_from_db()
        if not box.ending:
            return later
    return end(box, turn.at)


def open_papers(box: Box, turn: Turn) -> datetime | None:
    """Keep what stands on the papers, if this can be done now; else when to look again."""
    if box.has_locks and not is_unlocked(box, turn.at):
        return None  # a card that is put in plans this job anew
    seed = seed_from_cards(box) if box.has_locks else seed_from_folder(box)
    if seed is None:
        return wait_or_give_up(box, turn)
    try:
        found = [paper for paper in opened(box, seed, turn.at) if paper != papers.BLANK]
    except crypto.NotOpened:
        actions.void_box(box=box, by=BY_CLOSING, at=turn.at)
        return None
    keep(box, found, turn.at)
    return None


def seed_from_folder(box: Box) -> bytes | None:
    """The seed of a box that the machine itself opens, if it is here and is the right one."""
    seed = keys.seed(box.id)
    return seed if seed is not None and rules.fits_its_key(box, seed) else None


def wait_or_give_up(box: Box, turn: Turn) -> datetime | None:
    """Where nothing opens a box, wait an hour for its key, or for the third card; then void it."""
    if not box.has_locks and turn.tries < LOOKS:
        return turn.at + BETWEEN_LOOKS
    if not box.has_locks or box.locks.exclude(given=b"").count() == sharing.SHARES:
        actions.void_box(box=box, by=BY_CLOSING, at=turn.at)
    return None


def opened(box: Box, seed: bytes, at: datetime) -> Iterator[bytes]:
    """Every paper of the box. Raises NotOpened when one is spoiled or missing."""
    key, last, done = crypto.private_key(seed), 0, 0
    while batch := list(
        box.envelopes.filter(id__gt=last)
        .order_by("id")
        .values_list("id", "elector", "paper")[:BATCH]
    ):
        yield from papers.opened(box, key, ((elector, bytes(paper)) for _, elector, paper in batch))
        last, done = batch[-1][0], done + len(batch)
        if box.seats > BATCH:
            actions.note_progress(box=box, done=min(done, box.seats), by=BY_CLOSING, at=at)
    if done != box.seats:
        raise crypto.NotOpened


def keep(box: Box, found: list[bytes], at: datetime) -> None:
    """Keep the papers as their room wants them split; of too few, keep and tell nothing."""
    if len(found) < box.fewest:
        keys_of_hand_end(box)
        actions.hold_box(box=box, by=BY_CLOSING, at=at)
        return
    parts = declared[box.kind].read(box, sorted(found))
    kept = {part: list(contents) for part, contents in parts.items()}
    actions.keep_results(box=box, parts=kept, by=BY_CLOSING, at=at)


def keys_of_hand_end(box: Box) -> None:
    """Forget the way to the worker, and with it the cards that were put in."""
    if box.has_locks:
        keys.destroy(box.id)


def end(box: Box, at: datetime) -> datetime | None:
    """Envelopes go, then the key, then what the log still holds; then the box is over."""
    actions.remove_envelopes(box=box, by=BY_CLOSING, at=at)
    keys.destroy(box.id)
    if not database.log_is_empty():
        return at + BUSY
    actions.finish_box(box=box, by=BY_CLOSING, at=at)
    return None


# ── three locks ──────────────────────────────────────────────────────────────────────────────────


def is_unlocked(box: Box, at: datetime) -> bool:
    """Whether two cards were put in; if not, see that they can be.

    The way to the worker is made now and not at opening: so whoever copied the machine before the
    box closed has nothing that opens a card.
    """
    if hand_of(box) is None:
        keys.destroy(box.id)
        hand_key = crypto.public_bytes(crypto.private_key(keys.make(box.id, "hand")))
        actions.ask_for_cards(box=box, hand_key=hand_key, by=BY_CLOSING, at=at)
        return False
    return box.locks.exclude(given=b"").count() >= sharing.NEEDED


def hand_of(box: Box) -> crypto.PrivateKey | None:
    """The key to which cards were sealed on their way here; None when it is not there any more."""
    seed = keys.seed(box.id, "hand")
    hand = crypto.private_key(seed) if seed is not None else None
    return hand if hand and crypto.public_bytes(hand) == bytes(box.hand_key) else None


def seed_from_cards(box: Box) -> bytes | None:
    """The seed of a box from any two cards that make it; None when no two do."""
    for pair in combinations(shares_given(box), sharing.NEEDED):
        seed = sharing.combine(list(pair))
        if rules.fits_its_key(box, seed):
            return seed
    return None


def shares_given(box: Box) -> Iterator[sharing.Share]:
    """The share behind each card that was put in; a spoiled one is left out."""
    hand = hand_of(box)
    if hand is None:
        return
    for lock in box.locks.exclude(given=b"").order_by("number"):
        about = cards.binding(box.id, lock.number)
        with suppress(crypto.NotOpened):
            card = cards.key(box.id, crypto.unseal(bytes(lock.given), hand, about))
            yield lock.number, crypto.unseal(bytes(lock.share), card, about)


# ── words without a name ─────────────────────────────────────────────────────────────────────────


@job(RELEASE_JOB, every=timedelta(hours=1))
def release_lone(turn: Turn) -> datetime | None:
    """The batch of the day, early in the morning or as soon after as there is a worker.

    There is one every day, also when nothing waits: so that there was one tells nothing.
    """
    if not keys.is_here():
        return turn.at + ELSEWHERE
    here = localtime(turn.at)
    current = Seal.objects.current()
    # To a seal whose key is lost nobody should seal any more.
    if current is None or seed_of(current) is None:
        change_seal(here.date(), turn.at)
    if here.hour >= RELEASE_HOUR and not rules.had_batch(here.date()):
        change_seal(here.date(), turn.at)
    for seal in Seal.objects.closed():
        bring_out(seal, turn.at)
    actions.forget_seals(by=BY_RELEASING, at=turn.at)
    return None


def change_seal(day: date, at: datetime) -> None:
    """Another seal, whose key is on the disk before words are sealed to it.

    One that a killed worker began is used: nobody has sealed anything to it.
    """
    seal = Seal.objects.filter(public_key=b"", closed_on=None).first()
    if seal is None:
        seal = actions.begin_seal(by=BY_RELEASING, at=at)
    public_key = crypto.public_bytes(crypto.private_key(keys.make(seal.id, "seal")))
    actions.change_seal(seal=seal, public_key=public_key, day=day, by=BY_RELEASING, at=at)


def bring_out(seal: Seal, at: datetime) -> None:
    """Bring out all that waits under a closed seal, project by project; then end its key.

    Where the key is not here everything waits on, until it is put back or taken back.
    """
    seed = seed_of(seal)
    if seed is None:
        return
    heaps: dict[UUID, list[tuple[str, Sent]]] = defaultdict(list)
    for place, each in opened_words(seal, crypto.private_key(seed)):
        heaps[each.stream_id].append((place, each))
    faults = [fault for heap in heaps.values() if (fault := fault_of(seal, heap, at))]
    if faults:
        raise faults[0]
    keys.destroy(seal.id)
    database.sweep("sealed_waiting")


def seed_of(seal: Seal) -> bytes | None:
    """The seed of a seal, if it is here and is the right one."""
    seed = keys.seed(seal.id, "seal")
    return seed if seed is not None and rules.fits_its_key(seal, seed) else None


def opened_words(seal: Seal, key: crypto.PrivateKey) -> Iterator[tuple[str, Sent]]:
    """Everything under a seal that opens. What somebody spoiled in the tables waits on for ever:
    its author is told so, and no key may live on for it."""
    for waiting in seal.waiting.all():
        with suppress(crypto.NotOpened):
            yield waiting.place, sent.opened(waiting, seal, key)


def fault_of(seal: Seal, heap: list[tuple[str, Sent]], at: datetime) -> Exception | None:
    """Bring out what waits for one project. If that fails, the others’ words still come out."""
    try:
        actions.release_lone(seal=seal, sent=heap, by=BY_RELEASING, at=at)
    except Exception as fault:  # noqa: BLE001 - it is raised once the others had their turn
        return fault
    return None
