"""Everybody's own way in; what changed for people; and what they hope for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from evenweave.agreements import following
from evenweave.agreements.models import (
    Arrival,
    ArrivalCause,
    ArrivalMark,
    Followed,
    Hopes,
    StepKind,
)
from evenweave.agreements.models.arrivals import step_id
from evenweave.agreements.path import current, is_on_way_in, path_of
from evenweave.agreements.rules import arrivals as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import refuse_if
from evenweave.projects.models import Member, Project


@action(quiet="How far somebody is on their way in is for their own eyes.")
def mark_step(*, member: Member, step: UUID, what: str, by: Actor, at: datetime) -> None:
    """They did a step, or skipped it; without `what`, it is open again."""
    refuse_if(rules.why_not_mark_step(by, member, step))
    arrival = touched(member, at)
    if what:
        ArrivalMark.objects.update_or_create(arrival=arrival, step=step, defaults={"what": what})
    else:
        arrival.marks.filter(step=step).delete()
    if not path_of(member).left:
        end(arrival, at)


@action(quiet="How far somebody is on their way in is for their own eyes.")
def say_enough(*, member: Member, by: Actor, at: datetime) -> None:
    """Nothing asks them about it again; it stays readable."""
    refuse_if(rules.why_not_say_enough(by, member))
    end(touched(member, at), at)


def touched(member: Member, at: datetime) -> Arrival:
    """The path that goes on; its row is made the first time."""
    return current(member) or Arrival.objects.create(member=member, begun_at=at)


def end(arrival: Arrival, at: datetime) -> None:
    """It goes on no longer."""
    arrival.enough_at = arrival.enough_at or at
    arrival.save(update_fields=["enough_at"])


@action(quiet="What changed for whom stands on the record already; that somebody is told does not.")
def follow_record(*, project: Project, by: Actor, at: datetime) -> bool:
    """Read on in the record, and note what changed for whom. Returns whether there is more.

    Where it stands is kept in the same transaction, so no entry is ever lost or told twice.
    """
    refuse_if(rules.why_not_follow_record(by, project))
    today = localdate(at)
    followed, _is_new = Followed.objects.get_or_create(
        project=project, defaults={"looked_on": today}
    )
    entries = following.entries_after(project, followed.sequence)
    found = [*following.changes_in(project, entries, at), *following.phases_begun(project, today)]
    ArrivalCause.objects.bulk_create(found, ignore_conflicts=True)
    has_more = len(entries) == following.BATCH
    followed.sequence = entries[-1].sequence if has_more else following.length_of(project)
    followed.looked_on = today
    followed.save(update_fields=["sequence", "looked_on"])
    return has_more


@action(quiet="What changed for whom stands on the record already; that somebody is told does not.")
def begin_again(*, member: Member, by: Actor, at: datetime) -> None:
    """A short path with what changed for them; one that still goes on takes it in."""
    refuse_if(rules.why_not_begin_again(by, member))
    waiting = ArrivalCause.objects.filter(member=member, arrival=None)
    if not waiting.exists():  # done already, by another worker or before a stop
        return
    arrival = path_for(member, at)
    waiting.update(arrival=arrival)
    # There is more in it than when they last looked.
    arrival.marks.filter(step=step_id(member.project_id, StepKind.CHANGED)).delete()


def path_for(member: Member, at: datetime) -> Arrival:
    """Where news belongs: in their way in while that goes on, else in one short path."""
    first = Arrival.objects.first_of(member)
    if is_on_way_in(member, first):
        return first or Arrival.objects.create(member=member, begun_at=at)
    again = Arrival.objects.open_again(member)
    return again or Arrival.objects.create(member=member, is_again=True, begun_at=at)


@action(quiet="What somebody hopes for is theirs to say, and no use of authority.")
def keep_hopes(
    *,
    member: Member,
    hopes: str,
    fears: str,
    expects: str,
    is_shared: bool,
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """In their own words; the team reads them if they wish."""
    refuse_if(rules.why_not_keep_hopes(by, member))
    kept = Hopes.objects.of(member)
    if (kept.version if kept else 0) != version:
        raise Changed
    Hopes.objects.update_or_create(
        member=member,
        defaults={
            "hopes": hopes,
            "fears": fears,
            "expects": expects,
            "is_shared": is_shared,
            "written_at": at,
            "version": version + 1,
        },
    )


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_hopes(*, member: Member, by: Actor, at: datetime) -> None:
    """All of it goes, for good."""
    refuse_if(rules.why_not_take_back_hopes(by, member))
    Hopes.objects.filter(member=member).delete()
