"""How a secret vote came out, as its page tells it: only what was kept of it, and that is all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.decisions import counting, secret
from evenweave.decisions.models import Option, Outcome
from evenweave.decisions.showing import Bar
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import Ballot
from evenweave.disclosure.results import Band


@dataclass(frozen=True, slots=True)
class ShownSecret:
    """What may be told of a secret vote. `groups` are answers with a number for each kind."""

    bars: Sequence[Bar]
    sentences: Sequence[str]
    kinds: Sequence[str] = ()
    groups: Sequence[tuple[str, Sequence[int]]] = ()
    nonce: str = ""


def shown_secret(
    outcome: Outcome, options: Sequence[Option], kinds: Sequence[str]
) -> ShownSecret | None:
    """How a secret vote came out. `kinds` are what its two groups are called."""
    kept = outcome.count
    if not kept or not kept.get("is_secret"):
        return None
    words = counting.words_of(options) | {secret.SKIPPED: _("put nothing in")}
    bars = [bar_of(part, kept, words) for part in kept["parts"]]
    by_group = kept.get("groups") or []
    rows = [
        (together(first["answers"], words), [first["number"], second["number"]])
        for first, second in zip(*by_group, strict=True)
    ]
    return ShownSecret(bars, sentences_of(kept, words), kinds, rows, kept["nonce"])


def bar_of(part: Mapping[str, Any], kept: Mapping[str, Any], words: Mapping[str, str]) -> Bar:
    """What some answers got. Where it is only about how much, so is the bar."""
    band = Band[part["band"]] if part["band"] else None
    nearly = kept["electors"] if band in {Band.ALL_BUT_ONE, Band.ALL_BUT_TWO} else 0
    number = part["number"] if band is None else nearly
    return Bar(
        words=together(part["answers"], words),
        amount=band.words if band else str(number),
        width=round(12 * number / kept["electors"]),
        has_won=bool(set(part["answers"]) & set(kept["winners"])),
    )


def together(answers: Iterable[str], words: Mapping[str, str]) -> str:
    """Answers that are told as one."""
    return " + ".join(words.get(key, _("an option that is gone")) for key in answers)


def sentences_of(kept: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    """How it came out, in words."""
    told = [_("{n} people could vote.").format(n=kept["electors"])]
    needed = Threshold(kept["threshold"]).needed(kept["electors"])
    if kept["ballot"] == Ballot.SIMPLE and needed is not None:
        told.append(_("{n} papers with the same answer were needed.").format(n=needed))
    if kept["tie"] and not kept["seed"]:
        told.append(_("Level were: {names}.").format(names=together(kept["tie"], words)))
    for way, number in kept["ways"].items():
        some = _("some") if number is None else str(number)
        told.append(str(WAYS[way]).format(some=some))
    if kept.get("why_no_groups"):
        told.append(kept["why_no_groups"])
    if not kept["parts"]:
        told.append(_("How much each got would give people away, so only what won is told."))
    return told


WAYS = {
    secret.HELPED: gettext_lazy("With a helper: {some}."),
    secret.SLIP: gettext_lazy("On paper: {some}."),
}
