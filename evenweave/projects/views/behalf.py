"""What helpers did for a person, for the person to look at."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.people.names import Directory
from evenweave.people.pages import actor
from evenweave.projects import helped
from evenweave.projects.actions import behalf as actions
from evenweave.projects.forms.behalf import ThatIsNotWhatIMeantForm
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project, posted
from evenweave.projects.rules.behalf import was_done_for
from evenweave.record.models import Entry


@require_safe
@in_project
def behalf(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Everything that was done for this person here, newest first."""
    acts = helped.acts_for(project.id, member.person_id) if member.person_id else []
    names = Directory().called({act.helper for act in acts if act.helper})
    context = {
        "project": project,
        "member": member,
        "acts": [(act, act.helper and names.get(act.helper)) for act in acts],
        "is_oneself": actor(request).helper is None,
    }
    return show(request, "projects/behalf/behalf.html", context)


def found_entry(project: Project, member: Member, sequence: int) -> Entry:
    """The line that was done for this person; others are not there to answer."""
    found = get_object_or_404(Entry, stream=project.stream_id, sequence=sequence)
    if not was_done_for(found, member.person_id):
        raise Http404
    return found


@require_POST
@in_project
def confirm(request: HttpRequest, project: Project, member: Member, sequence: int) -> HttpResponse:
    """Yes, that is what I meant."""
    found = found_entry(project, member, sequence)
    actions.confirm_act(member=member, entry=found, by=actor(request), at=clock.now())
    return redirect("projects:behalf", project.id)


@require_http_methods(GET_AND_POST)
@in_project
def question(request: HttpRequest, project: Project, member: Member, sequence: int) -> HttpResponse:
    """That is not what I meant."""
    found = found_entry(project, member, sequence)
    form = ThatIsNotWhatIMeantForm(posted(request))
    if form.is_valid():
        actions.question_act(
            member=member, entry=found, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return redirect("projects:behalf", project.id)
    (act,) = helped.with_answers(project.id, [found])
    context = {"project": project, "member": member, "act": act, "form": form}
    return show(request, "projects/behalf/question.html", context)
