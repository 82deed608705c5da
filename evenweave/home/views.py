"""The front door, what is next for a person, saying something, and what this place is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import clock, drafts
from evenweave.common import next as nexts
from evenweave.common.nearby import is_nearby
from evenweave.common.pages import show
from evenweave.home import actions, crisis, lists, places
from evenweave.home.forms import SayForm
from evenweave.people.pages import actor, person_at, signed_in
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.team import makeup_of
from evenweave.record.models import Stream

# Somebody in very many projects finds the others one page further.
PROJECTS_AT_HOME = 6


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """For a person, what is next. For anybody else, what this is and which records can be read."""
    if request.user.is_authenticated:
        return home(request)
    streams = Stream.objects.open_to_all()
    context = {"streams": streams, "may_look_around": is_nearby(request) and streams.exists()}
    return show(request, "home/front.html", context)


def home(request: HttpRequest) -> HttpResponse:
    """What is next for a person, over all their projects. Who rests is left in peace."""
    person, at = person_at(request), clock.now()
    things = [] if person.is_resting else nexts.ask(person.id, at)
    newest = Project.objects.visible_to(person).order_by("-founded_at")[: PROJECTS_AT_HOME + 1]
    projects = list(newest)
    context = {
        "person": person,
        "items": [lists.Item(thing) for thing in things],
        "summary": lists.summary(things, at),
        "projects": projects[:PROJECTS_AT_HOME],
        "has_more_projects": len(projects) > PROJECTS_AT_HOME,
    }
    return show(request, "home/next.html", context)


@require_safe
@in_project
def project(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """A project as its team meets it: why, when, who, what it cannot change, and the ways on."""
    context = {
        "project": project,
        "member": member,
        "hopes": places.hopes(project),
        "limits": project.limits.present()[: places.SHOWN],
        "people": places.people_in_words(project),
        "makeup": makeup_of(project),
        "doors": places.doors(project),
    }
    return show(request, "home/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Whom to ring, for everybody; for a member, words to those who coordinate their team."""
    if request.user.is_authenticated or request.method == "POST":
        return say_to_a_team(request)
    return show(request, "home/say.html", {"contacts": crisis.contacts()})


@signed_in
def say_to_a_team(request: HttpRequest) -> HttpResponse:
    """Words, signed, to the coordinators of one of the person's teams."""
    person = person_at(request)
    projects = list(Project.objects.visible_to(person).order_by("name"))
    begun = {"project": request.GET.get("project", "")}
    form = SayForm(request.POST or None, projects=projects, initial=begun) if projects else None
    if form is not None and form.is_valid():
        actions.say(
            project=form.chosen, words=form.cleaned_data["words"], by=actor(request), at=clock.now()
        )
        return drafts.saved(redirect("home:said"), f"say-{person.id}")
    context = {"contacts": crisis.contacts(), "form": form, "person": person}
    return show(request, "home/say.html", context)


@require_safe
@signed_in
def said(request: HttpRequest) -> HttpResponse:
    """It is on its way."""
    return show(request, "home/said.html", {"contacts": crisis.contacts()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who runs this server, what is kept, who can see what, and where the program comes from."""
    context = {
        "source_url": settings.SOURCE_URL,
        "columns": [{"words": _("What")}, {"words": _("Who can see it")}],
        "rows": who_sees_what(),
    }
    return show(request, "home/about.html", context)


def who_sees_what() -> list[list[str]]:
    """Each thing that is kept, with who can see it."""
    return [
        [_("These pages"), _("Everybody who can reach this server.")],
        [_("A project, and who is in it"), _("Its members, and nobody else.")],
        [_("The record of a team"), _("Its members. Anybody to whom they give a copy.")],
        [
            _("The record of an example"),
            _("Everybody who can reach this server. Its people are made up."),
        ],
        [
            _("A message"),
            _("Who wrote it and who gets it. Where it must be handed over, whoever does that."),
        ],
        [_("How to reach you"), _("You, and those who coordinate your projects.")],
        [
            _("What helps you, and your access needs"),
            _("Those whom you choose. You see who looked."),
        ],
        [_("How it looks on your device"), _("Only you. It stays on your device.")],
        [
            _("Everything that is kept here"),
            _("Whoever can open the disk of this server, and its backups."),
        ],
    ]
