"""Reading help: what in a text is long or hard, and about what age of reader it needs.

    found = reading.read("We will utilise the hall. Everybody is welcome.")
    found.long_sentences, found.hard_words, found.age, found.in_short

Pure functions over the text; nothing is kept, nothing is fetched, and the time grows with the
length alone. It helps and never judges: there is no score, and no form asks for one.

The reading age is the Flesch–Kincaid grade plus five, as schools in Britain count:

    grade = 0.39 × words per sentence + 11.8 × syllables per word − 15.59

Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, *Derivation of new
readability formulas for Navy enlisted personnel*, Research Branch Report 8-75 (1975). It was
fitted to English prose read by adults, at grades 5 to 16 or so; beyond that it is a guess, so ages
are told from `YOUNGEST` to `OLDEST` only. It knows neither whether words are known nor whether they
are true. Under `ENOUGH` words it swings by years with a single word, so nothing is told. It means
nothing for verse, tables, lists of names, or any language but English.
"""

from __future__ import annotations

from evenweave.common.reading.judging import (
    ENOUGH,
    LONGEST_SENTENCE,
    MOST_SIGNS,
    OLDEST,
    YOUNGEST,
    HardWord,
    Piece,
    Reading,
    Sentence,
    grade_of,
    read,
)

__all__ = [
    "ENOUGH",
    "LONGEST_SENTENCE",
    "MOST_SIGNS",
    "OLDEST",
    "YOUNGEST",
    "HardWord",
    "Piece",
    "Reading",
    "Sentence",
    "grade_of",
    "read",
]
