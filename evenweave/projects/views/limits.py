"""What this team cannot change."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.people.names import Directory
from evenweave.people.pages import actor
from evenweave.projects.actions import limits as actions
from evenweave.projects.forms.limits import LimitForm, QuestionForm, ReplyForm
from evenweave.projects.models import Limit, LimitQuestion, Member, Project
from evenweave.projects.pages import in_project
from evenweave.projects.team import by_name


@require_safe
@in_project
def limits(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What cannot change, who holds it, since when; and what can change now."""
    found = project.limits.select_related("holder_member__person").annotate(
        asked=Count("questions"), open=Count("questions", filter=Q(questions__replied_at=None))
    )
    context = {
        "project": project,
        "member": member,
        "limits": found.filter(ended_at=None).order_by("said_at", "id"),
        "ended": found.filter(ended_at__isnull=False).order_by("-ended_at", "id"),
    }
    return show(request, "projects/limits/limits.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def say(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Write one more down."""
    members = by_name(project)
    form = LimitForm(request.POST or None, members=members)
    if form.is_valid():
        actions.say_limit(project=project, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("projects:limits", project.id)
    context = {"project": project, "member": member, "form": form}
    return show(request, "projects/limits/say.html", context)


@require_http_methods(GET_AND_POST)
@in_project
def limit(request: HttpRequest, project: Project, member: Member, limit_id: UUID) -> HttpResponse:
    """One limit, what was asked about it, and what was answered."""
    found = found_limit(project, limit_id)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        actions.ask_holder(limit=found, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("projects:limit", project.id, found.id)
    return show(
        request, "projects/limits/limit.html", told(project, member, found) | {"form": form}
    )


@require_http_methods(GET_AND_POST)
@in_project
def answer(
    request: HttpRequest, project: Project, member: Member, question_id: UUID
) -> HttpResponse:
    """Write down what the holder said."""
    questions = LimitQuestion.objects.filter(limit__project=project)
    found = get_object_or_404(
        questions.select_related(
            "limit__project", "limit__holder_member__person", "asked_by__person"
        ),
        pk=question_id,
    )
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        actions.reply_to_question(
            question=found, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return redirect("projects:limit", project.id, found.limit_id)
    context = {
        "project": project,
        "member": member,
        "question": found,
        "limit": found.limit,
        "form": form,
    }
    return show(request, "projects/limits/answer.html", context)


@require_POST
@in_project
def end(request: HttpRequest, project: Project, member: Member, limit_id: UUID) -> HttpResponse:
    """Say that it can change now."""
    found = found_limit(project, limit_id)
    actions.end_limit(limit=found, by=actor(request), at=clock.now())
    return redirect("projects:limits", project.id)


def found_limit(project: Project, limit_id: UUID) -> Limit:
    """The limit of this project, or nothing there."""
    known = project.limits.select_related("project", "holder_member__person")
    return get_object_or_404(known, pk=limit_id)


def told(project: Project, member: Member, limit: Limit) -> dict[str, object]:
    """A limit with its questions, and who said and who wrote down what."""
    questions = list(limit.questions.select_related("asked_by__person"))
    people = {limit.said_by, *(each.replied_by for each in questions if each.replied_by)}
    names = Directory().called(people)
    holder = limit.holder_member
    return {
        "project": project,
        "member": member,
        "limit": limit,
        "said_by": names.get(limit.said_by),
        "questions": [(each, each.replied_by and names.get(each.replied_by)) for each in questions],
        "may_answer": holder is None or not holder.is_present or holder.id == member.id,
    }
