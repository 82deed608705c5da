"""Files of OpenSTV and its kin (.blt, also called ERS or Hill-Wichmann-Woodall).

    4 2             four options, two seats
    -2              option 2 has withdrawn (may be missing, or name several)
    3 1 3 4 0       three papers: option 1, then 3, then 4
    (x7) 1 2=4 0    one paper with a mark of its own; options 2 and 4 stand level
    2 1 - 3 0       a place left empty, which is passed over
    0               the end of the papers
    "Adam"          a name for each option, then a title, which may be missing

What follows # is a comment, except inside quotation marks. Whole numbers of papers only.

I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: Single transferable vote by Meek's
method", The Computer Journal 30 (1987); OpenSTV 1.7 added comments, marks, = and -.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies.papers import (
    MOST_OPTIONS,
    Places,
    Ranked,
    TallyRefusedError,
    check_total,
    checked_options,
    shown,
)
from evenweave.decisions.tallies.reading.lines import Ballots, LineRefusedError, whole

TOKEN = re.compile(
    r'\s*(?:(?P<comment>#.*)|"(?P<name>[^"]*)"|\((?P<mark>[^)]*)\)|(?P<word>[^\s"#]+))'
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name or mark, and the line on which it stands."""

    kind: str
    text: str
    line: int


class Tokens:
    """The words of a file, one after another."""

    def __init__(self, text: str) -> None:
        self.found = list(tokens(text))
        self.next = 0
        self.lines = text.count("\n") + 1

    def peek(self) -> Token | None:
        """The next word, which stays."""
        return self.found[self.next] if self.next < len(self.found) else None

    def take(self, expected: str) -> Token:
        """The next word; else LineRefusedError, which says what was expected."""
        token = self.peek()
        if token is None:
            raise LineRefusedError(
                self.lines,
                _("The file ends too early: {expected} should follow.").format(expected=expected),
            )
        self.next += 1
        return token

    def word(self, expected: str) -> Token:
        """The next word, which must be bare: no name and no mark."""
        token = self.take(expected)
        if token.kind != "word":
            raise LineRefusedError(
                token.line,
                _("“{found}” stands where {expected} should be.").format(
                    found=shown(token.text), expected=expected
                ),
            )
        return token


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, without comments."""
    for number, line in enumerate(text.split("\n"), start=1):
        at = 0
        while match := TOKEN.match(line, at):
            at = match.end()
            if match.lastgroup and match.lastgroup != "comment":
                yield Token(match.lastgroup, match[match.lastgroup], number)
        if line[at:].strip():
            raise LineRefusedError(number, _("A quotation mark is not closed. Add the other one."))


def read(text: str) -> Ballots:
    """The papers in such a file. Raises TallyRefusedError."""
    words = Tokens(text)
    first = words.word(_("the number of options"))
    number = whole(first.text, first.line, at_least=1, at_most=MOST_OPTIONS)
    second = words.word(_("the number of seats"))
    seats = whole(second.text, second.line, at_least=1, at_most=MOST_OPTIONS)
    withdrawn = withdrawn_in(words, number, second.line)
    papers = papers_in(words, number)
    names = names_in(words, number)
    check_total(sum(papers.values()))
    return Ballots(without(withdrawn, names, papers), seats)


def withdrawn_in(words: Tokens, number: int, head: int) -> set[int]:
    """The numbers of the options that have withdrawn. A negative count is not taken for one."""
    found = set()
    line = head
    while (token := words.peek()) and token.kind == "word" and token.text.startswith("-"):
        words.take("")
        line = token.line
        found.add(-whole(token.text, line, at_least=-number, at_most=-1))
    if line != head and token is not None and token.line == line:
        raise LineRefusedError(
            line,
            _("Those who withdrew stand on a line of their own. A count cannot be negative."),
        )
    return found


def papers_in(words: Tokens, number: int) -> dict[Places, int]:
    """The papers, up to the single 0 that ends them; places as sets of options (see `papers`)."""
    papers: dict[Places, int] = {}
    while True:
        token = words.take(_("a paper, or the 0 that ends the papers"))
        if token.kind == "mark":
            token = words.word(_("a number of papers"))
        elif token.kind == "word" and token.text == "0":
            return papers
        if token.kind != "word":
            raise LineRefusedError(
                token.line, _("A 0 on a line of its own must end the papers, before the names.")
            )
        count = whole(token.text, token.line, at_least=1)
        places = places_in(words, number, token.line)
        papers[places] = papers.get(places, 0) + count


def places_in(words: Tokens, number: int, line: int) -> Places:
    """The places of one paper, up to its own 0, all on one line."""
    places: list[int] = []
    seen = 0
    while True:
        token = words.peek()
        if token is None or token.line != line or token.kind != "word":
            raise LineRefusedError(line, _("This paper does not end with 0. Add it."))
        words.take("")
        if token.text == "0":
            return tuple(places)
        if token.text == "-":
            continue
        place = 0
        for word in token.text.split("="):
            option = whole(word, line, at_least=1, at_most=number)
            if (place | seen) >> option - 1 & 1:
                raise LineRefusedError(
                    line,
                    _("It ranks option {option} twice. Leave one of them out.").format(
                        option=option
                    ),
                )
            place |= 1 << option - 1
        seen |= place
        places.append(place)


def names_in(words: Tokens, number: int) -> tuple[str, ...]:
    """The options' names. What follows them is a title and the like."""
    expected = _("the name of an option, in quotation marks")
    found = [words.take(expected).text for _number in range(number)]
    return checked_options(found)


def without(withdrawn: set[int], names: tuple[str, ...], papers: dict[Places, int]) -> Ranked:
    """The papers as if those who withdrew had never stood; their places are passed over."""
    kept = [place for place in range(len(names)) if place + 1 not in withdrawn]
    if not kept:
        raise TallyRefusedError(_("All options have withdrawn, so there is nothing to count."))
    if not withdrawn:
        return Ranked(names, papers)
    moved: dict[Places, int] = {}
    for places, count in papers.items():
        left = tuple(now for place in places if (now := squeezed(place, kept)))
        moved[left] = moved.get(left, 0) + count
    return Ranked(tuple(names[place] for place in kept), moved)


def squeezed(among: int, kept: list[int]) -> int:
    """A set of options, numbered anew among those that are kept."""
    return sum(1 << new for new, old in enumerate(kept) if among >> old & 1)
