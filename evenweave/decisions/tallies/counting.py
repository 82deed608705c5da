"""The one door to every way of counting."""

from __future__ import annotations

from enum import StrEnum

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies import lots, simple
from evenweave.decisions.tallies.pairwise import schulze
from evenweave.decisions.tallies.papers import (
    Approved,
    Profile,
    Ranked,
    Scored,
    TallyRefusedError,
)
from evenweave.decisions.tallies.results import Result, settled_by_lot
from evenweave.decisions.tallies.runoff import irv
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.tallies.transferable import stv


class Method(StrEnum):
    """The ways of counting."""

    PLURALITY = "plurality"
    MAJORITY = "majority"
    APPROVAL = "approval"
    SCORE = "score"
    DOTS = "dots"
    IRV = "irv"
    SCHULZE = "schulze"
    STV = "stv"


# Which kinds of papers each way of counting takes.
TAKES: dict[Method, tuple[type, ...]] = {
    Method.PLURALITY: (Ranked, Approved),
    Method.MAJORITY: (Ranked, Approved),
    Method.APPROVAL: (Approved,),
    Method.SCORE: (Scored,),
    Method.DOTS: (Scored,),
    Method.IRV: (Ranked,),
    Method.SCHULZE: (Ranked,),
    Method.STV: (Ranked,),
}


def tally(
    profile: Profile,
    method: Method | str,
    *,
    seats: int = 1,
    threshold: Threshold = Threshold.HALF,
    seed: str | None = None,
) -> Result:
    """Count the papers. `seats` is for `stv` alone, `threshold` for `majority` alone.

    With a `seed`, a lot settles whatever the papers leave level (see `lots`); without one, the
    result names the tie. Raises TallyRefusedError, with a plain sentence, for papers that this
    way of counting cannot take, for seats that cannot be filled, and for too many ties to follow.
    """
    way = checked_method(method)
    if (reason := why_not_tally(profile, way, seats)) is not None:
        raise TallyRefusedError(reason)
    if seed is not None:
        lots.check_seed(seed)
    result = counted(profile, way, seats, threshold, seed)
    return result if seed is None else settled_by_lot(result, seed)


def counted(
    profile: Profile, way: Method, seats: int, threshold: Threshold, seed: str | None
) -> Result:
    """The count itself, of papers that were found right for it."""
    if isinstance(profile, Scored):
        return simple.score(profile, way.value)
    if way is Method.MAJORITY:
        return simple.majority(profile, threshold)
    if way is Method.PLURALITY:
        return simple.plurality(profile)
    if isinstance(profile, Approved):
        return simple.approval(profile)
    if way is Method.SCHULZE:
        return schulze(profile)
    return irv(profile, seed) if way is Method.IRV else stv(profile, seats, seed)


def usual_method(profile: Profile, seats: int = 1) -> Method:
    """The way that such papers are usually counted."""
    match profile:
        case Ranked():
            return Method.STV if seats > 1 else Method.IRV
        case Approved():
            return Method.APPROVAL
        case Scored():
            return Method.SCORE if profile.budget is None else Method.DOTS


def checked_method(method: Method | str) -> Method:
    """A way of counting from its name."""
    try:
        return Method(method)
    except ValueError:
        raise TallyRefusedError(
            _("There is no way of counting called “{method}”. There are: {known}.").format(
                method=method, known=", ".join(Method)
            )
        ) from None


def why_not_tally(profile: Profile, method: Method, seats: int) -> str | None:
    """Papers must be of a kind that the way of counting takes, and only stv fills several seats."""
    if not isinstance(profile, TAKES[method]):
        return wrong_papers(method)
    if method is Method.DOTS and isinstance(profile, Scored) and profile.budget is None:
        return _("Say how many dots each person has: add “budget” to the file.")
    if method is Method.SCORE and isinstance(profile, Scored) and profile.budget is not None:
        return _("These papers give dots. Count them by “dots”.")
    if type(seats) is not int or seats < 1:
        return _("The number of seats must be a whole number, 1 or more.")
    if method is not Method.STV and seats > 1:
        return _("Only “stv” fills several seats. Choose it, or leave the seats out.")
    if seats > len(profile.options):
        return _("There are {seats} seats and only {options} options.").format(
            seats=seats, options=len(profile.options)
        )
    return None


def wrong_papers(method: Method) -> str:
    """Which papers this way of counting needs."""
    kinds = TAKES[method]
    if Ranked in kinds and Approved in kinds:
        return _("“{method}” counts papers that rank or approve; these give scores.").format(
            method=method
        )
    if Ranked in kinds:
        return _("“{method}” counts papers that rank the options; these do not.").format(
            method=method
        )
    if Approved in kinds:
        return _("“{method}” counts papers that approve options; these do not.").format(
            method=method
        )
    return _("“{method}” counts papers that give scores; these do not.").format(method=method)
