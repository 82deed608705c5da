"""Reading a record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evenweave.common.pages import show
from evenweave.record import chain, reading
from evenweave.record.forms import ReadForm
from evenweave.record.models import Stream


@require_safe
def page(request: HttpRequest, stream_id: UUID) -> HttpResponse:
    """The record, newest first, by words and kind, page by page."""
    stream = get_object_or_404(Stream.objects.open_to_all(), pk=stream_id)
    form = ReadForm(request.GET, stream=stream)
    wanted = form.wanted()
    found = reading.page(stream, wanted)
    context = {
        "stream": stream,
        "form": form,
        "wanted": wanted,
        "page": found,
        "ways": ways_on(stream, wanted, found),
    }
    return show(request, "record/page.html", context, part="entries")


def ways_on(stream: Stream, wanted: reading.Wanted, found: reading.Page) -> dict[str, str]:
    """Where the page's links lead, and where in the record it stands."""
    ways = {"page": reverse("record:page", args=[stream.pk])}
    if found.older is not None:
        ways["older"] = wanted.address(before=found.older)
    if found.newer is not None:
        ways["newer"] = wanted.address(after=found.newer)
    if found.looked_back_to is not None:
        ways["further"] = wanted.address(before=found.looked_back_to)
    if found.lines and not wanted.narrows:
        ways["where"] = _("Lines {last} to {first} of {length}").format(
            last=found.lines[0].sequence, first=found.lines[-1].sequence, length=stream.length
        )
    return ways


@require_safe
def entry(request: HttpRequest, stream_id: UUID, sequence: int) -> HttpResponse:
    """One entry, and how it is sealed."""
    stream = get_object_or_404(Stream.objects.open_to_all(), pk=stream_id)
    found = get_object_or_404(stream.entries, sequence=sequence)
    before = stream.entries.filter(sequence=sequence - 1).first()
    (line,) = reading.lines_of([found])
    ways = {
        "older": f"../{sequence - 1}/" if before else "",
        "newer": f"../{sequence + 1}/" if sequence < stream.length else "",
    }
    context = {
        "stream": stream,
        "entry": found,
        "line": line,
        "before": before.hash if before else chain.START,
        "ways": ways,
    }
    return show(request, "record/entry.html", context)
