"""What can be measured of a page: whether it must be pushed sideways, and how heavy it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.scripts import beside

# What stands out to the right, and is not inside something that scrolls by itself.
SIDEWAYS = """
(() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = it => it && it !== document.body && it !== document.documentElement
    && (getComputedStyle(it).overflowX !== "visible" || scrolls(it.parentElement));
  const name = it => `${it.localName}.${it.className.baseVal ?? it.className}`;
  const out = [...document.body.querySelectorAll("*")]
    .filter(it => it.getBoundingClientRect().right > root.clientWidth + 0.5)
    .filter(it => !scrolls(it.parentElement))
    .map(it => `${name(it)} “${it.textContent.trim().slice(0, 40)}”`);
  return [`${root.scrollWidth} px in ${root.clientWidth}`, ...out];
})()
"""


def sideways(page: Page) -> list[str]:
    """What makes the page wider than its window; nothing, when it need not be pushed sideways."""
    with beside(page) as world:
        return list(world.run(SIDEWAYS))


# What a thumb presses, and how high each is; a word inside a sentence may be as small as its line.
SMALL = """
[...document.querySelectorAll("button, .button, select, nav a, summary, .choice, label:has(input)")]
  .filter(it => it.checkVisibility())
  .map(it => [it, Math.ceil(it.getBoundingClientRect().height)])
  .filter(([it, height]) => height < 44)
  .map(([it, height]) => `${it.localName} “${it.textContent.trim().slice(0, 30)}”: ${height} px`)
"""


def small_for_a_thumb(page: Page) -> list[str]:
    """What is to be pressed and is less than 44 px high."""
    with beside(page) as world:
        return list(world.run(SMALL))


@dataclass
class Weight:
    """Bytes over the wire for a first visit, by address."""

    parts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of it, with headers."""
        return sum(self.parts.values())

    def told(self) -> str:
        """Heaviest first."""
        heaviest = sorted(self.parts.items(), key=lambda part: -part[1])
        return "\n".join([f"{self.total} bytes", *(f"{size:7} {url}" for url, size in heaviest)])


def weigh(page: Page, url: str) -> Weight:
    """Visit `url` with an empty cache and weigh everything that comes, as it was sent."""
    weight, addresses = Weight(), {}
    session = page.context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def came(event: dict[str, Any]) -> None:
        weight.parts[addresses[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    session.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    session.detach()
    return weight
