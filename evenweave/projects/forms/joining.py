"""What somebody who arrives is asked. Most of it can be left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evenweave.common import fields
from evenweave.common.forms import Form
from evenweave.people.models import Person
from evenweave.projects.forms.newcomers import NewcomerForm
from evenweave.projects.models import Invitation


class CodeForm(Form):
    """The code of a card or a link."""

    code = fields.NameField(
        label=_("The numbers on your card"),
        help_text=_("Sixteen figures, in groups of four."),
        limit=60,
        autocomplete="off",
    )


class ComeInForm(NewcomerForm):
    """What somebody new is called."""

    code = fields.NameField(widget=forms.HiddenInput, limit=60)

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_email(self) -> str:
        """Only to whoever got the letter do we say that its address is known here."""
        email: str = self.cleaned_data["email"].lower()
        if email and email == self.invitation.email and Person.objects.by_email(email):
            raise ValidationError(
                _(
                    "Somebody with this address is here already. If that is you, sign in first, "
                    "then open the letter again. If not, leave this empty."
                )
            )
        return email


class LittleForm(Form):
    """One interest and one thing that helps, if they wish."""

    interest = fields.NameField(
        label=_("Something you like"),
        help_text=_("Cooking, football, old films… Your team sees it."),
        limit=300,
        required=False,
    )
    helps = fields.WordsField(
        label=_("Something that helps you"),
        help_text=_("More breaks, large print, a quiet room… Nobody sees it until you share it."),
        limit=2_000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, may_say_what_helps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_say_what_helps:
            del self.fields["helps"]


class WorthForm(Form):
    """The last question."""

    words = fields.WordsField(
        label=_("What would make this worth your time?"),
        help_text=_("A few words are plenty. It will stand on the first agenda as you write it."),
        limit=2_000,
        rows=4,
        required=False,
    )
