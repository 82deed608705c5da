"""Saying no: one plain sentence that says why and what to do next."""

from __future__ import annotations

from django.utils.functional import Promise


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An action that a rule does not allow. `reason` is shown to the person, word for word."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse_if(reason: str | Promise | None) -> None:
    """Refuse with the reason that a rule gave; None means nothing stands in the way."""
    if reason is not None:
        raise Refusal(reason)
