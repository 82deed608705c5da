"""What people said to a decision, as whoever looks at its pages may read it and take it back."""

from __future__ import annotations

from typing import Any

from evenweave.decisions.models import Decision, Round
from evenweave.decisions.rules.taking_back import needs_words
from evenweave.projects.models import Member

Row = dict[str, Any]


def positions(rows: list[Row], decision: Decision, round_: Round, member: Member) -> list[Row]:
    """Where people stand in a round; each says whether this member can take back its words."""
    for row in rows:
        is_own = row["member_id"] == member.id
        is_needed = needs_words(decision, round_, row["stance"])
        row["may_take_back"] = is_own and bool(row["words"]) and not is_needed
    return rows
