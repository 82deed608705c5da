"""Which decision a page is about."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from evenweave.decisions.models import Decision
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project

OnDecision = Callable[Concatenate[HttpRequest, Decision, Member, ...], HttpResponse]


def on_decision(view: OnDecision) -> Callable[..., HttpResponse]:
    """A page about a decision, for members of its project; to others it is not there.

    The address has `project_id` and `decision_id`; the view gets `(request, decision, member, …)`.
    """

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, decision_id: UUID, **rest: Any
    ) -> HttpResponse:
        found = Decision.objects.select_related("circle")
        decision = found.filter(project=project, pk=decision_id).first()
        if decision is None:
            raise Http404
        decision.project = project
        return view(request, decision, member, **rest)

    return in_project(answer)
