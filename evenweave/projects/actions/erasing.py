"""Erasing what projects keep of a person. The archive asks it, before the rooms below."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people.models import Person
from evenweave.projects.actions.tallies import look_at_unshown
from evenweave.projects.models import (
    Behalf,
    Capability,
    CircleMember,
    ExpertiseSuggestion,
    Invitation,
    Limit,
    LimitQuestion,
    Member,
    MemberExpertise,
    MemberSite,
    Place,
    Project,
)
from evenweave.projects.rules import erasing as rules


@action(quiet="Each record that knew the person tells it itself.")
def forget_member(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """End their memberships and take the person out of them.

    That somebody was a member, since when, until when, in which circles, and with which trust
    stays: it is the project's history. Who it was, what they brought and what they wrote go.
    """
    refuse_if(rules.why_not_forget_member(by, person_id))
    memberships = list(Member.objects.filter(person_id=person_id))
    forget_words(person_id, memberships)
    forget_invitations(person_id, at)
    held = Capability.objects.filter(member__in=memberships, ended_at=None)
    held.update(ended_at=at, ended_by=person_id)
    CircleMember.objects.filter(member__in=memberships, until=None).update(until=at)
    MemberExpertise.objects.filter(member__in=memberships).delete()
    MemberSite.objects.filter(member__in=memberships).delete()
    ExpertiseSuggestion.objects.filter(person_id=person_id).delete()
    Behalf.objects.filter(person_id=person_id).delete()
    for member in memberships:
        member.left_at = member.left_at or at
        member.person, member.seat, member.role_title, member.worth_it = None, None, "", ""
        member.is_shown, member.wants_news = True, False
        member.save()
    for project in Project.objects.filter(members__in=memberships).distinct():
        look_at_unshown(project=project, by=by, at=at)


def forget_words(person_id: UUID, memberships: list[Member]) -> None:
    """Take out what they wrote about limits, and their name where they hold one."""
    taken_out = _("(words taken out)")
    Limit.objects.filter(said_by=person_id).update(words=taken_out)
    LimitQuestion.objects.filter(asked_by__in=memberships).update(words=taken_out)
    LimitQuestion.objects.filter(replied_by=person_id).update(reply=taken_out)
    held = Limit.objects.filter(holder_member__in=memberships)
    held.update(holder=_("a former member"), holder_member=None)


def forget_invitations(person_id: UUID, at: datetime) -> None:
    """Letters that were written to their address and never used end, and let go of it."""
    email = Person.objects.values_list("email", flat=True).get(id=person_id)
    if email:
        letters = Invitation.objects.filter(email=email)
        letters.filter(ended_at=None).update(ended_at=at, ended_by=person_id)
        places = Place.objects.filter(invitation__in=letters)
        places.update(phone="", joined_on=None, supposed={})
        letters.update(name="", email="", expertise=None)
