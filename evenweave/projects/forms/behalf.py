"""What a person says to something that was done for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import WordsField
from evenweave.common.forms import Form


class ThatIsNotWhatIMeantForm(Form):
    """What was meant instead, for the person and their helper."""

    words = WordsField(
        label=_("What did you mean?"),
        help_text=_("Only you and your helper can read this. The team sees that you question it."),
        required=False,
        limit=2_000,
        rows=2,
    )
