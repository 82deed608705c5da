"""Ideas as pages and upper rooms ask for them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from evenweave.ideas.models import Holder, Idea, IdeaFile
from evenweave.ideas.models.ideas import UNANSWERED
from evenweave.projects.models import Circle, Member, Project

PAGE = 20


def waiting_in(circle: Circle) -> QuerySet[Idea]:
    """What waits for an answer in a circle, oldest first: its next agenda."""
    return Idea.objects.filter(circle=circle).waiting()


def of(project: Project, member: Member) -> Any:
    """The ideas that stand in a project, with how many hold each, and whether this member does."""
    mine = Holder.objects.filter(idea=OuterRef("pk"), member=member)
    return (
        Idea.objects.filter(project=project)
        .standing()
        .select_related("circle", "taken_on_by__person")
        .annotate(
            held_by=Count("holders"),
            is_mine=Exists(mine),
            has_file=Exists(IdeaFile.objects.filter(idea=OuterRef("pk"))),
        )
    )


def unanswered(ideas: Any) -> Any:
    """Those that wait: what nobody took on comes first, then the oldest."""
    found = ideas.filter(state__in=UNANSWERED)
    return found.order_by("taken_on_by", "raised_at", "id")
