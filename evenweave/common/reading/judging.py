"""What in a text is long, what is hard, and what age of reader it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenweave.common.reading.sentences import sentences
from evenweave.common.reading.syllables import syllables
from evenweave.common.reading.words import KNOWN_TO_ALL, PHRASES, easier_words

# A sentence of more words than this is told as long.
LONGEST_SENTENCE = 20
# Fewer words than this say nothing about an age.
ENOUGH = 30
# Ages are told between these; beyond them the formula guesses.
YOUNGEST, OLDEST = 7, 18
# Of a text longer than this, only so much is looked at.
MOST_SIGNS = 20_000
# A word of so many syllables is hard, unless everybody knows it.
MANY_SYLLABLES = 4
# How many hard words are listed; the others are marked in the text all the same.
MOST_LISTED = 12

LETTER = re.compile(r"[^\W\d_]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# A piece of a word-like sign: letters with apostrophes and hyphens among them, or a number.
WORD = re.compile(r"[^\W\d_]+(?:['’\-\u2011][^\W\d_]+)*+|\d+(?:[.,:]\d+)*+")
ADDRESS = re.compile(r"https?://|www\.|[^@]+@[^@]+\.[^@]+$", re.IGNORECASE)
# Between the words of any English text these stand thickly; in any other language they do not.
SMALL = """
a about after all am an and are as at be been but by can did do for from had has have he her
his i if in is it its me my no not of on or our she so that the their them there they this to
up us was we were what when which who will with would you your
"""
SMALL_WORDS = frozenset(SMALL.split())
ENGLISH_SHARE = 0.15
# A form of "be", what was done, and by whom: "was chosen by".
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s++(?:[a-z]++(?<=ly)\s++)?(?:[a-z]++(?<=ed)|done|made|given|"
    r"taken|chosen|written|led|held|run|seen|told|paid|kept|found|brought|shown|begun)\s++by\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the text as it was written; `is_hard` when it is a hard word or phrase."""

    words: str
    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces, with the space behind it, and how many words it has."""

    pieces: tuple[Piece, ...]
    space: str
    length: int

    @property
    def is_long(self) -> bool:
        """Whether it would be easier in two."""
        return self.length > LONGEST_SENTENCE


@dataclass(frozen=True, slots=True)
class HardWord:
    """A hard word as it was written, and an easier one ("" when the list knows none)."""

    word: str
    easier: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found. `sentences` put together are the text that was looked at."""

    sentences: tuple[Sentence, ...]
    words: int
    syllables: int
    is_english: bool
    is_whole: bool
    hard_words: tuple[HardWord, ...]
    passives: tuple[str, ...]

    @property
    def long_sentences(self) -> list[Sentence]:
        """Those that would be easier in two."""
        return [sentence for sentence in self.sentences if sentence.is_long]

    @property
    def listed(self) -> tuple[HardWord, ...]:
        """The hard words to show; first those for which an easier one is known."""
        known = sorted(self.hard_words, key=lambda hard: not hard.easier)
        return tuple(known[:MOST_LISTED])

    @property
    def needs_explaining(self) -> bool:
        """Whether there is a hard word for which no easier one is known."""
        return any(not hard.easier for hard in self.hard_words)

    @property
    def age(self) -> int | None:
        """The reading age in years, from `YOUNGEST` to `OLDEST`; None where it means nothing."""
        spoken = sum(1 for sentence in self.sentences if sentence.length)
        if not self.is_english or self.words < ENOUGH:
            return None
        age = round(grade_of(self.words, spoken, self.syllables) + 5)
        return min(max(age, YOUNGEST), OLDEST)

    @property
    def in_short(self) -> str:
        """All of it in one breath, for somebody who cannot see the marks."""
        if not self.is_english or not self.words:
            return self.age_told
        longer, harder = len(self.long_sentences), len(self.hard_words)
        long_told = ngettext("%(n)s long sentence.", "%(n)s long sentences.", longer)
        hard_told = ngettext("%(n)s hard word.", "%(n)s hard words.", harder)
        told = [long_told % {"n": longer}] if longer else []
        told += [hard_told % {"n": harder}] if harder else []
        return " ".join([self.age_told, *(told or [_("Nothing long or hard was found.")])])

    @property
    def age_told(self) -> str:
        """The reading age in words, or why there is none."""
        age = self.age
        if not self.words:
            return _("Nothing is written here yet.")
        if not self.is_english:
            return _("This does not look like English. We can only help with English.")
        if age is None:
            return _("This is too short to say how old a reader it needs.")
        if age <= YOUNGEST:
            return _("Nearly everybody could read this.")
        if age <= 9:
            return _("Most people of %(age)s could read this.") % {"age": age}
        if age < OLDEST:
            return _("It reads as if written for people of about %(age)s.") % {"age": age}
        return _("It reads as if written for people who have studied.")


def grade_of(words: int, sentences: int, spoken: int) -> float:
    """The Flesch–Kincaid grade of so many words, sentences and syllables. Words must be above 0."""
    return 0.39 * words / max(sentences, 1) + 11.8 * spoken / words - 15.59


def read(text: str) -> Reading:
    """Look at a text of any length and kind; of a very long one, at its first `MOST_SIGNS`."""
    looked_at = text[:MOST_SIGNS]
    english = looks_english(looked_at)
    found = tuple(in_pieces(each, english) for each in sentences(looked_at))
    words = words_of(looked_at)
    return Reading(
        sentences=found,
        words=len(words),
        syllables=sum(map(syllables_in, words)),
        is_english=english,
        is_whole=len(text) <= MOST_SIGNS,
        hard_words=tuple(hard_words(found)),
        passives=tuple(dict.fromkeys(PASSIVE.findall(looked_at))) if english else (),
    )


def words_of(text: str) -> list[str]:
    """Words and numbers. Nobody reads an address of the web aloud, so it does not count."""
    return [word for sign in text.split() if not ADDRESS.match(sign) for word in WORD.findall(sign)]


def syllables_in(word: str) -> int:
    """Syllables of a word as it is written. A number counts as one: who knows how it is said."""
    if word[0].isdigit():
        return 1
    parts = re.split(r"[\-\u2011]", word.lower())
    return sum(syllables(re.sub(r"['’]", "", part)) + has_spoken_not(part) for part in parts)


def has_spoken_not(word: str) -> bool:
    """Whether its “n’t” is a syllable of its own, as in “didn’t” and not in “don’t”."""
    return word.endswith(("dn't", "dn’t", "sn't", "sn’t"))


def looks_english(text: str) -> bool:
    """Whether it can be judged: in our letters, with the small words that English is full of.

    A few words alone are given the benefit of the doubt.
    """
    letters = len(LETTER.findall(text))
    if letters and len(LATIN.findall(text)) < 0.8 * letters:
        return False
    words = [word.lower() for word in words_of(text) if not word[0].isdigit()]
    small = sum(1 for word in words if word in SMALL_WORDS)
    return len(words) < ENOUGH or small >= ENGLISH_SHARE * len(words)


def in_pieces(sentence: str, english: bool) -> Sentence:
    """The sentence with its hard words apart."""
    body = sentence.rstrip()
    length = len(words_of(body))
    parts = tuple(pieces(body)) if english else (Piece(body),)
    return Sentence(parts, sentence[len(body) :], length)


def pieces(body: str) -> Iterator[Piece]:
    """The sentence from one hard word to the next."""
    at = 0
    for found in candidates().finditer(body):
        if found.start() >= at and is_hard(found, body):
            if at < found.start():
                yield Piece(body[at : found.start()])
            yield Piece(found[0], is_hard=True)
            at = found.end()
    if at < len(body):
        yield Piece(body[at:])


@cache
def candidates() -> re.Pattern[str]:
    """A phrase of the list, an address to step over, or a word. Made once."""
    phrases = "|".join(phrase.replace(" ", r"\s++") for phrase in sorted(PHRASES, reverse=True))
    return re.compile(
        rf"(?P<phrase>\b(?:{phrases})\b)|(?P<address>(?:https?://|www\.)\S++)"
        r"|(?P<word>[^\W\d_]++)",
        re.IGNORECASE,
    )


@cache
def easier() -> dict[str, str]:
    """The list of easier words, by every form of a hard one."""
    return easier_words()


def is_hard(found: re.Match[str], body: str) -> bool:
    """A phrase or word of the list; or a word of many syllables, unless it is known or a name."""
    if found["address"]:
        return False
    if found["phrase"] or found[0].lower() in easier():
        return True
    is_name = found[0][0].isupper() and found.start() > 0
    word = found[0].lower()
    return not is_name and word not in KNOWN_TO_ALL and syllables(word) >= MANY_SYLLABLES


def hard_words(found: tuple[Sentence, ...]) -> Iterator[HardWord]:
    """Each hard word once, in the order of the text."""
    seen = set()
    for sentence in found:
        for piece in sentence.pieces:
            key = " ".join(piece.words.lower().split())
            if piece.is_hard and key not in seen:
                seen.add(key)
                yield HardWord(piece.words, PHRASES.get(key) or easier().get(key, ""))
