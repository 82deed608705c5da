"""`./run shots [DIR]`: a picture of every page at three widths, light and dark, to look at."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from workshop import running
from workshop.running import ROOT, Site

# The gallery is long; a picture higher than this is cut by the browser itself.
HIGHEST = 16_000


@dataclass(frozen=True)
class Dress:
    """A way of looking at a page: a window, and what its reader has chosen."""

    name: str
    width: int
    options: dict[str, Any] = field(default_factory=dict)
    display: str = ""


DARK: dict[str, Any] = {"color_scheme": "dark"}
DRESSES = (
    Dress("360-light", 360),
    Dress("360-dark", 360, DARK),
    Dress("768-light", 768),
    Dress("768-dark", 768, DARK),
    Dress("1280-light", 1280),
    Dress("1280-dark", 1280, DARK),
    Dress("360-larger-words", 360, display="size:larger|spacing:more"),
    Dress("360-strong-contrast", 360, {"contrast": "more"}),
    Dress("360-strong-contrast-dark", 360, {"contrast": "more", **DARK}),
)


LONDON = ZoneInfo("Europe/London")
# Whose pages are pictured beside those that everybody may read: a coordinator of the example.
VISITOR = "amina"


def pages(site: Site) -> dict[str, str]:
    """Every page that anybody may read, by name."""
    record = site.record
    return {
        "front": "/",
        "about": "/about/",
        "display": "/display/",
        "sign-in": "/sign-in/",
        "start": "/start/",
        "record": record,
        "record-searched": f"{record}?words=Amina",
        "record-nothing-found": f"{record}?words=marmalade",
        "entry": f"{record}2/",
        "try": "/kit/try/",
        "try-change": "/kit/try/change/",
        "try-saying": "/kit/try/saying/",
        "missing": "/nothing/here/",
        "kit": "/kit/",
    }


def members_pages(project: str) -> dict[str, str]:
    """The pages of somebody who is signed in, by name; `project` is the path of theirs."""
    own = ["", "name", "reach", "look", "gifts", "helps", "access", "helpers", "ways-in", "data"]
    inside = ["people", "people/strengths", "people/trust", "people/card", "people/bring"]
    inside += ["people/take", "circles", "sites", "phases", "limits", "limits/say", "invite"]
    inside += ["count", "expertise", "more", "leave"]
    inside += ["decisions", "decisions/how", "decisions/how/project", "decisions/new"]
    inside += ["decisions/new/room", "decisions/new/proposal", "ideas"]
    inside += ["agreement", "agreement/new/way", "agreement/new/word", "agreement/begin"]
    inside += ["agreement/since", "agreement/paper", "agreement/questions", "agreement/goals"]
    inside += ["agreement/goals/priorities/new", "agreement/goals/conflicts/new"]
    inside += ["agreement/lent", "agreement/lent/new", "agreement/offered"]
    inside += ["matters", "matters/new"]
    inside += ["way-in", "way-in/steps", "story", "hopes", "buddy"]
    inside += ["handing-on", "handing-on/new", "thanks"]
    inside += ["meetings", "meetings/new", "meetings/venues", "meetings/venues/new"]
    inside += ["meetings/roles"]
    inside += ["mirror", "mirror/numbers", "mirror/mine"]
    return {
        "home": "/",
        "say": "/say/",
        "messages": "/messages/",
        "project": project,
        **{f"me-{each}".strip("-"): f"/me/{each}/".replace("//", "/") for each in own},
        **{f"project-{each.replace('/', '-')}": f"{project}{each}/" for each in inside},
    }


def main(words: list[str]) -> int:
    """Take all pictures into a folder and write a page that shows them side by side."""
    folder = Path(words[0] if words else ROOT / "shots").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="evenweave-shots-") as place:
        taken = list(take_all(Path(place) / "data", folder))
    index = folder / "index.html"
    index.write_text(contact_sheet(taken), encoding="utf-8")
    sys.stdout.write(f"{len(taken)} pictures. Look at them all: {index}\n")
    return 0


def take_all(data: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Start the program and a browser, and take a picture of each page in each dress."""
    with running.program(data) as site, sync_playwright() as playwright:
        browser = running.browser(playwright)
        signed_in, project, found = come_in(browser, site)
        for dress in DRESSES:
            for page, path in pages(site).items():
                take(browser, site.url(path), dress, folder / f"{page}-{dress.name}.png")
                yield page, dress.name
            inside = replace(dress, options={**dress.options, "storage_state": signed_in})
            for page, path in {**members_pages(project), **found}.items():
                take(browser, site.url(path), inside, folder / f"{page}-{dress.name}.png")
                yield page, dress.name
        browser.close()


def come_in(browser: Browser, site: Site) -> tuple[Any, str, dict[str, str]]:
    """Sign in through the example's door: the cookies, the path of the project, and pages in it."""
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto(f"/example/{VISITOR}/")
    page.get_by_role("button", name="Continue as").click()
    page.goto("/projects/")
    project = page.locator("main a.door").first.get_attribute("href")
    if project is None:
        raise LookupError("The example’s coordinator has no project.")
    found = {}
    for place in ["decisions", "ideas"]:
        page.goto(f"{project}{place}/")
        for number, link in enumerate(page.locator("main h3 a, main a.door").all()):
            found[f"{place}-{number}"] = str(link.get_attribute("href"))
    found |= secret_vote(page, project)
    found |= meetings(page, project)
    state = context.storage_state()
    context.close()
    return state, project, found


def secret_vote(page: Page, project: str) -> dict[str, str]:
    """Open a secret vote and put a paper in, and another with three locks: their pages, by name."""
    locked = opened_secretly(page, project, "Who speaks for us in Leeds?", keepers=3)
    decision = opened_secretly(page, project, "Which outcome matters most?")
    ballot = f"{decision}vote/"
    while urlsplit(page.url).path != ballot:  # the worker is making the box
        page.wait_for_timeout(500)
        page.goto(ballot)
    page.get_by_label("A good day").check()
    page.get_by_role("button", name="Put it in the box").click()
    return {
        "secret": decision,
        "secret-ballot": ballot,
        "secret-slip": f"{decision}slip/",
        "secret-hides": f"{project}decisions/sealed/",
        "secret-locked": locked,
        "secret-card": f"{locked}card/",
    }


def opened_secretly(page: Page, project: str, question: str, *, keepers: int = 0) -> str:
    """Propose something, and open it for a secret vote: the path of the decision."""
    page.goto(f"{project}decisions/new/proposal/")
    page.get_by_label("What should we decide?").fill(question)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("In plain words").fill("What we look at first, when all is done.")
    page.get_by_label("What can we choose from?").fill("A good day\nA short stay\nFewer crises")
    page.get_by_role("button", name="Save, and choose how it is decided").click()
    page.get_by_label("Talk, then a secret vote").check()
    if keepers:
        page.get_by_text("Three locks, for a secret vote").click()
        keep_cards(page, keepers)
    page.get_by_role("button", name="Save, and look at it once more").click()
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="We have talked enough. Go on").click()
    page.get_by_text("sealed box").first.wait_for()
    return urlsplit(page.url).path


def keep_cards(page: Page, keepers: int) -> None:
    """The visitor keeps a card, and others after her; of different expertise, as the page lists."""
    people = page.get_by_role("group", name="Who keeps a card?")
    people.get_by_label("Amina").check()
    for place in range(1, keepers):
        people.get_by_role("checkbox").nth(-place).check()


def meetings(page: Page, project: str) -> dict[str, str]:
    """A meeting that is chosen, one that was, one to come, one that goes on: their pages."""
    page.goto(f"{project}meetings/")
    choosing, was = (
        str(page.get_by_role("link", name=name).first.get_attribute("href"))
        for name in ("One more time", "The working group")
    )
    ahead, goes_on = planned(page, project, 9 * 24 * 60), planned(page, project, 30)
    page.get_by_role("button", name="Open the meeting").click()
    now = f"{goes_on}now/"
    arriving = ["", "wall/"]
    page.get_by_label("How are you, in a word?").fill("Glad")
    page.get_by_role("button", name="Say it", exact=True).click()
    page.get_by_text("On to something else").click()
    page.get_by_role("button", name="The map").click()
    page.get_by_role("button", name="I would like to speak").click()
    page.goto(f"{now}notes/")
    page.get_by_label("What was said?").fill("- We take the hall.\n- Somebody asks about the bus.")
    page.get_by_role("button", name="Save").click()
    return {
        "meeting-choosing": choosing,
        "meeting-offers": f"{choosing}offers/",
        "meeting-ahead": ahead,
        "meeting-item": f"{ahead}agenda/new/",
        "meeting-move": f"{ahead}move/",
        "meeting-papers": f"{ahead}papers/",
        "meeting-lunch": f"{project}meetings/new/?after={ahead.rstrip('/').rpartition('/')[2]}",
        "meeting-was": was,
        **{
            f"meeting-{each.strip('/').replace('/', '-')}": f"{was}{each}"
            for each in ("minutes/", "minutes/suggest/", "catch-up/", "thanks/")
        },
        **{f"now-{each.strip('/')}".strip("-"): f"{now}{each}" for each in arriving},
        **{
            f"now-{each.replace('/', '-')}": f"{now}{each}/"
            for each in ("notes", "task", "lines", "hands/for")
        },
        "now-tables": f"{now}mix/tables/",
        "afterwards": f"{goes_on}afterwards/",
    }


def planned(page: Page, project: str, minutes: int) -> str:
    """A meeting so many minutes from now, with two things on its agenda: its path."""
    soon = datetime.now(LONDON) + timedelta(minutes=minutes)
    page.goto(f"{project}meetings/new/")
    page.get_by_label("What is it called?").fill("The map, again")
    page.get_by_label("We know already").check()
    day = page.get_by_role("group", name="If we know: on which day?")
    for part, number in (("Day", soon.day), ("Month", soon.month), ("Year", soon.year)):
        day.get_by_label(part).fill(str(number))
    page.get_by_label("If we know: at what time?").fill(f"{soon:%H:%M}")
    page.get_by_role("button", name="Plan it").click()
    path = urlsplit(page.url).path
    for title in ("The map", "Tea together"):
        page.goto(f"{path}agenda/new/")
        page.get_by_label("What is it about?").fill(title)
        page.get_by_role("button", name="Add it").click()
    return path


def take(browser: Browser, url: str, dress: Dress, file: Path) -> None:
    """One picture of a whole page."""
    context = browser.new_context(
        viewport={"width": dress.width, "height": 800}, reduced_motion="reduce", **dress.options
    )
    if dress.display:
        context.add_cookies([{"name": "display", "value": dress.display, "url": url}])
    page = context.new_page()
    page.goto(url)
    height = int(page.locator("html").bounding_box()["height"])  # type: ignore[index]
    clip = {"x": 0, "y": 0, "width": dress.width, "height": min(height, HIGHEST)}
    page.screenshot(path=file, full_page=True, clip=clip)  # type: ignore[arg-type]
    context.close()


def contact_sheet(taken: list[tuple[str, str]]) -> str:
    """A page with every picture, page by page; each leads to itself in full."""
    sections = []
    for page, dresses in groupby(sorted(taken, key=lambda each: each[0]), key=lambda each: each[0]):
        figures = "".join(
            f'<figure><a href="{page}-{dress}.png"><img loading="lazy" alt="{escape(page)}, '
            f'{escape(dress)}" src="{page}-{dress}.png"></a><figcaption>{escape(dress)}'
            "</figcaption></figure>"
            for _, dress in dresses
        )
        sections.append(f"<h2>{escape(page)}</h2><div>{figures}</div>")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>'
        "body{font:1rem system-ui;margin:2rem;background:#ddd}div{display:flex;gap:1rem;"
        "flex-wrap:wrap;align-items:start}figure{margin:0}img{height:26rem;max-width:30rem;"
        "object-fit:cover;object-position:top;border:1px solid #999}</style>"
        f"<h1>Every page</h1>{''.join(sections)}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
