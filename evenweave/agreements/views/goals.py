"""What we hope for: priorities side by side, where they clash, and what goals grew from."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.agreements import goals as reading
from evenweave.agreements.actions import priorities as actions
from evenweave.agreements.columns import may_be_unsigned
from evenweave.agreements.forms.priorities import (
    SIGNED,
    UNSIGNED,
    ClashForm,
    PriorityForm,
    RootForm,
    SettleForm,
)
from evenweave.agreements.models import Clash, Clause, GoalRoot, Priority, Settling, Sort
from evenweave.agreements.pages import in_full_project
from evenweave.agreements.rules import priorities as rules
from evenweave.agreements.views.changing import tried
from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.common.refusals import refuse_if
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project


def back(project: Project) -> HttpResponse:
    """To the page with all of it."""
    return redirect("agreements:goals", project.id)


@require_safe
@in_full_project
def goals(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """All of it."""
    hopes = reading.hopes_of(project, member)
    context = {"project": project, "member": member, "hopes": hopes}
    context |= {"to_cover": list(hopes.to_cover())}
    return show(request, "agreements/goals/goals.html", context)


@require_http_methods(GET_AND_POST)
@in_full_project
def say_priority(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What matters most to me."""
    may_choose = may_be_unsigned(member)
    form = PriorityForm(request.POST or None, may_choose=may_choose, initial={"version": 0})
    if form.is_valid():
        words, by, at = form.cleaned_data["words"], actor(request), clock.now()
        told = {"words": words, "is_signed": form.is_signed, "by": by, "at": at}

        def say() -> HttpResponse:
            actions.say_priority(member=member, **told)
            return drafts.saved(back(project), f"priority-{member.id}")

        if answer := tried(form, say):
            return answer
    context = {"project": project, "member": member, "form": form}
    context |= {"may_choose": may_choose}
    return show(request, "agreements/goals/priority.html", context)


def as_begun(priority: Priority) -> dict[str, object]:
    """What stands now, as the form knows it."""
    name = SIGNED if priority.is_signed else UNSIGNED
    return {"words": priority.words, "name": name, "version": priority.version}


@require_http_methods(GET_AND_POST)
@in_full_project
def change_priority(
    request: HttpRequest, project: Project, member: Member, priority_id: UUID
) -> HttpResponse:
    """The same in other words; only its author finds it."""
    mine = Priority.objects.filter(project=project, member=member, taken_back_at=None)
    priority = get_object_or_404(mine, pk=priority_id)
    may_choose = not priority.is_signed
    form = PriorityForm(request.POST or None, may_choose=may_choose, initial=as_begun(priority))
    if form.is_valid():
        told = {"words": form.cleaned_data["words"], "version": form.cleaned_data["version"]}
        by, at = actor(request), clock.now()

        def change() -> HttpResponse:
            actions.change_priority(
                priority=priority, is_signed=form.is_signed, by=by, at=at, **told
            )
            return drafts.saved(back(project), f"priority-{priority.id}")

        try:
            if answer := tried(form, change):
                return answer
        except Changed:
            priority.refresh_from_db()
            return conflict(request, form, newer=as_begun(priority), version=priority.version)
    context = {"project": project, "form": form}
    context |= {"may_choose": may_choose, "priority": priority}
    return show(request, "agreements/goals/priority.html", context)


@require_POST
@in_full_project
def take_back_priority(
    request: HttpRequest, project: Project, member: Member, priority_id: UUID
) -> HttpResponse:
    """Take it back."""
    known = Priority.objects.select_related("member")
    priority = get_object_or_404(known, project=project, pk=priority_id)
    actions.take_back_priority(priority=priority, by=actor(request), at=clock.now())
    return back(project)


@require_http_methods(GET_AND_POST)
@in_full_project
def name_clash(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Name a conflict."""
    found = reading.readable(project, member)
    form = ClashForm(request.POST or None, priorities=found)
    if form.is_valid():
        told, by, at = form.cleaned_data, actor(request), clock.now()
        actions.name_clash(project=project, by=by, at=at, **told)
        return drafts.saved(back(project), f"clash-{member.id}")
    context = {"project": project, "form": form, "has_two": len(found) > 1}
    context |= {"member": member}
    return show(request, "agreements/goals/name_clash.html", context)


def clash_in(project: Project, clash_id: UUID) -> Clash:
    """A clash of this project."""
    known = Clash.objects.select_related("member__person", "project")
    return get_object_or_404(known, project=project, pk=clash_id)


@require_http_methods(GET_AND_POST)
@in_full_project
def settle_clash(
    request: HttpRequest, project: Project, member: Member, clash_id: UUID
) -> HttpResponse:
    """By a decision; or, for whoever named it, because it is settled."""
    clash = clash_in(project, clash_id)
    refuse_if(rules.unless_standing(clash))
    is_own, found = clash.member_id == member.id, reading.decided_in(project)
    form = SettleForm(request.POST or None, decisions=found, is_own=is_own)
    if form.is_valid():
        words, by, at = form.cleaned_data["words"], actor(request), clock.now()
        if decision := form.chosen:
            actions.settle_clash(clash=clash, decision=decision, words=words, by=by, at=at)
        else:
            actions.end_clash(clash=clash, words=words, by=by, at=at)
        return drafts.saved(back(project), f"settle-{clash.id}")
    words = "" if clash.is_covered and not is_own else clash.words
    context = {"project": project, "form": form, "clash": clash, "words": words}
    context |= {"may_settle": bool(found) or is_own}
    return show(request, "agreements/goals/settle_clash.html", context)


@require_POST
@in_full_project
def take_back_clash(
    request: HttpRequest, project: Project, member: Member, clash_id: UUID
) -> HttpResponse:
    """Take back that one named it."""
    clash = clash_in(project, clash_id)
    actions.take_back_clash(clash=clash, by=actor(request), at=clock.now())
    return back(project)


@require_POST
@in_full_project
def take_back_settling(
    request: HttpRequest, project: Project, member: Member, settling_id: UUID
) -> HttpResponse:
    """Take back one's words on how it was settled."""
    known = Settling.objects.select_related("member", "clash")
    settling = get_object_or_404(known, clash__project=project, pk=settling_id)
    actions.take_back_settling(settling=settling, by=actor(request), at=clock.now())
    return back(project)


@require_http_methods(GET_AND_POST)
@in_full_project
def add_root(
    request: HttpRequest, project: Project, member: Member, clause_id: UUID
) -> HttpResponse:
    """Say what a goal grew from."""
    goals = Clause.objects.filter(project=project, sort=Sort.GOAL, removed_at=None)
    goal = get_object_or_404(goals, pk=clause_id)
    form = RootForm(
        request.POST or None,
        priorities=reading.readable(project, member),
        ideas=reading.ideas_in(project),
        decisions=reading.decisions_in(project),
    )
    if form.is_valid():
        by, at = actor(request), clock.now()
        for kind, thing_id in form.chosen:
            # What stands there already, by somebody else or by a second press, is there.
            if not GoalRoot.objects.filter(clause=goal, kind=kind, thing_id=thing_id).exists():
                actions.add_root(clause=goal, kind=kind, thing_id=thing_id, by=by, at=at)
        return back(project)
    context = {"project": project, "form": form, "version": goal.current}
    return show(request, "agreements/goals/add_root.html", context)


@require_POST
@in_full_project
def take_out_root(
    request: HttpRequest, project: Project, member: Member, root_id: UUID
) -> HttpResponse:
    """Take out what one added."""
    known = GoalRoot.objects.select_related("member", "clause")
    root = get_object_or_404(known, clause__project=project, pk=root_id)
    actions.take_out_root(root=root, by=actor(request), at=clock.now())
    return back(project)
