"""Why words should be covered, or be read again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import WordsField
from evenweave.common.forms import Form


class CoverForm(Form):
    """Why words should be covered."""

    reason = WordsField(
        label=_("Why?"),
        help_text=_("Whom do they harm, or what do they give away? Do not repeat the words."),
        limit=1_000,
        rows=3,
    )


class AppealForm(Form):
    """How somebody else sees it."""

    words = WordsField(label=_("How do you see it?"), limit=2_000, rows=3)


class UncoverForm(Form):
    """Why words can be read again."""

    reason = WordsField(label=_("Why can they be read again?"), limit=1_000, rows=2)
