"""The pages of a record, for whichever room knows who may read it.

`home` is the address of the record's first page; each line stands at `home` and its number. The
caller has made sure that whoever asks may read this stream.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from evenweave.common.pages import show
from evenweave.record import chain, reading
from evenweave.record.forms import ReadForm
from evenweave.record.models import Stream


def show_record(
    request: HttpRequest, stream: Stream, home: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The record, newest first, by words and kind, page by page.

    `context` may name the project, and `along`: where a copy of all of it is made.
    """
    form = ReadForm(request.GET, stream=stream)
    wanted = form.wanted()
    found = reading.page(stream, wanted)
    told = {
        "stream": stream,
        "form": form,
        "wanted": wanted,
        "page": found,
        "ways": ways_on(stream, home, wanted, found),
    }
    return show(request, "record/page.html", {**(context or {}), **told}, part="entries")


def ways_on(
    stream: Stream, home: str, wanted: reading.Wanted, found: reading.Page
) -> dict[str, str]:
    """Where the page's links lead, and where in the record it stands."""
    ways = {"page": home}
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


def show_entry(
    request: HttpRequest,
    stream: Stream,
    sequence: int,
    home: str,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """One entry, and how it is sealed."""
    beside = stream.entries.filter(sequence__in=[sequence - 1, sequence])
    both = {entry.sequence: entry for entry in beside}
    if sequence not in both:
        raise Http404
    found, before = both[sequence], both.get(sequence - 1)
    (line,) = reading.lines_of([found])
    ways = {
        "page": home,
        "older": f"../{sequence - 1}/" if before else "",
        "newer": f"../{sequence + 1}/" if sequence < stream.length else "",
    }
    told = {
        "stream": stream,
        "entry": found,
        "line": line,
        "before": before.hash if before else chain.START,
        "ways": ways,
    }
    return show(request, "record/entry.html", {**(context or {}), **told})
