"""The shape of what a person chooses to hear of."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField
from evenweave.common.forms import Form
from evenweave.outbox.messages import LETTER
from evenweave.outbox.models import Pace
from evenweave.outbox.vocabulary import MessageKind

# Ids, as a page writes them into its form.
AN_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


def ids_in(words: str) -> set[UUID]:
    """The ids that a form brings back, in one field; what is none is left out."""
    return {UUID(each) for each in AN_ID.findall(words)}


class PaceForm(Form):
    """One question for each kind of message: how soon?"""

    def __init__(
        self, *args: Any, kinds: list[MessageKind], chosen: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = {kind.name: chosen.get(kind.name, usual(kind)) for kind in kinds}
        for kind in kinds:
            self.fields[kind.name] = ChoiceField(
                label=kind.title, choices=choices(kind), initial=self.before[kind.name]
            )

    def changes(self) -> dict[str, str]:
        """What was chosen otherwise than before, by kind."""
        return {name: pace for name, pace in self.cleaned_data.items() if pace != self.before[name]}


def usual(kind: MessageKind) -> str:
    """How soon one hears of a kind without having chosen."""
    return Pace.AT_ONCE if kind.urgent else Pace.WEEKLY


def choices(kind: MessageKind) -> list[tuple[str, Any]]:
    """What can be chosen: urgent things do not wait for a letter, and a letter is weekly."""
    if kind is LETTER:
        return [(Pace.WEEKLY, _("On Monday morning")), (Pace.NEVER, _("No letter; I look here"))]
    left_out = Pace.WEEKLY if kind.urgent else ""
    return [(value, label) for value, label in Pace.choices if value != left_out]
