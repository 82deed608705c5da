"""Walking through a page with the Tab key, as somebody does who has no mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.scripts import World, beside

# What has the focus now. `order` tells two alike apart.
FOCUS = """
(() => {
  const all = globalThis.allInOrder ??= new Map();
  const it = document.activeElement;
  if (!it || it === document.body || it === document.documentElement) return null;
  if (!all.has(it)) all.set(it, all.size);
  const style = getComputedStyle(it), box = it.getBoundingClientRect();
  // A link that is broken over two lines has two pieces; its middle may be beside both.
  const size = piece => piece.width * piece.height;
  const piece = [...it.getClientRects()].sort((a, b) => size(b) - size(a))[0] ?? box;
  const at = document.elementFromPoint(piece.x + piece.width / 2, piece.y + piece.height / 2);
  const label = it.labels?.[0];
  const words = it.innerText || it.value || it.name || it.ariaLabel || "";
  const hasRing = ({outlineStyle, outlineWidth, outlineColor}) =>
    (outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2))
    && !/^rgba\\(.*, 0\\)$/.test(outlineColor);
  return {
    order: all.get(it),
    name: `${it.localName}${it.id ? "#" + it.id : ""} “${words.trim().slice(0, 40)}”`,
    ring: hasRing(style) || (!!label && hasRing(getComputedStyle(label))),
    // Of something high the browser brings the caret into sight, so half of it is enough.
    inside: box.width > 0 && box.left >= -1 && box.right <= innerWidth + 1
      && Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= Math.min(box.height, 88) / 2,
    seen: !!at && (it.contains(at) || !!label?.contains(at)),
  };
})()
"""

# Everything that Tab should come to. Of a group of radio buttons it comes to one.
REACHABLE = """
(() => {
  const groups = new Set();
  const kinds =
    "a[href], button, input, select, textarea, summary, audio[controls], [tabindex='0']";
  return [...document.querySelectorAll(kinds)]
    .filter(it => !it.disabled && it.type !== "hidden" && !it.matches("[tabindex='-1']"))
    .filter(it => it.checkVisibility({visibilityProperty: true}))
    .filter(it => {
      if (it.type !== "radio") return true;
      const group = `${it.form?.id}/${it.name}`;
      return !groups.has(group) && groups.add(group);
    }).length;
})()
"""


@dataclass(frozen=True)
class Focus:
    """What has the focus: `ring` is a visible outline, `inside` the window, `seen` not covered."""

    order: int
    name: str
    ring: bool
    inside: bool
    seen: bool


def tab_through(page: Page, most: int = 400) -> Iterator[Focus]:
    """Each element in turn; each must show that it has the focus, in sight and not covered.

    Raises AssertionError where it does not, and where the keyboard comes no further.
    """
    with beside(page) as world:
        last = None
        for _ in range(most):
            page.keyboard.press("Tab")
            here = focused(world)
            if here is None or (last is not None and here.order < last.order):
                return
            if here == last and here.name.startswith("audio"):
                continue  # from one of the browser's own buttons in it to the next
            assert here != last, f"Tab does not leave {here.name}."
            assert here.ring, f"{here.name} does not show that it has the focus."
            assert here.inside, f"{here.name} has the focus and is out of sight."
            assert here.seen, f"{here.name} has the focus and something covers it."
            yield here
            last = here
        raise AssertionError(f"After {most} steps the keyboard is still under way, at {last}.")


def focused(world: World) -> Focus | None:
    """What has the focus now; None when it is the page itself."""
    found: dict[str, Any] | None = world.run(FOCUS)
    return Focus(**found) if found else None


def reachable(page: Page) -> int:
    """How many elements the Tab key should come to."""
    with beside(page) as world:
        return int(world.run(REACHABLE))


def tab_to(page: Page, wanted: Locator, most: int = 200) -> None:
    """Press Tab until this has the focus. Raises AssertionError where that never is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"The Tab key does not come to {wanted}.")
