"""What a line of the notes becomes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import WordsField
from evenweave.common.forms import Form


class IdeaForm(Form):
    """An idea."""

    words = WordsField(label=_("What is the idea?"), limit=4_000, rows=4)
