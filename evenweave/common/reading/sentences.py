"""Where a sentence ends, in text as people type it. Every place is looked at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A run of stops with the quotes and brackets that close behind it; or the end of a line. A run is
# taken from its beginning only, or twenty thousand dots would be read from each of them.
END = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[\"'”’)\]]*+)(?=\s|\Z)|(?P<line>[ \t]*+\n\s*+)"
)
# These stand before a name or an example, and never at the end.
GO_ON = {
    *("dr", "mr", "mrs", "ms", "mx", "prof", "rev", "st", "e.g", "eg", "i.e", "ie"),
    *("vs", "cf", "approx", "fig", "figs", "pp", "tel", "ext", "inc"),
}
# These can end a sentence; then the next one begins with a capital.
MAY_END = {"etc", "a.m", "p.m", "am", "pm", "al", "ltd", "jr", "sr", "u.k", "u.s", "ph.d"}
# The longest of them with its dots; no more is read backwards from a stop.
BACK = 12


def sentences(text: str) -> Iterator[str]:
    """The sentences with the spaces behind them; put together they are the text again."""
    start = 0
    for found in END.finditer(text):
        if ends(text, start, found):
            end = found.end()
            while end < len(text) and text[end].isspace():
                end += 1
            yield text[start:end]
            start = end
    if start < len(text):
        yield text[start:]


def ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a sentence that began at `start` ends here."""
    if found.end() <= start:
        return False  # the line end just behind a stop, which is already inside
    following = text[found.end() : found.end() + 4].lstrip()[:1]
    if found["line"]:
        # A paragraph, an item of a list, a heading; but not a line that a machine broke.
        return "\n" in found["line"].strip(" \t")[1:] or not following.islower()
    if found["stop"] in {"...", "…"} or found["close"]:
        return not following.islower()
    return found["stop"] != "." or not is_abbreviation(text, start, found.start(), following)


def is_abbreviation(text: str, start: int, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to a short form, an initial or a number."""
    before = text[max(start, stop - BACK) : stop]
    word = before.split()[-1].lstrip("([\"'“‘") if before.split() else ""
    if word.isdigit() and not text[start:stop].strip().rstrip(word):
        return True  # "1. Bring tea"
    if len(word) == 1 and word.isupper() and word != "I":
        return True  # "A. Smith"
    short = word.lower()
    if short == "no":
        return following.isdigit()
    return short in GO_ON or (short in MAY_END and not following.isupper() and bool(following))
