"""The four questions with which a project begins, and what it may tell more of."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form, VersionedForm
from evenweave.projects.forms.newcomers import NewcomerForm

LONGEST_PLACE = 120


class StartForm(Form):
    """Four questions: our name, why, who, and when we first meet."""

    name = fields.NameField(
        label=_("What are we called?"),
        help_text=_("A working name will do. You can choose a better one together."),
    )
    purpose = fields.WordsField(
        label=_("Why are we doing this?"),
        help_text=_("One or two plain sentences, as you would tell a neighbour."),
        limit=2_000,
        rows=3,
    )
    who_words = fields.WordsField(
        label=_("Who are we?"),
        help_text=_("Names, or just the kinds of people you hope for. You invite them next."),
        limit=2_000,
        rows=3,
        required=False,
    )
    first_meeting_words = fields.NameField(
        label=_("When do we first meet?"),
        help_text=_("For example: Tuesday 10 March at 2, in the library. Or: not yet."),
        limit=300,
        required=False,
    )

    @property
    def questions(self) -> list[BoundField]:
        """The four, without who asks."""
        return [self[name] for name in StartForm.base_fields]


class NewcomerStartForm(StartForm, NewcomerForm):
    """The same for somebody who is not here yet."""


class TellMoreForm(VersionedForm):
    """What a project says of itself. Nothing here is needed but its name and its reason."""

    name = fields.NameField(label=_("What are we called?"))
    purpose = fields.WordsField(label=_("Why are we doing this?"), limit=2_000, rows=3)
    question_set_by = fields.NameField(
        label=_("Who set the question?"),
        help_text=_("The people or the organisation who first asked for this work."),
        limit=300,
        required=False,
    )
    organisation = fields.NameField(
        label=_("Which organisation is it part of?"), limit=200, required=False
    )
    funder = fields.NameField(
        label=_("Who funds it?"),
        help_text=_("Leave it empty while it is not funded yet."),
        limit=200,
        required=False,
    )
    pay_words = fields.WordsField(
        label=_("What are people paid for their time?"),
        help_text=_("People read it when they arrive. For example: £25 an hour, and bus fares."),
        limit=2_000,
        rows=3,
        required=False,
    )
    starts_on = fields.DateField(label=_("When does it start?"), required=False)
    ends_on = fields.DateField(label=_("When does it end?"), required=False)
    first_meeting_words = fields.NameField(
        label=_("When and where do we first meet?"), limit=300, required=False
    )
    first_meeting_on = fields.DateField(label=_("On which day is that?"), required=False)
    sites = fields.WordsField(
        label=_("Where does it happen?"),
        help_text=_("One place a line. A place where somebody takes part stays in the list."),
        limit=4_000,
        rows=3,
        required=False,
    )
    is_light = fields.YesField(
        label=_("We only want to ask how it goes"),
        help_text=_("Then you see fewer pages: are you ready, and how does it feel?"),
        required=False,
    )

    def clean_sites(self) -> str:
        """Each line is a place."""
        words: str = self.cleaned_data["sites"]
        if any(len(place) > LONGEST_PLACE for place in places(words)):
            raise ValidationError(_("One of these lines is very long. Give each place a line."))
        return words

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as the action takes it."""
        return {**self.cleaned_data, "sites": places(self.cleaned_data["sites"])}


def places(words: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in words.splitlines() if line.strip()]
