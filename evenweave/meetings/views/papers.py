"""The agenda to print: a page, and a PDF in three dresses, with one's own things or nobody's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from evenweave.common import clock, sheets
from evenweave.common.pages import as_file, show
from evenweave.meetings import papers
from evenweave.meetings.models import Meeting
from evenweave.meetings.pages import on_meeting
from evenweave.projects.models import Member

MINE, EVERYBODY = "mine", "everybody"


@require_safe
@on_meeting
def choose(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """In which dress; and the same as a page, to print as it is."""
    agenda = papers.agenda_of(meeting, member, clock.now())
    context = {
        "project": meeting.project,
        "meeting": meeting,
        "sheet": papers.sheet(agenda, "plain"),
    }
    return show(request, "meetings/papers.html", context)


@require_safe
@on_meeting
def paper(
    request: HttpRequest, meeting: Meeting, member: Member, dress: str, whose: str
) -> HttpResponse:
    """The file itself."""
    if dress not in sheets.POINTS or whose not in {MINE, EVERYBODY}:
        raise Http404
    reader = member if whose == MINE else None
    made = papers.pdf(papers.agenda_of(meeting, reader, clock.now()), dress)
    called = slugify(meeting.title) or "agenda"
    return as_file(made.pdf, "application/pdf", f"{called}-{dress}.pdf")
