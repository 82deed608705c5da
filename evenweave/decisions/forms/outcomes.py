"""What came of it, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import (
    ChoiceField,
    DateField,
    ManyField,
    NameField,
    WordsField,
    YesField,
)
from evenweave.common.forms import Form
from evenweave.decisions.forms.choosing import Beside, field, leave_out
from evenweave.decisions.models import Protocol


class DecideForm(Form):
    """What somebody who was named decides, and why: one of what stands, or as many as win."""

    one = ChoiceField(label=_("What do you decide?"))
    several = ManyField(label=_("What do you decide?"))
    reason = WordsField(
        label=_("Why?"),
        help_text=_("It stays beside the decision for everybody to read."),
        limit=4_000,
        rows=4,
    )

    def __init__(self, *args: Any, choices: Mapping[str, Any], seats: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out(self, "one" if seats > 1 else "several")
        asked = field(self, "several" if seats > 1 else "one")
        asked.choices = list(choices.items())
        if seats > 1:
            asked.help_text = _("Tick {n}.").format(n=seats)

    @property
    def chosen(self) -> list[str]:
        """What they decide. Only for a valid form."""
        return self.cleaned_data.get("several") or [self.cleaned_data["one"]]


class OutcomeForm(Form):
    """What came of it, in plain words."""

    words = WordsField(
        label=_("What came of it, in plain words?"),
        help_text=_("One or two sentences, as you would tell somebody who was away."),
        limit=2_000,
        rows=3,
    )
    what_changes = WordsField(label=_("What changes now?"), limit=2_000, rows=2, required=False)
    gave_up = WordsField(
        label=_("What did each side give up?"),
        help_text=_("It is kind to say so."),
        limit=2_000,
        rows=2,
        required=False,
    )
    ideas_were = ChoiceField(
        label=_("What became of the ideas that it came from?"),
        help_text=_("The people who had them are told, with your words above."),
        choices=[
            ("taken-up", _("They were taken up")),
            ("partly", _("Partly")),
            ("not", _("Not this time")),
        ],
    )

    def __init__(self, *args: Any, has_ideas: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_ideas:
            leave_out(self, "ideas_were")


class DissentForm(Beside):
    """What somebody sees otherwise."""

    name = "otherwise"

    words = WordsField(label=_("How do you see it?"), limit=4_000, rows=3)


class NextStepForm(Beside):
    """Something that follows."""

    name = "next"

    words = NameField(label=_("What has to be done?"), limit=300)
    is_mine = YesField(label=_("I will do it"), required=False)
    due_on = DateField(label=_("By which day?"), required=False)


class ProtocolForm(Form):
    """How it stands with a change to the protocol."""

    protocol = ChoiceField(label=_("How does it stand?"), choices=Protocol.choices)
    i_apply = YesField(label=_("I apply for it"), required=False)
