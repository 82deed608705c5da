"""Putting a paper in, and changing it: the one thing that many people do at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import BinaryField, Case, F, Value, When

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.prepared import Prepared
from evenweave.common.refusals import refuse_if
from evenweave.sealed import papers, rules
from evenweave.sealed.models import Box, Envelope

TRAY = Prepared(
    lambda box_id, elector: Envelope.objects.filter(box=box_id, elector=elector).values("tray")
)


@action(quiet="What somebody puts into a sealed box is theirs, and so is whether they do.")
def cast(*, box_id: UUID, elector: UUID, paper: bytes, by: Actor, at: datetime) -> None:
    """Put a paper into an envelope, in place of what lay there; a paper of no bytes is a blank.

    It is given an id and not a box, so that it waits for its box alone, and not for the project.
    Every envelope of the tray is written anew, the others as they were: so their rows are of one
    age, and a look at the tables does not tell whose paper was new (docs/sealed.md).
    """
    box = Box.objects.held(box_id)
    tray = next((row["tray"] for row in TRAY.of(box_id, elector)), None)
    refuse_if(rules.why_not_cast(box, tray, paper))
    if tray is None:
        raise AssertionError("The rule says so first.")
    (sealed,) = papers.sealed(box, [(elector, paper)])
    box.envelopes.filter(tray=tray).update(
        paper=Case(
            When(elector=elector, then=Value(sealed, BinaryField())),
            default=F("paper"),
            output_field=BinaryField(),
        )
    )
