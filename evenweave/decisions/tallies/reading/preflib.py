"""PrefLib's files of rankings: .soc and .soi without ties, .toc and .toi with; c: all are ranked.

    # NUMBER ALTERNATIVES: 3            3                       (before 2022)
    # NUMBER VOTERS: 7                  1,Tea
    # ALTERNATIVE NAME 1: Tea           2,Coffee
    # ALTERNATIVE NAME 2: Coffee        3,Water
    # ALTERNATIVE NAME 3: Water         7,7,2
    5: 1,{2,3}                          5,1,{2,3}
    2: 3,1,2                            2,3,1,2

Both heads are read. The numbers in the head must agree with the papers, so that a file which lost
its end is not counted. https://preflib.github.io/PrefLib-Jekyll/format
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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

NAME = re.compile(r"#\s*ALTERNATIVE NAME\s+([^:]*):(.*)")
ALTERNATIVES = re.compile(r"#\s*NUMBER ALTERNATIVES\s*:(.*)")
VOTERS = re.compile(r"#\s*NUMBER VOTERS\s*:(.*)")
# A place of a ranking, and the comma after it: one number, or several between braces.
PLACE = re.compile(r"\s*(?:\{([^{}]*)\}|([^{},]+))\s*(?:,|$)")

Line = tuple[int, str]


@dataclass(slots=True)
class Head:
    """What a file says of itself before the papers."""

    names: dict[int, str]
    alternatives: int
    voters: int


def read(text: str, kind: str) -> Ballots:
    """The papers in such a file of this kind: soc, soi, toc or toi. Raises TallyRefusedError."""
    lines = [
        (number, line.strip())
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if not lines:
        raise TallyRefusedError(_("The file is empty."))
    is_new = lines[0][1].startswith("#")
    head, body = new_head(lines) if is_new else old_head(lines)
    if len(head.names) != head.alternatives:
        raise TallyRefusedError(
            _("The head says {told} options, but names {named}. Correct the one or the other.")
            .format(told=head.alternatives, named=len(head.names))
        )  # fmt: skip
    options = checked_options(list(head.names.values()))
    bits = {number: 1 << place for place, number in enumerate(head.names)}
    papers = papers_in(body, bits, kind, ":" if is_new else ",")
    check_total(found := sum(papers.values()))
    if found != head.voters:
        raise TallyRefusedError(
            _("The head says {told} papers, but there are {found}. Is the file whole?").format(
                told=head.voters, found=found
            )
        )
    return Ballots(Ranked(options, papers))


def new_head(lines: list[Line]) -> tuple[Head, list[Line]]:
    """The head of lines that begin with #, and the rest."""
    head = Head({}, -1, -1)
    for at, (number, line) in enumerate(lines):
        if not line.startswith("#"):
            return checked(head), lines[at:]
        if match := NAME.fullmatch(line):
            add_name(head.names, match[1].strip(), match[2], number)
        elif match := ALTERNATIVES.fullmatch(line):
            head.alternatives = whole(match[1].strip(), number, at_least=1, at_most=MOST_OPTIONS)
        elif match := VOTERS.fullmatch(line):
            head.voters = whole(match[1].strip(), number, at_least=0)
    return checked(head), []


def checked(head: Head) -> Head:
    """The head, when it says how many there are."""
    for told, name in [(head.alternatives, "NUMBER ALTERNATIVES"), (head.voters, "NUMBER VOTERS")]:
        if told < 0:
            raise TallyRefusedError(
                _("The line “# {name}: …” is missing from its head. Add it.").format(name=name)
            )
    return head


def old_head(lines: list[Line]) -> tuple[Head, list[Line]]:
    """The head as it was before 2022: a number, the names, three numbers."""
    number, line = lines[0]
    alternatives = whole(line, number, at_least=1, at_most=MOST_OPTIONS)
    names: dict[int, str] = {}
    for at, text in lines[1 : alternatives + 1]:
        option, comma, name = text.partition(",")
        if not comma:
            raise LineRefusedError(at, _("Here should be an option’s number, a comma, its name."))
        add_name(names, option.strip(), name, at)
    if len(lines) < alternatives + 2:
        raise TallyRefusedError(_("The file ends within its head. Is it whole?"))
    at, text = lines[alternatives + 1]
    numbers = text.split(",")
    if len(numbers) != 3:
        raise LineRefusedError(at, _("Here should be three numbers: voters, papers, rankings."))
    papers = whole(numbers[1].strip(), at, at_least=0)
    return Head(names, alternatives, papers), lines[alternatives + 2 :]


def add_name(names: dict[int, str], number: str, name: str, line: int) -> None:
    """Keep the name of an option, which has one."""
    option = whole(number, line, at_least=0, at_most=10 * MOST_OPTIONS)
    if option in names:
        raise LineRefusedError(
            line, _("Option {option} is named twice. Leave one out.").format(option=option)
        )
    names[option] = name.strip()


def papers_in(
    lines: Iterable[Line], bits: Mapping[int, int], kind: str, after_count: str
) -> dict[Places, int]:
    """The papers, as places that are sets of options (see `papers`)."""
    papers: dict[Places, int] = {}
    for number, line in lines:
        count_text, sign, ranking = line.partition(after_count)
        if not sign:
            raise LineRefusedError(
                number,
                _("Here should be a count, “{sign}”, and a ranking.").format(sign=after_count),
            )
        count = whole(count_text.strip(), number, at_least=1)
        places = places_in(ranking, bits, number)
        check_kind(places, len(bits), kind, number)
        papers[places] = papers.get(places, 0) + count
    return papers


def places_in(ranking: str, bits: Mapping[int, int], line: int) -> Places:
    """The places of one ranking, best first. Empty braces hold nobody, and are passed over."""
    places = []
    seen = at = 0
    text = ranking.strip().rstrip(",")
    while at < len(text):
        match = PLACE.match(text, at)
        if match is None:
            raise LineRefusedError(
                line,
                _("“{ranking}” is no ranking. Look at its commas and braces.").format(
                    ranking=shown(text)
                ),
            )
        at = match.end()
        words = [match[2]] if match[1] is None else match[1].split(",")
        place = set_in([word.strip() for word in words if word.strip()], bits, line, seen)
        seen |= place
        if place:
            places.append(place)
    return tuple(places)


def set_in(words: list[str], bits: Mapping[int, int], line: int, seen: int) -> int:
    """A set of options from their numbers."""
    found = 0
    for word in words:
        number = whole(word, line, at_least=0, at_most=10 * MOST_OPTIONS)
        if number not in bits:
            raise LineRefusedError(
                line,
                _("There is no option {number}. Correct it, or name it in the head.").format(
                    number=number
                ),
            )
        if (found | seen) & bits[number]:
            raise LineRefusedError(
                line,
                _("It ranks option {option} twice. Leave one of them out.").format(option=number),
            )
        found |= bits[number]
    return found


def check_kind(places: Places, options: int, kind: str, line: int) -> None:
    """A ranking is as its file's ending says: s has no ties, c names every option."""
    if kind[0] == "s" and any(place & (place - 1) for place in places):
        raise LineRefusedError(
            line,
            _("A .{kind} file has no options that stand level. Call it .{other}.").format(
                kind=kind, other=f"t{kind[1:]}"
            ),
        )
    if kind[2] == "c" and sum(places).bit_count() != options:
        raise LineRefusedError(
            line,
            _("In a .{kind} file each paper ranks every option. Call it .{other}.").format(
                kind=kind, other=f"{kind[:2]}i"
            ),
        )
