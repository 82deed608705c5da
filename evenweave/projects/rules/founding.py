"""Why a project may not begin, or may not say this of itself."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Project
from evenweave.projects.rules.standing import unless_member


def why_not_found_project(by: Actor, name: str, purpose: str) -> Promise | None:
    """A person begins it; it has a name and a reason."""
    if by.person is None:
        return _("A project is begun by a person, who is its first member.")
    if text.is_blank(name):
        return _("A project needs a name. You can change it later.")
    if text.is_blank(purpose):
        return _("Write why you do this. One plain sentence is plenty.")
    return None


def why_not_tell_more(
    by: Actor, project: Project, starts_on: date | None, ends_on: date | None
) -> Promise | None:
    """Every member may; and a project does not end before it starts."""
    if why_not := unless_member(by, project):
        return why_not
    if starts_on and ends_on and ends_on < starts_on:
        return _("The last day is before the first day. Please look at both dates.")
    return None
