"""What the JSON of decisions holds. Whoever made up a copy could put anything there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evenweave.common.shaped import Each, NotShapedError, OneOf, demand, is_natural
from evenweave.decisions import recounting, secret
from evenweave.decisions.tallies.simple import Threshold
from evenweave.decisions.ways import Ballot, Way, why_not_way
from evenweave.disclosure.results import Band

CHOSEN: tuple[Mapping[str, Any], ...] = (
    {},
    {"choice": str},
    {"approve": [str]},
    {"scores": Each(is_natural)},
    {"ranking": [[str]]},
)
PAPER = OneOf(*CHOSEN)
# What signed and secret votes have in common.
CAME = {
    "ballot": set(Ballot).__contains__,
    "threshold": set(Threshold).__contains__,
    "options": [str],
    "electors": is_natural,
    "winners": [str],
    "tie": [str],
    "seed": str,
    "nonce": str,
}
SIGNED = CAME | {
    "seats": is_natural,
    "dots": is_natural,
    "papers": [OneOf(*({**each, "count": is_natural} for each in CHOSEN))],
    "cast": is_natural,
    "has_quorum": bool,
}
PARTS = [
    OneOf(
        {"answers": [str], "number": is_natural, "band": None},
        {"answers": [str], "number": None, "band": set(Band.__members__).__contains__},
    )
]
SECRET = CAME | {
    "is_secret": bool,
    "ways": Each(OneOf(None, is_natural)),
    "parts": PARTS,
    "papers": OneOf(None, is_natural),
}
BY_GROUP = SECRET | {"groups": OneOf(None, [PARTS]), "why_no_groups": str}
WORDING = {
    "question": str,
    "plain_summary": str,
    "background": str,
    "options": [str],
    "put_forward": str,
    "about": list,
}
STEP = {
    "days": is_natural,
    "rounds": is_natural,
    "quorum": is_natural,
    "seats": is_natural,
    "dots": is_natural,
    "is_secret": bool,
    "reason": str,
}


def known_way(told: Any) -> None:
    """Raise an error for a rule that no form would have taken."""
    demand({"preset": str, "steps": [dict]}, told)
    for step in Way.from_json(told).steps:
        demand(STEP, {name: getattr(step, name) for name in STEP})
    if reason := why_not_way(Way.from_json(told)):
        raise NotShapedError(str(reason))


def known_count(told: Any) -> None:
    """Raise an error for a count that cannot be shown, or not be counted again."""
    if isinstance(told, dict) and told.get("is_secret"):
        demand(OneOf(SECRET, BY_GROUP), told)
        refuse_odd_secret(told)
        return
    demand(SIGNED, told)
    if told["papers"]:
        recounting.counted(told)


def refuse_odd_secret(told: Mapping[str, Any]) -> None:
    """Its parts are of somebody, its ways are ours, and both groups answer alike."""
    groups = told.get("groups") or ()
    is_alike = len(groups) in {0, 2} and len({len(parts) for parts in groups}) < 2
    are_ours = told["ways"].keys() <= {secret.HELPED, secret.SLIP}
    if not (is_alike and are_ours and (told["electors"] or not told["parts"])):
        raise NotShapedError("a secret vote")


def known_wording(told: Any) -> None:
    """Raise an error for a wording that no round kept; older ones are about nothing else."""
    demand(WORDING, {"about": [], **told})


def known_paper(told: Any) -> None:
    """Raise an error for a paper that no vote had."""
    demand(PAPER, told)


def known_choice(told: Any) -> None:
    """Raise an error for what is no list of options."""
    demand([str], told)
