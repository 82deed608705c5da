"""What the mirror adds to a copy: its numbers as they stood, which are in no table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.timezone import localdate

from evenweave.common.copies import LeftOut
from evenweave.mirror import telling
from evenweave.mirror.looking import look
from evenweave.projects.models import Project
from evenweave.record.models import Stream

FILE = "mirror.json"
LEFT_OUT: LeftOut = {}


def beside(stream: Stream, at: datetime) -> Mapping[str, Iterator[str]]:
    """The same that the page tells every member; nothing of a project that has no such page."""
    project = Project.objects.filter(pk=stream.pk, is_light=False).first()
    if project is None:
        return {}
    return {FILE: lines(project, at)}


def lines(project: Project, at: datetime) -> Iterator[str]:
    """Read when the copy is written, so that it tells of the same moment as the tables."""
    yield from telling.as_text(look(project, localdate(at))).split("\n")
