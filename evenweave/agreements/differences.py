"""How two versions of a clause differ: word by word, marked, and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common import conflicts
from evenweave.common.conflicts import Piece


@dataclass(frozen=True, slots=True)
class Difference:
    """Both texts in pieces, and how many words came and went, for whoever cannot see the marks."""

    before: list[Piece]
    after: list[Piece]
    told: str


def between(before: str, after: str) -> Difference | None:
    """How a text changed; None, where it did not."""
    if before == after:
        return None
    found = conflicts.compare(before, after)
    came = conflicts.words_only_in(found.own)
    went = conflicts.words_only_in(found.newer)
    return Difference(found.newer, found.own, in_a_sentence(came, went))


def in_a_sentence(came: int, went: int) -> str:
    """How many words are new and how many are gone."""
    new = ngettext("%(n)s word is new.", "%(n)s words are new.", came) % {"n": came}
    gone = ngettext("%(n)s word is gone.", "%(n)s words are gone.", went) % {"n": went}
    told = [words for words, number in ((new, came), (gone, went)) if number]
    return " ".join(told) or _("The words are the same. Only spaces or line ends differ.")
