"""The words of meetings that can be covered, and where they stand."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenweave.ideas.coverable import Coverable, Said
from evenweave.ideas.covered import put
from evenweave.meetings.models import Correction, Thanks


def minutes_page(project_id: UUID, meeting_id: UUID) -> str:
    """Where both stand."""
    return reverse("meetings:minutes", args=[project_id, meeting_id])


def find_correction(project_id: UUID, thing_id: UUID) -> Said | None:
    """How somebody would rather have the notes."""
    known = Correction.objects.filter(meeting__project=project_id, pk=thing_id)
    found = known.select_related("member").first()
    if found is None:
        return None
    page = minutes_page(project_id, found.meeting_id)
    return Said(found.words, found.member.person_id, page)


def find_thanks(project_id: UUID, thing_id: UUID) -> Said | None:
    """Thanks to everybody; what is between two, the two talk about."""
    known = Thanks.objects.filter(meeting__project=project_id, pk=thing_id, to=None)
    found = known.select_related("by").first()
    if found is None:
        return None
    return Said(found.words, found.by.person_id, minutes_page(project_id, found.meeting_id))


CORRECTION = Coverable(
    "meetings.correction",
    _("Other words for the minutes"),
    find=find_correction,
    put=put(Correction),
)
THANKS = Coverable(
    "meetings.thanks", _("Thanks at the end of a meeting"), find=find_thanks, put=put(Thanks)
)
