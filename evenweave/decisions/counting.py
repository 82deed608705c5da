"""From votes to what they came to: the count as it is kept, and how it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.decisions import recounting
from evenweave.decisions.models import Decision, Option
from evenweave.decisions.tallies.papers import TallyRefusedError
from evenweave.decisions.tallies.results import Result
from evenweave.decisions.ways import Ballot, Step, Tie

YES, NO = recounting.YES_NO
ANSWERS: Mapping[str, Promise] = {YES: _("Yes"), NO: _("No")}


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote that was counted: the count as it is kept, and what it came to, by ids of options.

    `electors` is how many could vote, resting or not, and `cast` how many did. `has_quorum` is
    whether that was enough; how many would have been is not kept, for it would tell who rests.
    `nonce` is the number of the lot, if there was one.
    """

    count: Mapping[str, Any]
    result: Result
    electors: int
    cast: int
    has_quorum: bool
    nonce: str = ""

    @property
    def winners(self) -> list[str]:
        """The options that won, where enough took part and no tie is left open."""
        is_settled = self.has_quorum and self.result.is_settled
        return list(self.result.winners) if is_settled else []

    @property
    def is_level(self) -> bool:
        """Whether enough took part, and the papers leave a tie."""
        return self.has_quorum and not self.result.is_settled

    def as_json(self) -> dict[str, Any]:
        """What an outcome keeps."""
        return {
            **self.count,
            "nonce": self.nonce,
            "electors": self.electors,
            "cast": self.cast,
            "has_quorum": self.has_quorum,
            "winners": self.winners,
            "tie": list(self.result.tie),
        }


def choices_of(decision: Decision) -> dict[str, str]:
    """What can be chosen, by id: the options, or yes and no where there are none."""
    return words_of(decision.options.all())


def words_of(options: Iterable[Option]) -> dict[str, str]:
    """The words of these, by id; where there are none, those of yes and no."""
    known = {str(each.id): each.words for each in options}
    return known or {key: str(words) for key, words in ANSWERS.items()}


def needed_of(electors: int, quorum: int) -> int:
    """How many must take part: `quorum` in a hundred, rounded up."""
    return -(-electors * quorum // 100)


def count(
    decision: Decision,
    step: Step,
    papers: Iterable[Mapping[str, Any]],
    *,
    electors: int,
    awake: int,
) -> Counted:
    """Count signed votes by the step's own way; a tie by lot, where the rule says so.

    `awake` are the electors who do not rest, and whoever has voted: of them enough take part.
    """
    given = list(papers)
    kept = recounting.kept_of(step, list(choices_of(decision)), given)
    has_quorum = len(given) >= max(1, needed_of(awake, step.quorum))
    if not given:
        return Counted(kept, nobody_won(kept, step), electors, 0, has_quorum)
    result, nonce = recounting.counted(kept), ""
    if step.tie is Tie.LOT and has_quorum and not result.is_settled:
        nonce = decision.lot_nonce
        kept["seed"] = recounting.seed_of(nonce, recounting.digest(kept))
        result = recounting.counted(kept)
    return Counted(kept, result, electors, len(given), has_quorum, nonce)


def nobody_won(kept: Mapping[str, Any], step: Step) -> Result:
    """What no papers come to."""
    return Result(str(step.ballot), tuple(kept["options"]), step.seats, (), (), ())


def why_not_paper(decision: Decision, step: Step, paper: Mapping[str, Any]) -> str | None:
    """A paper chooses among what is there, in the way that this vote is counted."""
    keys = set(paper) - {"count"}
    if keys - {WANTED[step.ballot]}:
        return str(_("This vote is of another kind. Please open the page again."))
    kept = recounting.kept_of(step, list(choices_of(decision)), []) | {
        "papers": [{**paper, "count": 1}]
    }
    try:
        recounting.profile_of(kept)
    except (TallyRefusedError, TypeError, AttributeError) as amiss:
        if isinstance(amiss, TallyRefusedError):
            return in_our_words(decision, str(amiss))
        return str(_("This vote cannot be read. Please open the page again."))
    return None


WANTED = {
    Ballot.SIMPLE: "choice",
    Ballot.APPROVAL: "approve",
    Ballot.SCORE: "scores",
    Ballot.DOTS: "scores",
    Ballot.IRV: "ranking",
    Ballot.SCHULZE: "ranking",
    Ballot.STV: "ranking",
}


def in_our_words(decision: Decision, amiss: str) -> str:
    """A sentence about a paper, with options called by their words rather than by their ids."""
    for key, words in choices_of(decision).items():
        amiss = amiss.replace(key, words)
    return amiss.removeprefix("Paper 1: ")


def named(result: Result, options: Sequence[Option]) -> Result:
    """A result with its options called by their words."""
    renamed: Result = recounting.renamed(result, words_of(options))
    return renamed
