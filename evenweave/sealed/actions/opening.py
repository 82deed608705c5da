"""Opening a box: who has a seat, the key, a blank in every envelope, and the cards of its locks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.jobs import actions as jobs
from evenweave.sealed import cards, crypto, rules
from evenweave.sealed.models import FEWEST, Box, Envelope, Lock, State
from evenweave.sealed.vocabulary import News, declared

OPEN_JOB = "sealed.open"


@action(quiet="The room whose box it is says on the record that it opened.")
def open_box(
    *,
    kind: str,
    about: UUID,
    stream_id: UUID,
    electors: Sequence[UUID],
    longest: int,
    fewest: int = FEWEST,
    holders: Sequence[UUID] = (),
    by: Actor,
    at: datetime,
) -> Box:
    """Freeze the electorate; the worker makes the key, and the box opens a moment later.

    `holders` are the three who each draw a card; then the box opens when the last card was drawn.
    Seats are laid into trays by chance, so that a tray says nothing of whom it holds.
    """
    refuse_if(
        rules.why_not_open_box(
            kind=kind,
            about=about,
            electors=electors,
            longest=longest,
            fewest=fewest,
            holders=holders,
        )
    )
    seats = SystemRandom().sample(list(electors), len(electors))
    box = Box.objects.create(
        kind=kind,
        about=about,
        stream_id=stream_id,
        longest=longest,
        fewest=fewest,
        seats=len(seats),
        has_locks=bool(holders),
        electorate=b"".join(seat.bytes for seat in seats),
    )
    if holders:
        Lock.objects.bulk_create(
            Lock(box=box, number=number, holder=holder) for number, holder in enumerate(holders, 1)
        )
    else:
        jobs.plan(name=OPEN_JOB, about=box.id, due_at=at, by=by, at=at)
    return box


@action(quiet="Who holds a card is told by the room whose box it is. The card is kept nowhere.")
def draw_card(*, box: Box, holder: UUID, by: Actor, at: datetime) -> str:
    """The code of a holder’s card, told this once; with the third card, the box opens."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_draw_card(held, holder))
    secret = cards.fresh_secret()
    card_key = crypto.public_bytes(cards.key(held.id, secret))
    held.locks.filter(holder=holder).update(card_key=card_key)
    if rules.is_drawn(held):
        jobs.plan(name=OPEN_JOB, about=held.id, due_at=at, by=by, at=at)
    return cards.code(held.id, secret)


@action(quiet="The public half of a key says nothing of anybody.")
def keep_key(
    *, box: Box, public_key: bytes, shares: Sequence[bytes] = (), by: Actor, at: datetime
) -> None:
    """Note the key to which papers are sealed and, of a box with locks, each card’s share of it."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_keep_key(held))
    for number, share in enumerate(shares, 1):
        held.locks.filter(number=number).update(share=share)
    held.public_key = public_key
    held.save(update_fields=["public_key"])


@action(quiet="A blank in every envelope says nothing of anybody.")
def fill_envelopes(
    *, box: Box, start: int, papers: Sequence[tuple[UUID, bytes]], by: Actor, at: datetime
) -> None:
    """Lay an envelope with a sealed blank for each of these seats, the first at place `start`."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_fill_envelopes(held, start))
    Envelope.objects.bulk_create(
        Envelope(box=held, elector=elector, tray=held.tray_of(place), paper=paper)
        for place, (elector, paper) in enumerate(papers, start)
    )
    held.done = start + len(papers)
    held.save(update_fields=["done"])


@action(quiet="The room whose box it is says on the record that it opened.")
def begin_box(*, box: Box, by: Actor, at: datetime) -> None:
    """From now on papers go in. Its room is told."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_begin_box(held))
    held.state, held.opened_on, held.electorate = State.OPEN, at.date(), b""
    held.save(update_fields=["state", "opened_on", "electorate"])
    declared[held.kind].told(held, News.OPENED, at)
