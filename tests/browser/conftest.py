"""A real browser before the real program. Whatever the browser complains of fails the test.

- `site`: the program as a person starts it, with its example, once for all tests.
- `open_page(**options)`: a page in a context of its own, with Playwright's options, such as
  `color_scheme="dark"`; `page`, `phone` and `page_without_javascript` are the common ones.
- `watch`: what the browser complained of; `watch.expect(404)` where a test means to see one.
- `pass_time(page)`: the step of the decision on the page is over, and the worker has done what is
  due.
- `axe(page)`: fails with what breaks WCAG 2.2 AA; its advice is told after the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests.browser.axe import judge
from tests.browser.waiting import let_time_pass
from workshop import running
from workshop.running import Site

if TYPE_CHECKING:
    from tests.browser.crews import Comes, Crew  # which themselves open pages as is told here

HERE = Path(__file__).parent
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
ADVICE = pytest.StashKey[dict[str, set[str]]]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a browser test."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


class Opens(Protocol):
    """Opens a page with Playwright's options for a context."""

    def __call__(self, browser: Browser | None = None, **options: Any) -> Page: ...


@dataclass
class Watch:
    """What went wrong in any page of a test, without anybody having to look for it."""

    site: Site
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def expect(self, status: int) -> None:
        """This test means to see an answer with this status."""
        self.expected.add(status)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("console", self.said)
        context.on("request", self.asked)
        context.on("response", self.answered)
        context.on("weberror", lambda problem: self.complaints.append(f"script: {problem.error}"))

    def said(self, message: ConsoleMessage) -> None:
        """Errors and warnings in the console; refusals of the content policy come here too."""
        # The status of an answer is judged in `answered`, where it is known.
        is_status = message.text.startswith("Failed to load resource: the server responded")
        if message.type in {"error", "warning"} and not is_status:
            self.complaints.append(f"console: {message.text}")

    def asked(self, request: Request) -> None:
        """Nothing is asked of any other server."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and not request.url.startswith(self.site.address):
            self.complaints.append(f"asked another server: {request.url}")

    def answered(self, response: Response) -> None:
        """Every answer is well, unless the test said so."""
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status} for {response.url}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The program, started by its own command on a free port, with its example."""
    with running.program(tmp_path_factory.mktemp("site") / "data") as site:
        yield site


# These end with the last test of this folder: while Playwright runs, its event loop does too, and
# Django would take every later test for asynchronous code.


@pytest.fixture(scope="package")
def playwright() -> Iterator[Any]:
    """Playwright itself."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(playwright: Any) -> Iterator[Browser]:
    """The browser."""
    browser = running.browser(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def chromium_with_large_words(playwright: Any) -> Iterator[Browser]:
    """A browser whose owner has set words to 200 %, and nothing else."""
    browser = running.browser(playwright, "--blink-settings=defaultFontSize=32")
    yield browser
    browser.close()


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Fails the test for whatever the browser complained of."""
    watch = Watch(site)
    yield watch
    assert not watch.complaints, "\n".join(watch.complaints)


@pytest.fixture
def open_page(chromium: Browser, site: Site, watch: Watch) -> Iterator[Opens]:
    """Opens watched pages, each in a context of its own; relative addresses are the site's."""
    contexts: list[BrowserContext] = []

    def opens(browser: Browser | None = None, **options: Any) -> Page:
        options = {"base_url": site.address, "viewport": DESKTOP, **options}
        context = (browser or chromium).new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        watch.over(context)
        return context.new_page()

    yield opens
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Opens) -> Page:
    """A window on a desk."""
    return open_page()


@pytest.fixture
def page_without_javascript(open_page: Opens) -> Page:
    """The same where scripts are switched off, or never arrived."""
    return open_page(java_script_enabled=False)


@pytest.fixture
def phone(open_page: Opens) -> Page:
    """A small telephone, and a thumb."""
    return open_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def axe(pytestconfig: pytest.Config) -> Callable[[Page], None]:
    """Fails where a page breaks WCAG 2.2 AA; remembers what axe advises beyond that."""
    heap = pytestconfig.stash.setdefault(ADVICE, {})

    def axe(page: Page) -> None:
        verdict = judge(page)
        assert not verdict.broken, f"{page.url}\n" + "\n".join(verdict.broken)
        for words in [*verdict.advice, *(f"could not tell: {rule}" for rule in verdict.unsure)]:
            heap.setdefault(words, set()).add(urlsplit(page.url).path)

    return axe


@pytest.fixture
def pass_time(site: Site) -> Callable[[Page], None]:
    """A week goes by for the decision on the page, which then comes anew."""

    def pass_time(page: Page) -> None:
        path = urlsplit(page.url).path
        decision = path.partition("/decisions/")[2].partition("/")[0]
        let_time_pass(site, decision)
        page.goto(path)

    return pass_time


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """What axe advised, or could not tell: for people to look at."""
    if heap := config.stash.get(ADVICE, {}):
        terminalreporter.section("axe, beyond WCAG")
        for words, paths in sorted(heap.items()):
            terminalreporter.write_line(f"{words}\n    on {', '.join(sorted(paths))}")


@pytest.fixture
def come(crew: Crew, open_page: Opens) -> Comes:
    """Somebody of the module’s team (its fixture `crew`) comes, on a page of their own."""

    def come(name: str, **options: Any) -> Page:
        return crew.page(open_page, name, **options)

    return come
