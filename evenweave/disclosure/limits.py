"""How many people it takes before a number is told: every threshold of the house stands here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from evenweave.common.refusals import refuse_if

# A part of up to so many papers, or of all but so many, is an end: it could be nobody, or all.
END = 1
# Answers that are told together hold at least so many papers. With two, one of the two who gave
# them would know the other.
FEWEST_TOGETHER = 3
# Percentages are told in one of these steps.
STEPS = (10, 25, 50)

NEVER_LOOSER = _("A project may ask for more people before it shows numbers, but not for fewer.")
KNOWN_STEPS = _("Shares can be told to the nearest 10, 25 or 50 per cent.")
LOWER_IS_TIGHTER = {"largest_share"}


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of a project: the house's own, or tighter.

    fewest_papers         papers in a result, in each part, and in what remains beside each part
    fewest_in_kind        people in a kind of expertise that is told alone
    fewest_unshown        people whose unshown seats are counted together
    fewest_apart          of those, how many sit apart from the largest kind among them
    fewest_changed        people who came or went before the groups of a later round are told
    fewest_for_intervals  papers of a sealed result before an interval is told
    share_step            per cent to which shares of repeated rounds are told: 10, 25 or 50
    largest_share         the most of a private sum that one person may hold, from 0 to 1
    left_over             what the two largest leave of a private sum, as a share of the largest

    A looser value raises a `Refusal` with the reason.
    """

    fewest_papers: int = 5
    fewest_in_kind: int = 3
    fewest_unshown: int = 5
    fewest_apart: int = 2
    fewest_changed: int = 5
    fewest_for_intervals: int = 30
    share_step: int = 10
    largest_share: Fraction = Fraction(1, 2)
    left_over: Fraction = Fraction(1, 10)

    def __post_init__(self) -> None:
        """Refuse what is looser than the house."""
        for each in fields(self):
            asked, ours = getattr(self, each.name), each.default
            is_looser = asked > ours if each.name in LOWER_IS_TIGHTER else asked < ours
            refuse_if(NEVER_LOOSER if is_looser else None)
        refuse_if(KNOWN_STEPS if self.share_step not in STEPS else None)


LIMITS = Limits()
