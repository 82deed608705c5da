"""The mirror, its annex, its files, and a member's own numbers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from evenweave.agreements.pages import in_full_project
from evenweave.common import clock, paper
from evenweave.common.kit.weave_sheet import sheet
from evenweave.common.pages import as_file, show
from evenweave.mirror import agendas, annex, deciding, own, telling
from evenweave.mirror.dots import plots
from evenweave.mirror.groups import Reading
from evenweave.mirror.looking import Mirror
from evenweave.mirror.noticing import notice
from evenweave.mirror.pages import asked_by, looked
from evenweave.mirror.weaving import remarks, under, woven
from evenweave.people.pages import actor, helped_by
from evenweave.projects.models import Member, Project


@require_safe
@in_full_project
def mirror(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Who holds what: what went well, where sharing is weakest, and the pictures."""
    seen = looked(request, project)
    noticed = notice(seen)
    meetings = agendas.ahead(member, clock.now()) if noticed.weakest else []
    pictures = plots(seen)
    context = {
        "project": project,
        "mirror": seen,
        "by_all": seen.groups.reading is Reading.ALL,
        "went_well": noticed.went_well,
        "places": agendas.places(noticed.weakest, meetings),
        "next_meeting": next(iter(meetings), None),
        "weave": woven(seen),
        "remarks": remarks(seen),
        "plot": next(iter(pictures), None),
        "plots": pictures[1:],
        "decided": deciding.decided(seen),
        "on_majorities": deciding.on_majorities(seen),
        "is_alone": helped_by(request) is None,
    }
    return show(request, "mirror/mirror.html", context)


@require_safe
@in_full_project
def numbers(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Every number with what it means, how it is worked out, and how sure one can be of it."""
    seen = looked(request, project)
    context = {"project": project, "mirror": seen, "annex": annex.annex(seen)}
    context |= {"by_all": seen.groups.reading is Reading.ALL}
    return show(request, "mirror/numbers.html", context)


@require_safe
@in_full_project
@never_cache
def mine(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What the member at the keyboard did, for their eyes: a helper does not find it."""
    if helped_by(request) is not None:
        raise Http404
    context = {"project": project, "told": own.own(member, localdate(clock.now()))}
    return show(request, "mirror/mine.html", context)


@require_POST
@in_full_project
def put_on_agenda(
    request: HttpRequest, project: Project, member: Member, measure: str
) -> HttpResponse:
    """Put a place where sharing is weak on the next agenda; the page then says where it stands.

    What is weak no more, or stands on an agenda already, is left as it is.
    """
    seen, at = looked(request, project), clock.now()
    meetings = agendas.ahead(member, at)
    for place in agendas.places(notice(seen).weakest, meetings):
        if place.weak.measure.value == measure and place.meeting is None and meetings:
            agendas.put_on(meetings[0], place.weak, by=actor(request), at=at)
    return redirect(f"{address_of(seen)}#weakest")


def address_of(seen: Mirror) -> str:
    """The page, by the same reading."""
    page = reverse("mirror:mirror", args=[seen.project.pk])
    return f"{page}?by=all" if seen.groups.reading is Reading.ALL else page


def drawn(request: HttpRequest, project: Project) -> bytes:
    """The weave as a drawing of its own. Where there is none on the page, there is no file."""
    seen = looked(request, project)
    weave = woven(seen)
    if weave is None:
        raise Http404
    read = _("“Seats” is what even would look like: read the other rows against it.")
    below = [read, _("No thread is a person."), *remarks(seen)]
    return sheet(weave, under=under(seen), below=below)


@require_safe
@in_full_project
def weave_svg(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The weave as a drawing."""
    return as_file(drawn(request, project), "image/svg+xml", name_of(request, project, "svg"))


@require_safe
@in_full_project
def weave_png(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The weave as a picture."""
    picture = paper.as_png(drawn(request, project).decode())
    return as_file(picture, "image/png", name_of(request, project, "png"))


@require_safe
@in_full_project
def figures_csv(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The numbers for a spreadsheet."""
    told = telling.as_csv(looked(request, project))
    return as_file(told, "text/csv; charset=utf-8", name_of(request, project, "csv"))


def name_of(request: HttpRequest, project: Project, ending: str) -> str:
    """What a file is called: by which project it is of, and by which reading."""
    by = "-by-all" if asked_by(request) is Reading.ALL else ""
    return f"{project.slug}-mirror{by}.{ending}"
