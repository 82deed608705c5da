"""What somebody asks about the agreement, and what others answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evenweave.agreements.rules.agreeing import LONGEST
from evenweave.common.fields import WordsField
from evenweave.decisions.forms.choosing import Beside


class QuestionForm(Beside):
    """A question."""

    name = "question"
    words = WordsField(label=_("What would you like to ask?"), limit=LONGEST, rows=3)


class AnswerForm(Beside):
    """An answer."""

    name = "answer"
    words = WordsField(label=_("What would you like to answer?"), limit=LONGEST, rows=3)
