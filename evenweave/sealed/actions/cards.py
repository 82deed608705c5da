"""Cards that open a box with locks: asked for, put in, lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.jobs import actions as jobs
from evenweave.sealed import cards, crypto, rules, sharing
from evenweave.sealed.actions.closing import CLOSE_JOB, void_box
from evenweave.sealed.models import Box
from evenweave.sealed.vocabulary import News, declared


@action(quiet="The public half of a key says nothing of anybody.")
def ask_for_cards(*, box: Box, hand_key: bytes, by: Actor, at: datetime) -> None:
    """Let cards be put in, sealed to the worker by this key; any put in before count no more.

    Its room is told, so that the holders hear of it.
    """
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_ask_for_cards(held))
    held.locks.update(given=b"")
    held.hand_key = hand_key
    held.save(update_fields=["hand_key"])
    declared[held.kind].told(held, News.CARDS, at)


@action(quiet="The room whose box it is says on the record who opened it.")
def give_card(*, box: Box, holder: UUID, code: str, by: Actor, at: datetime) -> int:
    """Put a card in, and hear how many more are needed; with the last, the box is opened."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_give_card(held, holder, code))
    lock = held.locks.get(holder=holder)
    to_worker = crypto.public_key(bytes(held.hand_key))
    lock.given = crypto.seal(cards.secret(code), to_worker, cards.binding(held.id, lock.number))
    lock.is_lost = False
    lock.save(update_fields=["given", "is_lost"])
    missing = max(0, sharing.NEEDED - held.locks.exclude(given=b"").count())
    if not missing:
        jobs.plan(name=CLOSE_JOB, about=held.id, due_at=at, by=by, at=at)
    return missing


@action(quiet="The room whose box it is says on the record that a card is lost.")
def lose_card(*, box: Box, holder: UUID, by: Actor, at: datetime) -> None:
    """Note that a card is lost. With two lost, nobody can open the box: it ends, void."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_lose_card(held, holder))
    held.locks.filter(holder=holder).update(is_lost=True, given=b"")
    if rules.what_is_lost(held) is rules.TWO_LOST:
        void_box(box=held, by=by, at=at)
