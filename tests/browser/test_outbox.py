"""Messages in a real browser: read, handed over, stopped, printed; with and without scripts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.doors import enter
from tests.browser.looking import sideways
from tests.config.running import environment
from workshop.running import Site

Axe = Callable[[Page], None]

CARYS_WRITES = """
import django
django.setup()
from evenweave.common import actors, clock
from evenweave.demo.cast import BY_SLUG
from evenweave.home.messages import SAID
from evenweave.outbox import links
from evenweave.outbox.actions import send
carys, ben = BY_SLUG["carys"].id, BY_SLUG["ben"].id
send(to=ben, sender=carys, kind=SAID.name, subject="Tuesday, the café",
     text="Could we meet on Tuesday?\\n\\nThe café by the canal has a quiet corner. " * 3,
     by=actors.person(carys), at=clock.now())
print(links.stop_token(ben, "outbox.letter"))
"""


@pytest.fixture(scope="module")
def token(site: Site) -> str:
    """Carys wrote to Ben, and Ben has an e-mail with this link in it."""
    told = environment(
        DJANGO_SETTINGS_MODULE="evenweave.config.settings", EVENWEAVE_DATA=str(site.data)
    )
    command = [sys.executable, "-c", CARYS_WRITES]
    done = subprocess.run(command, env=told, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout.strip()


@pytest.fixture(params=["with scripts", "without scripts", "phone"])
def window(request: pytest.FixtureRequest, open_page: Opens) -> Page:
    """A desktop, one without scripts, and a small phone."""
    options: dict[str, dict[str, Any]] = {
        "with scripts": {},
        "without scripts": {"java_script_enabled": False},
        "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True},
    }
    return open_page(**options[request.param])


def check(page: Page, axe: Axe) -> None:
    """It can be read by anybody, and nothing goes out sideways."""
    assert not sideways(page)
    axe(page)


def test_a_message_is_handed_over_and_both_know(token: str, window: Page, axe: Axe) -> None:
    enter(window, "carys")
    window.goto("/messages/hand-over/")
    check(window, axe)
    door = window.get_by_role("main").get_by_role("link", name=re.compile("^Ben"))
    if door.count():  # the first of the three windows finds it; the others find it done
        door.click()
        expect(window.get_by_role("heading", level=1)).to_have_text("Messages for Ben")
        check(window, axe)
        alone = re.compile("^Hand over this one alone.*Tuesday, the café")
        window.get_by_role("link", name=alone).click()
        expect(window.get_by_label("The words to hand over")).to_have_value(
            re.compile("^Could we meet on Tuesday")
        )
        check(window, axe)
        window.get_by_role("button", name="I handed it over").click()
    window.goto("/messages/?list=from")
    check(window, axe)
    window.get_by_role("link", name=re.compile("Tuesday, the café")).click()
    expect(window.get_by_role("main")).to_contain_text("Handed over")
    expect(window.get_by_role("button", name="I handed it over")).to_have_count(0)
    check(window, axe)


def test_amina_hands_over_person_by_person(token: str, window: Page, axe: Axe) -> None:
    enter(window, "amina")
    expect(window.get_by_role("main")).to_contain_text(re.compile(r"Messages for \d+ people"))
    window.goto("/messages/hand-over/")
    check(window, axe)
    doors = window.locator("main a.door")
    before = doors.count()
    assert before > 10
    name = doors.first.locator(".title").inner_text()
    doors.first.click()
    expect(window.get_by_role("heading", level=1)).to_have_text(f"Messages for {name}")
    check(window, axe)
    address = window.get_by_role("link", name="In large print (PDF)").get_attribute("href")
    assert address
    assert window.request.get(address).body().startswith(b"%PDF-")
    window.get_by_role("button", name="I handed these over").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("To hand over")
    expect(doors).to_have_count(before - 1)
    expect(doors.filter(has_text=re.compile(f"^\\s*{name}"))).to_have_count(0)


def test_who_reads_here_needs_nobody_to_bring_theirs(
    token: str, window: Page, axe: Axe, request: pytest.FixtureRequest
) -> None:
    # One of them for each window, as one press is enough.
    whose = {"with scripts": "iris", "without scripts": "nadia", "phone": "hamid"}
    enter(window, whose[request.node.callspec.params["window"]])
    window.goto("/messages/")
    check(window, axe)
    button = window.get_by_role("button", name="I read these here")
    button.click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Messages to you")
    expect(button).to_have_count(0)
    window.locator("main a.door").first.click()
    expect(window.get_by_role("main")).to_contain_text("Read here")
    check(window, axe)


def test_ben_finds_it_on_his_page(token: str, window: Page, axe: Axe) -> None:
    enter(window, "ben")
    window.goto("/messages/")
    check(window, axe)
    window.get_by_role("link", name=re.compile("Tuesday, the café")).click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Tuesday, the café")
    expect(window.get_by_role("main")).to_contain_text("From Carys")
    check(window, axe)


def test_a_person_chooses_what_they_hear_of(token: str, window: Page, axe: Axe) -> None:
    enter(window, "ben")
    window.goto("/messages/how/")
    check(window, axe)
    letter = window.get_by_role("group", name="Your weekly letter")
    letter.get_by_label("No letter; I look here").check()
    window.get_by_role("button", name="Keep these").click()
    expect(window).to_have_url(re.compile("/messages/$"))
    window.goto("/messages/how/")
    expect(letter.get_by_label("No letter; I look here")).to_be_checked()
    letter.get_by_label("On Monday morning").check()
    window.get_by_role("button", name="Keep these").click()


def test_e_mails_are_stopped_by_keyboard_and_without_signing_in(
    token: str, window: Page, axe: Axe
) -> None:
    window.goto(f"/messages/stop/{token}/")
    expect(window.get_by_role("heading", level=1)).to_have_text("Stop these e-mails?")
    check(window, axe)
    window.get_by_role("button", name="Stop these").focus()
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", level=1)).to_have_text("These e-mails are stopped")
    check(window, axe)


def test_the_post_is_a_pdf(token: str, window: Page) -> None:
    enter(window, "ben")
    window.goto("/messages/hand-over/")
    address = window.get_by_role("link", name="What is next for you (PDF)").get_attribute("href")
    assert address
    answer = window.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
