"""Other words for the minutes, and thanks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import NameField, WordsField
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Thing, field
from evenweave.projects.models import Member


class CorrectionForm(Form):
    """How somebody remembers it."""

    words = WordsField(
        label=_("How should it read?"),
        help_text=_("Change what you remember otherwise. The rest stays as it is."),
        limit=40_000,
        rows=10,
    )
    why = NameField(label=_("A word on why"), limit=500, required=False)


class TakeOverForm(VersionedForm):
    """What the notes will say."""

    words = WordsField(
        label=_("What the notes will say"),
        help_text=_("It begins with the words that were suggested. You can put the two together."),
        limit=40_000,
        rows=10,
    )


class ThanksForm(Form):
    """Whom somebody thanks, and for what."""

    to = Thing(label=_("Whom would you like to thank?"), required=False)
    words = WordsField(label=_("What for?"), help_text=_("One thing is plenty."), limit=500, rows=3)

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "to").among(members, none=_("Everybody"))
