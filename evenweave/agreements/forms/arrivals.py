"""What somebody on their way in is asked, and what a step of the way says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import NameField, PlainWordsField, WordsField, YesField
from evenweave.common.forms import Form, VersionedForm

OWN_WORDS = _("In your own words, as short as you like.")


class HopesForm(VersionedForm):
    """What somebody hopes for, fears and expects. Each can stay empty."""

    hopes = WordsField(
        label=_("What do you hope for?"), help_text=OWN_WORDS, limit=4_000, rows=3, required=False
    )
    fears = WordsField(
        label=_("Is there anything you fear, or do not want?"), limit=4_000, rows=3, required=False
    )
    expects = WordsField(
        label=_("What do you expect of the others?"), limit=4_000, rows=3, required=False
    )
    is_shared = YesField(
        label=_("My team may read this, with my name. I can take it back at any time."),
        required=False,
    )


class StepForm(Form):
    """A step on the way in."""

    title = NameField(
        label=_("What is the step called?"), help_text=_("“Meet the panel” for example.")
    )
    words = PlainWordsField(
        label=_("What would somebody new do, and why?"), limit=2_000, rows=3, required=False
    )
    link = NameField(
        label=_("A link"),
        help_text=_("The whole address, if there is a page to look at."),
        limit=500,
        required=False,
        autocomplete="off",
    )


class StepChangeForm(VersionedForm, StepForm):
    """The same for a step that others may change meanwhile."""

    def __init__(self, *args: Any, is_usual: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = not is_usual
