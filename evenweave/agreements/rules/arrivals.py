"""Why somebody may not go their way in like this, and when a path may begin again."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.path import path_of
from evenweave.common.actors import Actor, ActorKind
from evenweave.people.rules.own import not_alone
from evenweave.projects.models import Member, Project
from evenweave.projects.rules.standing import unless_oneself

BY_ITSELF = _("The program does this by itself.")


def why_not_mark_step(by: Actor, member: Member, step: UUID) -> Promise | None:
    """Each goes their own way, and marks what stands on it."""
    if why_not := unless_oneself(by, member):
        return why_not
    if step not in {each.id for each in path_of(member).steps}:
        return _("This step is not on your way any more. Your team may have taken it out.")
    return None


def why_not_say_enough(by: Actor, member: Member) -> Promise | None:
    """Each says for themself when it is enough, at any time."""
    return unless_oneself(by, member)


def why_not_follow_record(by: Actor, project: Project) -> Promise | None:
    """The program reads the record for arrivals; a light project has none."""
    return None if by.kind is ActorKind.JOB and not project.is_light else BY_ITSELF


def why_not_begin_again(by: Actor, member: Member) -> Promise | None:
    """The program begins a short path, for somebody who is here and does not rest."""
    if by.kind is not ActorKind.JOB:
        return BY_ITSELF
    if not member.is_present or member.person is None or member.person.is_resting:
        return _("They are not here just now, so it waits.")
    return None


def why_not_keep_hopes(by: Actor, member: Member) -> Promise | None:
    """Each writes for themself what they hope for; it is private, so a helper does not."""
    if by.helper is not None and member.person is not None:
        return not_alone(by, member.person)
    return unless_oneself(by, member)


def why_not_take_back_hopes(by: Actor, member: Member) -> Promise | None:
    """Each takes back for themself, after leaving too."""
    if by.helper is not None or by.person is None or by.person != member.person_id:
        return _("Only the person who wrote it can take it back.")
    return None
