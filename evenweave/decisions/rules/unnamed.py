"""Why dissent without a name may not be sent, brought or taken back."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.decisions.models import LoneDissent, Outcome
from evenweave.decisions.rules.outcomes import why_not_dissent


def why_not_dissent_unnamed(by: Actor, outcome: Outcome, words: str) -> Promise | None:
    """Every member may, as they may with their name. Who did is not kept."""
    return why_not_dissent(by, outcome, words)


def why_not_bring_dissents(by: Actor) -> Promise | None:
    """Only the batch of the day brings them, all together."""
    return None if by.kind is ActorKind.JOB else _("They come with the batch of the day.")


def why_not_take_back_lone_dissent(dissent: LoneDissent) -> Promise | None:
    """Whoever has the receipt may, once, and that was asked before."""
    return _("It was taken back already.") if dissent.taken_back_on else None
