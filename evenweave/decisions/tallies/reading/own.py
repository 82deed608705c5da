"""Our own files: `{"options": […], "papers": [{"ranking": [["A"], ["B", "C"]], "count": 3}]}`.

docs/schemas/papers.json describes them. A paper has `ranking`, `approve` or `scores`, all papers of
a file the same one. Beside the papers a file may say `seats`, the `lowest` and `highest` score, or
the `budget` of dots.
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, NoReturn

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies.papers import (
    MOST_OPTIONS,
    TallyRefusedError,
    approved,
    ranked,
    scored,
    shown,
)
from evenweave.decisions.tallies.reading.lines import Ballots, LineRefusedError

MAY_SAY = {"options", "papers", "seats", "lowest", "highest", "budget"}
KINDS = ("ranking", "approve", "scores")
# As much as any score or count needs; longer figures are a slip or an attack.
LONGEST_NUMBER = 40


def read(text: str) -> Ballots:
    """The papers in a file of our own. Raises TallyRefusedError."""
    with resting_collector():
        content = parsed(text)
        if not isinstance(content, dict):
            raise TallyRefusedError(
                _("It must hold one object with “options” and “papers”, between { and }.")
            )
        check_members(content, MAY_SAY, ("options", "papers"))
        options, papers = content["options"], content["papers"]
        for name, value in [("options", options), ("papers", papers)]:
            if not isinstance(value, list):
                raise TallyRefusedError(
                    _("“{name}” must be a list, between [ and ].").format(name=name)
                )
        kind = kind_of(papers)
        check_papers(papers, kind)
        if kind != "scores":
            refuse_ends(content)
            make = ranked if kind == "ranking" else approved
            return Ballots(make(options, each(papers, kind)), seats_in(content))
        ends = {name: content[name] for name in ("lowest", "highest", "budget") if name in content}
        if "budget" in ends and len(ends) > 1:
            raise TallyRefusedError(_("“budget” is for dots: leave “lowest” and “highest” out."))
        return Ballots(scored(options, each(papers, kind), **ends), seats_in(content))


@contextmanager
def resting_collector() -> Iterator[None]:
    """Python's search for rings of objects rests: a large file makes it search again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def parsed(text: str) -> Any:
    """The JSON of a text. What is allowed is RFC 8259, less names that stand twice."""
    try:
        return json.loads(
            text,
            object_pairs_hook=members,
            parse_constant=no_number,
            parse_float=Decimal,
            parse_int=integer,
        )
    except json.JSONDecodeError as problem:
        raise LineRefusedError(
            problem.lineno,
            _("This is not JSON ({why}). Look at commas, quotation marks and brackets.").format(
                why=problem.msg
            ),
        ) from None
    except RecursionError:
        raise TallyRefusedError(
            _("Its brackets are nested too deeply. Papers need no more than four levels.")
        ) from None


def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's members, each once: a second one would silently replace the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _times),) = Counter(name for name, _value in pairs).most_common(1)
        raise TallyRefusedError(
            _("“{name}” stands twice in one object. Leave one of them out.").format(
                name=shown(twice)
            )
        )
    return found


def no_number(word: str) -> NoReturn:
    """NaN and Infinity, which Python would take."""
    raise TallyRefusedError(_("“{word}” is not a number. Put one there.").format(word=word))


def integer(figures: str) -> int:
    """A whole number of sensible length."""
    if len(figures) > LONGEST_NUMBER:
        raise TallyRefusedError(
            _("A number has {length} figures. No count or score needs so many.").format(
                length=len(figures)
            )
        )
    return int(figures)


def check_members(thing: Mapping[str, Any], may: set[str], must: tuple[str, ...]) -> None:
    """Nothing is missing and nothing is unknown: a slip in a name must not be passed over."""
    for name in must:
        if name not in thing:
            raise TallyRefusedError(_("“{name}” is missing. Add it.").format(name=name))
    unknown = sorted(set(thing) - may)
    if unknown:
        raise TallyRefusedError(
            _("“{name}” is not known here. There may be: {known}.").format(
                name=shown(unknown[0]), known=", ".join(sorted(may))
            )
        )


def kind_of(papers: list[Any]) -> str:
    """Which kind the first paper is of; the others are held to it. Without papers, any will do."""
    first = papers[0] if papers else {"ranking": []}
    found = [kind for kind in KINDS if isinstance(first, dict) and kind in first]
    if len(found) == 1:
        return found[0]
    raise TallyRefusedError(
        _("Paper 1: it must be an object with one of {kinds}.").format(
            kinds=", ".join(f"“{kind}”" for kind in KINDS)
        )
    )


def check_papers(papers: list[Any], kind: str) -> None:
    """Every paper is an object of this kind, and says nothing that is not known."""
    may = {kind, "count"}
    for number, paper in enumerate(papers, start=1):
        if type(paper) is not dict or kind not in paper or not paper.keys() <= may:
            refuse_paper(paper, number, kind, may)


def each(papers: list[Any], kind: str) -> Iterator[tuple[Any, int]]:
    """What every paper says, and how often it came."""
    return ((paper[kind], paper.get("count", 1)) for paper in papers)


def refuse_paper(paper: Any, number: int, kind: str, may: set[str]) -> NoReturn:
    """Say what is amiss with a paper that is not as the others are."""
    if isinstance(paper, dict):
        others = [other for other in KINDS if other != kind and other in paper]
        if others:
            raise TallyRefusedError(
                _("Paper {number}: it has “{other}”, and the first has “{kind}”. Count them apart.")
                .format(number=number, other=others[0], kind=kind)
            )  # fmt: skip
        try:
            check_members(paper, may, (kind,))
        except TallyRefusedError as amiss:
            raise TallyRefusedError(
                _("Paper {number}: {amiss}").format(number=number, amiss=amiss)
            ) from None
    raise TallyRefusedError(
        _("Paper {number}: it must be an object with “{kind}”, between {opening} and {closing}.")
        .format(number=number, kind=kind, opening="{", closing="}")
    )  # fmt: skip


def refuse_ends(content: Mapping[str, Any]) -> None:
    """Ends of scores mean nothing where there are no scores."""
    for name in ("lowest", "highest", "budget"):
        if name in content:
            raise TallyRefusedError(
                _("“{name}” is for papers with “scores”. Leave it out.").format(name=name)
            )


def seats_in(content: Mapping[str, Any]) -> int | None:
    """How many seats the file says there are."""
    seats = content.get("seats")
    if seats is None or (type(seats) is int and 1 <= seats <= MOST_OPTIONS):
        return seats
    raise TallyRefusedError(
        _("“seats” must be a whole number from 1 to {most}.").format(most=MOST_OPTIONS)
    )
