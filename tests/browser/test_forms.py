"""Forms in a real browser: mended by keyboard, drafts on the device, two versions at once."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opens, Watch
from tests.browser.looking import sideways
from tests.browser.scripts import beside

Axe = Callable[[Page], None]
OWN = "We meet on the first Tuesday.\n\nAmina brings the cake.  <b>Everybody</b> & all are welcome."


@pytest.fixture(params=["page", "page_without_javascript"])
def either(request: pytest.FixtureRequest) -> Page:
    """The same with and without scripts."""
    window: Page = request.getfixturevalue(request.param)
    return window


def drafts(page: Page) -> dict[str, Any]:
    """What this device keeps, by name."""
    with beside(page) as world:
        kept = world.run("Object.fromEntries(Object.entries(localStorage))")
    return {name.removeprefix("draft:"): json.loads(text) for name, text in kept.items()}


def wait_until(page: Page, reached: Callable[[dict[str, Any]], bool]) -> None:
    """Writing is put off for a moment; give it three seconds."""
    end = time.monotonic() + 3
    while not reached(drafts(page)):
        assert time.monotonic() < end, drafts(page)
        page.wait_for_timeout(50)


def wait_for_words(page: Page, words: str, name: str = "try") -> None:
    """Wait until the device keeps these words."""
    wait_until(page, lambda kept: words in json.dumps(kept.get(name), ensure_ascii=False))


def fill_everything(page: Page) -> None:
    page.get_by_label("What shall we call you?").fill("Ben")
    page.get_by_label("What would make this worth your time?").fill("Tea and time.")
    page.get_by_label("Day").fill("27")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("On paper").check()
    page.get_by_label("More breaks").check()
    page.get_by_label("Where shall we meet?").select_option("The café")
    page.get_by_label("I understand that nothing here is kept").check()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").click()


def changed(page: Page, address: str, *changes: tuple[str, str]) -> None:
    """From now on this page comes from the server with these words exchanged."""

    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.text()
        for before, after in changes:
            assert before in body
            body = body.replace(before, after)
        route.fulfill(response=response, body=body)

    page.route(f"**{address}", answer)


# Something to mend.


def test_the_summary_takes_the_focus_and_leads_to_each_field_by_keyboard(either: Page) -> None:
    page = either
    page.goto("/kit/try/")
    send(page)
    expect(page).to_have_title(re.compile("^Mend this: "))
    expect(page.locator(".problems")).to_be_focused()
    fields = ["#id_name", "#id_words", "#id_day_0", "#id_way_0", "#id_understood"]
    for number, field in enumerate(fields):
        page.goto("/kit/try/")
        send(page)
        expect(page.locator(".problems")).to_be_focused()
        for _ in range(number + 1):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(field)).to_be_focused()
        expect(page.locator(field)).to_be_in_viewport()


def test_a_form_is_filled_in_mended_and_sent_by_keyboard_alone(either: Page) -> None:
    page = either
    page.goto("/kit/try/")
    page.locator("#id_name").focus()
    for keys in ["Ben", "Tea", "", "31/02/2024", "", ""]:
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # the choices: this takes the second
    page.keyboard.press("Enter")
    expect(page.locator(".problems")).to_contain_text("There is no day 31 in February 2024.")
    expect(page.locator("#id_day_2")).to_have_value("2024")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_day_0")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("29")
    page.locator("#id_understood").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="That worked")).to_be_visible()


def test_words_come_back_with_what_is_amiss(either: Page) -> None:
    page = either
    page.goto("/kit/try/")
    fill_everything(page)
    page.get_by_label("Month").fill("13")
    send(page)
    expect(page.get_by_label("What shall we call you?")).to_have_value("Ben")
    expect(page.get_by_label("On paper")).to_be_checked()
    expect(page.get_by_label("More breaks")).to_be_checked()
    expect(page.get_by_label("Where shall we meet?")).to_have_value("cafe")
    expect(page.get_by_label("Month")).to_have_value("13")
    expect(page.get_by_label("Month")).to_have_attribute("aria-invalid", "true")


def test_a_textarea_grows_with_its_words(page: Page) -> None:
    page.goto("/kit/try/")
    words = page.get_by_label("What would make this worth your time?")
    before = words.bounding_box()
    words.fill("one more line\n" * 12)
    after = words.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] * 1.5


def test_a_whole_book_in_a_name_comes_back_below_it(either: Page) -> None:
    page = either
    page.goto("/kit/try/")
    page.get_by_label("What shall we call you?").fill("b" * 300_000)
    send(page)
    expect(page.get_by_label("What shall we call you?")).to_have_value("")
    expect(page.locator(".overflow textarea")).to_have_value("b" * 300_000)


# Drafts.


def test_a_draft_comes_back_after_loading_the_page_again(page: Page, axe: Axe) -> None:
    page.goto("/kit/try/")
    fill_everything(page)
    wait_for_words(page, "understood")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("We kept what you wrote here")
    expect(page.get_by_label("What shall we call you?")).to_have_value("Ben")
    expect(page.get_by_label("Year")).to_have_value("2026")
    expect(page.get_by_label("On paper")).to_be_checked()
    expect(page.get_by_label("Large print")).not_to_be_checked()
    expect(page.get_by_label("Where shall we meet?")).to_have_value("cafe")
    axe(page)


def test_a_draft_that_was_just_typed_survives_leaving_at_once(page: Page) -> None:
    page.goto("/kit/try/")
    page.get_by_label("What would make this worth your time?").fill("In a hurry")
    page.goto("/kit/try/change/")
    page.goto("/kit/try/")
    expect(page.get_by_label("What would make this worth your time?")).to_have_value("In a hurry")


def test_a_draft_can_be_thrown_away(page: Page) -> None:
    page.goto("/kit/try/")
    fill_everything(page)
    wait_for_words(page, "Ben")
    page.reload()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("What shall we call you?")).to_have_value("")
    expect(page.get_by_label("What shall we call you?")).to_be_focused()
    expect(page.get_by_label("On paper")).not_to_be_checked()
    expect(page.get_by_role("button", name="Throw it away")).to_be_hidden()
    assert drafts(page) == {}


def test_a_draft_is_gone_once_the_server_has_the_words(page: Page) -> None:
    page.goto("/kit/try/")
    fill_everything(page)
    wait_for_words(page, "Ben")
    send(page)
    expect(page.get_by_role("heading", name="That worked")).to_be_visible()
    wait_until(page, lambda kept: kept == {})
    assert not [each for each in page.context.cookies() if "draft" in each.get("name", "")]
    page.goto("/kit/try/")
    expect(page.get_by_label("What shall we call you?")).to_have_value("")


def test_a_draft_stays_while_something_is_to_mend(page: Page) -> None:
    page.goto("/kit/try/")
    fill_everything(page)
    page.get_by_label("Month").fill("13")
    send(page)
    expect(page.locator(".problems")).to_be_focused()
    expect(page.get_by_role("button", name="Throw it away")).to_be_hidden()
    assert drafts(page)["try"]["words"]["day_month"] == "13"
    page.get_by_label("Month").fill("12")
    wait_until(page, lambda kept: kept["try"]["words"]["day_month"] == "12")
    expect(page.get_by_text("in another tab too")).to_be_hidden()


def test_two_tabs_do_not_overwrite_each_other_unseen(page: Page) -> None:
    other = page.context.new_page()
    page.goto("/kit/try/")
    other.goto("/kit/try/")
    page.get_by_label("What shall we call you?").fill("Ben")
    wait_for_words(page, "Ben")
    other.get_by_label("What shall we call you?").fill("Amina")
    expect(other.get_by_text("You are writing this in another tab too.")).to_be_visible()
    wait_for_words(other, "Ben")
    other.get_by_role("button", name="Keep what is here instead").click()
    wait_for_words(other, "Amina")
    page.get_by_label("What shall we call you?").fill("Ben again")
    expect(page.get_by_text("You are writing this in another tab too.")).to_be_visible()
    wait_for_words(page, "Amina")


def test_a_draft_brings_the_version_it_was_begun_from(page: Page) -> None:
    page.goto("/kit/try/change/")
    page.get_by_label("What is the plan?").fill(OWN)
    wait_for_words(page, "Amina", "try-change")
    changed(page, "/kit/try/change/", ('name="version" value="3"', 'name="version" value="9"'))
    page.reload()
    expect(page.get_by_label("What is the plan?")).to_have_value(OWN)
    expect(page.locator("[name=version]")).to_have_value("3")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("[name=version]")).to_have_value("9")


def test_nothing_secret_is_kept(page: Page) -> None:
    secrets = (
        '<input type="password" name="secret" value="one">'
        '<input name="code" autocomplete="one-time-code" value="two">'
        '<input type="file" name="paper">'
    )
    changed(page, "/kit/try/", ('<div class="acts">', secrets + '<div class="acts">'))
    page.goto("/kit/try/")
    page.get_by_label("What shall we call you?").fill("Ben")
    wait_for_words(page, "Ben")
    words = drafts(page)["try"]["words"]
    assert not {"secret", "code", "paper", "csrfmiddlewaretoken"} & set(words)


def test_a_shared_computer_keeps_nothing_and_forgets_what_it_had(page: Page) -> None:
    page.goto("/kit/try/")
    page.get_by_label("What shall we call you?").fill("Ben")
    wait_for_words(page, "Ben")
    changed(page, "/kit/try/", ("<html ", "<html data-shared-computer "))
    page.reload()
    expect(page.get_by_label("What shall we call you?")).to_have_value("")
    page.get_by_label("What shall we call you?").fill("Amina")
    page.wait_for_timeout(700)
    assert drafts(page) == {}


def test_a_sealed_form_keeps_nothing_and_says_so_to_its_maker(page: Page, watch: Watch) -> None:
    changed(page, "/kit/try/", ("<form method", "<form data-sealed method"))
    page.goto("/kit/try/")
    page.get_by_label("What shall we call you?").fill("Ben")
    page.wait_for_timeout(700)
    assert drafts(page) == {}
    assert len(watch.complaints) == 1
    assert "A sealed form keeps no draft" in watch.complaints.pop()


def test_a_draft_is_gone_after_fourteen_days(page: Page) -> None:
    page.goto("/kit/try/")
    for name, days in [("try", 15), ("try-change", 13)]:
        at, words = (time.time() - days * 86400) * 1000, {"name": "Ben", "title": "Ben"}
        with beside(page) as world:
            kept = json.dumps(json.dumps({"at": at, "words": words}))
            world.run(f"localStorage.setItem('draft:{name}', {kept})")
    page.reload()
    expect(page.get_by_label("What shall we call you?")).to_have_value("")
    assert set(drafts(page)) == {"try-change"}


def test_a_broken_draft_breaks_nothing(page: Page) -> None:
    page.goto("/kit/try/")
    with beside(page) as world:
        world.run("localStorage.setItem('draft:try', '{')")
    page.reload()
    page.get_by_label("What shall we call you?").fill("Ben")
    wait_for_words(page, "Ben")


@pytest.mark.parametrize(
    "privacy",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })",
        "Object.defineProperty(window, 'localStorage', { value: null })",
        "Storage.prototype.setItem = () => { throw new Error('full'); }",
    ],
)
def test_where_nothing_may_be_stored_forms_work_all_the_same(page: Page, privacy: str) -> None:
    page.add_init_script(privacy)
    page.goto("/kit/try/")
    fill_everything(page)
    page.wait_for_timeout(700)
    send(page)
    expect(page.get_by_role("heading", name="That worked")).to_be_visible()


# Two versions at once.


def to_the_conflict(page: Page, watch: Watch) -> None:
    watch.expect(409)
    page.goto("/kit/try/change/")
    page.get_by_label("What is the plan?").fill(OWN)
    page.get_by_role("button", name="somebody changed it meanwhile").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Somebody changed this while you were writing"
    )


def test_a_conflict_shows_both_and_begins_with_my_own_words(
    either: Page, watch: Watch, axe: Axe
) -> None:
    page = either
    to_the_conflict(page, watch)
    both = page.get_by_role("region", name="What is the plan?")
    expect(both.locator("del")).to_contain_text(["every Thursday. Carys", "tea. Everybody is"])
    expect(both.locator("ins")).to_contain_text(["on the first Tuesday.", "& all are"])
    expect(page.get_by_role("textbox", name="What is the plan?")).to_have_value(OWN)
    axe(page)


def test_both_can_be_put_together(either: Page, watch: Watch) -> None:
    page = either
    to_the_conflict(page, watch)
    page.get_by_role("textbox", name="What is the plan?").fill(OWN + " Carys brings the tea.")
    page.get_by_role("button", name="Save this").click()
    expect(page.get_by_role("heading", name="That worked")).to_be_visible()


def test_my_own_words_can_be_kept_whole(either: Page, watch: Watch) -> None:
    page = either
    to_the_conflict(page, watch)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Keep what I wrote").click()
    expect(page.get_by_role("heading", name="That worked")).to_be_visible()
    told: dict[str, str] = sent.value.post_data_json or {}
    assert told["words"].replace("\r\n", "\n") == OWN
    assert told["version"] == "4"


def test_what_stands_can_be_kept_and_my_words_are_still_on_this_device(
    page: Page, watch: Watch
) -> None:
    to_the_conflict(page, watch)
    page.get_by_role("link", name="Keep what stands now").click()
    expect(page.get_by_role("status")).to_contain_text("We kept what you wrote here")
    expect(page.get_by_label("What is the plan?")).to_have_value(OWN)


# Narrow, dark, and by axe.


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_forms_fit_a_narrow_window_and_break_no_rule(
    open_page: Opens, axe: Axe, watch: Watch, colours: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, color_scheme=colours)
    page.goto("/kit/try/")
    assert sideways(page) == []
    axe(page)
    page.get_by_label("What shall we call you?").fill("b" * 1_200)
    send(page)
    expect(page.locator(".problems")).to_be_focused()
    assert sideways(page) == []
    axe(page)
    to_the_conflict(page, watch)
    assert sideways(page) == []
    axe(page)
