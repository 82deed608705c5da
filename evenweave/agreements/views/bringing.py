"""Something that stands open is brought to a decision: a proposal begins with its question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenweave.common import clock
from evenweave.decisions.actions.shaping import begin_proposal
from evenweave.people.pages import actor
from evenweave.projects.models import Project


def bring_to_decision(request: HttpRequest, project: Project, question: str) -> HttpResponse:
    """Everybody is asked, once somebody has shaped it and opened it."""
    made = begin_proposal(
        circle=project.circles.get(is_everybody=True),
        question=question,
        by=actor(request),
        at=clock.now(),
    )
    return redirect("decisions:shape", project.id, made.id)
