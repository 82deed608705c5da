"""A language in which every translated word stands in brackets: ⟦like this⟧.

What a page shows outside brackets never went through gettext, so no translator could ever reach it.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import activate, override, trans_real

OPEN, CLOSE = "⟦⟧"
# What nobody translates: the program's own name.
NAMES = ("Evenweave",)
# What people wrote, what machines read, and times, which have their own formats.
NOT_OURS = {"bdi", "time", "code", "textarea", "script", "style", "template"}
SPOKEN = ("title", "alt", "aria-label", "aria-description", "placeholder", "data-label")
EMPTY = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}


class Bracketed(gettext.NullTranslations):
    """Answers every message with itself in brackets."""

    def gettext(self, message: str) -> str:
        """One message; its context, if it has one, is not shown."""
        return f"{OPEN}{message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One message of two, by number."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def to_language(self) -> str:
        """The language that this stands in for."""
        return "en-gb"


@contextmanager
def brackets() -> Iterator[None]:
    """For this block every message is in brackets."""
    django: Any = trans_real
    with override("en-gb"):
        kept, default = dict(django._translations), django._default
        django._translations.update(dict.fromkeys(kept, Bracketed()))
        django._default = Bracketed()
        activate("en-gb")
        try:
            yield
        finally:
            django._translations.clear()
            django._translations.update(kept)
            django._default = default


class Page(HTMLParser):
    """Collects what a page shows outside brackets, in text and in spoken attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.path: list[tuple[str, bool]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read what an element says, and remember whether what it holds is ours."""
        given = dict(attrs)
        # Words in a language of their own stay in it.
        is_foreign = "lang" in given and tag != "html"
        is_kept = given.get("translate") == "no" or "data-words" in given
        is_marked = self.is_theirs or is_foreign or is_kept
        spoken = {name: given.get(name) for name in SPOKEN}
        if given.get("type") in {"submit", "button", "reset"}:
            spoken["value"] = given.get("value")
        for name, words in spoken.items():
            if words and not is_marked and (bare := outside(words, 0)[0]):
                self.found.append(f"{self.place} {tag}[{name}]: {bare}")
        if tag not in EMPTY:
            self.path.append((tag, is_marked or tag in NOT_OURS))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and whatever was never closed inside it."""
        while any(name == tag for name, _ in self.path):
            if self.path.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """Brackets may open before an inline element and close after it."""
        if self.is_theirs:
            return
        bare, self.depth = outside(data, self.depth)
        if bare:
            self.found.append(f"{self.place}: {bare}")

    @property
    def is_theirs(self) -> bool:
        """Whether we are inside somebody's own words."""
        return bool(self.path) and self.path[-1][1]

    @property
    def place(self) -> str:
        """Where in the page."""
        return " > ".join(name for name, _ in self.path[-3:])


def outside(text: str, depth: int) -> tuple[str, int]:
    """The words of `text` outside brackets, and how deep in brackets it ends."""
    bare = []
    for sign in text:
        if sign == OPEN:
            depth += 1
        elif sign == CLOSE:
            depth -= 1
        elif depth == 0:
            bare.append(sign)
    words = "".join(bare)
    for name in NAMES:
        words = words.replace(name, "")
    return (" ".join(words.split()) if any(map(str.isalpha, words)) else ""), depth


def untranslated(page: str) -> list[str]:
    """Everything on a page that was never given to gettext, with where it stands."""
    reader = Page()
    reader.feed(page)
    reader.close()
    return [*reader.found, *(["a bracket is not closed"] if reader.depth else [])]
