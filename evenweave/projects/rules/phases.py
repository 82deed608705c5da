"""Why a phase may not be set so."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Phase, Project
from evenweave.projects.rules.standing import unless_coordinator


def why_not_add_phase(
    by: Actor, project: Project, name: str, starts_on: date | None, ends_on: date | None
) -> Promise | None:
    """A coordinator schedules; a phase has its own name, and does not end before it starts."""
    return unless_coordinator(by, project) or unless_sound(
        Phase(project=project), name, starts_on, ends_on
    )


def why_not_change_phase(
    by: Actor, phase: Phase, name: str, starts_on: date | None, ends_on: date | None
) -> Promise | None:
    """A coordinator schedules; a phase has its own name, and does not end before it starts."""
    return unless_coordinator(by, phase.project) or unless_sound(phase, name, starts_on, ends_on)


def why_not_drop_phase(by: Actor, phase: Phase) -> Promise | None:
    """A coordinator schedules; one phase at least stays, and one with dates is ended instead."""
    if why_not := unless_coordinator(by, phase.project):
        return why_not
    if phase.starts_on is not None:
        return _("This phase has dates. Give it a last day instead, so that what happened stays.")
    if phase.project.phases.count() == 1:
        return _("This is the project’s only phase. You can give it another name.")
    return None


def why_not_move_phase(by: Actor, phase: Phase) -> Promise | None:
    """A coordinator schedules; the first phase cannot come earlier."""
    if why_not := unless_coordinator(by, phase.project):
        return why_not
    if not phase.project.phases.filter(position__lt=phase.position).exists():
        return _("This phase is the first already.")
    return None


def unless_sound(
    phase: Phase, name: str, starts_on: date | None, ends_on: date | None
) -> Promise | None:
    """A phase has a name that no other has, and does not end before it starts."""
    if text.is_blank(name):
        return _("A phase needs a name. Write what you call it.")
    others = phase.project.phases.exclude(pk=phase.pk)
    if others.filter(name__iexact=name.strip()).exists():
        return _("A phase has this name already. Give that one its days, or this one another name.")
    if starts_on and ends_on and ends_on < starts_on:
        return _("The last day is before the first day. Please look at both dates.")
    return None
