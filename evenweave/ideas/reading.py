"""Ideas as pages and upper rooms ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, When

from evenweave.common.actors import Actor
from evenweave.ideas.models import Holder, Idea, IdeaFile, State
from evenweave.ideas.models.ideas import UNANSWERED
from evenweave.projects.models import Circle, Member, Project
from evenweave.sealed.models import Line

PAGE = 20
# What is read first: what nobody sees to, what somebody does, what was answered.
WAITS, SEEN_TO, ANSWERED = range(3)


def waiting_in(circle: Circle) -> QuerySet[Idea]:
    """What waits for an answer in a circle, oldest first: its next agenda.

    What a circle left open when it ended is everybody's.
    """
    where = Q(circle=circle)
    if circle.is_everybody:
        where |= Q(project=circle.project_id, circle__ended_at__isnull=False)
    return Idea.objects.filter(where).waiting()


def of(project: Project, member: Member, circle: Circle | None = None) -> Any:
    """The ideas that stand in a project, or in one circle of it, as a list reads them.

    What nobody sees to comes first and what was answered last; of what is open the oldest first,
    of what was answered the newest.
    """
    found = Idea.objects.filter(project=project).standing()
    if circle is not None:
        found = found.filter(circle=circle)
    is_open, seen_to = Q(state__in=UNANSWERED), Q(taken_on_by__left_at=None)
    is_seen_to = Q(taken_on_by__isnull=False) & seen_to
    rank = Case(
        When(is_open & ~is_seen_to, then=WAITS),
        When(is_open, then=SEEN_TO),
        default=ANSWERED,
        output_field=IntegerField(),
    )
    return (
        found.select_related("circle", "taken_on_by__person")
        .annotate(
            rank=rank,
            since=Case(When(is_open, then=F("raised_at")), default=None),
            held_by=Count("holders"),
            is_mine=Exists(Holder.objects.filter(idea=OuterRef("pk"), member=member)),
            has_file=Exists(IdeaFile.objects.filter(idea=OuterRef("pk"))),
        )
        .order_by("rank", "since", "-raised_at", "id")
    )


def to_gather(idea: Idea, by: Member) -> QuerySet[Idea]:
    """The other open ideas that this member may gather into this one, the newest first."""
    own = Exists(by.circle_members.filter(circle=OuterRef("circle"), until=None))
    is_theirs = Q(circle__is_everybody=True) | Q(circle__ended_at__isnull=False) | Q(own)
    found = Idea.objects.filter(is_theirs, project=idea.project_id, state__in=UNANSWERED)
    return found.exclude(pk=idea.pk).order_by("-raised_at", "id")


def to_name(project: Project, named: Any) -> QuerySet[Idea]:
    """What something may come from: ideas that stand, and those that it names already (by id)."""
    found = Idea.objects.filter(project=project).exclude(state=State.TAKEN_BACK)
    return found.filter(~Q(state=State.GATHERED) | Q(pk__in=named)).order_by("-raised_at", "id")


def has_trace(idea: Idea) -> bool:
    """Whether others took part in an idea, so that it stays to be seen that it was taken back."""
    by_others = ~Q(said_by=idea.made_by) if idea.made_by else Q()
    return (
        idea.holders.filter(is_author=False).exists()
        or idea.hearings.filter(by_others).exists()
        or idea.answers.filter(by_others).exists()
        or Line.objects.filter(talk=idea.id, person__isnull=False).exists()
    )


def may_read(idea: Idea, by: Actor) -> bool:
    """Whether a member may read its words, and see or hear its file: covered, its author alone."""
    return idea.state != State.TAKEN_BACK and (not idea.is_covered or idea.made_by == by.person)


def file_of(idea: Idea) -> IdeaFile | None:
    """Its picture or its sound, without all that is in it: a page does not need that."""
    return IdeaFile.objects.filter(idea=idea).defer("content").first()


def standing_for(ideas: Iterable[Idea]) -> list[Idea]:
    """What stands for these ideas now: the one that each was gathered into, perhaps in turn.

    What was taken back is left out, and none is named twice.
    """
    found: dict[UUID, Idea] = {}
    for idea in ideas:
        stands = idea
        while stands.gathered_into is not None:
            stands = stands.gathered_into
        if stands.state != State.TAKEN_BACK:
            found.setdefault(stands.pk, stands)
    return list(found.values())
