"""Places where a team could meet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.meetings.actions import venues as actions
from evenweave.meetings.forms.meetings import VenueForm
from evenweave.meetings.models import FACTS, Venue
from evenweave.meetings.views.meetings import tried
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project, posted


@require_safe
@in_project
def venues(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Those that can be offered."""
    found = Venue.objects.present().filter(project=project)
    return show(request, "meetings/venues/venues.html", {"project": project, "venues": found})


def as_begun(venue: Venue | None) -> dict[str, Any]:
    """What stands now, as the form knows it."""
    if venue is None:
        return {"version": 0}
    names = (*actions.WORDS, *FACTS, "version")
    return {name: getattr(venue, name) for name in names}


@require_http_methods(GET_AND_POST)
@in_project
def say(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Write one down."""
    form = VenueForm(posted(request), initial=as_begun(None))

    def does() -> HttpResponse:
        actions.say_venue(project=project, told=form.told, by=actor(request), at=clock.now())
        return redirect("meetings:venues", project.id)

    if form.is_valid() and (answer := tried(form, does)):
        return drafts.saved(answer, f"venue-{project.id}")
    return show(request, "meetings/venues/venue.html", {"project": project, "form": form})


@require_http_methods(GET_AND_POST)
@in_project
def change(request: HttpRequest, project: Project, member: Member, venue_id: UUID) -> HttpResponse:
    """Put right what is told of it."""
    venue = get_object_or_404(Venue.objects.present(), project=project, pk=venue_id)
    form = VenueForm(posted(request), initial=as_begun(venue))

    def does() -> HttpResponse:
        version, by = form.cleaned_data["version"], actor(request)
        actions.change_venue(venue=venue, version=version, told=form.told, by=by, at=clock.now())
        return redirect("meetings:venues", project.id)

    if form.is_valid():
        try:
            answer = tried(form, does)
        except Changed:
            venue.refresh_from_db()
            return conflict(request, form, newer=as_begun(venue), version=venue.version)
        if answer:
            return drafts.saved(answer, f"venue-{venue.id}")
    context = {"project": project, "form": form, "venue": venue}
    return show(request, "meetings/venues/venue.html", context)


@require_POST
@in_project
def end(request: HttpRequest, project: Project, member: Member, venue_id: UUID) -> HttpResponse:
    """Take it off the list."""
    venue = get_object_or_404(Venue, project=project, pk=venue_id)
    actions.end_venue(venue=venue, by=actor(request), at=clock.now())
    return redirect("meetings:venues", project.id)
