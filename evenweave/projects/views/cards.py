"""Making a sign-in card for a member whom e-mail does not reach."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from evenweave.common import clock
from evenweave.common.pages import show
from evenweave.people.pages import actor, show_card
from evenweave.projects.actions.cards import make_sign_in_card
from evenweave.projects.forms.members import CardForm
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.team import by_name


@require_http_methods(["GET", "HEAD", "POST"])
@in_project
def sign_in_card(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Whom it is for; then the card itself, this once. Others are told who makes cards."""
    people = by_name(project).exclude(pk=member.pk)
    form = CardForm(request.POST or None, members=people)
    if form.is_valid():
        made = make_sign_in_card(
            member=form.cleaned_data["member"], by=actor(request), at=clock.now()
        )
        return show_card(request, made, back=reverse("projects:people", args=[project.id]))
    context = {"project": project, "member": member, "form": form}
    return show(request, "projects/members/sign_in_card.html", context)
