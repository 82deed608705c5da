"""The steps on the way into a project, read as its team wants them."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from evenweave.agreements.models import ArrivalStep, StepKind
from evenweave.agreements.models.arrivals import usual_steps
from evenweave.projects.models import Project

# Where the usual steps lead. A page that is not there leaves the step to its words.
PAGES = {
    StepKind.STORY: "agreements:story",
    StepKind.AGREEMENT: "agreements:agreement",
    StepKind.BUDDY: "agreements:buddy",
    StepKind.HOPES: "agreements:hopes",
    StepKind.MEETING: "home:project",
}
OWN_PAGES = {StepKind.CALLED: "people:name", StepKind.HELPS: "people:helps"}


def all_steps(project: Project) -> list[ArrivalStep]:
    """Every step in its order, those that were taken out too."""
    written = list(ArrivalStep.objects.filter(project=project))
    return written or usual_steps(project)


def steps_of(project: Project) -> list[ArrivalStep]:
    """The steps that stand, in their order."""
    return [step for step in all_steps(project) if step.taken_out_at is None]


def step_of(project: Project, step_id: UUID) -> ArrivalStep | None:
    """One step, whether or not it was ever written down."""
    return next((step for step in all_steps(project) if step.id == step_id), None)


def address_of(step: ArrivalStep) -> str:
    """The page that a step leads to; nothing for one that is words alone."""
    if step.link:
        return step.link
    kind = StepKind(step.kind)
    try:
        if kind in OWN_PAGES:
            return reverse(OWN_PAGES[kind])
        return reverse(PAGES[kind], args=[step.project_id]) if kind in PAGES else ""
    except NoReverseMatch:
        return ""
