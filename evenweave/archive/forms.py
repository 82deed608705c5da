"""The shape of a wish to be erased."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import YesField
from evenweave.common.forms import Form


class EraseForm(Form):
    """Asked twice: erasing cannot be undone."""

    sure = YesField(
        label=_(
            "Yes, erase everything that is kept about me. I know that nobody can bring it back."
        )
    )
