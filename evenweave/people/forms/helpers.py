"""Asking somebody to help, and arriving as somebody's helper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form
from evenweave.people.models import Person


class AskForm(Form):
    """Whom of one's teams to ask."""

    helper = fields.ChoiceField(label=_("Who in your teams could act for you?"))

    def __init__(self, *args: Any, possible: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.possible = {str(person.id): person for person in possible}
        helper: Any = self.fields["helper"]
        helper.choices = [(key, person.name) for key, person in self.possible.items()]

    @property
    def chosen(self) -> Person:
        """The person who was chosen."""
        return self.possible[self.cleaned_data["helper"]]


class ArriveForm(Form):
    """Somebody who is not here yet, and was asked to help."""

    name = fields.NameField(label=_("What shall we call you?"), autocomplete="nickname")
    email = fields.EmailField(
        label=_("Your e-mail address"), help_text=_("We send a code there, to let you in.")
    )

    def clean_email(self) -> str:
        """As it is kept: in small letters."""
        return str(self.cleaned_data["email"]).lower()
