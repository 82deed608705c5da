"""The sealed box of a secret vote: who has a seat in it, how it is read, and what follows.

A decision has one box at a time; a new one when the key of the first was lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import rfc8785

from evenweave.decisions import counting, reading, secret
from evenweave.decisions.actions.sealing import KIND
from evenweave.decisions.actions.unsealing import BY_BOX, follow_box
from evenweave.decisions.models import Decision
from evenweave.sealed.models import Box
from evenweave.sealed.vocabulary import News, Opening, Parts


def read(box: Box, papers: Sequence[bytes]) -> Parts:
    """What may be told of all papers together, and nothing else of them."""
    decision = Decision.objects.select_related("project").get(pk=box.about)
    options = list(counting.choices_of(decision))
    found = [secret.unpacked(paper, options) for paper in papers]
    groups = reading.groups_of(decision)
    told = secret.told(
        reading.vote_of(decision),
        options,
        found,
        # Which group a slip is from, nobody knows.
        groups=None if any(each.way == secret.SLIP for each in found) else groups,
        seats=box.seats,
        nonce=decision.lot_nonce,
    )
    return {"told": [rfc8785.dumps(told)]}


def hear(box: Box, news: News, at: datetime) -> None:
    """What becomes of the decision when something becomes of its box."""
    decision = Decision.objects.select_related("project", "circle").get(pk=box.about)
    follow_box(decision=decision, box=box, news=news, by=BY_BOX, at=at)


VOTE = Opening(KIND, read=read, told=hear)
