"""What the mirror shows comes onto an agenda when somebody puts it there, and never by itself."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenweave.meetings.brought import Brought, Source
from evenweave.meetings.models import Item
from evenweave.mirror.looking import Measure
from evenweave.mirror.noticing import TITLES, agenda_title

MINUTES = 15


def kind_of(measure: Measure) -> str:
    """Under which name it stands on an agenda, with the project's id."""
    return f"mirror.{measure.value}"


def source_of(measure: Measure) -> Source:
    """A place in the mirror. How it reads there is what the page of the mirror says by now."""

    def shown(projects: Iterable[UUID]) -> dict[UUID, Brought]:
        return {
            project: Brought(
                title=agenda_title(measure),
                words="",
                address=reverse("mirror:mirror", args=[project]),
                read=_("Look in the mirror"),
            )
            for project in projects
        }

    return Source(
        kind_of(measure),
        title=_("From the mirror"),
        purpose=Item.Purpose.TALK,
        minutes=MINUTES,
        waiting=lambda _meeting, _at: (),
        shown=shown,
    )


SOURCES = {measure: source_of(measure) for measure in TITLES}
