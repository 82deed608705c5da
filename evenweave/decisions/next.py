"""What is next in decisions: say where one stands, vote, decide, tell what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common.next import Next
from evenweave.common.prepared import Prepared
from evenweave.decisions.models import (
    Decision,
    Elector,
    How,
    Outcome,
    Position,
    Proposer,
    ProposerAsked,
    State,
    Vote,
)
from evenweave.decisions.ways import StepKind, Way
from evenweave.projects.models import Member

FLAGS = ("is_elector", "has_vote", "has_position", "proposes")
WAITS = [State.DRAFT, State.OPEN, State.DECIDED]
NAMES = ("question", "state", "waits_for", "step", "steps", "closes_at", "project_id")


def next_for(person_id: UUID, at: datetime) -> list[Next]:
    """Everything in decisions that waits for this person: one query."""
    found = (thing(row) for row in WAITING.of(person_id))
    return [each for each in found if each is not None]


def waiting(person_id: UUID) -> Any:
    """Their memberships with each open decision of the project, and what they did in it."""
    decision, me = OuterRef("decision"), OuterRef("pk")
    positions = Position.objects.filter(round__decision=decision, round__closed_at=None, member=me)
    untold = Outcome.objects.filter(decision=decision, ended_at=None, told_at=None)
    proposers = Proposer.objects.filter(decision=decision)
    decides = Exists(Elector.objects.filter(decision=decision, member=me))
    # Where none of those who proposed it is here any more, whoever decides it can change it.
    proposes = Exists(proposers.filter(member=me)) | (~Exists(proposers.present()) & decides)
    is_asked = Exists(ProposerAsked.objects.filter(decision=decision, member=me))
    rows: Any = Member.objects.filter(
        person_id=person_id, left_at=None, project__decisions__state__in=WAITS
    ).annotate(
        decision=F("project__decisions__pk"),
        title=F("project__name"),
        **{f"d_{name}": F(f"project__decisions__{name}") for name in NAMES},
        is_elector=decides,
        has_vote=Exists(Vote.objects.filter(decision=decision, member=me)),
        has_position=Exists(positions),
        proposes=proposes,
    )
    is_untold = Exists(untold.exclude(how=How.NOBODY)) & proposes
    of_draft = Q(d_state=State.DRAFT) & is_asked
    told = rows.filter(Q(d_state=State.OPEN) | of_draft | is_untold)
    told = told.order_by("d_closes_at", "decision")
    return told.values("id", "decision", "title", *FLAGS, *(f"d_{name}" for name in NAMES))


WAITING = Prepared(waiting)


def thing(row: dict[str, Any]) -> Next | None:
    """What a decision asks of a member; nothing, if it asks nothing."""
    if row["d_state"] == State.DRAFT:
        return propose_it(row)
    if row["d_state"] == State.DECIDED:
        return tell_it(row)
    way = Way.from_json(row["d_steps"])
    here = way.steps[row["d_step"]].kind
    if row["d_waits_for"] == Decision.Waits.DECIDER:
        return decide_it(row) if row["id"] in way.deciders else None
    if row["d_waits_for"] == Decision.Waits.AMENDING:
        return change_it(row) if row["proposes"] else None
    if not row["is_elector"]:
        return None
    if here is StepKind.VOTE:
        return None if row["has_vote"] else vote_on_it(row)
    if here is StepKind.CONSENSUS:
        return None if row["has_position"] else stand(row)
    return None


def asked(row: dict[str, Any], verb: str, why: str, minutes: int, name: str = "decision") -> Next:
    """A thing about a decision; it is needed by the end of the step."""
    return Next(
        verb=verb,
        title=row["d_question"],
        why=why,
        minutes=minutes,
        address=reverse(f"decisions:{name}", args=[row["d_project_id"], row["decision"]]),
        at=row["d_closes_at"],
        project=row["title"],
    )


def propose_it(row: dict[str, Any]) -> Next:
    """Somebody asks them to propose it together."""
    return asked(row, _("Propose it too?"), _("Somebody asks you to. You can say no."), 3)


def vote_on_it(row: dict[str, Any]) -> Next:
    """A vote that goes on."""
    return asked(row, _("Vote"), _("You can change your vote until it closes."), 2)


def stand(row: dict[str, Any]) -> Next:
    """A round of consensus in which they have not said anything."""
    return asked(row, _("Say where you stand"), _("Silence is never a yes."), 3)


def change_it(row: dict[str, Any]) -> Next:
    """There was no consensus, and they are among those who can change it."""
    return asked(
        row,
        _("Change or go on"),
        _("There was no consensus yet. You can change it after what people said."),
        15,
    )


def decide_it(row: dict[str, Any]) -> Next:
    """It came to them, as the rule said."""
    why = _("The steps before did not settle it, and you were named to decide.")
    return asked(row, _("Decide"), why, 15, "decide")


def tell_it(row: dict[str, Any]) -> Next:
    """It is decided, and nobody has said in plain words what came of it."""
    why = _("Everybody who was asked would like to know what came of it.")
    return asked(row, _("Tell what came of it"), why, 5, "outcome")
