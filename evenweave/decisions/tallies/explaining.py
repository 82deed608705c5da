"""A result in sentences, for each round and in the end.

The command line has its words from `evenweave.common.plain`. A page passes Django's own gettext,
so that each reader has their language: `explained(result, Words(gettext, ngettext))`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenweave.common import plain
from evenweave.decisions.tallies.papers import Number
from evenweave.decisions.tallies.results import Result, Round, What

# In sentences, numbers of papers have two places after the point; they are counted exactly.
SPOKEN_PLACES = 2


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words come from."""

    gettext: Callable[[str], str] = plain.gettext
    ngettext: Callable[[str, str, int], str] = plain.ngettext


PLAIN = Words()


def explained(result: Result, words: Words = PLAIN) -> list[list[str]]:
    """Sentences for each round, and last those that say how it ended."""
    rounds = [round_in_words(each, result.method, words) for each in result.rounds]
    return [*rounds, ending(result, words)]


def round_in_words(each: Round, method: str, words: Words = PLAIN) -> list[str]:
    """What happened in a round, in sentences."""
    said = SAID[each.what](each, method, words)
    if each.idle and each.what in {What.MOST, What.MAJORITY, What.SHORT, What.OUT, What.QUOTA}:
        said.append(idle_in_words(each, method, words))
    return said


def ending(result: Result, words: Words = PLAIN) -> list[str]:
    """How it ended, in sentences."""
    if not result.winners:
        return [words.gettext("So nothing is chosen.")]
    if not result.is_settled:
        return open_ending(result, words)
    return [
        words.ngettext(
            "So {names} is chosen.", "So {names} are chosen.", len(result.winners)
        ).format(names=listed(result.winners, words))
    ]


def open_ending(result: Result, words: Words) -> list[str]:
    """What is certain, and who is level."""
    said = []
    if certain := result.certain:
        said.append(
            words.ngettext(
                "{names} is chosen in any case.", "{names} are chosen in any case.", len(certain)
            ).format(names=listed(certain, words))
        )
    left = result.seats - len(certain)
    said.append(
        words.ngettext(
            "It is a tie: {names} are level, for one place.",
            "It is a tie: {names} are level, for {count} places.",
            left,
        ).format(names=listed(result.tie, words), count=left)
    )
    said.append(words.gettext("Only the way that was named beforehand can settle it."))
    return said


def most(each: Round, method: str, words: Words) -> list[str]:
    """They have the most."""
    top = each.counts[each.who[0]]
    if method in {"score", "dots"}:
        return [points(each.who, top, words)]
    if len(each.who) > 1:
        text = words.ngettext(
            "{names} are level, with {number} paper each.",
            "{names} are level, with {number} papers each.",
            amount(top),
        )
    else:
        text = words.ngettext(
            "{names} has the most, with {number} paper.",
            "{names} has the most, with {number} papers.",
            amount(top),
        )
    return [text.format(names=listed(each.who, words), number=spoken(top))]


def points(who: Sequence[str], top: Number, words: Words) -> str:
    """They have the highest sum."""
    text = words.ngettext(
        "{names} has the highest sum: {number}.",
        "{names} have the highest sum, level at {number}.",
        len(who),
    )
    return text.format(names=listed(who, words), number=spoken(top))


def majority(each: Round, method: str, words: Words) -> list[str]:
    """They reached what is needed."""
    top = each.counts[each.who[0]]
    said = words.gettext("{names} has {number} of {papers} papers; {needed} are enough.")
    return [
        said.format(
            names=listed(each.who, words),
            number=spoken(top),
            papers=spoken(each.papers - each.idle),
            needed=each.needed,
        )
    ]


def short(each: Round, method: str, words: Words) -> list[str]:
    """Nobody reached what is needed."""
    said = words.ngettext(
        "Nothing has the {needed} papers it needs. {names} came nearest, with {number}.",
        "Nothing has the {needed} papers it needs. {names} came nearest, with {number} each.",
        len(each.who),
    )
    top = each.counts[each.who[0]]
    return [said.format(needed=each.needed, names=listed(each.who, words), number=spoken(top))]


def pairs(each: Round, method: str, words: Words) -> list[str]:
    """Each two options were compared."""
    said = [words.gettext("Each two options were compared, by all papers that prefer one of them.")]
    beaten = [name for name in each.pairs if name not in each.who]
    if len(each.who) > 1:
        said.append(
            words.gettext(
                "{names} are level: no chain of comparisons is stronger one way than the other."
            ).format(names=listed(each.who, words))
        )
        return said
    (winner,) = each.who
    if all(each.pairs[winner][name] > each.pairs[name][winner] for name in beaten):
        said.append(
            words.gettext(
                "More papers prefer {name} to each other option than the reverse."
            ).format(name=quoted(winner, words))
        )
        said += [compared(winner, name, each, words) for name in beaten]
    else:
        said.append(words.gettext("No option wins all its comparisons: they go round in a circle."))
        said.append(
            words.gettext(
                "So chains count, each as strong as its weakest link. {name} has the strongest."
            ).format(name=quoted(winner, words))
        )
    return said


def compared(winner: str, other: str, each: Round, words: Words) -> str:
    """One comparison in numbers."""
    return words.gettext("{name} to {other}: {more} against {fewer}.").format(
        name=quoted(winner, words),
        other=quoted(other, words),
        more=each.pairs[winner][other],
        fewer=each.pairs[other][winner],
    )


def out(each: Round, method: str, words: Words) -> list[str]:
    """They have the fewest and go out."""
    said = [nobody_enough(method, words)]
    fewest = each.counts[each.who[0]]
    if each.level:
        said.append(
            words.ngettext(
                "{names} share the fewest, with {number} paper each.",
                "{names} share the fewest, with {number} papers each.",
                amount(fewest),
            ).format(names=listed(each.level, words), number=spoken(fewest))
        )
        said.append(
            words.gettext("The lot drew {name} last, so its papers moved on.").format(
                name=listed(each.who, words)
            )
        )
        return said
    said.append(
        words.ngettext(
            "{names} had the fewest papers ({number}), so its papers moved on.",
            "{names} had the fewest papers ({number} each), so their papers moved on.",
            len(each.who),
        ).format(names=listed(each.who, words), number=spoken(fewest))
        if fewest
        else words.gettext("{names} had no papers, and went out.").format(
            names=listed(each.who, words)
        )
    )
    return said


def nobody_enough(method: str, words: Words) -> str:
    """Why somebody has to go out."""
    if method == "stv":
        return words.gettext("Nobody else has reached the quota yet.")
    return words.gettext("Nothing had more than half.")


def level(each: Round, method: str, words: Words) -> list[str]:
    """The last that are left have equally many."""
    number = each.counts[each.who[0]]
    return [
        words.ngettext(
            "{names} are left, with {number} paper each.",
            "{names} are left, with {number} papers each.",
            amount(number),
        ).format(names=listed(each.who, words), number=spoken(number))
    ]


def ways(each: Round, method: str, words: Words) -> list[str]:
    """Each way of going on was followed."""
    number = each.counts[each.who[0]]
    said = [
        nobody_enough(method, words),
        words.ngettext(
            "{names} share the fewest, with {number} paper each. We followed each way to its end.",
            "{names} share the fewest, with {number} papers each. We followed each way to its end.",
            amount(number),
        ).format(names=listed(each.who, words), number=spoken(number)),
    ]
    how = words.gettext("If {name} goes out first, it can end with {winners}.")
    return said + [
        how.format(name=quoted(way.out, words), winners=listed(way.winners, words))
        for way in each.ways
    ]


def quota(each: Round, method: str, words: Words) -> list[str]:
    """They reached the quota."""
    said = []
    for name in each.who:
        held = each.counts[name]
        above = held - (each.needed or 0)
        said.append(
            words.gettext("{name} has {number}, and {needed} are enough for a seat.").format(
                name=quoted(name, words), number=spoken(held), needed=each.needed
            )
        )
        if above and each.moves:
            said.append(
                words.gettext("What is above that ({above}) moves on, shared by all its papers.")
                .format(above=spoken(above))
            )  # fmt: skip
    return said


def rest(each: Round, method: str, words: Words) -> list[str]:
    """No more are left than seats."""
    said = words.ngettext(
        "Only {names} is left.", "Only {names} are left, one for each open seat.", len(each.who)
    )
    return [said.format(names=listed(each.who, words))]


def lot(each: Round, method: str, words: Words) -> list[str]:
    """The lot chose."""
    return [
        words.gettext("{tied} were level. The lot drew {names} first.").format(
            tied=listed(each.level, words), names=listed(each.who, words)
        )
    ]


def decider(each: Round, method: str, words: Words) -> list[str]:
    """The decider chose."""
    return [
        words.gettext("{tied} were level. The named decider chose {names}.").format(
            tied=listed(each.level, words), names=listed(each.who, words)
        )
    ]


def nobody(each: Round, method: str, words: Words) -> list[str]:
    """All papers are blank."""
    if each.idle:
        return [words.gettext("No paper names one option alone, as each should here.")]
    return [words.gettext("All papers are blank.")]


def idle_in_words(each: Round, method: str, words: Words) -> str:
    """Papers that do not count in a round, and why."""
    number = spoken(each.idle)
    if method in {"plurality", "majority"}:
        return words.ngettext(
            "{number} paper names several first, and was set aside.",
            "{number} papers name several first, and were set aside.",
            amount(each.idle),
        ).format(number=number)
    return words.ngettext(
        "{number} paper names nobody who is left.",
        "{number} papers name nobody who is left.",
        amount(each.idle),
    ).format(number=number)


SAID: dict[What, Callable[[Round, str, Words], list[str]]] = {
    What.MOST: most,
    What.MAJORITY: majority,
    What.SHORT: short,
    What.PAIRS: pairs,
    What.OUT: out,
    What.LEVEL: level,
    What.WAYS: ways,
    What.QUOTA: quota,
    What.REST: rest,
    What.LOT: lot,
    What.DECIDER: decider,
    What.NOBODY: nobody,
}


def quoted(name: str, words: Words) -> str:
    """A name as it stands in a sentence."""
    return words.gettext("“{name}”").format(name=name)


def listed(names: Sequence[str], words: Words) -> str:
    """Names as they stand in a sentence: “A”, “B” and “C”."""
    marked = [quoted(name, words) for name in names]
    if len(marked) < 2:
        return "".join(marked)
    return words.gettext("{names} and {last}").format(names=", ".join(marked[:-1]), last=marked[-1])


def spoken(number: Number) -> str:
    """A number as one says it: whole where it is, else with two places after the point."""
    if isinstance(number, Fraction) and number.denominator > 1:
        return f"{float(round(number, SPOKEN_PLACES)):.{SPOKEN_PLACES}f}"
    return str(number)


def amount(number: Number) -> int:
    """Which plural a number takes: that of 1 for 1 alone."""
    return 1 if number == 1 else 2 if isinstance(number, Fraction) else abs(number)
