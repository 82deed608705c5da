"""A clause as somebody would have it, before it is kept: its words, and how it is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.agreements.models import Change, Clause, Sort, Version

LONGEST = 20_000
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Draft:
    """Something new (`clause` is None), other words for a clause, or its removal.

    `base` is the version that its author had before their eyes.
    """

    what: Change.What
    sort: Sort
    title: str
    words: str = ""
    why: str = ""
    topic: str = ""
    clause: Clause | None = None
    base: Version | None = None

    @property
    def question(self) -> str:
        """What a circle is asked."""
        return QUESTIONS[self.what, self.sort]().format(title=self.title)

    @property
    def sentence(self) -> str:
        """What a circle agreed on in the room."""
        return SENTENCES[self.what, self.sort]().format(title=self.title)


def removal(clause: Clause, base: Version) -> Draft:
    """Taking a clause out."""
    sort = Sort(clause.sort)
    return Draft(Change.What.REMOVE, sort, base.title, base.words, base.why, "", clause, base)


def question_of(drafts: Sequence[Draft]) -> str:
    """What a circle is asked about all of these."""
    if len(drafts) == 1:
        return drafts[0].question
    return ngettext(
        "Shall this part be in our agreement?",
        "Shall these {n} parts be in our agreement?",
        len(drafts),
    ).format(n=len(drafts))


def sentence_of(drafts: Sequence[Draft]) -> str:
    """What a circle agreed on in the room, of all these."""
    if len(drafts) == 1:
        return drafts[0].sentence
    return ngettext(
        "This part is in our agreement.", "These {n} parts are in our agreement.", len(drafts)
    ).format(n=len(drafts))


NEW, WORDS, REMOVE = Change.What.NEW, Change.What.WORDS, Change.What.REMOVE
QUESTIONS = {
    (NEW, Sort.WAY): lambda: _("Shall “{title}” be in our agreement?"),
    (NEW, Sort.WORD): lambda: _("Shall we avoid the word “{title}”?"),
    (NEW, Sort.GOAL): lambda: _("Shall “{title}” be one of our goals?"),
    (WORDS, Sort.WAY): lambda: _("Shall “{title}” in our agreement read otherwise?"),
    (WORDS, Sort.WORD): lambda: _("Shall we change what we say about the word “{title}”?"),
    (WORDS, Sort.GOAL): lambda: _("Shall our goal “{title}” read otherwise?"),
    (REMOVE, Sort.WAY): lambda: _("Shall “{title}” be taken out of our agreement?"),
    (REMOVE, Sort.WORD): lambda: _("Shall we use the word “{title}” again?"),
    (REMOVE, Sort.GOAL): lambda: _("Shall we give up our goal “{title}”?"),
}
SENTENCES = {
    (NEW, Sort.WAY): lambda: _("“{title}” is in our agreement."),
    (NEW, Sort.WORD): lambda: _("We avoid the word “{title}”."),
    (NEW, Sort.GOAL): lambda: _("“{title}” is one of our goals."),
    (WORDS, Sort.WAY): lambda: _("“{title}” in our agreement reads otherwise now."),
    (WORDS, Sort.WORD): lambda: _("We changed what we say about the word “{title}”."),
    (WORDS, Sort.GOAL): lambda: _("Our goal “{title}” reads otherwise now."),
    (REMOVE, Sort.WAY): lambda: _("“{title}” is not in our agreement any more."),
    (REMOVE, Sort.WORD): lambda: _("We use the word “{title}” again."),
    (REMOVE, Sort.GOAL): lambda: _("“{title}” is not one of our goals any more."),
}
