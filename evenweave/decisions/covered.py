"""The words of decisions that can be covered: what people say, and what they say to an outcome."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenweave.decisions.models import (
    Comment,
    Decision,
    Dissent,
    Doubt,
    LoneDissent,
    NextStep,
    Position,
)
from evenweave.decisions.reading import COMMENTS
from evenweave.ideas.coverable import Coverable, Said
from evenweave.ideas.covered import put


def page_of(decision: Decision, place: str) -> str:
    """A place on a decision's page."""
    return reverse("decisions:decision", args=[decision.project_id, decision.id]) + place


def find_comment(project_id: UUID, thing_id: UUID) -> Said | None:
    """What somebody said to a decision. The address is that of the page of comments it is on."""
    comments = Comment.objects.filter(decision__project=project_id, pk=thing_id)
    comment = comments.select_related("decision", "member").first()
    if comment is None:
        return None
    at = comment.said_at
    newer = Q(said_at__gt=at) | Q(said_at=at, id__gt=comment.id)
    page = comment.decision.comments.filter(newer).count() // COMMENTS
    place = f"?said={page}#said-{comment.id}" if page else f"#said-{comment.id}"
    return Said(comment.words, comment.member.person_id, page_of(comment.decision, place))


def find_position(project_id: UUID, thing_id: UUID) -> Said | None:
    """Why somebody stands where they stand. It is always on the page of its round."""
    positions = Position.objects.filter(round__decision__project=project_id, pk=thing_id)
    position = positions.select_related("round__decision", "member").first()
    if position is None:
        return None
    where = [project_id, position.round.decision_id, position.round.number]
    return Said(position.words, position.member.person_id, reverse("decisions:round", args=where))


def find_dissent(project_id: UUID, thing_id: UUID) -> Said | None:
    """How somebody sees an outcome otherwise."""
    dissents = Dissent.objects.filter(outcome__decision__project=project_id, pk=thing_id)
    dissent = dissents.select_related("outcome__decision", "member").first()
    if dissent is None:
        return None
    place = "#before" if dissent.outcome.ended_at else "#otherwise"
    return Said(dissent.words, dissent.member.person_id, page_of(dissent.outcome.decision, place))


def find_doubt(project_id: UUID, thing_id: UUID) -> Said | None:
    """How somebody remembers what was agreed."""
    doubts = Doubt.objects.filter(decision__project=project_id, pk=thing_id)
    doubt = doubts.select_related("decision", "member").first()
    if doubt is None:
        return None
    return Said(doubt.words, doubt.member.person_id, page_of(doubt.decision, "#before"))


def find_next_step(project_id: UUID, thing_id: UUID) -> Said | None:
    """What follows, as somebody wrote it down; whoever took it on is not its author."""
    steps = NextStep.objects.filter(decision__project=project_id, pk=thing_id)
    step = steps.select_related("decision").first()
    if step is None:
        return None
    return Said(step.words, step.said_by, page_of(step.decision, "#what-follows"))


def find_lone_dissent(project_id: UUID, thing_id: UUID) -> Said | None:
    """How somebody sees an outcome otherwise, who did not say their name."""
    known = LoneDissent.objects.filter(outcome__decision__project=project_id, pk=thing_id)
    found = known.select_related("outcome__decision").first()
    if found is None:
        return None
    return Said(found.words, None, page_of(found.outcome.decision, found.place))


COMMENT = Coverable("decisions.comment", _("A comment"), find=find_comment, put=put(Comment))
POSITION = Coverable(
    "decisions.position", _("Why somebody stands there"), find=find_position, put=put(Position)
)
DISSENT = Coverable(
    "decisions.dissent", _("What is seen otherwise"), find=find_dissent, put=put(Dissent)
)
LONE_DISSENT = Coverable(
    "decisions.lone_dissent",
    _("What is seen otherwise, without a name"),
    find=find_lone_dissent,
    put=put(LoneDissent),
)
DOUBT = Coverable("decisions.doubt", _("How it was remembered"), find=find_doubt, put=put(Doubt))
NEXT_STEP = Coverable(
    "decisions.next_step", _("What follows"), find=find_next_step, put=put(NextStep)
)
