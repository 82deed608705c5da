"""How a page of the mirror looks into it: on which day, and by which reading."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.timezone import localdate

from evenweave.common import clock
from evenweave.mirror.groups import Reading
from evenweave.mirror.looking import Mirror, look
from evenweave.projects.models import Project


def asked_by(request: HttpRequest) -> Reading:
    """By the seats that people sit with, unless all that they bring is asked for."""
    return Reading.ALL if request.GET.get("by") == Reading.ALL.value else Reading.SEAT


def looked(request: HttpRequest, project: Project) -> Mirror:
    """The project in the mirror, today."""
    return look(project, localdate(clock.now()), asked_by(request))
