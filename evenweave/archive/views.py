"""What is kept of me: to take away, or to erase. A project: to take along."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.archive import actions, copying, packing, reading, rules
from evenweave.archive.forms import EraseForm
from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, as_file, show
from evenweave.common.refusals import refuse_if
from evenweave.people.pages import actor, person_at, signed_in
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project
from evenweave.record.models import Stream


@require_safe
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, and the two things that can be done with it."""
    why_not = rules.why_not_take_away(actor(request), person_at(request))
    return show(request, "archive/my_data.html", {"why_not": why_not})


@require_safe
@signed_in
@never_cache
def take_away(request: HttpRequest) -> HttpResponse:
    """All of it, as one file."""
    person = person_at(request)
    refuse_if(rules.why_not_take_away(actor(request), person))
    answer = HttpResponse(packing.pack(person.id, clock.now()), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{packing.NAME}"'
    return answer


@require_http_methods(GET_AND_POST)
@signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """Be erased: what goes, what stays, and a box to tick."""
    person = person_at(request)
    streams = reading.streams_of(person.id)
    why_not = rules.why_not_erase_person(actor(request), person, streams)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.erase_person(person=person, streams=streams, by=actor(request), at=clock.now())
        request.session.flush()
        return redirect("archive:erased")
    context = {"form": form, "why_not": why_not, "streams": streams}
    return show(request, "archive/erase.html", context)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """It is done. It says nothing about anybody, so anybody may read it."""
    return show(request, "archive/erased.html")


@require_http_methods(GET_AND_POST)
@in_project
def project_copy(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """A copy of the project: what is in it, and, when it is sent for, the copy itself."""
    by = actor(request)
    why_not = rules.why_not_take_copy(by, member)
    if request.method != "POST":
        return show(request, "archive/project_copy.html", {"project": project, "why_not": why_not})
    refuse_if(why_not)
    stream, at = Stream.objects.get(pk=project.stream_id), clock.now()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "copy.zip"
        copying.make(stream, made, by=by, at=at)
        name = f"{project.slug}-{localdate(at).isoformat()}.zip"
        return as_file(made.read_bytes(), "application/zip", name)
