"""Erasing a person from meetings. That they took part stays, and what the team wrote down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.meetings.models import (
    Afterwards,
    AwayMonth,
    CheckIn,
    Feed,
    Hand,
    Item,
    LeftOut,
    Meeting,
    MixPlace,
    MixWill,
    PassedOn,
    RoleWill,
    Suit,
)
from evenweave.meetings.rules import erasing as rules

THEIRS = (Suit, Hand, CheckIn, RoleWill, AwayMonth, PassedOn, MixWill, MixPlace, LeftOut)
QUIET = "Each record that knew the person tells it itself."


@action(quiet=QUIET)
def forget_meetings(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """What suited them, their calendar, and how they called a meeting or something on an agenda."""
    refuse_if(rules.why_not_forget_meetings(by, person_id))
    Feed.objects.filter(person=person_id).delete()
    for model in THEIRS:
        model.objects.filter(member__person_id=person_id).delete()
    Afterwards.objects.filter(sender__person_id=person_id).delete()
    Afterwards.objects.filter(to__person_id=person_id).delete()
    gone = _("(words taken out)")
    Item.objects.filter(added_by=person_id).update(title=gone, prepare="")
    Meeting.objects.filter(made_by=person_id).update(title=gone, why="")
