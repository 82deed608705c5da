"""Background in Markdown, as safe HTML: `{{ words|prose }}` in a template.

Two libraries, one behind the other, so that a mistake in either is not one of ours: markdown-it
writes HTML only for what CommonMark knows (raw HTML stays text), and nh3 then lets through what
stands in `TAGS`, and of attributes a link's address alone.

Made for people who know no Markdown. A line break breaks the line; four spaces do not make code;
dashes under a line do not make it a heading; a bare address becomes a link; a picture becomes a
link to it. Nothing that was written disappears. What is nested so deeply, or holds so many
brackets, that reading it would take long, stands there as it was written.
"""

from __future__ import annotations

from functools import cache
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
SCHEMES = ("http://", "https://", "mailto:")
# Lists and quotes inside each other; beyond it nobody can follow, and the parser leaves words out.
DEEPEST = 60
# The parser looks from each of these to the end, so a text of nothing else would take seconds.
SLOW = ("[", "://")
MOST_SLOW = 300
# Below a page's own h1 and h2.
HIGHEST_HEADING = 3


def prose(words: str) -> SafeString:
    """The words as HTML, in a block of their own."""
    return mark_safe(f'<div class="prose" dir="auto" data-words>{html_of(words)}</div>')  # noqa: S308 - html_of cleans it


def html_of(words: str) -> str:
    """The words as clean HTML; plain paragraphs where Markdown cannot say what they are."""
    if any(words.count(sign) > MOST_SLOW for sign in SLOW):
        return paragraphs(words)
    reader = markdown()
    tokens = reader.parse(words)
    # At the deepest place the parser goes no further, and would leave the rest out.
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return paragraphs(words)
    shift_headings(tokens)
    return clean(reader.renderer.render(tokens, reader.options, {}))


@cache
def markdown() -> MarkdownIt:
    """CommonMark with tables and bare addresses, without what surprises."""
    reader = MarkdownIt(
        "commonmark", {"html": False, "breaks": True, "linkify": True, "maxNesting": DEEPEST}
    )
    reader.enable(["table", "linkify"])
    reader.disable(["code", "image", "reference", "lheading"])
    if reader.linkify:
        reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        for scheme in ("ftp:", "//"):
            reader.linkify.add(scheme, None)
    return reader


def shift_headings(tokens: list[Token]) -> None:
    """The highest heading of the text becomes an h3, and none below leaves a step out."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(HIGHEST_HEADING + levels.index(token.tag), 6)}"


def clean(html: str) -> str:
    """Only what stands in `TAGS`; links go to the web or a mailbox, and owe it nothing."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=safe_address,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
        strip_comments=True,
    )


def safe_address(_tag: str, attribute: str, value: str) -> str | None:
    """A whole address of the web or a mailbox; a path of this server could be taken for ours.

    nh3 lets `title` and `lang` through on its own account. Here nothing else passes.
    """
    is_safe = attribute == "rel" or (attribute == "href" and value.lower().startswith(SCHEMES))
    return value if is_safe else None


def paragraphs(words: str) -> str:
    """The words as they were written, an empty line between paragraphs."""
    parts = [part.strip() for part in words.split("\n\n")]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts if part)
