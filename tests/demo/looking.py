"""What tests of the example look with."""

from __future__ import annotations

from evenweave.demo.cast import BY_SLUG
from evenweave.projects.models import Member, Project
from evenweave.record.models import Stream
from evenweave.record.reading import lines_of

L, P, R = "Lived experience", "Practice", "Research"


def sentences(project: Project) -> list[str]:
    """The record as it reads."""
    stream = Stream.objects.get(pk=project.stream_id)
    return [str(line.sentence) for line in lines_of(stream.entries.order_by("sequence"))]


def the(slug: str) -> Member:
    """One of the cast, in the project."""
    return Member.objects.get(person_id=BY_SLUG[slug].id)
