"""Why something may not be said from here."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Capability, Project


def hearers(by: Actor, project: Project) -> list[UUID]:
    """Who reads what somebody says to a team from here: its coordinators, without themself."""
    held = Capability.objects.present().filter(kind=Capability.Kind.COORDINATOR)
    people = held.filter(member__project=project).values_list("member__person_id", flat=True)
    return [person_id for person_id in people if person_id not in {None, by.person}]


def why_not_say(by: Actor, project: Project, words: str) -> Promise | None:
    """A member may write to those who coordinate their team."""
    if not project.members.present().filter(person=by.person).exists():
        return _("You are not in this team any more, so this cannot be sent to it.")
    if text.is_blank(words):
        return _("Nothing is written here yet. Write a few words, then send them again.")
    if not hearers(by, project):
        return _(
            "Nobody else coordinates this team just now, so nobody would read it. "
            "Please speak with somebody in the team."
        )
    return None
