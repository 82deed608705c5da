"""What people bring, as they say themselves; and what the kinds of it are called.

Nothing here writes what somebody brings to the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.projects import kinds
from evenweave.projects.actions.tallies import look_at_unshown
from evenweave.projects.models import (
    Expertise,
    ExpertiseSuggestion,
    Member,
    MemberExpertise,
    Project,
)
from evenweave.projects.models.expertises import DYE_NAMES
from evenweave.projects.rules import expertise as rules


@action(quiet="What somebody brings is theirs to say; the record never holds it.")
def say_expertise(
    *,
    member: Member,
    version: int,
    brings: Sequence[Expertise],
    seat: Expertise | None,
    is_shown: bool,
    role_title: str,
    by: Actor,
    at: datetime,
) -> None:
    """What they bring, with which of it they sit here, who sees it, and what they are called.

    It answers every suggestion, so those go. Kinds that they said before and do not say now go too.
    """
    member.refresh_from_db()
    refuse_if(rules.why_not_say_expertise(by, member, brings, seat))
    refuse_if_changed(member, version=version)
    MemberExpertise.objects.filter(member=member).exclude(expertise__in=brings).delete()
    for expertise in brings:
        MemberExpertise.objects.update_or_create(
            member=member, expertise=expertise, defaults={"said_at": at}
        )
    ExpertiseSuggestion.objects.filter(project=member.project, person=member.person).delete()
    member.seat, member.is_shown, member.role_title = seat, is_shown, role_title
    member.version = version + 1
    member.save(update_fields=["seat", "is_shown", "role_title", "version"])
    look_at_unshown(project=member.project, by=by, at=at)


@action(quiet="A suggestion is known to the person alone, and so is what they make of it.")
def drop_suggestion(*, suggestion: ExpertiseSuggestion, by: Actor, at: datetime) -> None:
    """Throw a suggestion away."""
    refuse_if(rules.why_not_drop_suggestion(by, suggestion))
    suggestion.delete()


@action(records=kinds.EXPERTISE_ADDED)
def add_expertise(*, project: Project, name: str, by: Actor, at: datetime) -> Expertise:
    """A further kind, with the next free dye."""
    refuse_if(rules.why_not_add_expertise(by, project, name))
    present = list(project.expertises.present())
    return Expertise.objects.create(
        project=project,
        name=name,
        dye=free_dye(present),
        position=max((kind.position for kind in present), default=0) + 1,
    )


@action(records=kinds.EXPERTISE_RENAMED)
def rename_expertise(*, expertise: Expertise, name: str, by: Actor, at: datetime) -> None:
    """Call a kind something else. Whoever said it before is asked whether it still fits."""
    expertise.refresh_from_db()
    refuse_if(rules.why_not_rename_expertise(by, expertise, name))
    expertise.name, expertise.renamed_at = name, at
    expertise.save(update_fields=["name", "renamed_at"])


@action(records=kinds.EXPERTISE_DIVIDED)
def divide_expertise(
    *, expertise: Expertise, first: str, second: str, by: Actor, at: datetime
) -> list[Expertise]:
    """Make two kinds of one. Nobody is put into either: each says anew."""
    expertise.refresh_from_db()
    refuse_if(rules.why_not_divide_expertise(by, expertise, first, second))
    others = list(expertise.project.expertises.present())
    expertise.ended_at = at
    expertise.save(update_fields=["ended_at"])
    look_at_unshown(project=expertise.project, by=by, at=at)
    dyes = [expertise.dye, free_dye(others)]
    return [
        Expertise.objects.create(
            project=expertise.project,
            name=name,
            dye=dye,
            position=expertise.position,
            came_from=expertise,
        )
        for name, dye in zip([first, second], dyes, strict=True)
    ]


def free_dye(present: Sequence[Expertise]) -> str:
    """The first dye that no present kind has."""
    taken = {kind.dye for kind in present}
    return next(dye for dye in DYE_NAMES if dye not in taken)
