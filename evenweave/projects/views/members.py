"""Who is here, what they are good at, and the record of the project."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from evenweave.common.pages import place_in, show
from evenweave.people import gifts
from evenweave.people.models import Gift
from evenweave.projects import team
from evenweave.projects.models import Behalf, Member, Project
from evenweave.projects.pages import in_project
from evenweave.record.models import Stream
from evenweave.record.pages import show_entry, show_record


@require_safe
@in_project
def people(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Everybody by name, and the team as cloth."""
    place = place_in(request)
    found = team.people_of(project, place)
    context: dict[str, Any] = {
        "project": project,
        "member": member,
        "people": found[: team.PAGE],
        "earlier": f"?from={place - 1}" if place else "",
        "later": f"?from={place + 1}" if len(found) > team.PAGE else "",
        "is_first": not place,
    }
    if not place:
        context["makeup"] = team.makeup_of(project)
    return show(request, "projects/members/people.html", context)


@require_safe
@in_project
def before(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Who was here before."""
    people = team.those_before(project)[: team.PAGE]
    context = {"project": project, "member": member, "people": people}
    return show(request, "projects/members/before.html", context)


@require_safe
@in_project
def strengths(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What people bring, in their own words: by kind and alphabet, never counted."""
    present = project.members.filter(left_at=None, person__isnull=False)
    shared = gifts.shared_by(list(present.values_list("person", flat=True)))
    groups = [
        {"title": TITLES[kind], "gifts": [gift for gift in shared if gift.kind == kind]}
        for kind in Gift.Kind
    ]
    context = {
        "project": project,
        "member": member,
        "groups": [group for group in groups if group["gifts"]],
    }
    return show(request, "projects/members/strengths.html", context)


TITLES = {
    Gift.Kind.STRENGTH: gettext_lazy("We are good at"),
    Gift.Kind.INTEREST: gettext_lazy("We like"),
    Gift.Kind.LEARN: gettext_lazy("We would like to learn"),
}


@require_safe
@in_project
def record(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The record of the project, for its members."""
    stream = get_object_or_404(Stream, pk=project.stream_id)
    along = reverse("archive:project-copy", args=[project.id])
    return show_record(request, stream, home_of(project), {"project": project, "along": along})


@require_safe
@in_project
def entry(request: HttpRequest, project: Project, member: Member, sequence: int) -> HttpResponse:
    """One line of it; of a helper's act also whether the person confirmed or questions it."""
    stream = get_object_or_404(Stream, pk=project.stream_id)
    answer = Behalf.objects.filter(project=project, sequence=sequence).first()
    context = {"project": project, "answer": answer and in_a_sentence(answer)}
    return show_entry(request, stream, sequence, home_of(project), context)


def home_of(project: Project) -> str:
    """Where the project's record begins."""
    return reverse("projects:record", args=[project.id])


def in_a_sentence(answer: Behalf) -> str:
    """What the team sees of an answer: never its words."""
    if answer.questioned_at is not None:
        return _("The person it was done for questions this line. For now it counts all the same.")
    return _("The person it was done for has confirmed this line.")
