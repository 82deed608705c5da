"""The stretches of a project get their names and dates."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.projects import kinds
from evenweave.projects.models import Phase, Project
from evenweave.projects.rules import phases as rules


@action(records=kinds.PHASE_ADDED)
def add_phase(
    *,
    project: Project,
    name: str,
    by: Actor,
    at: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Phase:
    """One more phase, after the others."""
    refuse_if(rules.why_not_add_phase(by, project, name, starts_on, ends_on))
    last = project.phases.aggregate(last=Max("position"))["last"] or 0
    return Phase.objects.create(
        project=project, name=name, position=last + 1, starts_on=starts_on, ends_on=ends_on
    )


@action(records=kinds.PHASE_CHANGED)
def change_phase(
    *,
    phase: Phase,
    name: str,
    starts_on: date | None,
    ends_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Its name and its days from now on."""
    refuse_if(rules.why_not_change_phase(by, phase, name, starts_on, ends_on))
    phase.name, phase.starts_on, phase.ends_on = name, starts_on, ends_on
    phase.save(update_fields=["name", "starts_on", "ends_on"])


@action(records=kinds.PHASE_DROPPED)
def drop_phase(*, phase: Phase, by: Actor, at: datetime) -> str:
    """A phase that never began and is not needed; returns what it was called."""
    phase.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_drop_phase(by, phase))
    name = phase.name
    phase.delete()
    return name


@action(records=kinds.PHASE_MOVED)
def move_phase(*, phase: Phase, by: Actor, at: datetime) -> None:
    """One place earlier."""
    phase.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_move_phase(by, phase))
    before = phase.project.phases.filter(position__lt=phase.position).order_by("position").last()
    if before is not None:
        before.position, phase.position = phase.position, before.position
        Phase.objects.bulk_update([before, phase], ["position"])
