"""Three ways to begin: it was agreed in the room, something is proposed, or it cannot wait."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, id_in, show
from evenweave.decisions.actions.room import act_urgently, agree_in_room, doubt_agreement
from evenweave.decisions.actions.shaping import begin_proposal
from evenweave.decisions.forms.room import DoubtForm, RoomForm, UrgentForm
from evenweave.decisions.forms.shaping import ProposeForm
from evenweave.decisions.models import Decision, StandingRule
from evenweave.decisions.pages import on_decision
from evenweave.ideas.models import Idea
from evenweave.people.pages import actor
from evenweave.projects.models import Circle, Member, Project
from evenweave.projects.pages import in_project, posted
from evenweave.projects.team import by_name


def circles_of(project: Project, member: Member) -> list[Circle]:
    """The circles in which a member decides; everybody comes first."""
    own = project.circles.present()
    mine = member.circle_members.filter(until=None).values("circle")
    return [*own.filter(is_everybody=True), *own.filter(pk__in=mine)]


@require_safe
@in_project
def new(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Which of the three it is."""
    rules = StandingRule.objects.filter(project=project, ended_at=None)
    may_act = any(member.id in rule.way.deciders for rule in rules)
    context = {"project": project, "member": member, "may_act_alone": may_act}
    return show(request, "decisions/beginning/new.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def room(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """We agreed in the room: one sentence, and who was there."""
    form = RoomForm(
        posted(request),
        circles=circles_of(project, member),
        members=by_name(project),
        initial={"people": [str(member.id)]},
    )
    if form.is_valid():
        made = agree_in_room(**form.told, by=actor(request), at=clock.now())
        return redirect("decisions:decision", project.id, made.id)
    context = {"project": project, "member": member, "form": form}
    return show(request, "decisions/beginning/room.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def propose(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """A question to a circle, perhaps from an idea (`?idea=`); then it is shaped."""
    idea = idea_asked(request, project)
    form = ProposeForm(request.POST or None, circles=circles_of(project, member))
    if form.is_valid():
        made = begin_proposal(
            **form.told, ideas=[idea] if idea else [], by=actor(request), at=clock.now()
        )
        return redirect("decisions:shape", project.id, made.id)
    context = {"project": project, "member": member, "form": form, "idea": idea}
    return show(request, "decisions/beginning/propose.html", context)


def idea_asked(request: HttpRequest, project: Project) -> Idea | None:
    """The idea of this project that the address names, if it does."""
    idea_id = id_in(request.GET.get("idea", ""))
    return Idea.objects.filter(project=project, pk=idea_id).first() if idea_id else None


@require_http_methods(GET_AND_POST)
@in_project
def urgent(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Somebody who was named decided alone, because it could not wait."""
    form = UrgentForm(request.POST or None, circles=circles_of(project, member))
    if form.is_valid():
        made = act_urgently(**form.told, by=actor(request), at=clock.now())
        return redirect("decisions:decision", project.id, made.id)
    context = {"project": project, "member": member, "form": form}
    return show(request, "decisions/beginning/urgent.html", context)


@require_http_methods(GET_AND_POST)
@on_decision
def doubt(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """I’m not sure we did."""
    form = DoubtForm(posted(request))
    if form.is_valid():
        doubt_agreement(decision=decision, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("decisions:decision", decision.project_id, decision.id)
    context = {"project": decision.project, "decision": decision, "form": form}
    return show(request, "decisions/beginning/doubt.html", context)


@require_POST
@on_decision
def again(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Propose it anew: a new proposal, linked to the one before."""
    made = begin_proposal(
        circle=decision.circle,
        question=decision.question,
        reviewed=decision,
        by=actor(request),
        at=clock.now(),
    )
    return redirect("decisions:shape", decision.project_id, made.id)
