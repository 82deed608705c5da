"""The server dies in the middle of a meeting, before real phones: nothing is lost, all go on."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import databases
from tests.browser.conftest import PHONE
from tests.browser.crews import Crew, begin
from tests.browser.test_deciding import button, link
from tests.browser.test_meeting_live import go_to, meet
from tests.live.making import free_port
from workshop import running
from workshop.running import Site

pytestmark = pytest.mark.slow
THUMB: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
# Until a phone that found nobody looks again by itself, on a busy machine.
SOON = 20_000


@dataclass
class Room:
    """Three phones at one meeting: Ben's and Dev's, and Carys's, on which no script runs."""

    ben: Page
    dev: Page
    carys: Page
    where: str
    troubles: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Whatever goes wrong on a phone but that nobody answers."""
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "response",
            lambda answer: (
                self.troubles.append(f"{answer.status} {answer.url}")
                if answer.status >= 400
                else None
            ),
        )


@contextmanager
def room(chromium: Browser, address: str, crew: Crew, *about: str) -> Iterator[Room]:
    """They meet."""
    with ExitStack() as held:

        def phone(name: str, *, scripts: bool = True) -> Page:
            context = chromium.new_context(
                base_url=address,
                storage_state=crew.keys[name],
                java_script_enabled=scripts,
                **THUMB,
            )
            held.callback(context.close)
            context.set_default_timeout(SOON)
            return context.new_page()

        ben, dev, carys = phone("Ben"), phone("Dev"), phone("Carys", scripts=False)
        made = Room(ben, dev, carys, meet(ben, crew.home, "The meeting", *about))
        for each in (ben, dev, carys):
            made.watch(each)
        for each in (dev, carys):
            each.goto(made.where)
        yield made
        assert not made.troubles, "\n".join(made.troubles)


def kill(site: Site) -> None:
    """As if somebody pulled the plug: it has no time to end anything."""
    site.process.kill()
    site.process.wait(timeout=10)


def test_the_server_is_killed_again_and_again_and_nothing_is_lost(
    chromium: Browser, tmp_path: Path
) -> None:
    data, port = tmp_path / "data", free_port()

    def started() -> Any:
        return running.program(data, port=port)

    with ExitStack() as held:
        site = held.enter_context(started())
        crew = begin(chromium, site, "Amina", "Ben", "Carys", "Dev")
        here = held.enter_context(room(chromium, site.address, crew, "The hall", "Tea"))
        ben, dev, carys = here.ben, here.dev, here.carys
        go_to(ben, "The hall")
        expect(dev.locator("h1")).to_have_text("The hall")

        # Right after a hand was raised, and before a phone could have heard of it.
        link(carys, "Look again")
        button(carys, "I would like to speak")
        kill(site)
        site = held.enter_context(started())
        for each in (ben, dev):
            expect(each.locator(".hands > li")).to_contain_text("Carys", timeout=SOON)
        link(carys, "Look again")
        expect(carys.locator(".hands > li")).to_have_count(1)

        # While somebody types: they save into nothing, and their words are still there.
        link(dev, "Take notes")
        dev.get_by_label("What was said?").press_sequentially("We like the hall.")
        kill(site)
        dev.get_by_label("What was said?").press_sequentially(" Dev rings them.")
        with suppress(Exception):  # nobody is there
            dev.get_by_role("button", name="Save").click(timeout=3_000)
        site = held.enter_context(started())
        dev.goto(here.where)
        link(dev, "Take notes")
        expect(dev.get_by_label("What was said?")).to_have_value(
            "We like the hall. Dev rings them."
        )
        button(dev, "Save")
        expect(dev.locator(".lines > li")).to_have_count(1)

        # In the middle, with everybody looking on; then all of it goes on, on every phone.
        kill(site)
        site = held.enter_context(started())
        go_to(dev, "Tea")
        expect(ben.locator("h1")).to_have_text("Tea", timeout=SOON)
        expect(ben.locator(".hands > li")).to_have_count(0)
        link(carys, "Look again")
        expect(carys.locator("h1")).to_have_text("Tea")
        link(carys, "All that is written down")
        expect(carys.get_by_role("main")).to_contain_text("We like the hall. Dev rings them.")
        assert "Traceback" not in site.log


class Balancer:
    """What stands before two servers: each line goes to the next that answers, and breaks with it.

    It knows nothing of pages: it hands letters on, as a balancer of connections does.
    """

    def __init__(self, ports: list[int]) -> None:
        self.ports, self.turn = ports, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        self.served: list[int] = []
        threading.Thread(target=self.open, daemon=True).start()

    @property
    def address(self) -> str:
        """Where phones come."""
        return f"http://localhost:{self.port}"

    def open(self) -> None:
        """Take whoever comes, until the door is closed."""
        with suppress(OSError):
            while True:
                near, _who = self.door.accept()
                threading.Thread(target=self.lead, args=[near], daemon=True).start()

    def lead(self, near: socket.socket) -> None:
        """To the next that answers; the line ends when either side does."""
        with near:
            far = self.next()
            if far is None:
                return
            with far:
                there = threading.Thread(target=hand_on, args=[near, far], daemon=True)
                there.start()
                hand_on(far, near)
                there.join()

    def next(self) -> socket.socket | None:
        """A line to the next server that is there."""
        for _each in self.ports:
            self.turn += 1
            port = self.ports[self.turn % len(self.ports)]
            with suppress(OSError):
                far = socket.create_connection(("127.0.0.1", port), timeout=5)
                far.settimeout(None)
                self.served.append(port)
                return far
        return None


def hand_on(here: socket.socket, there: socket.socket) -> None:
    """What comes here goes there."""
    with suppress(OSError):
        while some := here.recv(65_536):
            there.sendall(some)
    for each in (here, there):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def test_of_two_servers_on_postgresql_one_is_killed_and_the_phones_go_on_at_the_other(
    chromium: Browser, tmp_path: Path
) -> None:
    url = databases.new_database(f"meeting_{secrets.token_hex(4)}")
    shared = {"DATABASE_URL": url, "EVENWEAVE_SECRET_KEY": secrets.token_urlsafe(50)}
    shared["EVENWEAVE_KEYS"] = str(tmp_path / "keys")
    ports = [free_port(), free_port()]
    with ExitStack() as held:
        one, other = (
            held.enter_context(running.program(tmp_path / f"data-{port}", port=port, **shared))
            for port in ports
        )
        before = Balancer(ports)
        held.callback(before.door.close)
        site = Site(before.address, tmp_path, one.process)
        crew = begin(chromium, site, "Amina", "Ben", "Carys", "Dev")
        here = held.enter_context(room(chromium, before.address, crew, "The hall", "Tea"))
        ben, dev, carys = here.ben, here.dev, here.carys
        go_to(ben, "The hall")
        expect(dev.locator("h1")).to_have_text("The hall")
        button(dev, "I would like to speak")
        expect(ben.locator(".hands > li")).to_have_count(1)
        assert set(before.served) == set(ports), "both had something to do"

        link(carys, "Take notes")
        carys.get_by_label("What was said?").fill("We like the hall.")
        kill(one)
        button(carys, "Save")
        expect(carys.locator(".lines > li")).to_contain_text("We like the hall.")
        expect(carys.locator(".hands > li")).to_have_count(1)
        button(carys, "I would like to speak")
        for each in (ben, dev):
            expect(each.locator(".hands > li")).to_have_count(2, timeout=SOON)
        go_to(dev, "Tea")
        expect(ben.locator("h1")).to_have_text("Tea", timeout=SOON)
        assert "Traceback" not in other.log
