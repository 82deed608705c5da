"""Reading the tables in docs/, so that a test can hold the program to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.source import ROOT


def table(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading of a Markdown page, without backticks.

    Raises ValueError when there is no such heading, or no table under it.
    """
    _, found, below = text.partition(f"\n## {heading}\n")
    rows = [line for line in below.partition("\n## ")[0].splitlines() if line.startswith("|")]
    if not found or len(rows) < 2:
        raise ValueError(f"There is no table under “{heading}”.")
    return [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in rows[2:]]


def documented(page: str, heading: str) -> list[list[str]]:
    """The rows of a table in docs/."""
    return table((ROOT / "docs" / page).read_text(encoding="utf-8"), heading)


def addresses(
    patterns: list[Any] | None = None, before: str = "/", room: str = ""
) -> Iterator[str]:
    """Every address that answers, with its name: `/record/<uuid:stream_id>/ record:page`."""
    product = get_resolver("evenweave.config.urls")
    for pattern in product.url_patterns if patterns is None else patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inside = f"{room}{pattern.namespace}:" if pattern.namespace else room
            yield from addresses(pattern.url_patterns, address, inside)
        elif isinstance(pattern, URLPattern):
            yield f"{address} {room}{pattern.name}"


def unequal(program: set[str], docs: set[str], page: str) -> list[str]:
    """A sentence for each line that only one of the two has."""
    return [
        *(f"{page} does not list {line}." for line in sorted(program - docs)),
        *(f"{page} lists {line}, which is not in the program." for line in sorted(docs - program)),
    ]
