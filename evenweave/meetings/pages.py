"""Which meeting a page is about."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from evenweave.meetings.models import Meeting
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project

OnMeeting = Callable[Concatenate[HttpRequest, Meeting, Member, ...], HttpResponse]


def on_meeting(view: OnMeeting) -> Callable[..., HttpResponse]:
    """A page about a meeting, for members of its project; to others it is not there."""

    @functools.wraps(view)
    def answer(
        request: HttpRequest, project: Project, member: Member, meeting_id: UUID, **rest: Any
    ) -> HttpResponse:
        known = Meeting.objects.select_related("circle", "venue", "running")
        meeting = get_object_or_404(known, project=project, pk=meeting_id)
        meeting.project = meeting.circle.project = project
        return view(request, meeting, member, **rest)

    return in_project(answer)
