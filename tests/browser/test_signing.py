"""Coming in with a real browser: by code, link, card and passkey; by keyboard; without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Opens, Watch
from tests.browser.doors import enter
from tests.browser.entering import card_for
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb, weigh
from tests.browser.scripts import beside
from tests.people import postbox
from tests.people.postbox import Postbox
from workshop import running
from workshop.running import Site

Axe = Callable[[Page], None]
# What comes over the wire when somebody opens the sign-in page for the first time ever, without
# its letters; and what the page itself adds for somebody who was on any other page before.
FIRST_VISIT = 40_000
ITSELF = 5_000
PAGES = ["/sign-in/", "/sign-in/code/", "/sign-in/card/", "/sign-in/link/?key=1", "/signed-out/"]


@pytest.fixture(scope="session")
def mail_and_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Postbox, Site]]:
    """The program with a mail server of its own, both real."""
    with postbox.opened() as (box, server):
        url = f"smtp://{server.host}:{server.port}?tls=none"
        data = tmp_path_factory.mktemp("signing") / "data"
        with running.program(
            data, EVENWEAVE_SMTP=url, EVENWEAVE_MAIL_FROM="Our team <team@example.org>"
        ) as site:
            yield box, site


@pytest.fixture
def site(mail_and_site: tuple[Postbox, Site]) -> Site:
    """The program of these tests."""
    return mail_and_site[1]


@pytest.fixture
def post(mail_and_site: tuple[Postbox, Site]) -> Postbox:
    """Its mail."""
    return mail_and_site[0]


def account(page: Page) -> Any:
    """What the top of the page shows to somebody who is signed in."""
    return page.locator(".account")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_code_is_asked_for_and_typed_by_keyboard_alone(
    open_page: Opens, post: Postbox, axe: Axe, scripts: bool
) -> None:
    email = "ben@people.example"
    before = len(post.to(email))
    page = open_page(java_script_enabled=scripts)
    page.goto("/sign-in/?next=/me/ways-in/")
    axe(page)
    page.get_by_label("Your e-mail address").focus()
    page.keyboard.type(email)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Type your code")
    axe(page)
    field = page.get_by_label("The code from the e-mail")
    field.focus()
    page.keyboard.type("0000 0000")
    page.keyboard.press("Enter")
    expect(page.locator(".problems")).to_contain_text("not the figures we sent")
    axe(page)
    field = page.get_by_label("The code from the e-mail")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(post.code(email, before + 1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your ways in")
    expect(account(page)).to_be_visible()
    axe(page)


def test_the_link_is_opened_on_a_small_phone(phone: Page, post: Postbox, axe: Axe) -> None:
    email = "carys@people.example"
    phone.goto("/sign-in/")
    phone.get_by_label("Your e-mail address").fill(email)
    phone.get_by_role("button", name="Send me a code").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Type your code")
    phone.goto(post.link(email))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Are you Carys")
    assert not sideways(phone)
    assert not small_for_a_thumb(phone)
    axe(phone)
    phone.get_by_role("button", name="Continue").tap()
    expect(account(phone)).to_be_visible()


def test_a_card_is_typed_and_its_maker_told_afterwards(
    page: Page, site: Site, axe: Axe, open_page: Opens, post: Postbox
) -> None:
    number = card_for(site, "dev")
    page.goto("/sign-in/")
    page.get_by_role("link", name="I have a card with a number").click()
    page.get_by_label("The number on your card").fill(number)
    page.get_by_label("Other people use this computer too").check()
    axe(page)
    page.get_by_role("button", name="Sign in").click()
    expect(account(page)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-shared-computer", "")
    # The same card again.
    other = open_page()
    other.goto("/sign-in/card/")
    other.get_by_label("The number on your card").fill(number)
    other.get_by_role("button", name="Sign in").click()
    expect(other.locator(".problems")).to_contain_text("This card was used already")
    # Dev comes in at home, and hears of it.
    email = "dev@people.example"
    other.goto("/sign-in/")
    other.get_by_label("Your e-mail address").fill(email)
    other.get_by_role("button", name="Send me a code").click()
    other.get_by_label("The code from the e-mail").fill(post.code(email))
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Somebody made a card for you")
    expect(other.get_by_role("main")).to_contain_text("it was used")
    axe(other)
    other.get_by_role("button", name="I have read it").click()
    expect(account(other)).to_be_visible()


def authenticator(page: Page) -> Any:
    """A phone's own passkeys, as Chromium plays them: whoever holds it presses at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def test_a_passkey_is_added_used_and_removed(page: Page, axe: Axe) -> None:
    authenticator(page)
    enter(page, "esther")
    page.goto("/me/ways-in/")
    page.get_by_label("What do you call this device?").fill("Esther’s telephone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("main")).to_contain_text("Esther’s telephone")
    page.get_by_role("button", name="Sign out here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    page.goto("/sign-in/?next=/me/ways-in/")
    page.get_by_role("button", name="Use my passkey").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your ways in")
    expect(page.get_by_role("main")).to_contain_text("with a passkey")
    # Looking at the page with axe takes the device away, so it comes last.
    axe(page)
    page.get_by_role("button", name="Remove “Esther’s telephone”").click()
    expect(page.get_by_role("main")).not_to_contain_text("Esther’s telephone")


def test_a_passkey_that_was_removed_here_says_so(page: Page, watch: Watch, axe: Axe) -> None:
    authenticator(page)
    enter(page, "hamid")
    page.goto("/me/ways-in/")
    page.get_by_label("What do you call this device?").fill("Blue key")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Remove “Blue key”").click()
    page.get_by_role("button", name="Sign out here").click()
    watch.expect(409)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("main")).to_contain_text("We do not know this passkey")
    axe(page)


def test_whoever_shows_no_passkey_is_told_and_can_go_on(page: Page) -> None:
    page.add_init_script(
        "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("pass-key [role=status]")).to_contain_text("No passkey was shown")
    page.get_by_label("Your e-mail address").fill("ben@people.example")


def test_without_scripts_nothing_is_offered_that_would_not_work(
    page_without_javascript: Page,
) -> None:
    page_without_javascript.goto("/sign-in/")
    expect(page_without_javascript.get_by_role("button", name="Use my passkey")).to_be_hidden()
    expect(page_without_javascript.get_by_role("button", name="Send me a code")).to_be_visible()


def test_nothing_that_is_written_stays_on_a_shared_computer(
    page: Page, post: Postbox, open_page: Opens
) -> None:
    email = "ben@people.example"
    before = len(post.to(email))
    page.goto("/sign-in/?next=/kit/try/")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code from the e-mail").fill(post.code(email, before + 1))
    page.get_by_label("Other people use this computer too").check()
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("kept-draft")).to_be_visible()
    page.locator("kept-draft textarea").first.fill("For nobody’s eyes")
    page.wait_for_timeout(800)  # longer than a draft takes to be kept
    with beside(page) as world:
        assert world.run("Object.keys(localStorage).length") == 0
    page.goto("/me/ways-in/")
    page.get_by_role("button", name="Sign out here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    page.go_back()
    expect(account(page)).to_have_count(0)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "dress",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
        {"java_script_enabled": False, "viewport": PHONE},
    ],
    ids=["light-wide", "dark-narrow", "without-scripts"],
)
def test_a_page_is_accessible(path: str, dress: dict[str, Any], open_page: Opens, axe: Axe) -> None:
    page = open_page(**dress)
    page.goto(path)
    assert not sideways(page)
    axe(page)


def test_a_page_holds_with_words_at_twice_their_size(
    open_page: Opens, chromium_with_large_words: Browser
) -> None:
    page = open_page(chromium_with_large_words, viewport=PHONE)
    for path in PAGES:
        page.goto(path)
        assert not sideways(page), path


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_comes_everywhere(path: str, page: Page) -> None:
    page.goto(path)
    assert len(list(tab_through(page))) == reachable(page)


def test_the_sign_in_page_weighs_little(page: Page, site: Site) -> None:
    weight = weigh(page, site.url("/sign-in/"))
    letters = sum(size for url, size in weight.parts.items() if url.endswith(".woff2"))
    own = sum(size for url, size in weight.parts.items() if "/static/" not in url)
    assert letters, weight.told()
    assert weight.total - letters < FIRST_VISIT, weight.told()
    assert own < ITSELF, weight.told()
