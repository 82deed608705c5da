"""To whom somebody would like to say something afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import WordsField
from evenweave.common.forms import Form
from evenweave.decisions.forms.choosing import Thing, field
from evenweave.meetings.forms.running import CHOOSE
from evenweave.projects.models import Member


class AfterwardsForm(Form):
    """To whom, and perhaps what."""

    to = Thing(label=_("To whom?"))
    words = WordsField(
        label=_("What is it about?"),
        help_text=_("You need not write anything. They will know that you would like to talk."),
        limit=4_000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "to").among(members, none=CHOOSE)
