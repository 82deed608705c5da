"""What somebody writes about an idea."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, DateField, ManyField, NameField, WordsField
from evenweave.common.forms import Form
from evenweave.ideas.models import Answer, Idea

LONGEST = 80


class HeardForm(Form):
    """Where it was heard."""

    where = NameField(
        label=_("Where was it heard?"),
        help_text=_("Such as “at the March meeting” or “by the steering group”."),
        limit=200,
    )


class AnswerForm(Form):
    """What became of it, and why."""

    how = ChoiceField(label=_("What became of it?"), choices=Answer.How.choices)
    reason = WordsField(
        label=_("Why?"),
        help_text=_("Whoever had the idea reads it. Be kind, and exact."),
        limit=4_000,
        rows=3,
    )


class MeantForm(Form):
    """What was meant."""

    words = WordsField(label=_("What did you mean?"), limit=4_000, rows=3)


class GatherForm(Form):
    """Other ideas that say the same."""

    ideas = ManyField(label=_("Which ideas belong together with this one?"))

    def __init__(self, *args: Any, ideas: Iterable[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(idea.pk): idea for idea in ideas}
        choices = [(key, Truncator(idea.called).chars(LONGEST)) for key, idea in self.known.items()]
        self.fields["ideas"].choices = choices  # type: ignore[attr-defined]

    def clean_ideas(self) -> list[Idea]:
        """The ideas themselves."""
        return [self.known[key] for key in self.cleaned_data["ideas"]]


class ThoughtForm(Form):
    """Something that is not finished yet."""

    words = WordsField(label=_("Think aloud"), limit=4_000, rows=3)


class SpaceForm(Form):
    """Until when a circle thinks aloud."""

    until = DateField(label=_("On which day does all of it go?"))
