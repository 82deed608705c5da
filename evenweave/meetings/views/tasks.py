"""What somebody took on: it is done, or somebody else may."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from evenweave.common import clock
from evenweave.meetings.actions import running as actions
from evenweave.meetings.models import Meeting, Task
from evenweave.meetings.pages import on_meeting
from evenweave.people.pages import actor
from evenweave.projects.models import Member


def does_with_task(does: Callable[..., None]) -> Callable[..., HttpResponse]:
    """A button beneath a task of a meeting."""

    @require_POST
    @on_meeting
    def press(
        request: HttpRequest, meeting: Meeting, member: Member, task_id: UUID
    ) -> HttpResponse:
        known = Task.objects.select_related("meeting__circle__project", "member")
        task = get_object_or_404(known, meeting=meeting, pk=task_id)
        does(task=task, by=actor(request), at=clock.now())
        return redirect("meetings:meeting", meeting.project_id, meeting.id)

    return press


finish = does_with_task(actions.finish_task)
put_down = does_with_task(actions.put_down_task)
