"""Coming in, and being shown round: a few short pages, each of which can be skipped."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common import actors, clock, drafts
from evenweave.common.pages import show
from evenweave.people.models import How, Need, Person
from evenweave.people.pages import actor, helped_by, person_at, secret
from evenweave.people.signing import sign_in
from evenweave.projects import codes
from evenweave.projects.actions.joining import (
    finish_arriving,
    join_as_newcomer,
    join_project,
    say_a_little,
)
from evenweave.projects.forms.joining import CodeForm, ComeInForm, LittleForm, WorthForm
from evenweave.projects.models import Invitation, Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.rules.joining import why_not_come_in
from evenweave.projects.views.inviting import coordinators, inviter


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The door. Opening it changes nothing, so a mail scanner may look; going in is a POST."""
    code = request.POST.get("code") or request.GET.get("code")
    form = CodeForm({"code": code} if code is not None else None)
    invitation = invitation_of(form)
    if invitation is None:
        return show(request, "projects/joining/code.html", {"form": form})
    if why_not := why_not_come_in(invitation, clock.now()):
        return show(request, "projects/joining/shut.html", {"reason": why_not, "form": CodeForm()})
    if request.user.is_authenticated:
        return join_as_oneself(request, invitation, form.cleaned_data["code"])
    return join_as_somebody_new(request, invitation, form.cleaned_data["code"])


def invitation_of(form: CodeForm) -> Invitation | None:
    """The invitation that somebody holds; else the form says that there is none."""
    if not form.is_valid():
        return None
    found = Invitation.objects.filter(token_hash=codes.hashed(form.cleaned_data["code"]))
    invitation = found.select_related("project", "circle").first()
    if invitation is None:
        form.add_error("code", _("We do not know these numbers. Please look at each once more."))
    return invitation


def join_as_oneself(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    """Somebody who is signed in comes in with one press."""
    person = person_at(request)
    if Member.objects.of(invitation.project, person) is not None:
        here = reverse("home:project", args=[invitation.project_id])
        context = {"project": invitation.project, "here": here}
        return show(request, "projects/joining/already.html", context)
    if request.method == "POST":
        join_project(invitation=invitation, by=actor(request), at=clock.now())
        return redirect("projects:arrive-little", invitation.project_id)
    return door(request, invitation, {"person": person, "code": code})


def join_as_somebody_new(request: HttpRequest, invitation: Invitation, code: str) -> HttpResponse:
    """Somebody new says what they are called, and is signed in on this device."""
    supposed = {"code": code, "called": invitation.name, "email": invitation.email}
    form = ComeInForm(request.POST or None, initial=supposed, invitation=invitation)
    if not form.is_valid():
        here = f"{reverse('projects:join')}?code={codes.plain(code)}"
        return door(request, invitation, {"form": form, "here": here})
    newcomer = uuid4()
    join_as_newcomer(
        invitation=invitation,
        called=form.cleaned_data["called"],
        email=form.cleaned_data["email"],
        by=actors.person(newcomer),
        at=clock.now(),
    )
    person = Person.objects.get(pk=newcomer)
    sign_in(request, person, is_shared=form.cleaned_data["is_shared"], how=How.INVITATION)
    return redirect("projects:arrive-little", invitation.project_id)


def door(request: HttpRequest, invitation: Invitation, more: dict[str, Any]) -> HttpResponse:
    """Who invites, to what, and how to come in."""
    project, by = invitation.project, inviter(invitation)
    context = {"invitation": invitation, "project": project, "inviter": by}
    return secret(show(request, "projects/joining/door.html", context | more))


PAGES = {
    "arrive-little": _("You, a little"),
    "arrive-know": _("Good to know"),
    "arrive-count": _("What you bring"),
    "arrive-worth": _("Your time"),
}


def steps(here: str) -> list[dict[str, Any]]:
    """Where somebody is among these pages. They came in already."""
    at = list(PAGES).index(here)
    states = ["done"] * at + ["now"] + [""] * (len(PAGES) - at - 1)
    shown = zip([_("Come in"), *PAGES.values()], ["done", *states], strict=True)
    return [{"words": words, "state": state} for words, state in shown]


@in_project
def little(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """One interest and one thing that helps, if they wish."""
    person = person_at(request)
    is_alone = helped_by(request) is None
    may_say = is_alone and not Need.objects.filter(person=person, kind=Need.Kind.HELPS).exists()
    form = LittleForm(request.POST or None, may_say_what_helps=may_say)
    if not form.is_valid():
        context = {"form": form, "project": project, "steps": steps("arrive-little")}
        return show(request, "projects/joining/little.html", context)
    say_a_little(
        member=member,
        interest=form.cleaned_data["interest"],
        helps=form.cleaned_data.get("helps", ""),
        by=actor(request),
        at=clock.now(),
    )
    return redirect("projects:arrive-know", project.id)


@require_safe
@in_project
def know(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What they will be paid, who can see what, and what cannot change."""
    context = {
        "project": project,
        "limits": project.limits.present(),
        "coordinators": coordinators(project),
        "steps": steps("arrive-know"),
    }
    return show(request, "projects/joining/know.html", context)


@in_project
def worth(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The last question; its answer stands on the first agenda in their own words."""
    form = WorthForm(request.POST or None, initial={"words": member.worth_it})
    if not form.is_valid():
        context = {"form": form, "project": project, "member": member}
        context["steps"] = steps("arrive-worth")
        return show(request, "projects/joining/worth.html", context)
    words = form.cleaned_data["words"]
    finish_arriving(member=member, worth_it=words, by=actor(request), at=clock.now())
    return drafts.saved(redirect("home:project", project.id), f"worth-{member.id}")
