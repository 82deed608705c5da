"""Erasing a person from meetings. That they took part stays, and what the team wrote down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.meetings import covered, written
from evenweave.meetings.models import (
    Afterwards,
    AwayMonth,
    CaughtUp,
    CheckIn,
    Correction,
    Feed,
    Hand,
    Item,
    LeftOut,
    Meeting,
    Minutes,
    MixPlace,
    MixWill,
    PassedOn,
    RoleWill,
    Suit,
    Thanks,
)
from evenweave.meetings.rules import erasing as rules

THEIRS = (
    *(Suit, Hand, CheckIn, RoleWill, AwayMonth, PassedOn),
    *(MixWill, MixPlace, LeftOut, CaughtUp),
)
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
    forget_words_after(person_id, at)
    gone = _("(words taken out)")
    take_out_of_minutes(person_id, gone)
    Item.objects.filter(added_by=person_id).update(title=gone, prepare="")
    Meeting.objects.filter(made_by=person_id).update(title=gone, why="", link="")


def forget_words_after(person_id: UUID, at: datetime) -> None:
    """How they would have had the notes, and their thanks. What is in the notes is everybody’s."""
    theirs = Correction.objects.filter(member__person_id=person_id, taken_back_at=None)
    end_coverings(covered.CORRECTION.name, theirs.values_list("pk", flat=True), at=at)
    theirs.update(words="", why="", taken_back_at=at)
    thanks = Thanks.objects.filter(by__person_id=person_id, taken_back_at=None)
    end_coverings(covered.THANKS.name, thanks.values_list("pk", flat=True), at=at)
    thanks.update(words="", taken_back_at=at)


def take_out_of_minutes(person_id: UUID, gone: str) -> None:
    """What they called a meeting or an item goes from minutes that were agreed, too.

    The fingerprint stays, as it stands on the record: the page says that words were taken out.
    """
    items = Item.objects.filter(added_by=person_id)
    ids = {str(each) for each in items.values_list("pk", flat=True)}
    agreed = Minutes.objects.filter(agreed__isnull=False)
    touched = agreed.filter(Q(meeting__items__in=items) | Q(meeting__made_by=person_id))
    for each in touched.select_related("meeting").distinct():
        kept = written.without(each.agreed or {}, ids, gone)
        each.agreed = kept | {"title": gone} if each.meeting.made_by == person_id else kept
        each.save(update_fields=["agreed"])
