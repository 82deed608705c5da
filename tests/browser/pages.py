"""The pages of the product, by name."""

from __future__ import annotations

from workshop.running import Site

PAGES = (
    "front",
    "about",
    "display",
    "record",
    "entry",
    "kit",
    "try",
    "try-change",
    "try-saying",
    "try-sent",
    "try-live",
    "missing",
)


def path_of(name: str, site: Site) -> str:
    """Where a page is."""
    record = site.record
    return {
        "front": "/",
        "about": "/about/",
        "display": "/display/",
        "record": record,
        "entry": f"{record}1/",
        "kit": "/kit/",
        "try": "/kit/try/",
        "try-change": "/kit/try/change/",
        "try-saying": "/kit/try/saying/",
        "try-sent": "/kit/try/sent/",
        "try-live": "/kit/live/",
        "missing": "/nothing/here/",
    }[name]
