"""What was agreed in the room, doubted, or could not wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import NameField, WordsField
from evenweave.common.forms import Form
from evenweave.decisions.forms.choosing import Thing, Things, field, leave_out
from evenweave.projects.models import Circle, Member


class InCircle(Form):
    """Something about one of the circles of a project."""

    circle = Thing(label=_("Which circle?"))

    def __init__(self, *args: Any, circles: Iterable[Circle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circles = list(circles)
        if len(self.circles) == 1:
            leave_out(self, "circle")
        else:
            field(self, "circle").among(self.circles)

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as the action takes it. Only for a valid form."""
        return {"circle": self.circles[0], **self.cleaned_data}


class RoomForm(InCircle):
    """One sentence, and who was there."""

    words = NameField(
        label=_("What did we agree?"),
        help_text=_("One plain sentence, such as “We meet in the library from March”."),
        limit=300,
    )
    people = Things(label=_("Who was there?"))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "people").among(members)
        self.order_fields(["words", "circle", "people"])


class UrgentForm(InCircle):
    """What somebody decided alone, and why it could not wait."""

    words = NameField(label=_("What did you decide?"), limit=300)
    reason = WordsField(
        label=_("Why could it not wait?"),
        help_text=_("Somebody’s safety, or what a regulator asks for. Everybody will read it."),
        limit=2_000,
        rows=3,
    )


class DoubtForm(Form):
    """Why somebody is not sure that it was agreed."""

    words = WordsField(
        label=_("How do you remember it?"),
        help_text=_(
            "You need not say: it is a proposal again either way. Everybody here reads what you do."
        ),
        limit=2_000,
        rows=3,
        required=False,
    )
