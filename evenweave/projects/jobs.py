"""What the worker does for projects: let go of what nobody took up."""

from __future__ import annotations

from datetime import timedelta

from evenweave.common import actors
from evenweave.jobs.vocabulary import Turn, job
from evenweave.projects.actions.inviting import let_invitations_go
from evenweave.projects.models import Invitation, Project

LET_GO = "projects.let_go"


@job(LET_GO, every=timedelta(days=1))
def let_go(turn: Turn) -> None:
    """Once a day: what was supposed of people who did not come within a year goes."""
    lying = Invitation.objects.left_lying(turn.at)
    for project in Project.objects.filter(pk__in=lying.values("project")):
        let_invitations_go(project=project, by=actors.job(LET_GO), at=turn.at)
