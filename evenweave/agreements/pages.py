"""Pages of coming and going, for the members of a project that is not a light one."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from evenweave.projects.models import Member, Project
from evenweave.projects.pages import InProject, in_project


def in_full_project(view: InProject) -> Callable[..., HttpResponse]:
    """A page of a project for its members; a light one has no such page."""

    @functools.wraps(view)
    def answer(request: HttpRequest, project: Project, member: Member, **rest: Any) -> HttpResponse:
        if project.is_light:
            raise Http404
        return view(request, project, member, **rest)

    return in_project(answer)
