"""Why somebody may not answer for what a helper did."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.projects.models import Behalf, Member
from evenweave.record.models import Entry


def why_not_confirm_act(by: Actor, member: Member, entry: Entry) -> Promise | None:
    """The person it was done for says so, and not their helper; once."""
    if by.kind != ActorKind.PERSON or by.person != member.person_id:
        return _("Only the person it was done for can answer this, and not their helper.")
    if not was_done_for(entry, member.person_id) or entry.stream_id != member.project_id:
        return _("Nobody did this for you, so there is nothing to confirm.")
    if Behalf.objects.answered(member.project_id, entry.sequence):
        return _("You have answered this already.")
    return None


def why_not_question_act(by: Actor, member: Member, entry: Entry) -> Promise | None:
    """The person it was done for says so, and not their helper; also after they confirmed it."""
    if by.kind != ActorKind.PERSON or by.person != member.person_id:
        return _("Only the person it was done for can answer this, and not their helper.")
    if not was_done_for(entry, member.person_id) or entry.stream_id != member.project_id:
        return _("Nobody did this for you, so there is nothing to question.")
    return None


def was_done_for(entry: Entry, person_id: UUID | None) -> bool:
    """Whether a helper did it for this person."""
    by = entry.by
    return by.kind == ActorKind.HELPER and by.person == person_id
