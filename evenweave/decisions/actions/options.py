"""The options of a proposal. Called inside other actions."""

from __future__ import annotations

from collections.abc import Sequence

from evenweave.decisions.models import Decision, Option


def keep_options(decision: Decision, words: Sequence[str], put_forward: str) -> None:
    """Make the options these, in this order, and say which is put forward: else the first.

    One that keeps its words keeps its id. The caller saves the decision.
    """
    known = {option.words: option for option in decision.options.all()}
    decision.options.exclude(words__in=words).delete()
    for position, each in enumerate(words, start=1):
        option = known.get(each) or Option(decision=decision, words=each)
        option.position = position
        option.save()
    chosen = put_forward or (words[0] if words else "")
    decision.put_forward = decision.options.filter(words=chosen).first()
