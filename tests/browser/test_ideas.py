"""Ideas as a team meets them: said with a photo or aloud, heard, answered, and their person told.

Amina begins, Ben is on a small phone, Carys has no JavaScript.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect

from tests.browser.conftest import PHONE, Opens, Watch
from tests.browser.crews import begin
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb
from tests.browser.scripts import beside
from workshop import running
from workshop.running import Site

Axe = Callable[[Page], None]
NARROW: ViewportSize = {"width": 320, "height": 640}
SEEN = """
(async () => { const it = document.querySelector("main img"); await it.decode();
  return it.naturalWidth })()
"""
BENCH = "A bench by the door, so that nobody has to stand while they wait."


@dataclass
class Team:
    """Three people in a project, and where it is."""

    amina: Page
    ben: Page
    carys: Page
    home: str
    axe: Axe

    def clean(self, page: Page) -> None:
        """Axe finds nothing, and it fits the narrowest phone."""
        self.axe(page)
        before = page.viewport_size
        page.set_viewport_size(NARROW)
        assert not sideways(page), page.url
        if before:
            page.set_viewport_size(before)


@pytest.fixture
def scripts() -> bool:
    """Whether Amina and Ben have JavaScript: they do, where a test does not ask for both."""
    return True


@pytest.fixture
def team(chromium: Browser, site: Site, open_page: Opens, axe: Axe, scripts: bool) -> Team:
    """Amina begins, and two come in by her link."""
    crew = begin(chromium, site, "Amina", "Ben", "Carys")
    plain: dict[str, Any] = {"java_script_enabled": scripts}
    phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    return Team(
        amina=crew.page(open_page, "Amina", **plain),
        ben=crew.page(open_page, "Ben", **phone, **plain),
        carys=crew.page(open_page, "Carys", java_script_enabled=False),
        home=crew.home,
        axe=axe,
    )


def drawing() -> FilePayload:
    """A photo of a drawing: a bench beside a door."""
    drawn = Image.new("RGB", (320, 240), "#fbf6ee")
    pencil = ImageDraw.Draw(drawn)
    pencil.rectangle((210, 60, 280, 210), outline="#2d5f9a", width=5)
    pencil.line((40, 170, 180, 170), fill="#a5304a", width=9)
    pencil.line((60, 170, 60, 210), fill="#a5304a", width=7)
    pencil.line((160, 170, 160, 210), fill="#a5304a", width=7)
    kept = io.BytesIO()
    drawn.save(kept, "JPEG")
    return {"name": "IMG_0042.JPG", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def say(page: Page, home: str, words: str, photo: FilePayload | None = None) -> None:
    """Say something to everybody, from the project's page."""
    page.goto(home)
    page.get_by_role("main").get_by_role("link", name="Say something").click()
    page.get_by_label("What would you like to say?").fill(words)
    if photo is not None:
        page.get_by_label("A photo or a drawing").set_input_files(photo)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("blockquote")).to_have_text(words)


def open_fold(page: Page, name: str) -> None:
    """Open what is folded away."""
    page.locator("summary").filter(has_text=name).click()


def answer(page: Page, how: str, why: str) -> None:
    """Write down what became of the idea on this page."""
    open_fold(page, "Write down what became of it")
    page.get_by_label(how, exact=True).check()
    page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Write it down, and tell them").click()
    expect(page.get_by_role("heading", name="What became of it")).to_be_visible()


def pick(page: Page, home: str, words: str) -> None:
    """Open an idea from the list, which is one door away from the project."""
    page.goto(home)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Ideas")).click()
    page.get_by_role("link", name=words).click()
    expect(page.get_by_role("blockquote")).to_have_text(words)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_idea_from_a_photo_is_taken_up_and_its_person_told(team: Team) -> None:
    ben, carys, amina = team.ben, team.carys, team.amina
    say(ben, team.home, BENCH, drawing())
    expect(ben.get_by_role("img", name=BENCH)).to_be_visible()
    with beside(ben) as world:
        assert world.run(SEEN) == 320
    expect(ben.get_by_text("This waits for the next agenda of everybody.")).to_be_visible()
    team.clean(ben)
    assert not small_for_a_thumb(ben)

    # Without JavaScript.
    pick(carys, team.home, BENCH)
    carys.get_by_role("button", name="I hold this too").click()
    open_fold(carys, "Write down where it was heard")
    carys.get_by_label("Where was it heard?").fill("At the first meeting")
    carys.get_by_role("button", name="Write it down", exact=True).click()
    expect(carys.get_by_text("At the first meeting. Carys wrote it down on")).to_be_visible()
    carys.get_by_role("button", name="I will see to it").click()
    expect(carys.get_by_text("Carys sees to it that it is answered.")).to_be_visible()
    team.clean(carys)

    pick(amina, team.home, BENCH)
    answer(amina, "Taken up", "The hall lends us a bench from Tuesday on.")
    team.clean(amina)

    ben.goto("/")
    expect(ben.get_by_role("heading", name="What became of your idea")).to_be_visible()
    team.clean(ben)
    ben.get_by_role("link", name=re.compile("^Open this ?: What became of")).click()
    told = ben.get_by_role("region", name="What became of your idea")
    expect(told).to_contain_text("The hall lends us a bench from Tuesday on.")
    team.clean(ben)
    assert not small_for_a_thumb(ben)
    told.get_by_role("button", name="Yes, that is it").click()
    expect(ben.get_by_text("“Yes, that is it”: Ben.")).to_be_visible()
    ben.goto("/")
    expect(ben.get_by_text("What became of your idea")).to_have_count(0)

    carys.goto("/")
    carys.get_by_role("link", name=re.compile("^Open this ?: What became of")).click()
    carys.get_by_role("button", name="Yes, that is it").click()
    expect(carys.locator(".steps li").last).to_have_class("done")
    team.clean(carys)


def test_a_photo_without_words_is_asked_for_a_line(team: Team) -> None:
    page = team.carys
    page.goto("/say/")
    page.get_by_label("A photo or a drawing").set_input_files(drawing())
    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".problems")).to_contain_text("Write a line about it")
    expect(page.get_by_role("main")).to_contain_text("Please choose the file again.")
    team.clean(page)


def test_that_is_not_what_i_meant_opens_it_again_without_javascript(team: Team) -> None:
    carys, amina = team.carys, team.amina
    say(carys, team.home, BENCH)
    pick(amina, team.home, BENCH)
    answer(amina, "Not taken up", "There is no money for furniture.")
    carys.reload()
    open_fold(carys, "That is not what I meant")
    carys.get_by_role("button", name="Let it be heard again").click()
    expect(
        carys.get_by_role("main").get_by_text("Nothing is written here yet.").first
    ).to_be_visible()
    team.clean(carys)
    carys.get_by_label("What did you mean?").fill("Any chair would do. Mine at home, even.")
    carys.get_by_role("button", name="Let it be heard again").click()
    expect(carys.get_by_text("It is open again: something else was meant.")).to_be_visible()
    expect(carys.get_by_text("Any chair would do.")).to_be_visible()
    team.clean(carys)
    amina.reload()
    answer(amina, "Taken up", "Then two chairs from the kitchen.")
    expect(amina.get_by_text("Any chair would do.")).to_be_visible()
    team.clean(amina)
    carys.reload()
    carys.get_by_role("button", name="Yes, that is it").click()
    expect(carys.get_by_text("There is no money for furniture.")).to_be_visible()
    expect(carys.get_by_text("“Yes, that is it”: Carys.")).to_be_visible()


def test_ideas_are_gathered_parted_and_taken_back_without_javascript(
    team: Team, watch: Watch
) -> None:
    carys, ben = team.carys, team.ben
    say(ben, team.home, BENCH)
    say(carys, team.home, "Somewhere to sit.")
    carys.get_by_role("link", name="Gather others into it").click()
    carys.get_by_label(BENCH).check()
    team.clean(carys)
    carys.get_by_role("button", name="Gather them").click()
    expect(carys.get_by_role("heading", name="Gathered into it")).to_be_visible()
    team.clean(carys)
    ben.reload()
    expect(ben.get_by_text("It was gathered into another")).to_be_visible()
    team.clean(ben)
    ben.get_by_role("button", name="Let it stand by itself again").click()
    open_fold(ben, "Take my idea back")
    team.clean(ben)
    gone = ben.url
    ben.get_by_role("button", name="Yes, take it back").click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("Ideas")
    expect(ben.get_by_text(BENCH)).to_have_count(0)
    watch.expect(404)
    carys.goto(gone)
    expect(carys.get_by_text(BENCH)).to_have_count(0)


def test_a_circle_thinks_aloud_in_a_place_that_forgets_without_javascript(team: Team) -> None:
    carys, ben = team.carys, team.ben
    carys.goto(f"{team.home}ideas/")
    team.clean(carys)
    carys.get_by_role("link", name="Think aloud").click()
    team.clean(carys)
    carys.get_by_role("link", name="Everybody").click()
    team.clean(carys)
    carys.get_by_role("link", name="Open it").click()
    until = datetime.now(tz=UTC) + timedelta(days=20)
    for part, number in (("Day", until.day), ("Month", until.month), ("Year", until.year)):
        carys.get_by_label(part).fill(str(number))
    team.clean(carys)
    carys.get_by_role("button", name="Open it until then").click()
    carys.get_by_label("Think aloud").fill("Perhaps we are asking the wrong people.")
    carys.get_by_role("button", name="Say it").click()
    team.clean(carys)
    ben.goto(f"{team.home}thinking/")
    ben.get_by_role("link", name="Everybody").click()
    expect(ben.get_by_text("Perhaps we are asking the wrong people.")).to_be_visible()
    expect(ben.get_by_text("Take it back")).to_have_count(0)
    team.clean(ben)
    open_fold(carys, "Take it back")
    carys.get_by_role("button", name="Yes, take it back").click()
    expect(carys.get_by_text("Perhaps we are asking")).to_have_count(0)
    ben.goto(f"{team.home}record/")
    expect(ben.get_by_text("opened a space to think aloud")).to_have_count(1)
    expect(ben.get_by_text("Perhaps we are asking")).to_have_count(0)


def sit(page: Page, home: str, kind: str) -> None:
    """Say with which expertise one sits here."""
    page.goto(f"{home}count/")
    page.get_by_role("group", name="What do you bring?").get_by_label(kind).check()
    page.get_by_role("group", name="With which").get_by_label(kind).check()
    page.get_by_role("button", name="Save").click()


def test_words_that_give_somebody_away_are_covered_by_two_and_uncovered(team: Team) -> None:
    amina, ben, carys = team.amina, team.ben, team.carys
    say(ben, team.home, "My neighbour at number 7 should come.")
    pick(carys, team.home, "My neighbour at number 7 should come.")
    where = carys.url
    open_fold(carys, "Do words here harm somebody")
    carys.get_by_role("link", name="The idea", exact=True).click()
    expect(carys.get_by_text("Show with which expertise you sit here")).to_be_visible()
    team.clean(carys)
    sit(carys, team.home, "Practice")
    sit(amina, team.home, "Research")
    carys.goto(where)
    open_fold(carys, "Do words here harm somebody")
    carys.get_by_role("link", name="The idea", exact=True).click()
    team.clean(carys)
    carys.get_by_label("Why?").fill(
        "They are not here, and did not say that they want to be named."
    )
    carys.get_by_role("button", name="Ask for it").click()
    expect(carys.get_by_role("heading", level=1)).to_have_text("Somebody asks to cover words")
    team.clean(carys)
    amina.goto(f"{team.home}covered/")
    team.clean(amina)
    amina.get_by_role("link", name="Somebody asks for it").click()
    team.clean(amina)
    open_fold(amina, "I agree: cover them")
    amina.get_by_role("button", name="Yes, cover them").click()
    expect(amina.get_by_role("heading", level=1)).to_have_text("These words are covered")
    amina.goto(where)
    expect(amina.get_by_text("My neighbour at number 7")).to_have_count(0)
    team.clean(amina)
    ben.goto(where)
    expect(ben.get_by_role("blockquote")).to_have_text("My neighbour at number 7 should come.")
    ben.get_by_role("link", name="Who, and why").click()
    ben.get_by_label("How do you see it?").fill("I asked her. She wants to come.")
    team.clean(ben)
    assert not small_for_a_thumb(ben)
    ben.get_by_role("button", name="Say so").click()
    carys.reload()
    expect(carys.get_by_text("I asked her. She wants to come.")).to_be_visible()
    carys.get_by_label("Why can they be read again?").fill("She said yes.")
    team.clean(carys)
    carys.get_by_role("button", name="Let them be read again").click()
    expect(carys.get_by_role("heading", level=1)).to_have_text("These words are not covered")
    amina.reload()
    expect(amina.get_by_role("blockquote")).to_have_text("My neighbour at number 7 should come.")


@pytest.fixture(scope="package")
def chromium_that_hears(playwright: Any) -> Iterator[Browser]:
    """A browser with a microphone that beeps, and whose owner says yes."""
    browser = running.browser(
        playwright, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"
    )
    yield browser
    browser.close()


def test_an_idea_is_said_aloud_and_can_be_listened_to(
    team: Team, open_page: Opens, chromium_that_hears: Browser
) -> None:
    page = open_page(chromium_that_hears)
    page.context.add_cookies(team.ben.context.cookies())  # type: ignore[arg-type]
    page.goto("/say/")
    page.get_by_label("What would you like to say?").fill("Said aloud: a bench.")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("status").filter(has_text="Recording.")).to_be_visible()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Your recording is here.")).to_be_visible()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("blockquote")).to_have_text("Said aloud: a bench.")
    sound = page.locator("audio")
    expect(sound).to_have_attribute("aria-label", "Said aloud: a bench.")
    assert (
        sound.evaluate(
            "it => new Promise(done => { it.onloadedmetadata = () => done('heard');"
            " it.onerror = () => done('broken'); it.preload = 'metadata'; it.load() })"
        )
        == "heard"
    )
    team.clean(page)


def test_every_page_of_ideas_can_be_walked_by_keyboard_and_pressed_by_a_thumb(team: Team) -> None:
    say(team.amina, team.home, BENCH)
    idea = team.amina.url
    say(team.ben, team.home, "A second one.")
    pages = [f"{team.home}ideas/", idea, f"{idea}gather/", f"{team.home}covered/"]
    pages += [f"{team.home}thinking/", "/say/"]
    for where in pages:
        team.amina.goto(where)
        wanted = reachable(team.amina)
        walked = list(tab_through(team.amina))
        assert len(walked) == wanted, (where, [each.name for each in walked])
        team.ben.goto(where)
        assert not small_for_a_thumb(team.ben), where
        team.clean(team.ben)
