"""What people fill in for a sealed box, beside their paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import NameField
from evenweave.common.forms import Form


class CardForm(Form):
    """A card, as it is typed."""

    code = NameField(
        label=_("What stands on your card?"),
        help_text=_("Eight groups of four. Small letters and spaces do not matter."),
        limit=60,
    )


class NumberField(NameField):
    """A whole number from nought; left empty, it is nought."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=5, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric"}

    def clean(self, value: Any) -> int:
        """The number."""
        given = super().clean(value or "0")
        if not (given.isascii() and given.isdigit()):
            raise ValidationError(_("Write a number, such as 3."))
        return int(given)


class SlipsForm(Form):
    """How many slips there are for each thing that could be chosen."""

    def __init__(self, *args: Any, choices: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = list(choices)
        for key, words in choices.items():
            self.fields[f"slips-{key}"] = NumberField(label=words)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers. Only for a valid form."""
        return {key: self.cleaned_data[f"slips-{key}"] for key in self.keys}
