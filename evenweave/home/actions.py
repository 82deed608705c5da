"""Saying something to a team."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor, ActorKind
from evenweave.common.refusals import refuse_if
from evenweave.home import messages, rules
from evenweave.outbox.actions import send
from evenweave.projects.models import Project


@action(quiet="What a member writes to a coordinator is between them.")
def say(*, project: Project, words: str, by: Actor, at: datetime) -> None:
    """Words to everybody who coordinates a team, signed by whoever says them."""
    refuse_if(rules.why_not_say(by, project, words))
    if by.kind is ActorKind.HELPER:
        words += "\n\n" + _("(A helper wrote this down for them.)")
    for hearer in rules.hearers(by, project):
        send(
            to=hearer,
            sender=by.person,
            kind=messages.SAID.name,
            subject=_("Somebody wrote to you about {project}").format(project=project.name),
            text=words,
            urgent=True,
            stream_id=project.stream_id,
            by=by,
            at=at,
        )
