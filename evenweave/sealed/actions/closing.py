"""Closing a box: results first, then envelopes and key end, and only then anything is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.database import ROWS_AT_ONCE
from evenweave.common.refusals import refuse_if
from evenweave.jobs import actions as jobs
from evenweave.sealed import rules
from evenweave.sealed.models import Box, Opened, State
from evenweave.sealed.vocabulary import News, declared

CLOSE_JOB = "sealed.close"


@action(quiet="The room whose box it is says on the record that it closed.")
def close_box(*, box: Box, by: Actor, at: datetime) -> None:
    """Take no more papers; the worker opens them together, or waits for two cards."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_close_box(held))
    held.state, held.done = State.CLOSING, 0
    held.save(update_fields=["state", "done"])
    jobs.plan(name=CLOSE_JOB, about=held.id, due_at=at, by=by, at=at)


@action(quiet="The room whose box it is says on the record that it stays open.")
def extend_box(*, box: Box, by: Actor, at: datetime) -> None:
    """Let a box that had too few papers take more. What lies in it stays."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_extend_box(held))
    held.state = State.OPEN
    held.save(update_fields=["state"])


@action(quiet="The room whose box it is says on the record that papers are destroyed unread.")
def destroy_box(*, box: Box, by: Actor, at: datetime) -> None:
    """End a box without opening a single paper."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_destroy_box(held))
    held.state, held.ending = State.CLOSING, State.DESTROYED
    held.save(update_fields=["state", "ending"])
    jobs.plan(name=CLOSE_JOB, about=held.id, due_at=at, by=by, at=at)


@action(quiet="The room whose box it is says on the record what became of it.")
def keep_results(
    *, box: Box, parts: Mapping[str, Sequence[bytes]], by: Actor, at: datetime
) -> None:
    """Keep what stood on the papers, each part sorted by its own content. Nothing is shown yet."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_keep_results(held))
    found = [
        Opened(box=held, part=part, content=content)
        for part in sorted(parts)
        for content in sorted(parts[part])
    ]
    Opened.objects.bulk_create(found, batch_size=ROWS_AT_ONCE)
    held.ending = State.CLOSED
    held.save(update_fields=["ending"])


@action(quiet="The room whose box it is says on the record what became of it.")
def hold_box(*, box: Box, by: Actor, at: datetime) -> None:
    """There are too few papers to open any: its room is told that, and not how many."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_hold_box(held))
    held.locks.update(given=b"")
    held.state, held.done, held.hand_key = State.TOO_FEW, 0, b""
    held.save(update_fields=["state", "done", "hand_key"])
    declared[held.kind].told(held, News.TOO_FEW, at)


@action(quiet="The room whose box it is says on the record what became of it.")
def void_box(*, box: Box, by: Actor, at: datetime) -> None:
    """Nobody can open this box any more: it ends, and its room can open another."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_void_box(held))
    held.state, held.ending = State.CLOSING, State.VOID
    held.save(update_fields=["state", "ending"])
    jobs.plan(name=CLOSE_JOB, about=held.id, due_at=at, by=by, at=at)


@action(quiet="Which envelopes there were, nobody needs to know any more.")
def remove_envelopes(*, box: Box, by: Actor, at: datetime) -> None:
    """Delete envelopes and locks; on SQLite their bytes are written over (`secure_delete`)."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_remove_envelopes(held))
    held.envelopes.all().delete()
    held.locks.all().delete()
    held.electorate, held.hand_key = b"", b""
    held.save(update_fields=["electorate", "hand_key"])


@action(quiet="The room whose box it is says on the record what became of it.")
def finish_box(*, box: Box, by: Actor, at: datetime) -> None:
    """The key is gone: show what there is to show. Its room is told."""
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_finish_box(held))
    held.state, held.ended_on = State(held.ending), at.date()
    held.done = held.seats
    held.save(update_fields=["state", "ended_on", "done"])
    declared[held.kind].told(held, News(held.state), at)


@action(quiet="How many seats the worker has been through says nothing of anybody.")
def note_progress(*, box: Box, done: int, by: Actor, at: datetime) -> None:
    """Note how far opening the papers is."""
    refuse_if(rules.why_not_note_progress(box, done))
    Box.objects.filter(pk=box.pk, state=State.CLOSING).update(done=done)
