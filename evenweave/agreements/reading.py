"""What stands in an agreement, and what is on its way into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from evenweave.agreements.models import Change, Edition, Sort, Version
from evenweave.decisions.counting import NO
from evenweave.decisions.models import Decision, Outcome, State
from evenweave.projects.models import Project


def standing(project: Project) -> dict[str, list[Version]]:
    """What stands now, by its sort, in its order: one question to the database."""
    found = Version.objects.filter(clause__project=project, until=None)
    by_sort: dict[str, list[Version]] = defaultdict(list)
    for version in found.select_related("clause").order_by("clause__position", "clause"):
        by_sort[version.clause.sort].append(version)
    return dict(by_sort)


def shown(project: Project) -> dict[str, list[dict[str, Any]]]:
    """What stands now, as `standing` gives it, but as rows: a page of 60 parts reads them often."""
    found = Version.objects.filter(clause__project=project, until=None)
    rows = found.order_by("clause__position", "clause").values(
        "title", "words", "why", "clause_id", sort=F("clause__sort")
    )
    by_sort: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_sort[row["sort"]].append(row)
    return dict(by_sort)


def on_their_way(project: Project) -> QuerySet[Change]:
    """What is proposed, and what was agreed to and waits to be put together."""
    states = [Change.State.PROPOSED, Change.State.WAITS]
    found = Change.objects.filter(project=project, state__in=states).select_related("decision")
    return found.order_by("-made_at", "position")


def edition_of(project: Project) -> Edition | None:
    """The agreement as it stands, counted; None, while nothing was agreed."""
    return Edition.objects.filter(project=project).first()


def goals_of(project: Project) -> list[Version]:
    """The shared goals that stand now."""
    return standing(project).get(Sort.GOAL, [])


def since(project: Project, moment: datetime) -> list[tuple[Version | None, Version | None]]:
    """What changed in each clause since then: how it read, and how it reads; None, where not."""
    stood_then = Q(since__lte=moment) & Q(until__gt=moment)
    known = Version.objects.filter(Q(until=None) | stood_then, clause__project=project)
    found = known.select_related("clause")
    by_clause: dict[UUID, list[Version]] = defaultdict(list)
    for version in found.order_by("clause__position", "clause", "number"):
        by_clause[version.clause_id].append(version)
    pairs = [(at(each, moment), at(each, None)) for each in by_clause.values()]
    return [(before, after) for before, after in pairs if before != after]


def at(versions: Sequence[Version], moment: datetime | None) -> Version | None:
    """The version that stood at that moment; without one, now."""
    return next((each for each in versions if stood(each, moment)), None)


def stood(version: Version, moment: datetime | None) -> bool:
    """Whether a version stood at that moment; without one, whether it stands now."""
    if moment is None:
        return version.until is None
    return version.since <= moment and (version.until is None or version.until > moment)


def avoided(projects: Iterable[Any]) -> list[Version]:
    """The words that the teams of these projects avoid."""
    found = Version.objects.filter(clause__project__in=projects, clause__sort=Sort.WORD, until=None)
    return list(found.select_related("clause__project").order_by("title"))


def is_open(change: Change) -> bool:
    """Whether its decision is still shaped, or open."""
    return change.decision.state in {State.DRAFT, State.OPEN}


# Decisions that something can be hung on


def decided(project: Project) -> QuerySet[Decision]:
    """The decisions of a project that were made and stand, the newest first."""
    found = Decision.objects.filter(project=project, state=State.DECIDED)
    return found.order_by("-closed_at", "id")


def agreed_to(project: Project) -> QuerySet[Decision]:
    """The decisions of a project that stand and were not a no, the newest first."""
    refused = Outcome.objects.filter(decision=OuterRef("pk"), ended_at=None, chosen=[NO])
    return decided(project).filter(~Exists(refused))


def was_agreed_to(decision: Decision) -> bool:
    """Whether a decision stands and was not a no."""
    return agreed_to(decision.project).filter(pk=decision.pk).exists()
