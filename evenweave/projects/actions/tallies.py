"""Unshown seats are counted so that nobody is given away (disclosure.seats)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.disclosure.seats import may_be_counted, may_be_looked_at
from evenweave.projects.models import Member, Project, Tally, TallySeat


@action(quiet="Where somebody sits is theirs to show, and counting it is no use of authority.")
def look_at_unshown(*, project: Project, by: Actor, at: datetime) -> None:
    """Call it after every change of a seat, of who shows theirs, and of who is here.

    A tally ends when somebody in it is no longer counted as they were. Then those who wait are
    looked at together, once for all, if they are enough.
    """
    end_changed(project, at)
    waiting = list(waiting_in(project))
    seats = [member.seat_id for member in waiting]
    if not may_be_looked_at(seats):
        return
    is_told = may_be_counted(seats)
    tally = Tally.objects.create(
        project=project,
        people={str(seat): number for seat, number in Counter(seats).items()} if is_told else {},
        taken_at=at,
        ended_at=None if is_told else at,
    )
    TallySeat.objects.bulk_create(TallySeat(tally=tally, member=member) for member in waiting)


def waiting_in(project: Project) -> list[Member]:
    """Those who said a seat that they do not show, and who never were in a tally."""
    looked_at = Member.objects.filter(
        project=project, tally_seat__isnull=False, person__isnull=False
    )
    unshown = project.members.present().filter(is_shown=False, seat__ended_at=None)
    return list(unshown.exclude(seat=None).exclude(person__in=looked_at.values("person")))


def end_changed(project: Project, at: datetime) -> None:
    """End the tallies whose people are not all still here, unshown, and seated as they were."""
    for tally in project.tallies.standing():
        now = Counter(
            Member.objects.filter(
                tally_seat__tally=tally, left_at=None, is_shown=False, seat__ended_at=None
            ).values_list("seat_id", flat=True)
        )
        if now != tally.held:
            tally.ended_at, tally.people = at, {}
            tally.save(update_fields=["ended_at", "people"])
