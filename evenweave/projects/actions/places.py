"""What becomes of a place that a list kept, when somebody comes in, or will not."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import make_aware

from evenweave.projects.models import (
    Expertise,
    ExpertiseSuggestion,
    Invitation,
    Member,
    MemberSite,
    Place,
    Site,
)


def settle(invitation: Invitation, member: Member) -> None:
    """Whoever came takes what the list kept: since when, where, and suggestions for their eyes."""
    place = Place.objects.kept().filter(invitation=invitation).first()
    if place is None:
        return
    if place.joined_on is not None:
        noon = make_aware(datetime.combine(place.joined_on, time(12)))
        member.joined_at = min(noon, member.joined_at)
        member.save(update_fields=["joined_at"])
    sites = Site.objects.filter(project=place.project_id, pk__in=place.supposed.get("sites", []))
    MemberSite.objects.bulk_create(MemberSite(member=member, site=site) for site in sites)
    kinds = Expertise.objects.present().filter(
        project=place.project_id, pk__in=place.supposed.get("kinds", [])
    )
    told: list[tuple[Expertise | None, str]] = [(kind, "") for kind in kinds]
    told += [(None, words) for words in place.supposed.get("words", [])]
    for kind, words in told:
        # Somebody who was here before may have it already.
        ExpertiseSuggestion.objects.get_or_create(
            project=place.project,
            person=member.person,
            expertise=kind,
            words=words,
            defaults={"suggested_by": invitation.made_by, "suggested_at": invitation.made_at},
        )


def forget_place(invitation: Invitation) -> None:
    """Let go of what a list said of somebody; the marks stay."""
    Place.objects.filter(invitation=invitation).update(phone="", joined_on=None, supposed={})
