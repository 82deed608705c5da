"""A matter that is closed to some: its name, why, who reads it, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import DateField, NameField, WordsField
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Beside, Things, field
from evenweave.projects.models import Member


class ReadersForm(Form):
    """Who reads it."""

    readers = Things(
        label=_("Who reads it?"),
        help_text=_("Everybody sees these names. Each of them can put it down again."),
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "readers").among(members)


class MatterForm(ReadersForm):
    """A new one."""

    name = NameField(
        label=_("What is it called?"),
        help_text=_("Everybody reads the name, so let it give nobody away."),
        limit=120,
    )
    why = WordsField(
        label=_("Why is it closed?"),
        help_text=_("Such as “People told us this for the study alone”. Everybody reads it."),
        limit=2_000,
        rows=3,
    )
    ends_on = DateField(label=_("On which day does it open to everybody?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "why", "readers", "ends_on"])


class ChangeReadersForm(VersionedForm, ReadersForm):
    """Others who read it, and why."""

    reason = WordsField(label=_("Why do others read it now?"), limit=2_000, rows=3)


class EndForm(VersionedForm):
    """Another day, and why."""

    ends_on = DateField(label=_("On which day does it open to everybody?"))
    reason = WordsField(label=_("Why another day?"), limit=2_000, rows=3)


class NoteForm(Beside):
    """Something that only its readers read."""

    name = "note"
    words = WordsField(
        label=_("What would you like to write?"),
        help_text=_("Lists and links work as everywhere. You can take it back at any time."),
        rows=6,
    )
