"""A project begins, and tells more of itself."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from evenweave.common import actors, clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import conflict, show
from evenweave.people.models import How, Person
from evenweave.people.pages import actor, person_at, secret, signed_in
from evenweave.people.signing import sign_in
from evenweave.projects.actions.founding import start_project, tell_more
from evenweave.projects.forms.founding import NewcomerStartForm, StartForm, TellMoreForm
from evenweave.projects.models import Invitation, Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.views.ways_in import way_in


def start(request: HttpRequest) -> HttpResponse:
    """Four questions, and a project begins. Whoever is new here says what they are called."""
    if not request.user.is_authenticated:
        return start_as_newcomer(request)
    form = StartForm(request.POST or None)
    if not form.is_valid():
        return show(request, "projects/founding/start.html", {"form": form})
    project = start_project(**form.cleaned_data, by=actor(request), at=clock.now())
    return drafts.saved(redirect("projects:ready", project.id), "start")


def start_as_newcomer(request: HttpRequest) -> HttpResponse:
    """The same by somebody who is not here yet: they are signed in on this device."""
    form = NewcomerStartForm(request.POST or None)
    if not form.is_valid():
        return show(request, "projects/founding/start.html", {"form": form})
    told = dict(form.cleaned_data)
    is_shared = told.pop("is_shared")
    newcomer = uuid4()
    project = start_project(**told, by=actors.person(newcomer), at=clock.now())
    person = Person.objects.get(pk=newcomer)
    sign_in(request, person, is_shared=is_shared, how=How.INVITATION)
    return drafts.saved(redirect("projects:ready", project.id), "start")


@require_safe
@in_project
def ready(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What to hand out now, and what can come later."""
    links = project.invitations.open(clock.now()).filter(kind=Invitation.Kind.LINK)
    link = links.order_by("made_at").first() if member.is_coordinator else None
    context = {
        "project": project,
        "member": member,
        "way": way_in(link) if link else None,
    }
    return secret(show(request, "projects/founding/ready.html", context))


@in_project
def more(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Tell more about it. Nothing is needed."""
    form = TellMoreForm(request.POST or None, initial=said_now(project))
    if not form.is_valid():
        return show(request, "projects/founding/more.html", {"form": form, "project": project})
    try:
        tell_more(project=project, **form.told, by=actor(request), at=clock.now())
    except Changed:
        project.refresh_from_db()
        return conflict(request, form, newer=said_now(project), version=project.version)
    return drafts.saved(redirect("home:project", project.id), f"more-{project.id}")


def said_now(project: Project) -> dict[str, Any]:
    """What the project says of itself now, field by field."""
    fields = [name for name in TellMoreForm.base_fields if name not in {"organisation", "sites"}]
    return {name: getattr(project, name) for name in fields} | {
        "organisation": project.organisation.name if project.organisation else "",
        "sites": "\n".join(site.name for site in project.sites.all()),
    }


@require_safe
@signed_in
def projects(request: HttpRequest) -> HttpResponse:
    """All the projects that somebody is in, by name."""
    person = person_at(request)
    found = Project.objects.visible_to(person).order_by("name", "id")
    context = {"projects": found, "left": Member.objects.left_by(person)}
    return show(request, "projects/founding/projects.html", context)
