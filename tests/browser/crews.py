"""A team that begins at the first page, and comes in by its link; then anybody of it at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Opens
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb
from tests.browser.scripts import beside
from workshop.running import Site

Axe = Callable[[Page], None]
NARROW, WIDE = 360, 1280
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
# A label finds the first of what has its id; a second of the same name would have none.
TWICE = """
[...document.querySelectorAll("[id]")].map(it => it.id)
  .filter((id, at, all) => all.indexOf(id) < at)
"""
# The next Tab begins above everything, wherever somebody wrote before.
FROM_THE_TOP = """
document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex");
"""


@dataclass
class Crew:
    """Where a team is, the link into it, and the keys by which each of it comes back."""

    home: str
    link: str = ""
    keys: dict[str, Any] = field(default_factory=dict)

    def page(self, opens: Opens, name: str, **options: Any) -> Page:
        """Somebody of the team, on its own page."""
        page = opens(storage_state=self.keys[name], **options)
        page.goto(self.home)
        return page


class Comes(Protocol):
    """Somebody of the team comes, with Playwright's options for a context."""

    def __call__(self, name: str, **options: Any) -> Page: ...


def begin(chromium: Browser, site: Site, first: str, *others: str) -> Crew:
    """Somebody begins a team, and the others follow the link; nobody needs JavaScript for it."""
    context = chromium.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/start/")
    page.get_by_label("What are we called?").fill("Tea and talk")
    page.get_by_label("Why are we doing this?").fill("To find out what a good month is like.")
    page.get_by_label("What shall we call you?").fill(first)
    page.get_by_role("button", name="Begin").click()
    home = page.get_by_role("link", name="Go to the project").get_attribute("href")
    link = page.get_by_role("textbox", name="The link").input_value()
    crew = Crew(home or "", link, {first: context.storage_state()})
    context.close()
    for name in others:
        context = chromium.new_context(base_url=site.address, java_script_enabled=False)
        page = context.new_page()
        page.goto(link)
        page.get_by_label("What shall we call you?").fill(name)
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Welcome to Tea and talk")
        crew.keys[name] = context.storage_state()
        context.close()
    return crew


def looks_well(page: Page, axe: Axe) -> None:
    """All of it opened, on a phone and on a desk: for everybody, and for a thumb."""
    before = page.viewport_size
    with beside(page) as world:
        world.run(OPEN_ALL)
        assert world.run(TWICE) == [], page.url
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 740})
        axe(page)
        assert not sideways(page), page.url
        assert not small_for_a_thumb(page), page.url
    if before:
        page.set_viewport_size(before)


def walks_well(page: Page) -> None:
    """The Tab key comes to everything on the page, and one sees where it is."""
    with beside(page) as world:
        world.run(FROM_THE_TOP)
    wanted = reachable(page)
    walked = list(tab_through(page))
    assert len(walked) == wanted, (page.url, [each.name for each in walked])
