"""Which clause, or which change, a page is about; pages that a light project does not have."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from evenweave.agreements.models import Change, Clause, Matter
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import InProject, in_project

OnClause = Callable[Concatenate[HttpRequest, Clause, Member, ...], HttpResponse]
OnMatter = Callable[Concatenate[HttpRequest, Matter, Member, ...], HttpResponse]
OnChange = Callable[Concatenate[HttpRequest, Change, Member, ...], HttpResponse]


def on_clause(view: OnClause) -> Callable[..., HttpResponse]:
    """A page about a clause, for members of its project; to others it is not there."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, clause_id: UUID, **rest: Any
    ) -> HttpResponse:
        clause = get_object_or_404(Clause, project=project, pk=clause_id)
        clause.project = project
        return view(request, clause, member, **rest)

    return in_project(answer)


def on_change(view: OnChange) -> Callable[..., HttpResponse]:
    """A page about a change to the agreement, for members of its project."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, change_id: UUID, **rest: Any
    ) -> HttpResponse:
        known = Change.objects.select_related("clause", "base", "decision__circle")
        change = get_object_or_404(known, project=project, pk=change_id)
        change.project = change.decision.project = project
        return view(request, change, member, **rest)

    return in_project(answer)


def in_full_project(view: InProject) -> Callable[..., HttpResponse]:
    """A page of a project for its members; a light one has no such page."""

    @functools.wraps(view)
    def answer(request: HttpRequest, project: Project, member: Member, **rest: Any) -> HttpResponse:
        if project.is_light:
            raise Http404
        return view(request, project, member, **rest)

    return in_project(answer)


def on_matter(view: OnMatter) -> Callable[..., HttpResponse]:
    """A page about a matter that is closed to some, for members of its project.

    What is in it, each page asks for itself.
    """

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, matter_id: UUID, **rest: Any
    ) -> HttpResponse:
        matter = get_object_or_404(Matter, project=project, pk=matter_id)
        matter.project = project
        return view(request, matter, member, **rest)

    return in_full_project(answer)
