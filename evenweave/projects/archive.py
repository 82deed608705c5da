"""What of a project, its people and its limits is in a copy."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from evenweave.common.copies import VERSION, Copied, Left, LeftOut, at_import
from evenweave.projects import models

AN_EXAMPLE = "A server marks its own examples."


def seat_shown(member: models.Member) -> UUID | None:
    """With which kind somebody sits here, if they show it. Not said and not shown are alike."""
    return member.seat_id if member.is_shown else None


COPIED = (
    Copied(models.Organisation, "projects", joins="name"),
    Copied(models.Project, "pk", leaves_out={"is_example": AN_EXAMPLE, "version": VERSION}),
    Copied(models.Phase, "project"),
    Copied(models.Site, "project"),
    Copied(models.Expertise, "project"),
    Copied(models.Circle, "project", leaves_out={"version": VERSION}),
    Copied(
        models.Member,
        "project",
        leaves_out={
            "invitation": "Invitations are for those whom they were sent to.",
            "arrived_at": "Whether they were shown round is theirs alone.",
            "is_shown": "Whether somebody shows their seat is theirs alone.",
            "worth_it": "Everybody reads it without a name. A table would name them.",
            "wants_news": "What somebody wishes is theirs alone.",
            "version": VERSION,
        },
        reads={"seat": seat_shown},
    ),
    Copied(models.CircleMember, "circle__project", key=("circle_id", "member_id", "since")),
    Copied(models.MemberSite, "member__project", key=("member_id", "site_id")),
    Copied(models.Capability, "member__project"),
    Copied(
        models.MemberExpertise,
        "member__project",
        where=Q(member__is_shown=True),
        leaves_out={"said_at": Left("Nobody sees when they said it.", at_import)},
        key=("member_id", "expertise_id"),
    ),
    Copied(models.Limit, "project", leaves_out={"version": VERSION}),
    Copied(models.LimitQuestion, "limit__project"),
)

LEFT_OUT: LeftOut = {
    models.Behalf: "What somebody says to an act of their helper is between the two.",
    models.ExpertiseSuggestion: "A guess is for the person alone whom it is about.",
    models.Invitation: "They are for those whom they were sent to, and end with this server.",
    models.Place: "What a list said of somebody who has not come in.",
    models.Tally: "It counts people who do not show their seats. They say it anew.",
    models.TallySeat: "Who stands in a tally, nobody sees.",
}
