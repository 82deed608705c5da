"""What somebody types who has a receipt."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import NameField, WordsField
from evenweave.common.forms import Form
from evenweave.sealed import receipts
from evenweave.sealed.receipts import Receipt
from evenweave.sealed.sent import LONGEST


class ReceiptForm(Form):
    """A receipt, as it is typed."""

    code = NameField(
        label=_("What stands on your receipt?"),
        help_text=_("18 letters and figures. Small letters and spaces do not matter."),
        limit=60,
        autocomplete="off",
    )

    @property
    def receipt(self) -> Receipt:
        """The receipt that was typed. Only for a valid form."""
        return Receipt(self.cleaned_data["code"])

    def clean_code(self) -> str:
        """The receipt, if it can be one."""
        code: str = self.cleaned_data["code"]
        if slip := receipts.why_not_read(code):
            raise ValidationError(str(slip))
        return code


class FurtherForm(Form):
    """Something more from whoever has the receipt."""

    words = WordsField(label=_("What would you like to say?"), limit=LONGEST, rows=4)
