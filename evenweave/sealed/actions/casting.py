"""Putting a paper in, and changing it: the one thing that many people do at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import BinaryField, Case, F, Value, When

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.sealed import papers, rules
from evenweave.sealed.models import Box, Envelope


@action(quiet="What somebody puts into a sealed box is theirs, and so is whether they do.")
def cast(*, box_id: UUID, elector: UUID, paper: bytes, by: Actor, at: datetime) -> None:
    """Put a paper into an envelope, in place of what lay there; a paper of no bytes is a blank.

    It is given an id and not a box, so that it waits for its box alone, and not for the project.
    Every envelope of the tray is written anew, the others as they were: so their rows are of one
    age, and a look at the tables does not tell whose paper was new (docs/sealed.md).
    """
    box = Box.objects.held(box_id)
    refuse_if(rules.why_not_cast(box, elector, paper))
    (sealed,) = papers.sealed(box, [(elector, paper)])
    tray = box.envelopes.values_list("tray", flat=True).get(elector=elector)
    box.envelopes.filter(tray=tray).update(
        paper=Case(
            When(elector=elector, then=Value(sealed, BinaryField())),
            default=F("paper"),
            output_field=BinaryField(),
        )
    )


@action(quiet="The room whose box it is says on the record who entered slips, and not how many.")
def add_slips(*, box: Box, slips: Sequence[bytes], by: Actor, at: datetime) -> None:
    """Put in the papers that came on paper, unmarked, all together and in no order.

    Each goes into an envelope with a random id, sealed like the others: so they are opened among
    them, and no result tells which came on paper. Whether somebody voted twice nobody can know.
    """
    held = Box.objects.held(box.id)
    refuse_if(rules.why_not_add_slips(held, slips))
    unmarked = [(uuid4(), slip) for slip in sorted(slips)]
    Envelope.objects.bulk_create(
        Envelope(box=held, elector=elector, tray=held.trays, paper=paper)
        for (elector, _slip), paper in zip(unmarked, papers.sealed(held, unmarked), strict=True)
    )
    held.slips = len(slips)
    held.save(update_fields=["slips"])
