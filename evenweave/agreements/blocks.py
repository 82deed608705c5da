"""Plain words as blocks: what begins with # is a heading, with a hyphen a point, the rest a line.

The same few signs that people write in an e-mail; everything else is words and nothing but words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or a list. `lines` is one for a heading."""

    kind: str
    lines: list[str]


def blocks(words: str) -> list[Block]:
    """The words in their blocks."""
    found: list[Block] = []
    is_open = False
    for line in words.splitlines():
        text = line.strip()
        if not text:
            is_open = False
            continue
        kind, text = kind_of(text)
        if is_open and kind != "heading" and found[-1].kind == kind:
            found[-1].lines.append(text)
        else:
            found.append(Block(kind, [text]))
        is_open = True
    return found


def kind_of(text: str) -> tuple[str, str]:
    """What a line is, and its words."""
    if text.startswith("#") and text.strip("# "):
        return "heading", text.strip("# ")
    if text.startswith(("- ", "* ", "• ")) and text[2:].strip():
        return "list", text[2:].strip()
    return "paragraph", text


def plainly(words: str) -> str:
    """As a file of plain text: headings stand alone in their line, without a sign."""
    lines = (line.strip() for line in words.splitlines())
    return "\n".join(kind_of(line)[1] if line.startswith("#") else line for line in lines)
