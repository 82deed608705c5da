"""Invitations are made and ended."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.projects import codes, kinds
from evenweave.projects.actions.places import forget_place
from evenweave.projects.models import Circle, Expertise, Invitation, Place, Project
from evenweave.projects.rules import inviting as rules

FOR_ONE = 1


@action(records=kinds.INVITED)
def invite(
    *,
    project: Project,
    kind: str,
    expires_at: datetime,
    by: Actor,
    at: datetime,
    most_uses: int | None = FOR_ONE,
    name: str = "",
    email: str = "",
    circle: Circle | None = None,
    expertise: Expertise | None = None,
) -> Invitation:
    """A way in; whoever may see its code asks `codes.code_of`, for only the hash is kept.

    `name`, `email` and `expertise` are suppositions: the person who comes says what is so.
    """
    refuse_if(
        rules.why_not_invite(
            by,
            project,
            kind,
            email=email,
            circle=circle,
            expertise=expertise,
            most_uses=most_uses,
            expires_at=expires_at,
            at=at,
        )
    )
    invitation_id = uuid4()
    return Invitation.objects.create(
        id=invitation_id,
        project=project,
        kind=kind,
        circle=None if circle is None or circle.is_everybody else circle,
        token_hash=codes.hashed(codes.code_of(invitation_id)),
        name=name,
        email=email.lower(),
        expertise=expertise,
        made_by=by.somebody,
        made_at=at,
        expires_at=expires_at,
        most_uses=most_uses,
    )


@action(records=kinds.INVITATION_ENDED)
def end_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Nobody can come in by it any more, and what was supposed of the person goes."""
    invitation.refresh_from_db()
    refuse_if(rules.why_not_end_invitation(by, invitation))
    invitation.ended_by, invitation.ended_at = by.somebody, at
    forget(invitation)
    invitation.save(update_fields=["ended_by", "ended_at", "name", "email", "expertise"])


@action(quiet="Nobody’s act: what nobody took up within a year is let go of.")
def let_invitations_go(*, project: Project, by: Actor, at: datetime) -> int:
    """Invitations, and names of a list, that lay for a year end by themselves. How many."""
    refuse_if(rules.why_not_let_invitations_go(by))
    lying = project.invitations.left_lying(at)
    places = Place.objects.filter(invitation__in=lying)
    places.update(phone="", joined_on=None, supposed={})
    return lying.update(ended_at=at, name="", email="", expertise=None)


def forget(invitation: Invitation) -> None:
    """Let go of what the inviter supposed of somebody."""
    invitation.name, invitation.email, invitation.expertise = "", "", None
    forget_place(invitation)
