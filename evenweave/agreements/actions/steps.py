"""The steps on the way in: the whole team's to add, change, move and take out."""

from __future__ import annotations

from datetime import datetime

from evenweave.agreements.models import ArrivalStep, StepKind
from evenweave.agreements.models.arrivals import WORDS, usual_steps
from evenweave.agreements.rules import steps as rules
from evenweave.agreements.steps import all_steps
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.projects.models import Project

QUIET = "The way in is the whole team’s to shape, and no use of authority."


@action(quiet=QUIET)
def add_step(
    *, project: Project, title: str, words: str, link: str, by: Actor, at: datetime
) -> ArrivalStep:
    """One more step, after the others."""
    refuse_if(rules.why_not_add_step(by, project, title, link, all_steps(project)))
    write_down(project)
    last = ArrivalStep.objects.filter(project=project).order_by("position").last()
    return ArrivalStep.objects.create(
        project=project,
        kind=StepKind.OWN,
        title=title,
        words=words,
        link=link,
        position=last.position + 1 if last else 1,
    )


@action(quiet=QUIET)
def change_step(
    *,
    step: ArrivalStep,
    title: str,
    words: str,
    link: str,
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """What it says from now on. What is as usual stays the usual, in everybody's language."""
    written = under_the_lock(step)
    refuse_if(rules.why_not_change_step(by, written, title, link))
    refuse_if_changed(written, version=version)
    kind = StepKind(written.kind)
    written.title = "" if title == str(kind.label) else title
    written.words = "" if words == str(WORDS[kind]) else words
    written.link, written.version = link, version + 1
    written.save(update_fields=["title", "words", "link", "version"])


@action(quiet=QUIET)
def move_step(*, step: ArrivalStep, by: Actor, at: datetime) -> None:
    """One place earlier, among those that stand."""
    written = under_the_lock(step)
    refuse_if(rules.why_not_move_step(by, written))
    standing = ArrivalStep.objects.filter(project=written.project_id, taken_out_at=None)
    before = standing.filter(position__lt=written.position).order_by("position").last()
    if before is not None:
        before.position, written.position = written.position, before.position
        ArrivalStep.objects.bulk_update([before, written], ["position"])


@action(quiet=QUIET)
def take_out_step(*, step: ArrivalStep, by: Actor, at: datetime) -> None:
    """It stands on nobody's way any more. Its words stay, and it can be put back."""
    written = under_the_lock(step)
    refuse_if(rules.why_not_take_out_step(by, written))
    written.taken_out_at, written.version = at, written.version + 1
    written.save(update_fields=["taken_out_at", "version"])


@action(quiet=QUIET)
def put_back_step(*, step: ArrivalStep, by: Actor, at: datetime) -> None:
    """It stands where it stood."""
    written = under_the_lock(step)
    refuse_if(rules.why_not_put_back_step(by, written))
    written.taken_out_at, written.version = None, written.version + 1
    written.save(update_fields=["taken_out_at", "version"])


def write_down(project: Project) -> None:
    """Let the usual steps become rows, the first time that a team changes anything."""
    if not ArrivalStep.objects.filter(project=project).exists():
        ArrivalStep.objects.bulk_create(usual_steps(project))


def under_the_lock(step: ArrivalStep) -> ArrivalStep:
    """The step as it stands now; its id is the same whether or not it was written down."""
    write_down(step.project)
    return ArrivalStep.objects.select_related("project").get(pk=step.pk)
