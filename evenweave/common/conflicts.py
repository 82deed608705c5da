"""When somebody else was quicker: a save that meets a newer version loses nobody's words.

The page carries the version it was begun from (`forms.VersionedForm`), the action compares, and the
view answers with both versions side by side:

    try:
        actions.reword_plan(plan=plan, words=…, version=form.cleaned_data["version"], by=…, at=…)
    except Changed:
        plan.refresh_from_db()
        return conflict(request, form, newer={"words": plan.words}, version=plan.version)

Nothing is ever merged by the program: which words fit together only people know.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common import text
from evenweave.common.forms import VersionedForm
from evenweave.common.refusals import Refusal

# A word with the space after it. Chinese and Japanese set no spaces, so each sign there is a word.
NO_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
WORD = re.compile(rf"([{NO_SPACES}]|[^\s{NO_SPACES}]+)(\s*)")
# How many pairs of equal words may be looked at: about a fifth of a second for one field.
WORK = 10_000_000


class Versioned(Protocol):
    """Anything with a version that grows by one with each save."""

    version: int


class Changed(Refusal):
    """Somebody saved a newer version since this person began."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody changed this while you were writing. Nothing was saved over theirs. "
                "Open the page again to see what stands there now."
            )
        )


def refuse_if_changed(thing: Versioned, *, version: int) -> None:
    """Refuse a save that was begun from another version than the one that stands.

    Call it in the action, on a row read under the lock, or two saves can both pass.
    """
    if thing.version != version:
        raise Changed


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a version; `only_here` when the other version does not have them."""

    words: str
    only_here: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of some words: each whole, in pieces, and what differs, in a sentence."""

    newer: list[Piece] = field(default_factory=list)
    own: list[Piece] = field(default_factory=list)

    @property
    def told(self) -> str:
        """How they differ, for people who cannot see or do not want to count the marks."""
        added, left_out = words_only_in(self.own), words_only_in(self.newer)
        if not added and not left_out:
            return _("The words are the same. Only spaces or line ends differ.")
        return " ".join(
            sentence
            for sentence in (
                ngettext(
                    "Yours has %(n)s word that theirs does not have.",
                    "Yours has %(n)s words that theirs does not have.",
                    added,
                )
                % {"n": added}
                if added
                else "",
                ngettext(
                    "Theirs has %(n)s word that yours does not have.",
                    "Theirs has %(n)s words that yours does not have.",
                    left_out,
                )
                % {"n": left_out}
                if left_out
                else "",
            )
            if sentence
        )


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people filled in differently."""

    field: forms.BoundField
    difference: Difference


def clashes(form: forms.Form, newer: Mapping[str, Any]) -> Iterator[Clash]:
    """Each visible field in which what stands now and what this person wrote are not the same.

    `newer` must name every visible field: what it left out would be overwritten unseen.
    """
    for bound in form.visible_fields():
        stands = said(bound.field, newer[bound.name])
        wrote = said(bound.field, form.cleaned_data.get(bound.name, bound.value()))
        if stands != wrote:
            yield Clash(bound, compare(stands, wrote))


def said(field: forms.Field, value: Any) -> str:
    """A value as words that a person can read and compare."""
    in_words = getattr(field, "said", None)
    return str(in_words(value)) if in_words else text.tidy(str(value if value is not None else ""))


def begin_again(form: VersionedForm, version: int) -> None:
    """The same form with the person's own words, now begun from the version that stands."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data[form.add_prefix("version")] = str(version)  # type: ignore[index]


def compare(newer: str, own: str) -> Difference:
    """Word by word, in bounded time: beyond `WORK`, what is left counts as different."""
    newer_words, own_words = words_of(newer), words_of(own)
    same = matches([word for word, _space in newer_words], [word for word, _space in own_words])
    return Difference(
        newer=pieces(newer_words, [(start, length) for start, _own, length in same]),
        own=pieces(own_words, [(start, length) for _newer, start, length in same]),
    )


def words_of(whole: str) -> list[tuple[str, str]]:
    """The words, each with the space behind it; together they are the whole text again."""
    start = len(whole) - len(whole.lstrip())
    found = [(each[1], each[2]) for each in WORD.finditer(whole, start)]
    return [("", whole[:start]), *found] if start else found


def matches(newer: Sequence[str], own: Sequence[str]) -> list[tuple[int, int, int]]:
    """Stretches of equal words, as (start in newer, start in own, length), in order.

    `difflib` finds the longest one; then the same on either side of it. Left to itself it can take
    minutes over texts of few, often repeated words. Here the widest gaps go first and each look is
    paid for, so the time has an end and what it bought is the best part.
    """
    matcher = SequenceMatcher(None, newer, own)
    places = matcher.b2j  # type: ignore[attr-defined]  # documented, but not typed
    pairs, purse = {word: len(found) for word, found in places.items()}, WORK
    gaps = [(0, (0, len(newer), 0, len(own)))]
    found = []
    while gaps and purse > 0:
        _width, (low, high, own_low, own_high) = heapq.heappop(gaps)
        purse -= high - low + sum(pairs.get(word, 0) for word in newer[low:high])
        at, own_at, length = matcher.find_longest_match(low, high, own_low, own_high)
        if not length:
            continue
        found.append((at, own_at, length))
        for gap in (
            (low, at, own_low, own_at),
            (at + length, high, own_at + length, own_high),
        ):
            if gap[0] < gap[1] and gap[2] < gap[3]:
                heapq.heappush(gaps, (gap[0] - gap[1], gap))
    return sorted(found)


def pieces(words: list[tuple[str, str]], same: list[tuple[int, int]]) -> list[Piece]:
    """The text in pieces: what both have, and what only this one has."""
    result: list[Piece] = []
    at = 0
    for start, length in [*same, (len(words), 0)]:
        for low, high, only_here in ((at, start, True), (start, start + length, False)):
            if low < high:
                result.append(Piece("".join(map("".join, words[low:high])), only_here))
        at = start + length
    return result


def words_only_in(version: list[Piece]) -> int:
    """How many words the other version does not have."""
    return sum(len(WORD.findall(piece.words)) for piece in version if piece.only_here)
