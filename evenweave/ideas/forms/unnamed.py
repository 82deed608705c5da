"""What somebody says without their name, and what others answer with theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import ChoiceField, WordsField
from evenweave.common.forms import Form
from evenweave.projects.models import Circle
from evenweave.sealed.sent import LONGEST


class UnnamedForm(Form):
    """Words alone, and which circle should hear them."""

    words = WordsField(label=_("What would you like to say?"), limit=LONGEST, rows=6)
    to = ChoiceField(label=_("Who should hear it?"))

    def __init__(self, *args: Any, circles: Sequence[Circle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circles = {str(each.id): each for each in circles}
        to: Any = self.fields["to"]
        to.choices = [(key, called(each)) for key, each in self.circles.items()]
        to.initial = next(iter(self.circles))

    @property
    def circle(self) -> Circle:
        """Which circle should hear it. Only for a valid form."""
        return self.circles[self.cleaned_data["to"]]


def called(circle: Circle) -> str:
    """A circle, as somebody chooses it."""
    return gettext("Everybody in the team") if circle.is_everybody else circle.name


class ReplyForm(Form):
    """An answer to somebody whose name nobody knows."""

    words = WordsField(label=_("What would you like to answer?"), limit=LONGEST, rows=3)
