"""Why a list may not be brought in, asked in, or taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.projects.importing.plan import Plan
from evenweave.projects.importing.team import state_of, team_of
from evenweave.projects.models import Invitation, Project
from evenweave.projects.rules.inviting import LONGEST, MOST_OPEN
from evenweave.projects.rules.standing import unless_coordinator, unless_member


def why_not_import_people(
    by: Actor, project: Project, plan: Plan, state: str
) -> Promise | str | None:
    """A coordinator brings in a list in which nothing is amiss, and which says anything new.

    What is done is what was shown: nobody may have come, gone or changed since.
    """
    if why_not := unless_coordinator(by, project):
        return why_not
    if plan.wrong:
        return _("Some rows need mending first. Nothing was brought in.")
    if not plan.changes:
        return _("Everybody on this list is here already. Nothing was changed.")
    if state_of(team_of(project, plan.today)) != state:
        return _(
            "Something about the people here changed while you were looking. Nothing was brought "
            "in. Please bring the file again, to see what it would do now."
        )
    return None


def why_not_ask_in(
    by: Actor,
    project: Project,
    invitations: Sequence[Invitation],
    until: datetime,
    at: datetime,
) -> Promise | None:
    """A coordinator asks in people of a list who have not come, as far as there is room."""
    if why_not := unless_coordinator(by, project):
        return why_not
    ids = [invitation.pk for invitation in invitations]
    shut = Invitation.objects.filter(
        pk__in=ids, project=project, expires_at__lte=at, ended_at=None, uses=0
    )
    if not ids or shut.count() != len(ids):
        return _("Somebody came in or was asked meanwhile. Please look at the list again.")
    if not at < until <= at + LONGEST:
        return _("An invitation ends within three months. Choose a day before that.")
    if Invitation.objects.open(at).filter(project=project).count() + len(ids) > MOST_OPEN:
        return _("There would be more than 500 open invitations. End some of them first.")
    return None


def why_not_shut_again(by: Actor, invitations: Sequence[Invitation]) -> Promise | None:
    """A coordinator takes back letters that did not go."""
    projects = Project.objects.filter(invitations__in=[each.pk for each in invitations]).distinct()
    return next((why for each in projects if (why := unless_coordinator(by, each))), None)


def why_not_export_people(by: Actor, project: Project) -> Promise | None:
    """Every member may take away what every member sees."""
    return unless_member(by, project)
