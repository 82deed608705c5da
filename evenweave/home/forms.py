"""The shape of what somebody says, and who should hear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, WordsField
from evenweave.common.files.forms import ShownOrSpokenForm
from evenweave.projects.models import Circle, Project


@dataclass(frozen=True, slots=True)
class Hearer:
    """Who can hear something: a circle; or without one, those who coordinate a project."""

    project: Project
    circle: Circle | None = None

    @property
    def key(self) -> str:
        """What the form sends."""
        return str(self.circle.id if self.circle else self.project.id)

    def label(self, *, among_projects: bool) -> str:
        """What it is called; with several projects, the project's name stands before it."""
        if self.circle is None:
            words = gettext("Only those who coordinate")
        elif self.circle.is_everybody:
            words = gettext("Everybody in the team")
        else:
            words = self.circle.name
        return f"{self.project.name}: {words}" if among_projects else words

    @property
    def hint(self) -> str:
        """Who reads it, and what becomes of it: a worry is not told to everybody by mistake."""
        if self.circle is None:
            return gettext("Nobody else reads it. It may take them some days to answer.")
        if self.circle.is_everybody:
            return gettext(
                "The whole team reads it, with your name. It is heard, answered, and you are told."
            )
        return gettext("They answer it, and you are told. The whole team can read it.")


class SayForm(ShownOrSpokenForm):
    """Words, perhaps with a photo or a recording, and who should hear them."""

    words = WordsField(label=_("What would you like to say?"), rows=6)
    to = ChoiceField(label=_("Who should hear it?"))
    field_order = ["words", "sound", "picture", "to"]

    def __init__(self, *args: Any, hearers: Sequence[Hearer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hearers = {each.key: each for each in hearers}
        among = len({each.project.id for each in hearers}) > 1
        to: Any = self.fields["to"]
        to.choices = [(key, each.label(among_projects=among)) for key, each in self.hearers.items()]
        to.widget.hints = {key: each.hint for key, each in self.hearers.items()}

    def clean(self) -> dict[str, Any]:
        """A photo or a recording goes to a circle; a message to coordinators is words alone."""
        cleaned = super().clean() or self.cleaned_data
        heard = self.hearers.get(cleaned.get("to", ""))
        has_file = cleaned.get("picture") or cleaned.get("sound")
        if heard is not None and heard.circle is None and has_file:
            raise ValidationError(
                gettext(
                    "A photo or a recording goes to a circle. Choose one, or take the file out."
                )
            )
        return cleaned

    @property
    def chosen(self) -> Hearer:
        """Who should hear it. Only for a valid form."""
        return self.hearers[self.cleaned_data["to"]]
