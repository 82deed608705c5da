"""Something on an agenda."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, MinutesField, NameField, WordsField
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Thing, field
from evenweave.meetings.models import Item
from evenweave.projects.models import Member


class ItemForm(Form):
    """What it is, what for, how long, who leads it, and what to read before."""

    title = NameField(label=_("What is it about?"), limit=200)
    purpose = ChoiceField(label=_("What is it for?"), choices=Item.Purpose.choices)
    minutes = MinutesField(label=_("How many minutes?"))
    lead = Thing(label=_("Who leads it?"), required=False)
    prepare = WordsField(
        label=_("What could people read or think about before?"),
        rows=3,
        limit=4_000,
        required=False,
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "lead").among(members, none=_("Nobody yet"))


class ChangeItemForm(VersionedForm, ItemForm):
    """The same put otherwise. What came by itself is called what it is called on its own page."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.thing_id:
            del self.fields["title"]
