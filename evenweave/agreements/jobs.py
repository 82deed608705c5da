"""What the worker does for agreements."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from evenweave.agreements.actions.arrivals import begin_again, follow_record
from evenweave.agreements.actions.buddies import match_anew
from evenweave.agreements.models import ArrivalCause, Buddy, Followed
from evenweave.common import actors
from evenweave.common.refusals import Refusal
from evenweave.jobs.vocabulary import Turn, job
from evenweave.projects.models import Member, Project
from evenweave.record.models import Stream

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
