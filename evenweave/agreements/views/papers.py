"""The agreement to print or to take away: plain, in large print, in Easy Read, or to edit."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from evenweave.agreements import document
from evenweave.common import clock, sheets
from evenweave.common.pages import as_file, show
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project

WORD = "word"
PDF, DOCX = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)


@require_safe
@in_project
def papers(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """In which dress; and which sentences are long for Easy Read."""
    agreement = document.whole(project, clock.now())
    context = {"project": project, "agreement": agreement}
    return show(request, "agreements/papers.html", context)


@require_safe
@in_project
def paper(request: HttpRequest, project: Project, member: Member, dress: str) -> HttpResponse:
    """The file itself."""
    if dress not in {*sheets.POINTS, WORD}:
        raise Http404
    agreement = document.whole(project, clock.now())
    called = f"{slugify(project.name) or 'agreement'}-{dress}"
    if dress == WORD:
        return as_file(document.word_file(agreement), DOCX, f"{called}.docx")
    return as_file(document.pdf(agreement, dress).pdf, PDF, f"{called}.pdf")
