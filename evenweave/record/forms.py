"""The shape of what a reader asks of a record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import NameField
from evenweave.common.forms import Form
from evenweave.record import reading
from evenweave.record.models import Stream
from evenweave.record.vocabulary import declared

LAST = 2**31 - 1


class ReadForm(Form):
    """Search a record, or read one kind of entry. What it cannot make sense of it leaves out."""

    words = NameField(label=_("Words or a name"), required=False)
    kind = forms.ChoiceField(label=_("What happened"), required=False)
    before = forms.IntegerField(required=False, min_value=0, max_value=LAST)
    after = forms.IntegerField(required=False, min_value=0, max_value=LAST)

    def __init__(self, *args: Any, stream: Stream, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(name, title(name)) for name in reading.kinds_in(stream)]
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]

    @property
    def questions(self) -> list[BoundField]:
        """What stands on the page; where to begin comes with its links."""
        return [self["words"], self["kind"]]

    def wanted(self) -> reading.Wanted:
        """What the reader asks for; a field that makes no sense counts as left empty."""
        self.is_valid()
        told = self.cleaned_data
        return reading.Wanted(
            words=told.get("words", ""),
            kind=told.get("kind", ""),
            before=told.get("before"),
            after=told.get("after"),
        )


def title(kind: str) -> str:
    """What entries of this kind are called together."""
    return str(declared[kind].title) if kind in declared else kind
