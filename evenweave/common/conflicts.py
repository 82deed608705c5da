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
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ObjectDoesNotExist
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


class Kept(Protocol):
    """Anything that is read from the database."""

    def refresh_from_db(self) -> None:
        """Read it anew."""


def look_again(thing: Kept) -> None:
    """Read something anew, under the lock. Refuses where somebody else has just taken it away."""
    try:
        thing.refresh_from_db()
    except ObjectDoesNotExist:
        raise Refusal(_("This is not there any more. Open the page again.")) from None


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
    """Two versions: each whole, in pieces, and how they differ, in a sentence."""

    newer: list[Piece]
    own: list[Piece]
    told: str = ""


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
        wrote = form.cleaned_data.get(bound.name, bound.value())
        difference = between(bound.field, newer[bound.name], wrote)
        if difference:
            yield Clash(bound, difference)


def between(field: forms.Field, newer: Any, own: Any) -> Difference | None:
    """How two values of a field differ: words by word, a date or a choice as a whole."""
    said = getattr(field, "said", None)
    stands, wrote = (
        str(said(value)) if said else text.tidy(str("" if value is None else value))
        for value in (newer, own)
    )
    if stands == wrote:
        return None
    if said:
        return Difference(pieces([(stands, "")], []), pieces([(wrote, "")], []))
    return compare(stands, wrote)


def begin_again(form: VersionedForm, version: int) -> None:
    """The same form with the person's own words, now begun from the version that stands."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data[form.add_prefix("version")] = str(version)  # type: ignore[index]


def compare(newer: str, own: str) -> Difference:
    """Word by word, in bounded time: beyond `WORK`, what is left counts as different."""
    newer_words, own_words = words_of(newer), words_of(own)
    same = matches([word for word, _space in newer_words], [word for word, _space in own_words])
    stands = pieces(newer_words, [(start, length) for start, _own, length in same])
    wrote = pieces(own_words, [(start, length) for _newer, start, length in same])
    return Difference(stands, wrote, in_a_sentence(words_only_in(wrote), words_only_in(stands)))


def in_a_sentence(added: int, left_out: int) -> str:
    """How two texts differ, for people who cannot see the marks or do not want to count them."""
    yours = ngettext(
        "Yours has %(n)s word that theirs does not have.",
        "Yours has %(n)s words that theirs does not have.",
        added,
    )
    theirs = ngettext(
        "Theirs has %(n)s word that yours does not have.",
        "Theirs has %(n)s words that yours does not have.",
        left_out,
    )
    sentences = [told % {"n": n} for told, n in ((yours, added), (theirs, left_out)) if n]
    return " ".join(sentences) or _("The words are the same. Only spaces or line ends differ.")


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
                result += piece(words[low:high], only_here=only_here)
        at = start + length
    return result


def piece(words: list[tuple[str, str]], *, only_here: bool) -> Iterator[Piece]:
    """These words; the space behind the last one is never marked."""
    whole = "".join(map("".join, words))
    end = len(whole) - len(words[-1][1])
    if whole[:end]:
        yield Piece(whole[:end], only_here)
    if whole[end:]:
        yield Piece(whole[end:], False)


def words_only_in(version: list[Piece]) -> int:
    """How many words the other version does not have."""
    return sum(len(WORD.findall(piece.words)) for piece in version if piece.only_here)
