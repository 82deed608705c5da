"""What the worker does for agreements."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from evenweave.agreements.actions.arrivals import begin_again, follow_record
from evenweave.agreements.actions.buddies import match_anew
from evenweave.agreements.actions.matters import open_to_all, warn_authors
from evenweave.agreements.models import ArrivalCause, Buddy, Followed, Matter
from evenweave.agreements.models.matters import WARNED_BEFORE
from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import Turn, job
from evenweave.projects.models import Member, Project
from evenweave.record.models import Stream

# Closed matters

OPEN = "agreements.open_matters"


@job(OPEN, every=timedelta(hours=1))
def open_matters(turn: Turn) -> None:
    """Tell those who wrote in a matter a week before it opens; open those whose day has come."""
    near = localdate(turn.at) + WARNED_BEFORE
    by = actors.job(OPEN)
    for matter in Matter.objects.closed().filter(ends_on__lte=near).select_related("project"):
        if matter.warned_at is None:
            with suppress(Refusal):
                warn_authors(matter=matter, by=by, at=turn.at)
        else:
            with suppress(Refusal):
                open_to_all(matter=matter, by=by, at=turn.at)


# Arrivals and buddies

ARRIVALS = "agreements.arrivals"


@job(ARRIVALS, every=timedelta(minutes=5))
def arrivals(turn: Turn) -> None:
    """Read on in each record that grew, and begin the paths that wait.

    Each step is whole by itself: killed between any two, the next turn goes on where this ended.
    """
    by = actors.job(ARRIVALS)
    for project in grown(turn):
        while follow_record(project=project, by=by, at=turn.at):
            pass
    for member in those_with_news():
        try:
            begin_again(member=member, by=by, at=turn.at)
        except Refusal:  # they went, or began to rest, just now
            continue
    for pair in Buddy.objects.left_alone().select_related("newcomer__project"):
        match_anew(pair=pair, by=by, at=turn.at)


def grown(turn: Turn) -> QuerySet[Project]:
    """The projects with something unread; once a day each, for phases begin by the calendar."""
    followed = Followed.objects.filter(project=OuterRef("pk"))
    length = Stream.objects.filter(pk=OuterRef("pk")).values("length")
    found = Project.objects.filter(is_light=False).annotate(
        read=Subquery(followed.values("sequence")),
        looked_on=Subquery(followed.values("looked_on")),
        length=Subquery(length),
    )
    today = localdate(turn.at)
    is_behind = Q(read=None) | Q(length__gt=F("read")) | Q(looked_on__lt=today)
    return found.filter(is_behind).order_by("id")


def those_with_news() -> QuerySet[Member]:
    """Members who are here, do not rest, and for whom something waits."""
    waiting = ArrivalCause.objects.filter(arrival=None).values("member")
    here = Member.objects.present().filter(pk__in=waiting, person__resting_since=None)
    return here.select_related("project", "person")
