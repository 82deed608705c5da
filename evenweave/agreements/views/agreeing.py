"""I agree to this version; I have a question; everybody is reminded alike."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.agreements import covered, talking
from evenweave.agreements.actions import agreeing as actions
from evenweave.agreements.forms.agreeing import AnswerForm, QuestionForm
from evenweave.agreements.models import Answer, Clause, Question
from evenweave.common import clock, drafts
from evenweave.common.pages import GET_AND_POST, id_in, show
from evenweave.people.pages import actor
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project


@require_POST
@in_project
def agree(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """I agree to the version that I have read."""
    sent = request.POST.get("edition", "")
    edition = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0
    actions.agree(member=member, edition=edition, by=actor(request), at=clock.now())
    return redirect("agreements:agreement", project.id)


@require_POST
@in_project
def agree_no_more(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Not any more."""
    actions.agree_no_more(member=member, by=actor(request), at=clock.now())
    return redirect("agreements:agreement", project.id)


@require_POST
@in_project
def remind(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Everybody gets the same letter."""
    actions.remind(project=project, by=actor(request), at=clock.now())
    return redirect("agreements:agreement", project.id)


@require_http_methods(GET_AND_POST)
@in_project
def questions(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Ask about the agreement or a part of it (`?part=`); all that was asked and answered."""
    part_id = id_in(request.GET.get("part", ""))
    part = Clause.objects.filter(project=project, pk=part_id).first() if part_id else None
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        words, by, at = form.cleaned_data["words"], actor(request), clock.now()
        actions.ask(project=project, clause=part, words=words, by=by, at=at)
        return drafts.saved(redirect("agreements:questions", project.id), f"ask-{project.id}")
    shown = talking.questions_of(project, member)
    context = {"project": project, "form": form, "questions": shown, "part": part}
    context |= {"to_cover": talking.to_cover(shown)}
    return show(request, "agreements/questions.html", context)


def back_to(question: Question) -> HttpResponse:
    """To the page on which a question stands."""
    return redirect(covered.page_of(question))


def question_in(project: Project, question_id: UUID) -> Question:
    """A question of this project."""
    known = Question.objects.select_related("member__person", "project")
    return get_object_or_404(known, project=project, pk=question_id)


@require_http_methods(GET_AND_POST)
@in_project
def answer(
    request: HttpRequest, project: Project, member: Member, question_id: UUID
) -> HttpResponse:
    """Answer a question."""
    question, form = question_in(project, question_id), AnswerForm(request.POST or None)
    if question.taken_back_at is not None and request.method != "POST":
        raise Http404
    if form.is_valid():
        words, by, at = form.cleaned_data["words"], actor(request), clock.now()
        actions.answer_question(question=question, words=words, by=by, at=at)
        return drafts.saved(back_to(question), f"answer-{question.id}")
    talking.hide(question, member)
    context = {"project": project, "form": form, "question": question}
    context |= {"back": covered.page_of(question)}
    return show(request, "agreements/answer.html", context)


@require_POST
@in_project
def settle(
    request: HttpRequest, project: Project, member: Member, question_id: UUID
) -> HttpResponse:
    """It is answered."""
    question = question_in(project, question_id)
    actions.settle_question(question=question, by=actor(request), at=clock.now())
    return back_to(question)


@require_POST
@in_project
def take_back(
    request: HttpRequest, project: Project, member: Member, question_id: UUID
) -> HttpResponse:
    """Take a question back."""
    question = question_in(project, question_id)
    actions.take_back_question(question=question, by=actor(request), at=clock.now())
    return back_to(question)


@require_POST
@in_project
def take_back_answer(
    request: HttpRequest, project: Project, member: Member, answer_id: UUID
) -> HttpResponse:
    """Take an answer back."""
    known = Answer.objects.select_related("member", "question")
    said = get_object_or_404(known, question__project=project, pk=answer_id)
    actions.take_back_answer(answer=said, by=actor(request), at=clock.now())
    return back_to(said.question)
