"""Notes, and what somebody takes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import DateField, NameField, WordsField
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Thing, field
from evenweave.projects.models import Member

# So that nothing goes to whoever happens to be first in the alphabet.
CHOOSE = _("Choose somebody")

# What helps in many rooms, for one tap.
READY_NEEDS = [
    _("The lights lower, please"),
    _("A little quieter, please"),
    _("A little slower, please"),
    _("A break soon, please"),
    _("Speak up, please"),
    _("A window open, please"),
]


class NotesForm(VersionedForm):
    """What was said."""

    words = WordsField(
        label=_("What was said?"),
        help_text=_("The gist is enough. Name nobody who would rather not be named."),
        limit=40_000,
        rows=10,
        required=False,
    )


class HandForm(Form):
    """Who would like to speak, and what is to be read out for them, if anything."""

    member = Thing(label=_("Who would like to speak?"))
    words = WordsField(
        label=_("What is to be read out for them?"),
        help_text=_("Leave it empty if they speak for themself."),
        limit=4_000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "member").among(members, none=CHOOSE)


class BringsForm(NotesForm):
    """Who brings what to a gathering; it is everybody’s list."""

    words = WordsField(
        label=_("Who brings what?"),
        help_text=_("A line for each thing is enough. You may leave out names."),
        limit=4_000,
        rows=8,
        required=False,
    )


class TaskForm(Form):
    """What is to be done, by whom, until when."""

    words = NameField(label=_("What is to be done?"), limit=300)
    member = Thing(label=_("Who does it?"), required=False)
    until = DateField(label=_("Until which day?"), required=False)

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "member").among(members, none=_("It needs somebody"))
