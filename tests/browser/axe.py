"""Asking axe-core about a page as it stands, without weakening the page's content policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.scripts import beside

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Said in full: axe's own choice leaves out what WCAG 2.2 added.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ADVICE = "best-practice"
LONGEST = 160
OPTIONS = {
    "runOnly": [*RULES, ADVICE],
    "resultTypes": ["violations", "incomplete"],
    # Ours only please the eye, beside the words. With them axe would rather not judge what is near.
    "checks": {"color-contrast": {"options": {"ignorePseudo": True}}},
}


@dataclass
class Verdict:
    """What axe says of one page: what fails WCAG, what it advises, what it could not tell."""

    broken: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def judge(page: Page) -> Verdict:
    """Run every rule on the page as it is now, open details, errors, dark colours and all."""
    with beside(page) as world:
        world.run(SOURCE.read_text(encoding="utf-8"))
        found = world.run(f"axe.run(document, {json.dumps(OPTIONS)})")
    verdict = Verdict(unsure=[f"{rule['id']} ({reasons(rule)})" for rule in found["incomplete"]])
    for rule in found["violations"]:
        heap = verdict.broken if set(RULES) & set(rule["tags"]) else verdict.advice
        heap.extend(sentences(rule))
    return verdict


def sentences(rule: dict[str, Any]) -> Iterator[str]:
    """For each element that breaks a rule: the rule, the element, and how to mend it."""
    for node in rule["nodes"]:
        mend = " ".join(node["failureSummary"].split())
        where = " ".join(str(part) for part in node["target"])
        element = " ".join(node["html"].split())[:LONGEST]
        yield f"{rule['id']}: {rule['help']}\n    {where}\n    {element}\n    {mend}"


def reasons(rule: dict[str, Any]) -> str:
    """Why axe could not tell, each reason once, with how many elements it is about."""
    checks = [check for node in rule["nodes"] for check in [*node["any"], *node["all"]]]
    words = {reason(check) for check in checks}
    return f"{', '.join(sorted(words))}; {len(rule['nodes'])} elements"


def reason(check: dict[str, Any]) -> str:
    """Why one check could not tell: by the key of its message if it has several, or its name."""
    data = check["data"]
    return str(data.get("messageKey", check["id"]) if isinstance(data, dict) else check["id"])
