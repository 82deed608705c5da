"""What follows in the agreement when a decision about it ends, and how its page shows it."""

from __future__ import annotations

from datetime import datetime

from evenweave.agreements import lending, matters, showing
from evenweave.agreements.actions import carrying
from evenweave.agreements.actions.changing import ABOUT
from evenweave.agreements.actions.matters import ABOUT as READERS_ABOUT
from evenweave.agreements.actions.matters import name_readers
from evenweave.agreements.actions.settling import reopen_changes, settle_changes
from evenweave.agreements.models import Lending
from evenweave.agreements.rules.matters import why_not_name_readers
from evenweave.common.actors import Actor
from evenweave.common.shaped import is_id
from evenweave.decisions.about import About
from evenweave.decisions.models import Decision


def settled(decision: Decision, is_agreed: bool, by: Actor, at: datetime) -> None:
    """It was agreed to, or not."""
    settle_changes(decision=decision, is_agreed=is_agreed, by=by, at=at)


def reopened(decision: Decision, by: Actor, at: datetime) -> None:
    """Somebody is not sure that it was agreed."""
    reopen_changes(decision=decision, by=by, at=at)


def named(decision: Decision, is_agreed: bool, by: Actor, at: datetime) -> None:
    """If it was agreed to, those of the proposed who are still here read the matter."""
    matter, members = matters.proposed(decision)
    if is_agreed and matter and not why_not_name_readers(matter, members, decision):
        name_readers(matter=matter, readers=members, decision=decision, by=by, at=at)


def stays(decision: Decision, by: Actor, at: datetime) -> None:
    """It is never agreed in the room, so nobody can doubt that it was."""


CHANGE = About(
    ABOUT,
    settled=settled,
    reopened=reopened,
    wording=showing.wording,
    shown=showing.shown,
    kept_as=showing.KEPT_AS,
    part="agreements/parts/changes.html",
)
READERS = About(
    READERS_ABOUT,
    settled=named,
    reopened=stays,
    wording=matters.wording,
    shown=matters.shown,
    kept_as={"matter": is_id, "member": is_id},
    part="agreements/parts/readers.html",
)


# Lending


def lent(decision: Decision, is_agreed: bool, by: Actor, at: datetime) -> None:
    """The team said yes, or it did not and nothing is lent."""
    if is_agreed:
        carrying.lend_agreement(lending=Lending.objects.get(decision=decision), by=by, at=at)


def lent_in_doubt(decision: Decision, by: Actor, at: datetime) -> None:
    """Nothing has to be undone: only what a decision says that stands is lent."""


LENDING = About(
    carrying.ABOUT,
    settled=lent,
    reopened=lent_in_doubt,
    wording=lending.wording,
    shown=lending.shown,
    kept_as=is_id,
    part="agreements/carrying/parts/proposed.html",
)
