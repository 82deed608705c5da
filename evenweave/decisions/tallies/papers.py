"""What is counted: the options, and the papers, each kind once with how often it came.

Inside, a set of options is an integer: option number i is the bit 1 << i. Alike papers are one
entry, so that a hundred thousand of them are quick to count and nothing hangs on their order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from evenweave.common.plain import gettext as _

MOST_OPTIONS = 200
MOST_PAPERS = 1_000_000_000
LONGEST_NAME = 500
# Scores may have so many places after the point; more is a slip or an attack.
MOST_PLACES = 6

Number = int | Fraction
Places = tuple[int, ...]
Scores = tuple[Number | None, ...]
Said = TypeVar("Said")
Paper = TypeVar("Paper")


class TallyRefusedError(ValueError):
    """Papers that cannot be counted, or not so. Its text is one plain sentence or two."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Papers that rank: places, best first, each a set of options that stand level there.

    An option that a paper does not name stands below all that it names, level with the others
    like it. A paper without a place is blank.
    """

    options: tuple[str, ...]
    papers: Mapping[Places, int]


@dataclass(frozen=True, slots=True)
class Approved:
    """Papers that say yes to some options. A paper with none is blank."""

    options: tuple[str, ...]
    papers: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Scored:
    """Papers that score options, in their order; None where a paper gives no score.

    With a `budget`, scores are dots: whole, at least 0, and at most `budget` on a paper.
    """

    options: tuple[str, ...]
    papers: Mapping[Scores, int]
    lowest: Number = 0
    highest: Number = 10
    budget: int | None = None


Profile = Ranked | Approved | Scored


def ranked(
    options: Sequence[str], papers: Iterable[tuple[Sequence[Collection[str]], int]]
) -> Ranked:
    """A profile of rankings. Each paper: its places, best first, and how often it came.

    Raises TallyRefusedError for an option that is unknown or stands twice, for a count that is
    none, and for no papers.
    """
    named = checked_options(options)
    bits = bits_of(named)
    return Ranked(named, gathered(papers, lambda ranking: places_of(bits, ranking)))


def approved(options: Sequence[str], papers: Iterable[tuple[Collection[str], int]]) -> Approved:
    """A profile of approvals. Each paper: the options it says yes to, and how often it came."""
    named = checked_options(options)
    bits = bits_of(named)
    return Approved(named, gathered(papers, lambda names: set_of(bits, names)))


def scored(
    options: Sequence[str],
    papers: Iterable[tuple[Mapping[str, object], int]],
    *,
    lowest: object = 0,
    highest: object = 10,
    budget: object = None,
) -> Scored:
    """A profile of scores between `lowest` and `highest`, or of dots when there is a `budget`."""
    named = checked_options(options)
    places = {name: place for place, name in enumerate(named)}
    if budget is not None:
        allowed = checked_budget(budget)
        found = gathered(papers, lambda scores: dots_of(places, scores, allowed))
        return Scored(named, found, 0, allowed, allowed)
    ends = exact(lowest), exact(highest)
    if ends[0] >= ends[1]:
        raise TallyRefusedError(
            _("The lowest score must be below the highest. Here it is {lowest}, up to {highest}.")
            .format(lowest=lowest, highest=highest)
        )  # fmt: skip
    return Scored(named, gathered(papers, lambda scores: scores_of(places, scores, *ends)), *ends)


def gathered(papers: Iterable[tuple[Said, int]], read: Callable[[Said], Paper]) -> dict[Paper, int]:
    """Alike papers together, with how often each came; a sentence names the paper that is amiss."""
    found: dict[Paper, int] = {}
    total = number = 0
    try:
        for number, (paper, count) in enumerate(papers, start=1):  # noqa: B007 - told when amiss
            if type(count) is not int or count < 1:
                raise TallyRefusedError(_("“count” must be a whole number, 1 or more."))
            key = read(paper)
            found[key] = found.get(key, 0) + count
            total += count
    except TallyRefusedError as amiss:
        raise TallyRefusedError(
            _("Paper {number}: {amiss}").format(number=number, amiss=amiss)
        ) from None
    check_total(total)
    return found


def check_total(total: int) -> None:
    """There are papers, and not absurdly many."""
    if total == 0:
        raise TallyRefusedError(_("There are no papers to count. Add at least one."))
    if total > MOST_PAPERS:
        raise TallyRefusedError(
            _("That is more than {most} papers. Look at “count”: a number may be too long.").format(
                most=f"{MOST_PAPERS:,}"
            )
        )


def checked_options(options: Sequence[str]) -> tuple[str, ...]:
    """The options, each once, with a name that can be shown; else TallyRefusedError."""
    if len(options) > MOST_OPTIONS:
        raise TallyRefusedError(
            _("There are {number} options. At most {most} can be counted; leave some out.").format(
                number=len(options), most=MOST_OPTIONS
            )
        )
    if len(options) < 1:
        raise TallyRefusedError(_("There are no options. Name at least one."))
    seen: set[str] = set()
    for name in options:
        check_name(name)
        if name in seen:
            raise TallyRefusedError(
                _("“{option}” stands twice among the options. Give each its own name.").format(
                    option=name
                )
            )
        seen.add(name)
    return tuple(options)


def check_name(name: object) -> None:
    """A name is text that people can read."""
    if not isinstance(name, str):
        raise TallyRefusedError(_("An option is not a text. Put its name in quotation marks."))
    if not name.strip():
        raise TallyRefusedError(_("An option has no name. Name it, or leave it out."))
    if len(name) > LONGEST_NAME:
        raise TallyRefusedError(
            _("An option’s name is longer than {most} letters. Shorten it.").format(
                most=LONGEST_NAME
            )
        )
    if any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in name):
        raise TallyRefusedError(
            _("An option’s name holds a sign that cannot be shown. Type the name again.")
        )


def bits_of(options: Sequence[str]) -> dict[str, int]:
    """The bit of each option."""
    return {name: 1 << place for place, name in enumerate(options)}


def places_of(bits: Mapping[str, int], ranking: Sequence[Collection[str]]) -> Places:
    """A ranking's places as sets of options."""
    if set(map(type, ranking)) == {list}:
        # Nearly every paper: one option in each place. A paper of ten takes a microsecond so.
        try:
            places = tuple([bits[name] for [name] in ranking])
        except (KeyError, TypeError, ValueError):
            return careful_places(bits, ranking)
        if len(set(places)) == len(places):
            return places
    return careful_places(bits, ranking)


def careful_places(bits: Mapping[str, int], ranking: Sequence[Collection[str]]) -> Places:
    """The same for every other paper: options that stand level, and whatever is amiss."""
    if not isinstance(ranking, list | tuple):
        raise TallyRefusedError(
            _("“ranking” must be a list of places, best first, such as [[“A”], [“B”, “C”]].")
        )
    places = []
    seen = 0
    for number, names in enumerate(ranking, start=1):
        place = set_of(bits, names)
        if not place:
            raise TallyRefusedError(
                _("Place {number} of the ranking is empty. Leave it out.").format(number=number)
            )
        if place & seen:
            raise TallyRefusedError(
                _("It ranks “{option}” twice. Leave one of them out.").format(
                    option=first_of(bits, place & seen)
                )
            )
        seen |= place
        places.append(place)
    return tuple(places)


def set_of(bits: Mapping[str, int], names: Collection[str]) -> int:
    """A set of options from their names."""
    if not isinstance(names, list | tuple | set | frozenset):
        raise TallyRefusedError(_("A list of options must stand between [ and ]."))
    found = 0
    for name in names:
        bit = bits[known(bits, name)]
        if found & bit:
            raise TallyRefusedError(
                _("It names “{option}” twice. Leave one of them out.").format(option=name)
            )
        found |= bit
    return found


def known(options: Mapping[str, int], name: object) -> str:
    """The name, when it is an option's."""
    if isinstance(name, str) and name in options:
        return name
    raise TallyRefusedError(
        _("“{option}” is not among the options. Correct the name, or add the option.").format(
            option=shown(name)
        )
    )


def shown(thing: object) -> str:
    """What somebody wrote, short enough to be repeated to them."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(thing)[:60])
    return f"{text}…" if len(str(thing)) > 60 else text


def first_of(bits: Mapping[str, int], among: int) -> str:
    """The name of one option of a set, to speak of."""
    return next(name for name, bit in bits.items() if bit & among)


def scores_of(
    places: Mapping[str, int], scores: Mapping[str, object], lowest: Number, highest: Number
) -> Scores:
    """The scores of a paper, in the order of the options."""
    found: list[Number | None] = [None] * len(places)
    for name, score in pairs_in(scores):
        number = within(score, lowest, highest, name)
        found[places[known(places, name)]] = number
    return tuple(found)


def dots_of(places: Mapping[str, int], scores: Mapping[str, object], budget: int) -> Scores:
    """The dots of a paper, in the order of the options; together at most `budget`."""
    dots = scores_of(places, scores, 0, budget)
    if any(isinstance(each, Fraction) for each in dots):
        raise TallyRefusedError(_("Dots are whole. Round them up or down."))
    used = sum(each or 0 for each in dots)
    if used > budget:
        raise TallyRefusedError(
            _("It gives {used} dots, and there are only {budget}. Take some away.").format(
                used=used, budget=budget
            )
        )
    return dots


def pairs_in(scores: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """Each option with its score."""
    if not isinstance(scores, Mapping):
        raise TallyRefusedError(
            _("“scores” must give each option its number, such as {example}.").format(
                example="{“A”: 3, “B”: 0}"
            )
        )
    return scores.items()


def within(score: object, lowest: Number, highest: Number, name: str) -> Number:
    """A score that lies between the two ends, which are allowed themselves."""
    if is_number(score) and lowest <= score <= highest:  # type: ignore[operator]
        return exact(score)
    raise TallyRefusedError(
        _("The score of “{option}” is {score}. It must be a number from {lowest} to {highest}.")
        .format(option=shown(name), score=shown(score), lowest=lowest, highest=highest)
    )  # fmt: skip


def is_number(thing: object) -> bool:
    """Whether it is a number one can count with. True, False and “not a number” are none."""
    if isinstance(thing, bool) or not isinstance(thing, int | float | Decimal | Fraction):
        return False
    return isinstance(thing, int | Fraction) or math.isfinite(thing)


def exact(number: object) -> Number:
    """The very number, so that 0.1 and 0.2 make 0.3. At most MOST_PLACES after the point."""
    if not is_number(number):
        raise TallyRefusedError(_("“{thing}” is not a number.").format(thing=shown(number)))
    if isinstance(number, int):
        return number
    if not isinstance(number, Fraction):
        decimal = number if isinstance(number, Decimal) else Decimal(repr(number))
        # Asked before it becomes a fraction: 1e-99999999 would have a hundred million figures.
        exponent = decimal.as_tuple().exponent
        if not isinstance(exponent, int) or not -MOST_PLACES <= exponent <= MOST_PLACES:
            raise TallyRefusedError(
                _("“{number}” has too many figures. Use at most {most} after the point.").format(
                    number=shown(number), most=MOST_PLACES
                )
            )
        number = Fraction(decimal)
    return number.numerator if number.denominator == 1 else number


def checked_budget(budget: object) -> int:
    """How many dots a person has."""
    if type(budget) is int and 1 <= budget <= 1_000_000:
        return budget
    raise TallyRefusedError(_("“budget” must be a whole number of dots, from 1 to 1,000,000."))
