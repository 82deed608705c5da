"""Why the steps on the way in may not be changed like this."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import ArrivalStep, StepKind
from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Project
from evenweave.projects.rules.standing import unless_member

MOST = 30


def why_not_add_step(
    by: Actor, project: Project, title: str, link: str, steps: Sequence[ArrivalStep]
) -> Promise | None:
    """Anybody in the team may add one, as long as the way stays one that can be walked."""
    if why_not := unless_member(by, project) or unless_written(title, link):
        return why_not
    if len(steps) >= MOST:
        return _("There are thirty steps already. Take one out, or say it within another.")
    return None


def why_not_change_step(by: Actor, step: ArrivalStep, title: str, link: str) -> Promise | None:
    """Anybody in the team may; a step that was taken out is put back first."""
    if step.taken_out_at is not None:
        return _("Somebody took this step out meanwhile. Put it back first, then change it.")
    # A usual step without a name of the team's has its usual one.
    is_usual = step.kind != StepKind.OWN and text.is_blank(title)
    written = unless_link(link) if is_usual else unless_written(title, link)
    return unless_member(by, step.project) or written


def why_not_move_step(by: Actor, step: ArrivalStep) -> Promise | None:
    """Anybody in the team may."""
    return unless_member(by, step.project)


def why_not_take_out_step(by: Actor, step: ArrivalStep) -> Promise | None:
    """Anybody in the team may; it can be put back."""
    if step.taken_out_at is not None:
        return _("This step was taken out already.")
    return unless_member(by, step.project)


def why_not_put_back_step(by: Actor, step: ArrivalStep) -> Promise | None:
    """Anybody in the team may."""
    if step.taken_out_at is None:
        return _("This step stands on the way already.")
    return unless_member(by, step.project)


def unless_written(title: str, link: str) -> Promise | None:
    """A step says what it is."""
    if text.is_blank(title):
        return _("A step needs a name. Write what somebody new would do.")
    return unless_link(link)


def unless_link(link: str) -> Promise | None:
    """A link is an address of the web, or of this server."""
    is_here = link.startswith("/") and not link.startswith("//")
    if link and not (is_here or link.startswith(("https://", "http://"))):
        return _("A link begins with https:// – please copy the whole address.")
    return None
