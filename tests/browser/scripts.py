"""Looking into a page from beside it: its document, but not its scripts, its policy or its globals.

Playwright's own `evaluate` uses `eval` inside the page, which a strict content policy refuses. The
browser's debugging door does not, so no test has to switch the policy off.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession, Page


class World:
    """A place for the tests' own scripts, with the page's document in it."""

    def __init__(self, session: CDPSession, context: int) -> None:
        self.session, self.context = session, context

    def run(self, expression: str) -> Any:
        """The value of an expression (awaited, if it is a promise). Raises AssertionError."""
        answer = self.session.send(
            "Runtime.evaluate",
            {
                "expression": expression,
                "contextId": self.context,
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        if problem := answer.get("exceptionDetails"):
            raise AssertionError(problem.get("exception", {}).get("description", problem["text"]))
        return answer["result"].get("value")


@contextmanager
def beside(page: Page) -> Iterator[World]:
    """A world beside the page as it stands; also where the page itself may run no script."""
    page.wait_for_load_state()  # whoever asks right after a click means the page that comes
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    made = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "tests"})
    world = World(session, made["executionContextId"])
    if not world.run("matchMedia('(scripting: none)').matches"):
        yield world
        session.detach()
        return
    # Without scripts even ours would wait for ever for a promise. A session can only give the leave
    # that it took itself, and once it is detached nothing stays taken: so it is not.
    forbid_scripts(session, True)
    forbid_scripts(session, False)
    try:
        yield world
    finally:
        forbid_scripts(session, True)


def forbid_scripts(session: CDPSession, is_forbidden: bool) -> None:
    """Switch scripts off, or on again, for what this session looks at."""
    session.send("Emulation.setScriptExecutionDisabled", {"value": is_forbidden})
