"""What people fill in for a sealed box, beside their paper."""

from __future__ import annotations

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
