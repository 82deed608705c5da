"""Looking at templates as text: what a strict page may not hold, and where each one belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.house.source import PACKAGE

COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "something from another server": re.compile(
        r"<(script|img|iframe|source|use)\b[^>]*(src|href)\s*=\s*[\"']?(https?:)?//"
        r"|<link\b[^>]*href\s*=\s*[\"']?(https?:)?//",
        re.IGNORECASE,
    ),
}
# A file by itself, in a copy of a project: no server of ours answers with it.
ALONE = "archive/copy.html"
EXTENDS = re.compile(r"\{%-?\s*extends\s")
NAMED = re.compile(r'"([\w./-]+(?:\.html|/)(?="|\{))')
USES = re.compile(r"\{%-?\s*(?:include|extends)\s+[\"']([^\"'#]+)")


def templates() -> dict[str, str]:
    """Every template of ours: its name (`record/page.html`) and its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for folder in sorted(PACKAGE.glob("*/templates"))
        for path in sorted(folder.rglob("*.html"))
    }


def not_strict(name: str, text: str) -> list[str]:
    """What the content policy would refuse to run, or to fetch."""
    plain = COMMENTS.sub("", text)
    allowed = "an inline style" if name == ALONE else ""
    return [
        f"{name} holds {what}."
        for what, shape in FORBIDDEN.items()
        if shape.search(plain) and what != allowed
    ]


def homeless(found: Mapping[str, str], named_in_code: str) -> list[str]:
    """Templates that extend no page, and that neither a template nor a tag of ours includes.

    Code may also name a whole folder, with what stands in it to be filled in: `"kit/plates/{…}"`.
    """
    used = {ALONE, *(name for text in found.values() for name in USES.findall(text))}
    used |= set(NAMED.findall(named_in_code))
    return [
        f"{name} extends no page, and nothing includes it."
        for name, text in found.items()
        if not EXTENDS.search(text) and not {name, f"{name.rpartition('/')[0]}/"} & used
    ]


def code_that_draws() -> str:
    """The source of our tags, fields, forms, `About`s and screens, which name what they draw."""
    files = [
        *PACKAGE.rglob("fields.py"),
        *PACKAGE.glob("*/forms.py"),
        *PACKAGE.glob("*/deciding.py"),
        *PACKAGE.glob("*/on_screens.py"),
    ]
    for folder in [*PACKAGE.glob("*/templatetags"), *PACKAGE.glob("*/kit")]:
        files += folder.rglob("*.py")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
