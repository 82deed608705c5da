"""The front door, what is next for a person, saying something, and what this place is."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import clock, crisis, drafts
from evenweave.common import next as nexts
from evenweave.common.nearby import is_nearby
from evenweave.common.pages import show
from evenweave.home import actions, lists, places
from evenweave.home import near as nearness
from evenweave.home.forms import Hearer, SayForm
from evenweave.ideas.actions import raise_idea
from evenweave.people.models import Person
from evenweave.people.pages import actor, person_at, signed_in
from evenweave.projects.drawing import square
from evenweave.projects.models import Circle, Member, Project
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
        # Whoever is in none may have been in one: it stays theirs, and here is the way.
        "left": [] if projects else Member.objects.left_by(person),
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


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """For the wall of a room: how phones come in by its local network. Only where that is open."""
    if not settings.LAN_MARK:
        raise Http404
    context = {
        "address": settings.ADDRESS,
        "square": square(f"{settings.ADDRESS}/"),
        "mark": nearness.in_lines(settings.LAN_MARK),
        "words": nearness,
    }
    return show(request, "home/near.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Whom to ring, for everybody; for a member, a place to say what they like."""
    if request.user.is_authenticated or request.method == "POST":
        return say_to_a_team(request)
    return show(request, "home/say.html", {"contacts": crisis.contacts()})


@signed_in
def say_to_a_team(request: HttpRequest) -> HttpResponse:
    """An idea to a circle, which goes its way; or words to those who coordinate."""
    person, hearers = person_at(request), hearers_of(person_at(request))
    begun = {"to": first_of(hearers, request.GET.get("project", ""))}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SayForm(*sent, hearers=hearers, initial=begun) if hearers else None
    if form is not None and form.is_valid():
        return drafts.saved(sent_to(request, form), f"say-{person.id}")
    projects = list({each.project.id: each.project for each in hearers}.values())
    context = {
        "contacts": crisis.contacts(),
        "form": form,
        "person": person,
        "projects": projects,
    }
    return show(request, "home/say.html", context)


def sent_to(request: HttpRequest, form: SayForm) -> HttpResponse:
    """Bring it to whoever should hear it."""
    told, heard = form.cleaned_data, form.chosen
    by, at = actor(request), clock.now()
    if heard.circle is None:
        actions.say(project=heard.project, words=told["words"], by=by, at=at)
        return redirect("home:said")
    files = {"picture": told["picture"], "sound": told["sound"]}
    idea = raise_idea(circle=heard.circle, words=told["words"], **files, by=by, at=at)
    return redirect("ideas:idea", heard.project.id, idea.id)


def hearers_of(person: Person) -> list[Hearer]:
    """For each project of a person: its circles that pages speak of, and those who coordinate."""
    projects = Project.objects.visible_to(person).order_by("name", "id").distinct()
    circles: dict[Any, list[Circle]] = defaultdict(list)
    for circle in Circle.objects.present().filter(project__in=projects):
        circles[circle.project_id].append(circle)
    return [
        hearer
        for project in projects
        for hearer in [*(Hearer(project, each) for each in circles[project.id]), Hearer(project)]
    ]


def first_of(hearers: list[Hearer], project: str) -> str:
    """Who hears it unless somebody chooses: everybody in the project that one comes from."""
    of_project = [each for each in hearers if str(each.project.id) == project] or hearers
    return of_project[0].key if of_project else ""


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
        [
            _("An idea, and what became of it"),
            _("Its project’s members. Words that are covered, their author and those who judge."),
        ],
        [_("What a circle thinks aloud"), _("The people of that circle, until the day it goes.")],
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
