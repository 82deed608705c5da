"""Asking people in: a link, a card, a letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import show
from evenweave.outbox import mail
from evenweave.people.names import Directory
from evenweave.people.pages import actor, person_at, secret
from evenweave.projects import letters
from evenweave.projects.actions.inviting import end_invitation, invite
from evenweave.projects.forms.inviting import CardForm, InviteForm, LetterForm, LinkForm, in_weeks
from evenweave.projects.models import Capability, Invitation, Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.views.ways_in import way_in

WEEKS = 4
OPEN_SHOWN = 50


@require_safe
@in_project
def invitations(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """The ways to ask somebody in, and those that are open. Names are for coordinators alone:
    somebody who was asked and has not come owes nobody an answer."""
    found = list(project.invitations.open(clock.now()).order_by("-made_at")[: OPEN_SHOWN + 1])
    called = Directory().called({invitation.made_by for invitation in found})
    context = {
        "project": project,
        "is_coordinator": member.is_coordinator,
        "coordinators": coordinators(project),
        "invitations": [
            {"invitation": invitation, "by": called.get(invitation.made_by, _("a former member"))}
            for invitation in found[:OPEN_SHOWN]
        ],
        "has_more": len(found) > OPEN_SHOWN,
        "has_mail": mail.is_set(),
    }
    return show(request, "projects/inviting/invitations.html", context)


def coordinators(project: Project) -> list[Member]:
    """Who may invite."""
    held = Capability.objects.present().filter(kind=Capability.Kind.COORDINATOR)
    found = project.members.present().filter(capabilities__in=held)
    return list(found.select_related("person"))


@in_project
def link(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """A link for several people."""
    day = in_weeks(clock.now(), WEEKS).date()
    form = LinkForm(request.POST or None, project=project, initial={"until": day, "most_uses": ""})
    if not form.is_valid():
        return asking(request, project, member, form, "link")
    told = form.cleaned_data
    made = make(request, project, Invitation.Kind.LINK, told | {"expires_at": told["until"]})
    return redirect("projects:invitation", project.id, made.id)


@in_project
def card(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """A printed card for one person."""
    form = CardForm(request.POST or None, project=project)
    if request.method != "POST" or not form.is_valid():
        return asking(request, project, member, form, "card")
    made = make(request, project, Invitation.Kind.CARD, form.cleaned_data)
    return redirect("projects:invitation", project.id, made.id)


@in_project
def letter(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """An e-mail for one person. Its link goes to their mailbox and nowhere else: not to the
    outbox, where a coordinator reads what was sent."""
    if not mail.is_set():
        raise Http404
    form = LetterForm(request.POST or None, project=project)
    if not form.is_valid():
        return asking(request, project, member, form, "letter")
    made = make(request, project, Invitation.Kind.EMAIL, form.cleaned_data)
    try:
        letters.send_invitation(made, inviter=member.called, language=person_at(request).language)
    except mail.MailError as problem:
        end_invitation(invitation=made, by=actor(request), at=clock.now())
        form.add_error("email", undelivered(problem))
        return asking(request, project, member, form, "letter")
    return redirect("projects:invitations", project.id)


def undelivered(problem: mail.MailError) -> str:
    """Why a letter did not go, and what to do instead."""
    if isinstance(problem, mail.RefusedError):
        return _("No mailbox takes letters at this address. Look for a slip, or print a card.")
    return _("The letter did not go. Try again in a while, or print a card instead.")


def asking(
    request: HttpRequest, project: Project, member: Member, form: InviteForm, way: str
) -> HttpResponse:
    """The page that asks; members who do not coordinate are told whom to ask."""
    if not member.is_coordinator:
        return redirect("projects:invitations", project.id)
    return show(
        request, "projects/inviting/ask.html", {"form": form, "project": project, "way": way}
    )


def make(request: HttpRequest, project: Project, kind: str, told: dict[str, Any]) -> Invitation:
    """The one action behind the three pages."""
    at = clock.now()
    wanted = {"circle", "name", "email", "expertise", "most_uses", "expires_at"}
    given = {"expires_at": in_weeks(at, WEEKS)} | told
    return invite(
        project=project,
        kind=kind,
        **{name: value for name, value in given.items() if name in wanted},
        by=actor(request),
        at=at,
    )


@require_safe
@in_project
def invitation(
    request: HttpRequest, project: Project, member: Member, invitation_id: UUID
) -> HttpResponse:
    """A link or a card, to hand out while it is open; for coordinators."""
    found = get_object_or_404(project.invitations, pk=invitation_id)
    if not member.is_coordinator:
        raise Http404
    way = way_in(found) if found.is_open(clock.now()) else None
    if way is None:
        return redirect("projects:invitations", project.id)
    context = {"project": project, "way": way, "inviter": inviter(found)}
    return secret(show(request, "projects/inviting/card.html", context))


def inviter(found: Invitation) -> str:
    """What whoever made an invitation is called today."""
    return Directory().called({found.made_by}).get(found.made_by, _("a former member"))


@require_POST
@in_project
def end(
    request: HttpRequest, project: Project, member: Member, invitation_id: UUID
) -> HttpResponse:
    """Nobody can come in by it any more."""
    found = get_object_or_404(project.invitations, pk=invitation_id)
    end_invitation(invitation=found, by=actor(request), at=clock.now())
    return redirect("projects:invitations", project.id)
