"""What projects keep of a person: all of it to take away, and all of it to erase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from evenweave.people.names import Directory
from evenweave.projects.actions.erasing import forget_member as erase
from evenweave.projects.models import (
    Behalf,
    Capability,
    ExpertiseSuggestion,
    Invitation,
    Limit,
    LimitQuestion,
    Member,
)

__all__ = ["erase", "export"]


def export(person_id: UUID) -> dict[str, Any]:
    """Everything, in words where there are words. Hashes are left out: they say nothing."""
    return {
        "projects": [membership(member) for member in memberships(person_id)],
        "guesses_about_you": [
            {
                "project": each.project.name,
                "what": each.expertise.name if each.expertise else each.words,
                "by": called(each.suggested_by),
                "at": each.suggested_at,
            }
            for each in ExpertiseSuggestion.objects.filter(person_id=person_id)
            .select_related("project", "expertise")
            .order_by("suggested_at")
        ],
        "done_for_you": [
            {
                "project": each.project.name,
                "line_of_its_record": each.sequence,
                "helper": called(each.helper_id),
                "at": each.done_at,
                "you_confirmed_at": each.confirmed_at,
                "you_questioned_at": each.questioned_at,
                "your_question": each.question,
            }
            for each in Behalf.objects.filter(person_id=person_id)
            .select_related("project")
            .order_by("done_at")
        ],
        "invitations_you_made": [
            {
                "project": each.project.name,
                "what": each.get_kind_display(),
                "at": each.made_at,
                "until": each.expires_at,
                "people_who_came": each.uses,
            }
            for each in Invitation.objects.filter(made_by=person_id)
            .select_related("project")
            .order_by("made_at")
        ],
        "limits_you_wrote_down": [
            {"project": each.project.name, "words": each.words, "at": each.said_at}
            for each in Limit.objects.filter(said_by=person_id)
            .select_related("project")
            .order_by("said_at")
        ],
    }


def memberships(person_id: UUID) -> Any:
    """Each time they were in a project."""
    found = Member.objects.filter(person_id=person_id).select_related("project", "seat")
    return found.order_by("joined_at", "id")


def membership(member: Member) -> dict[str, Any]:
    """One time in a project, with all that hangs on it."""
    brings = member.member_expertises.select_related("expertise").order_by("said_at")
    circles = member.circle_members.select_related("circle").order_by("since")
    return {
        "project": member.project.name,
        "joined_at": member.joined_at,
        "left_at": member.left_at,
        "role_title": member.role_title,
        "what_you_bring": [each.expertise.name for each in brings],
        "your_seat": member.seat.name if member.seat else "",
        "your_team_sees_it": member.is_shown,
        "what_would_make_it_worth_your_time": member.worth_it,
        "wants_news_after_leaving": member.wants_news,
        "places": [each.site.name for each in member.member_sites.select_related("site")],
        "circles": [
            {"circle": each.circle.name, "since": each.since, "until": each.until}
            for each in circles
        ],
        "trusted_with": [
            {"what": each.get_kind_display(), "since": each.given_at, "until": each.ended_at}
            for each in Capability.objects.filter(member=member).order_by("given_at")
        ],
        "questions_about_limits": [
            {"question": each.words, "reply": each.reply, "at": each.asked_at}
            for each in LimitQuestion.objects.filter(asked_by=member).order_by("asked_at")
        ],
    }


def called(person_id: UUID | None) -> str:
    """What somebody is called; nothing for one who is gone."""
    return Directory().called([person_id]).get(person_id, "") if person_id else ""
