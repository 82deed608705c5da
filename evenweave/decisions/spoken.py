"""What people said to a decision, as whoever looks at its pages may read, cover and take it back.

Covered words of others are put out of what a page is given, so that no template can show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evenweave.decisions import covered, unnamed
from evenweave.decisions.models import Decision, Round
from evenweave.decisions.rules.taking_back import needs_words
from evenweave.decisions.showing import Heap
from evenweave.decisions.unnamed import ToCover
from evenweave.ideas.coverable import Coverable
from evenweave.projects.models import Member

Row = dict[str, Any]


def rows(found: list[Row], member: Member) -> list[Row]:
    """Comments or positions as this member may read them."""
    for row in found:
        row["is_own"] = row["member_id"] == member.id
        row["is_hidden"] = row["is_covered"] and not row["is_own"]
        if row["is_hidden"]:
            row["words"] = ""
    return found


def comments(found: list[Row], member: Member) -> list[Row]:
    """The same for comments; what they answer to is quoted to nobody once it is covered."""
    for row in rows(found, member):
        if row["to_is_covered"]:
            row["to_words"] = ""
    return found


def positions(found: list[Row], decision: Decision, round_: Round, member: Member) -> list[Row]:
    """The same for positions; each says whether this member can take back its words."""
    for row in rows(found, member):
        is_own = row["is_own"] and bool(row["words"])
        row["may_take_back"] = is_own and not needs_words(decision, round_, row["stance"])
    return found


def things(found: Iterable[Any], member: Member) -> list[Any]:
    """Dissents, doubts or next steps, only to be shown: covered words are gone from them."""
    listed = list(found)
    for each in listed:
        author = getattr(each, "said_by", None)
        each.is_own = author == member.person_id if author else each.member_id == member.id
        each.is_hidden = each.is_covered and not each.is_own
        if each.is_hidden:
            each.words = ""
    return listed


def of_rows(kind: Coverable, found: Iterable[Mapping[str, Any]]) -> Iterator[ToCover]:
    """Comments or positions that could be covered."""
    for row in found:
        if row["words"] and not (row["is_own"] or row["is_covered"]):
            yield ToCover(kind.name, row["id"], row["called"] or "", row["words"])


def of_things(kind: Coverable, found: Iterable[Any], *, with_names: bool) -> Iterator[ToCover]:
    """Dissents, doubts or next steps that could be covered."""
    for each in found:
        if each.words and not (each.is_own or each.is_covered):
            called = each.member.called if with_names else ""
            yield ToCover(kind.name, each.id, called, each.words)


def of_heaps(heaps: Sequence[Heap]) -> list[ToCover]:
    """What could be covered where people stand in a round."""
    shown = (row for heap in heaps for row in heap.positions)
    return list(of_rows(covered.POSITION, shown))


def to_cover(told: dict[str, Any]) -> list[ToCover]:
    """All on a decision's page that could be covered, in the order of the page."""
    outcome, ended = told.get("outcome"), [each for each, *_words in told.get("ended", [])]
    dissents = [said for each in ended for said in each.dissents.all()]
    return [
        *of_things(covered.NEXT_STEP, told.get("next_steps", []), with_names=False),
        *of_things(covered.DISSENT, outcome.dissents.all() if outcome else [], with_names=True),
        *unnamed.to_cover([outcome] if outcome else []),
        *of_heaps(told.get("heaps", [])),
        *of_things(covered.DISSENT, dissents, with_names=True),
        *unnamed.to_cover(ended),
        *of_things(covered.DOUBT, told.get("doubts", []), with_names=True),
        *of_rows(covered.COMMENT, told["comments"]),
    ]
