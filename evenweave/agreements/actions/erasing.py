"""Erasing a person’s words from agreements. That they were here stays, and what was agreed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from evenweave.agreements import covered
from evenweave.agreements.models import (
    Agreed,
    Answer,
    Arrival,
    ArrivalCause,
    Buddy,
    Change,
    Clash,
    HandOver,
    HandOverPart,
    Hopes,
    Lending,
    Matter,
    MatterReader,
    Note,
    Parting,
    Portfolio,
    Priority,
    Question,
    Settling,
    Thanks,
    Willing,
)
from evenweave.agreements.rules import erasing as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions.models import State
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.projects.models import Member

QUIET = "Each record that knew the person tells it itself."


@action(quiet=QUIET)
def forget_changes(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Words that were agreed to, or are being decided, are the team’s and stay; the others go."""
    refuse_if(rules.why_not_forget_changes(by, person_id))
    theirs = Change.objects.filter(made_by=person_id)
    dropped = theirs.filter(state=Change.State.DROPPED)
    drafts = theirs.filter(state=Change.State.PROPOSED, decision__state=State.DRAFT)
    for found in (dropped, drafts):
        found.update(title="", words="", why="")
    mine = {"member__person_id": person_id}
    Agreed.objects.filter(**mine).delete()
    for model in (Question, Answer):
        model.objects.filter(**mine).exclude(words="").update(words="", taken_back_at=at)


@action(quiet=QUIET)
def forget_arrivals(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Their way in, their hopes, and who was whose buddy go; nobody else ever saw most of it."""
    refuse_if(rules.why_not_forget_arrivals(by, person_id))
    theirs = Member.objects.filter(person_id=person_id)
    ArrivalCause.objects.filter(member__in=theirs).delete()
    Arrival.objects.filter(member__in=theirs).delete()
    Hopes.objects.filter(member__in=theirs).delete()
    Willing.objects.filter(member__in=theirs).delete()
    Buddy.objects.filter(Q(newcomer__in=theirs) | Q(buddy__in=theirs)).delete()


@action(quiet=QUIET)
def forget_hand_overs(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """What they wrote goes. Who held what, and from when to when, stays without a name."""
    refuse_if(rules.why_not_forget_hand_overs(by, person_id))
    given = HandOver.objects.filter(giver__person_id=person_id)
    HandOverPart.objects.filter(hand_over__in=given).update(words="")
    given.update(what="")


@action(quiet=QUIET)
def forget_partings(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Their thanks to others, how they wish to be named, and what they took along go.

    What others wrote to them is those people's; no team reads it any more.
    """
    refuse_if(rules.why_not_forget_partings(by, person_id))
    theirs = Member.objects.filter(person_id=person_id)
    Parting.objects.filter(member__in=theirs).delete()
    Portfolio.objects.filter(member__in=theirs).delete()
    written = Thanks.objects.filter(by__in=theirs, taken_back_at=None)
    written.update(words="", is_shown=False, taken_back_at=at)
    Thanks.objects.filter(to__in=theirs).update(is_shown=False)


@action(quiet=QUIET)
def forget_priorities(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Their words go: what matters to them, and how they named or settled a clash.

    A clash stays named, though without words: it is between priorities, and it does not end
    because somebody went. That one was settled stays too, and so does what a goal grew from.
    """
    refuse_if(rules.why_not_forget_priorities(by, person_id))
    theirs = {"member__person_id": person_id, "taken_back_at": None}
    kinds = ((covered.PRIORITY, Priority), (covered.CLASH, Clash), (covered.SETTLING, Settling))
    for kind, model in kinds:
        gone = model.objects.filter(**theirs).values_list("pk", flat=True)
        end_coverings(kind.name, list(gone), at=at)
    Clash.objects.filter(**theirs).update(words="")
    for model in (Priority, Settling):
        model.objects.filter(**theirs).update(words="", taken_back_at=at)


@action(quiet=QUIET)
def forget_lendings(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """What they told later teams goes. That the team lends its agreement stays: it decided so."""
    refuse_if(rules.why_not_forget_lendings(by, person_id))
    theirs = Lending.objects.filter(made_by=person_id)
    end_coverings(covered.LESSONS.name, list(theirs.values_list("pk", flat=True)), at=at)
    theirs.update(lessons="", to_called="", is_covered=False)


@action(quiet=QUIET)
def forget_matters(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Their notes go, and the words with which they closed a matter; they read none any more.

    The matter stays closed, with all others who read it.
    """
    refuse_if(rules.why_not_forget_matters(by, person_id))
    mine = {"member__person_id": person_id}
    MatterReader.objects.filter(**mine, until=None).update(until=at)
    notes = Note.objects.filter(**mine).exclude(words="")
    end_coverings(covered.NOTE.name, list(notes.values_list("pk", flat=True)), at=at)
    notes.update(words="", taken_back_at=at)
    gone = _("(words taken out)")
    Matter.objects.filter(made_by=person_id).update(name=gone, why=gone)
