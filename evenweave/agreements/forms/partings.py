"""What somebody who goes is asked, and what others write to them. All of it can be left out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import DateField, NameField, WordsField
from evenweave.common.forms import Form, VersionedForm


class GoingForm(Form):
    """When somebody will go, if they know it."""

    goes_on = DateField(
        label=_("When do you go?"), help_text=_("If you know it yet."), required=False
    )


class NamedForm(Form):
    """How somebody wishes to be named."""

    named = NameField(
        label=_("How would you like to be named?"),
        help_text=_("A name, “not at all”, “ask me first”. Empty: as you are called here."),
        limit=300,
        required=False,
    )


class ThanksForm(Form):
    """Words of thanks."""

    words = WordsField(
        label=_("What would you like to thank them for?"),
        help_text=_("One thing that you remember is plenty."),
        limit=4_000,
        rows=4,
    )


class PortfolioForm(VersionedForm):
    """What somebody takes along, in their own words."""

    words = WordsField(
        label=_("In your own words"),
        help_text=_("A line that begins with # becomes a heading, one with a hyphen a point."),
        limit=40_000,
        rows=20,
    )
