"""Reading a PDF as somebody does who cannot see it: its words, and the tags of its structure."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader


def text_of(reader: PdfReader) -> str:
    """All its words, in one line."""
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def tags(node: Any) -> list[str]:
    """The names of the tags of a PDF, in their order."""
    found: list[str] = []
    if not hasattr(node, "get"):
        return found
    node = node.get_object()
    if name := node.get("/S"):
        found.append(str(name))
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found += tags(kid.get_object() if hasattr(kid, "get_object") else kid)
    return found


def tree(reader: PdfReader) -> list[str]:
    """The tags of a document."""
    root: Any = reader.trailer["/Root"]
    return tags(root["/StructTreeRoot"])
