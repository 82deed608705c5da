"""What agreements keep of a person: all of it to take away, and all of it to erase."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from evenweave.agreements.actions.erasing import (
    forget_arrivals,
    forget_changes,
    forget_hand_overs,
    forget_lendings,
    forget_matters,
    forget_partings,
    forget_priorities,
)
from evenweave.agreements.models import (
    Agreed,
    Answer,
    Arrival,
    Buddy,
    Change,
    Clash,
    GoalRoot,
    HandOver,
    HandOverPart,
    Hopes,
    Lending,
    Matter,
    MatterReader,
    Note,
    PartHolding,
    Parting,
    Portfolio,
    Priority,
    Question,
    ReaderProposed,
    Settling,
    Thanks,
    Willing,
)
from evenweave.agreements.steps import all_steps
from evenweave.common.actors import Actor

WORDED = ("title", "words", "why")


def export(person_id: UUID) -> dict[str, Any]:
    """Everything, in words where there are words."""
    return {
        **agreements(person_id),
        **arrivals(person_id),
        **hand_overs(person_id),
        **partings(person_id),
        **priorities(person_id),
        **lendings(person_id),
        **matters(person_id),
    }


def erase(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """Erase it, inside the action that erases the person."""
    forgets = (forget_changes, forget_arrivals, forget_hand_overs, forget_partings)
    for forget in (*forgets, forget_priorities, forget_matters, forget_lendings):
        forget(person_id=person_id, by=by, at=at)


# The agreement


def agreements(person_id: UUID) -> dict[str, Any]:
    """What they proposed, agreed to, asked and answered."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    return {
        "what_you_proposed_for_an_agreement": [
            {name: getattr(each, name) for name in WORDED}
            | {"what": each.get_what_display(), "state": each.get_state_display()}
            | {"at": each.made_at}
            for each in Change.objects.filter(made_by=person_id).order_by("made_at", "position")
        ],
        "agreements_you_agree_to": [
            {"project": each.member.project.name, "edition": each.edition, "at": each.at}
            for each in Agreed.objects.filter(**mine).select_related("member__project")
        ],
        "what_you_asked_about_an_agreement": [
            {"words": each.words, "at": each.asked_at}
            for each in Question.objects.filter(**mine).order_by("asked_at")
        ],
        "what_you_answered_about_an_agreement": [
            {"words": each.words, "at": each.said_at}
            for each in Answer.objects.filter(**mine).order_by("said_at")
        ],
    }


# Coming in


def arrivals(person_id: UUID) -> dict[str, Any]:
    """Their way in, their hopes, and who is or was whose buddy."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    paths = Arrival.objects.filter(**mine).select_related("member__project").order_by("begun_at")
    return {
        "your_ways_in": [path(each) for each in paths],
        "what_you_hope_for": [
            {
                "project": each.member.project.name,
                "hopes": each.hopes,
                "fears": each.fears,
                "expects": each.expects,
                "your_team_reads_it": each.is_shared,
                "at": each.written_at,
            }
            for each in Hopes.objects.filter(**mine).select_related("member__project")
        ],
        "willing_to_be_a_buddy_in": [
            each.member.project.name
            for each in Willing.objects.filter(**mine).select_related("member__project")
        ],
        "buddies": [pair(each, person_id) for each in pairs(person_id)],
    }


def path(arrival: Arrival) -> dict[str, Any]:
    """One path, with what they did on it."""
    titles = {step.id: step.called for step in all_steps(arrival.member.project)}
    return {
        "project": arrival.member.project.name,
        "because_something_changed": arrival.is_again,
        "begun_at": arrival.begun_at,
        "enough_at": arrival.enough_at,
        "steps": [
            {"step": titles.get(mark.step, ""), "what": mark.get_what_display()}
            for mark in arrival.marks.order_by("id")
        ],
        "what_changed": [cause.get_kind_display() for cause in arrival.causes.all()],
    }


def pairs(person_id: UUID) -> Any:
    """Each time they asked somebody, or somebody asked them."""
    found = Buddy.objects.filter(Q(newcomer__person_id=person_id) | Q(buddy__person_id=person_id))
    people = found.select_related("newcomer__project", "newcomer__person", "buddy__person")
    return people.order_by("asked_at")


def pair(each: Buddy, person_id: UUID) -> dict[str, Any]:
    """Who was whose buddy, and from when to when."""
    is_newcomer = each.newcomer.person_id == person_id
    other = each.buddy if is_newcomer else each.newcomer
    return {
        "project": each.newcomer.project.name,
        "with": other.called if other else "",
        "you_asked": is_newcomer,
        "found_for_you": is_newcomer and each.is_matched,
        "asked_at": each.asked_at,
        "since": each.accepted_at,
        "ended_at": each.ended_at,
    }


# Handing on


def hand_overs(person_id: UUID) -> dict[str, Any]:
    """What they handed on, what they were asked, and what they held."""
    given = HandOver.objects.filter(giver__person_id=person_id).select_related("project")
    asked = HandOverPart.objects.filter(offered_to__person_id=person_id, taken_at=None)
    held = PartHolding.objects.filter(member__person_id=person_id)
    return {
        "what_you_handed_on": [
            {
                "project": each.project.name,
                "what": each.what,
                "parts": [part.words for part in each.parts.all()],
                "until": each.until_on,
                "at": each.begun_at,
            }
            for each in given.order_by("begun_at")
        ],
        "what_you_are_asked_to_take_on": [
            {"project": each.hand_over.project.name, "part": each.called}
            for each in asked.select_related("hand_over__project")
        ],
        "what_you_took_on": [
            {
                "project": each.part.hand_over.project.name,
                "part": each.part.called,
                "since": each.since,
                "until": each.until,
            }
            for each in held.select_related("part__hand_over__project")
        ],
    }


# Going


def partings(person_id: UUID) -> dict[str, Any]:
    """What they said of their going, thanks from and to them, and what they take along."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    written = Thanks.objects.filter(by__person_id=person_id, taken_back_at=None)
    received = Thanks.objects.filter(to__person_id=person_id, taken_back_at=None)
    return {
        "your_going": [
            {
                "project": each.member.project.name,
                "told_your_team_at": each.told_at,
                "you_go_on": each.goes_on,
                "how_you_would_like_to_be_named": each.named,
            }
            for each in Parting.objects.filter(**mine).select_related("member__project")
        ],
        "thanks_you_wrote": [
            {"to": each.to.called, "words": each.words, "at": each.said_at}
            for each in written.select_related("to__person")
        ],
        "thanks_to_you": [
            {
                "from": each.by.called,
                "words": each.words,
                "at": each.said_at,
                "your_team_reads_it": each.is_shown,
            }
            for each in received.select_related("by__person")
        ],
        "what_you_take_along": [
            {"project": each.member.project.name, "words": each.words, "at": each.written_at}
            for each in Portfolio.objects.filter(**mine).select_related("member__project")
        ],
    }


# What we hope for


def priorities(person_id: UUID) -> dict[str, Any]:
    """What matters to them, the conflicts they named or settled, and the roots they pointed to."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    said = Priority.objects.filter(**mine).select_related("member__project", "column")
    named = Clash.objects.filter(**mine).select_related("project")
    settled = Settling.objects.filter(**mine).select_related("clash__project", "decision")
    roots = GoalRoot.objects.filter(**mine).select_related("clause__project")
    return {
        "what_matters_most_to_you": [
            {
                "project": each.member.project.name,
                "words": each.words,
                "with_your_name": each.is_signed,
                "among_those_with": each.column.name if each.column else "",
                "a_helper_wrote_it_down": each.is_by_helper,
                "at": each.written_at,
            }
            for each in said
        ],
        "conflicts_of_priority_you_named": [
            {
                "project": each.project.name,
                "words": each.words,
                "a_helper_wrote_it_down": each.is_by_helper,
                "at": each.named_at,
            }
            for each in named
        ],
        "conflicts_of_priority_you_settled": [
            {
                "project": each.clash.project.name,
                "words": each.words,
                "decision": each.decision.question if each.decision else "",
                "at": each.at,
            }
            for each in settled
        ],
        "what_you_said_a_goal_grew_from": [
            {
                "project": each.clause.project.name,
                "what": each.get_kind_display(),
                "id": each.thing_id,
                "at": each.added_at,
            }
            for each in roots
        ],
    }


# Lending to a later team


def lendings(person_id: UUID) -> dict[str, Any]:
    """What they proposed to lend, to whom, and what they told later teams."""
    found = Lending.objects.filter(made_by=person_id).select_related("project")
    return {
        "what_you_told_later_teams": [
            {
                "project": each.project.name,
                "words": each.lessons,
                "to": each.to_called,
                "at": each.made_at,
            }
            for each in found
        ],
    }


# Closed matters


def matters(person_id: UUID) -> dict[str, Any]:
    """The matters that they closed, read, and wrote in."""
    mine: dict[str, Any] = {"member__person_id": person_id}
    read = MatterReader.objects.filter(**mine).select_related("matter")
    notes = Note.objects.filter(**mine).select_related("matter")
    proposed = ReaderProposed.objects.filter(**mine).select_related("matter", "decision")
    return {
        "matters_you_closed": [
            {"name": each.name, "why": each.why, "until": each.ends_on, "at": each.made_at}
            for each in Matter.objects.filter(made_by=person_id)
        ],
        "matters_you_read": [
            {"name": each.matter.name, "since": each.since, "until": each.until} for each in read
        ],
        "matters_you_were_proposed_to_read": [
            {"name": each.matter.name, "decision": each.decision.question} for each in proposed
        ],
        "notes_you_wrote_in_matters": [
            {
                "in": each.matter.name,
                "words": each.words,
                "a_helper_wrote_it_down": each.is_by_helper,
                "at": each.said_at,
                "taken_back_at": each.taken_back_at,
            }
            for each in notes
        ],
    }
