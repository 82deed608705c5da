"""Whose project a page is about."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from evenweave.people.pages import person_at, signed_in
from evenweave.projects.models import Member, Project

InProject = Callable[Concatenate[HttpRequest, Project, Member, ...], HttpResponse]


def in_project(view: InProject) -> Callable[..., HttpResponse]:
    """A page of a project, for its members. To others it looks as if it were not there.

    The address has `project_id`, and the view is given `(request, project, member, …)`: with a
    helper at the keyboard, `member` is the person helped. It costs one query.
    """

    def answer(request: HttpRequest, /, project_id: UUID, **rest: Any) -> HttpResponse:
        person = person_at(request)
        found = Member.objects.present().filter(project_id=project_id, person=person)
        member = found.select_related("project").first()
        if member is None:
            raise Http404
        member.person = person
        return view(request, member.project, member, **rest)

    return functools.wraps(view)(signed_in(answer))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form that may well be sent with nothing chosen."""
    return request.POST if request.method == "POST" else None
