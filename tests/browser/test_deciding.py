"""How a team decides, from an idea to what came of it, as people meet it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.crews import Comes, Crew, begin, looks_well, walks_well
from tests.browser.doors import enter_project
from tests.browser.keyboard import reachable, tab_through
from tests.browser.looking import sideways, small_for_a_thumb
from tests.browser.scripts import beside
from workshop.running import Site

Axe = Callable[[Page], None]
PassTime = Callable[[Page], None]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
# Whose page it is, where it begins in the project, and the links that lead on from there.
PLACES: dict[str, tuple[str, str, list[str]]] = {
    "ideas": ("omar", "ideas/", []),
    "an idea with a picture": ("gwen", "ideas/", ["A knitted piece"]),
    "an idea that waits": ("lena", "ideas/", ["People might want a friend"]),
    "gathering": ("lena", "ideas/", ["People might want a friend", "Gather others into it"]),
    "decisions": ("omar", "decisions/", []),
    "how we decide": ("omar", "decisions/how/", []),
    "the rule of the team": ("amina", "decisions/how/project/", []),
    "what is it": ("amina", "decisions/new/", []),
    "agreed in the room": ("ben", "decisions/new/room/", []),
    "it could not wait": ("amina", "decisions/new/urgent/", []),
    "propose something": ("hamid", "decisions/new/proposal/", []),
    "decided by a vote": ("marek", "decisions/", ["Where shall we meet from now on?"]),
    "agreed together": ("carys", "decisions/", ["We begin with how each of us is"]),
    "ticked": ("iris", "decisions/", ["What shall we call what we are building?"]),
    "being shaped": ("ruth", "decisions/", ["How do we go on after December?"]),
    "shaping": ("ruth", "decisions/", ["How do we go on after December?", "Shape it"]),
    "choosing how": (
        "ruth",
        "decisions/",
        ["How do we go on after December?", "How it is decided"],
    ),
    "before it opens": ("ruth", "decisions/", ["How do we go on after December?", "Open it"]),
}


def go(page: Page, place: str) -> None:
    """To one of the places above."""
    slug, start, links = PLACES[place]
    page.goto(enter_project(page, slug) + start)
    for words in links:
        page.locator("main").get_by_role("link", name=words).first.click()
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(
    open_page: Opens, axe: Axe, place: str, colours: str
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, color_scheme=colours)
    go(page, place)
    axe(page)
    with beside(page) as world:
        world.run(OPEN_ALL)
    axe(page)
    assert sideways(page) == []
    assert small_for_a_thumb(page) == []


@pytest.mark.parametrize("place", PLACES)
def test_the_keyboard_comes_everywhere(page: Page, place: str) -> None:
    go(page, place)
    assert len(list(tab_through(page))) == reachable(page)


both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@both
def test_an_idea_is_said_held_heard_answered_and_meant_so(
    open_page: Opens, axe: Axe, scripts: bool
) -> None:
    said = f"A quiet corner for whoever needs it, {'drawn' if scripts else 'told'}."
    author = open_page(java_script_enabled=scripts, viewport=PHONE)
    enter_project(author, "hamid")
    author.goto("/say/")
    author.get_by_label("What would you like to say?").fill(said)
    author.get_by_label("The working group").check()
    author.get_by_role("button", name="Send it").click()
    expect(author.locator("h1")).to_have_text("An idea")
    expect(author.locator("main")).to_contain_text("This waits for the next agenda of")
    axe(author)

    other = open_page(java_script_enabled=scripts)
    enter_project(other, "lena")
    other.goto(author.url)
    other.get_by_role("button", name="I hold this too").click()
    other.get_by_role("button", name="I will see to it").click()
    other.locator("summary", has_text="Write down where it was heard").click()
    other.get_by_label("Where was it heard?").fill("At the long table")
    other.get_by_role("button", name="Write it down", exact=True).click()
    expect(other.locator("main")).to_contain_text("At the long table")
    other.locator("summary", has_text="Write down what became of it").click()
    other.get_by_role("button", name="Write it down, and tell them").click()
    expect(other.get_by_role("alert").or_(other.locator(".errors"))).to_be_visible()
    axe(other)
    other.get_by_label("Why?").fill("There is room behind the shelves.")
    other.locator("input[name=how][value=taken-up]").check()
    other.get_by_role("button", name="Write it down, and tell them").click()
    expect(other.locator("main")).to_contain_text("There is room behind the shelves.")

    author.goto("/")
    author.locator("main a", has_text="A quiet corner").first.click()
    expect(author.locator("main")).to_contain_text("Is it what you meant?")
    author.get_by_role("button", name="Yes, that is it").click()
    expect(author.locator("main")).not_to_contain_text("Is it what you meant?")
    axe(author)


@both
def test_from_a_question_to_a_vote_in_which_nobody_sees_the_others(
    open_page: Opens, axe: Axe, scripts: bool
) -> None:
    question = f"Which day is kindest, {'with' if scripts else 'without'} a clock?"
    page = open_page(java_script_enabled=scripts)
    inside = enter_project(page, "ruth")
    page.goto(f"{inside}decisions/")
    page.get_by_role("link", name="Write down or propose").click()
    page.get_by_role("link", name="I propose something").click()
    page.get_by_label("What should we decide?").fill(question)
    page.get_by_label("Which circle?").select_option(label="The working group")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("In plain words").fill("Some of us are tired on Mondays.")
    page.get_by_label("What can we choose from?").fill("Tuesday\nThursday")
    page.get_by_role("button", name="Save, and choose how it is decided").click()
    page.locator("input[name=preset][value=simple-vote]").check()
    page.get_by_role("button", name="Save, and look at it once more").click()
    axe(page)
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("main")).to_contain_text("It cannot change now.")
    axe(page)

    voter = open_page(java_script_enabled=scripts, viewport=PHONE, has_touch=True)
    enter_project(voter, "ben")
    voter.goto(f"{inside}decisions/")
    voter.locator("main a", has_text=question).first.click()
    voter.get_by_label("What do you think?").fill("Thursday has the quiet bus.")
    voter.get_by_role("button", name="Say it", exact=True).click()
    expect(voter.locator(".comments")).to_contain_text("the quiet bus")
    axe(voter)

    page.reload()
    page.get_by_role("button", name="We have talked enough. Go on").click()
    voter.goto("/")
    voter.locator("main a", has_text=question).first.click()
    voter.locator("#your-vote").get_by_role("link", name="Vote").click()
    axe(voter)
    voter.get_by_label("Thursday").check()
    voter.get_by_role("button", name="Vote", exact=True).click()
    expect(voter.locator("main")).to_contain_text("You have voted")
    page.reload()
    expect(page.locator("main")).not_to_contain_text("1 vote")
    expect(page.locator("main")).not_to_contain_text("Ben voted")
    axe(page)


def test_a_worry_stands_until_whoever_has_it_says_so(open_page: Opens, axe: Axe) -> None:
    page = open_page(java_script_enabled=False)
    inside = enter_project(page, "ruth")
    page.goto(f"{inside}decisions/new/proposal/")
    page.get_by_label("What should we decide?").fill("Shall we write to the council?")
    page.get_by_label("Which circle?").select_option(label="The working group")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("In plain words").fill("A letter about the bus, from all of us.")
    page.get_by_role("button", name="Save, and choose how it is decided").click()
    page.locator("input[name=preset][value=everyone-happy]").check()
    page.get_by_role("button", name="Save, and look at it once more").click()
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="We have talked enough. Go on").click()

    worried = open_page(java_script_enabled=False, viewport=PHONE)
    enter_project(worried, "gwen")
    worried.goto(page.url.split("#")[0])
    worried.locator("input[name=stance][value=worry]").check()
    worried.get_by_role("button", name="Say where I stand").click()
    axe(worried)
    worried.get_by_label("Why? What would you change?").fill("Whose name stands under it?")
    worried.get_by_role("button", name="Say where I stand").click()
    expect(worried.locator("main")).to_contain_text("Whose name stands under it?")
    axe(worried)
    worried.get_by_role("button", name="My worry is answered").click()
    expect(worried.get_by_role("button", name="My worry is answered")).to_have_count(0)
    axe(worried)


# A team of its own, from the first page to what came of it.

NAMES = ("Amina", "Ben", "Carys", "Dev", "Esther", "Farah", "Gareth")
FOR, LIVE_WITH, WORRY = "I’m for it", "I can live with it", "I have a worry"


@pytest.fixture(scope="module")
def crew(chromium: Browser, site: Site) -> Crew:
    return begin(chromium, site, *NAMES)


def button(page: Page, words: str) -> None:
    """Press a button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()


def link(page: Page, words: str) -> None:
    """Follow a link of the page itself."""
    page.get_by_role("main").get_by_role("link", name=words).first.click()


def begin_to_propose(page: Page, question: str, words: str, options: str = "") -> None:
    """From the team's page to the choice of how it is decided."""
    link(page, "Decisions")
    link(page, "Write down or propose")
    link(page, "I propose something")
    page.get_by_label("What should we decide?").fill(question)
    button(page, "Go on")
    page.get_by_label("In plain words").fill(words)
    page.get_by_label("What can we choose from?").fill(options)
    button(page, "Save, and choose how it is decided")


def choose(page: Page, rule: str) -> None:
    """A known way, and one last look."""
    page.get_by_label(rule).check()
    button(page, "Save, and look at it once more")


def find(page: Page, question: str) -> None:
    """From wherever somebody is, by what waits for them at home."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=question).first.click()


def vote(page: Page, question: str, choice: str) -> None:
    """Somebody votes."""
    find(page, question)
    link(page, "Vote")
    page.get_by_label(choice, exact=True).check()
    button(page, "Vote")
    expect(page.get_by_text("You have voted")).to_be_visible()


def stand(page: Page, question: str, stance: str, words: str = "") -> None:
    """Somebody says where they stand."""
    find(page, question)
    page.get_by_label(stance).check()
    page.get_by_label("Why? What would you change?").fill(words)
    button(page, "Say where I stand")
    expect(page.get_by_role("button", name="Say it anew")).to_be_visible()


@both
def test_a_vote_is_opened_changed_counted_and_told_in_plain_words(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    question = f"Where shall we meet {'in the spring' if scripts else 'in the autumn'}?"
    amina = come("Amina", java_script_enabled=scripts)
    begin_to_propose(amina, question, "We need a room that is easy to reach.", "Library\nMosque")
    choose(amina, "Talk, then a simple vote")
    button(amina, "Open it")
    button(amina, "We have talked enough. Go on")

    for name, choice in {"Ben": "Library", "Carys": "Library", "Dev": "Mosque"}.items():
        vote(come(name, java_script_enabled=scripts, viewport=PHONE), question, choice)
    esther = come("Esther", java_script_enabled=scripts, viewport=PHONE)
    vote(esther, question, "Mosque")
    link(esther, "Change my vote")
    expect(esther.get_by_label("Mosque", exact=True)).to_be_checked()
    esther.get_by_label("Library", exact=True).check()
    looks_well(esther, axe)
    button(esther, "Change my vote")
    expect(esther.get_by_text("You have voted")).to_be_visible()
    looks_well(esther, axe)

    pass_time(esther)
    came = esther.locator("#what-came-of-it")
    expect(came.locator(".bars")).to_contain_text("3")
    expect(came).to_contain_text("4 of 7 took part.")
    expect(came).to_contain_text("By a vote")
    link(esther, "Who voted how")
    expect(esther.get_by_role("main")).to_contain_text("Esther: Library")
    expect(esther.get_by_role("main")).to_contain_text("Dev: Mosque")
    looks_well(esther, axe)
    esther.go_back()
    looks_well(esther, axe)

    find(amina, question)
    button(amina, "Write it down")
    expect(amina.locator(".problems")).to_be_visible()
    amina.get_by_label("What came of it, in plain words?").fill("We meet in the library.")
    amina.get_by_label("What did each side give up?").fill("Those near the mosque walk further.")
    looks_well(amina, axe)
    walks_well(amina)
    button(amina, "Write it down")
    expect(amina.locator("#what-came-of-it .lead").first).to_have_text("We meet in the library.")

    dev = come("Dev", java_script_enabled=scripts, viewport=PHONE)
    link(dev, "Decisions")
    link(dev, question)
    dev.get_by_text("I see it otherwise").click()
    button(dev, "Let it stand there")
    expect(dev.get_by_label("How do you see it?")).to_be_visible()
    dev.get_by_label("How do you see it?").fill("The library shuts at four.")
    axe(dev)
    button(dev, "Let it stand there")
    expect(dev.locator("#what-came-of-it")).to_contain_text("The library shuts at four.")
    looks_well(dev, axe)


@both
def test_a_name_is_chosen_by_ticking_all_that_one_could_live_with(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    question = f"What shall we call the {'group' if scripts else 'leaflet'}?"
    amina = come("Amina", java_script_enabled=scripts)
    names = "Wellbeing network\nCare partners\nThe connecting place"
    begin_to_propose(amina, question, "People will see it on doors and leaflets.", names)
    amina.get_by_label("Steps of our own").check()
    amina.locator("summary", has_text="Steps of our own").click()
    amina.get_by_label("We vote", exact=True).check()
    amina.get_by_label("Tick all that you could live with").check()
    amina.get_by_label("a lot decides, which everybody can draw again").check()
    looks_well(amina, axe)
    button(amina, "Save, and look at it once more")
    expect(amina.get_by_role("main")).to_contain_text("Tick all that you could live with")
    button(amina, "Open it")

    ticked = {"Ben": [0, 1], "Carys": [0], "Dev": [0, 2], "Esther": [1]}
    for name, places in ticked.items():
        page = come(name, java_script_enabled=scripts, viewport=PHONE)
        find(page, question)
        link(page, "Vote")
        for place in places:
            page.get_by_label(names.splitlines()[place]).check()
        looks_well(page, axe)
        button(page, "Vote")
        expect(page.get_by_text("You have voted")).to_be_visible()

    pass_time(amina)
    came = amina.locator("#what-came-of-it")
    expect(came.locator(".lead").first).to_have_text("Wellbeing network")
    link(amina, "Who voted how")
    expect(amina.get_by_role("main")).to_contain_text("Ben: Wellbeing network, Care partners")
    looks_well(amina, axe)


@both
def test_consensus_that_fails_twice_and_a_level_vote_come_to_the_lead_who_says_why(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    question = f"Shall we pay {'bus' if scripts else 'train'} fares in cash?"
    amina, carys = (come(name, java_script_enabled=scripts) for name in ("Amina", "Carys"))
    on_phones = ("Ben", "Dev", "Esther")
    ben, dev, esther = (
        come(name, java_script_enabled=scripts, viewport=PHONE) for name in on_phones
    )
    begin_to_propose(amina, question, "Some of us cannot wait for a transfer.")
    amina.get_by_label("Consensus, else a vote, else those we named").check()
    button(amina, "Save, and look at it once more")
    expect(amina.get_by_text("Name at least one person who decides.").first).to_be_visible()
    axe(amina)
    amina.get_by_role("group", name="Who decides, if nothing else does?").get_by_label(
        "Carys"
    ).check()
    amina.get_by_label("Why they?").fill("the funder requires it")
    looks_well(amina, axe)
    button(amina, "Save, and look at it once more")
    expect(amina.get_by_role("main")).to_contain_text("Why they: the funder requires it.")
    button(amina, "Open it")

    stand(ben, question, WORRY, "Who keeps the cash safe?")
    looks_well(ben, axe)
    for page, stance in {dev: FOR, esther: LIVE_WITH, carys: FOR}.items():
        stand(page, question, stance)

    pass_time(ben)
    expect(ben.get_by_role("main")).to_contain_text("There was no consensus yet.")
    expect(ben.locator(".heap.worry")).to_contain_text("Who keeps the cash safe?")
    find(amina, question)
    link(amina, "Change it, and ask again")
    expect(amina.get_by_label("In plain words")).to_have_value(
        "Some of us cannot wait for a transfer."
    )
    amina.get_by_label("In plain words").fill("The centre keeps the cash in its safe.")
    looks_well(amina, axe)
    walks_well(amina)
    button(amina, "Begin the new round")
    expect(amina.locator(".problems")).to_be_visible()
    expect(amina.get_by_label("In plain words")).to_have_value(
        "The centre keeps the cash in its safe."
    )
    amina.get_by_label("What did you change?").fill("Where the cash is kept.")
    button(amina, "Begin the new round")
    link(amina, "round 1")
    expect(amina.get_by_role("main")).to_contain_text("Some of us cannot wait for a transfer.")
    expect(amina.get_by_role("main")).to_contain_text("Who keeps the cash safe?")
    looks_well(amina, axe)
    walks_well(amina)

    stand(ben, question, WORRY, "The safe is shut on Sundays.")
    for page in (dev, esther, carys):
        stand(page, question, FOR)
    pass_time(ben)
    for page, choice in {ben: "No", esther: "No", dev: "Yes", carys: "Yes"}.items():
        vote(page, question, choice)
    pass_time(ben)
    expect(ben.get_by_role("main")).to_contain_text("it has come to those who were named")
    expect(ben.get_by_role("link", name="Decide, and say why")).to_have_count(0)
    looks_well(ben, axe)

    find(carys, question)
    carys.get_by_label("Yes", exact=True).check()
    button(carys, "Decide")
    expect(carys.get_by_label("Yes", exact=True)).to_be_checked()
    carys.get_by_label("Why?").fill("Nobody should stay at home for want of a fare.")
    looks_well(carys, axe)
    walks_well(carys)
    button(carys, "Decide")
    expect(carys.locator("#what-came-of-it")).to_be_visible()
    ben.reload()
    for page in (carys, ben):
        came = page.locator("#what-came-of-it")
        expect(came).to_contain_text("Nobody should stay at home for want of a fare.")
        expect(came).to_contain_text("By those who were named · Carys")
        expect(came.get_by_role("heading", name="How the vote had gone before")).to_be_visible()
        expect(came).to_contain_text("4 of 7 took part.")
    looks_well(ben, axe)


@both
def test_it_is_not_finished_until_everybody_is_happy(
    come: Comes, axe: Axe, pass_time: PassTime, scripts: bool
) -> None:
    question = f"What do we read out when we {'begin' if scripts else 'end'}?"
    amina = come("Amina", java_script_enabled=scripts)
    begin_to_propose(amina, question, "Two sentences about why we are here.")
    choose(amina, "Everyone is happy, or it is not finished")
    button(amina, "Open it")
    button(amina, "We have talked enough. Go on")
    people = {name: come(name, java_script_enabled=scripts, viewport=PHONE) for name in NAMES}
    for name in NAMES[:-1]:
        stand(people[name], question, FOR)
    gareth = people["Gareth"]
    find(gareth, question)

    pass_time(gareth)  # he has said nothing, and silence is no yes
    expect(gareth.get_by_role("main")).to_contain_text("There was no consensus yet.")
    expect(gareth.locator("#what-came-of-it")).to_have_count(0)
    find(amina, question)
    expect(amina.get_by_role("button", name="Leave it so")).to_have_count(0)
    link(amina, "Change it, and ask again")
    amina.get_by_label("What did you change?").fill("One sentence is shorter.")
    button(amina, "Begin the new round")

    for name in NAMES[:-1]:
        stand(people[name], question, FOR)
    stand(gareth, question, WORRY, "It is still long for me.")
    pass_time(gareth)
    expect(gareth.get_by_role("main")).to_contain_text("There was no consensus yet.")
    looks_well(gareth, axe)
    find(amina, question)
    link(amina, "Change it, and ask again")
    amina.get_by_label("What did you change?").fill("Only one sentence is left.")
    button(amina, "Begin the new round")

    for name in NAMES[:-1]:
        stand(people[name], question, FOR)
    stand(gareth, question, LIVE_WITH)
    pass_time(gareth)
    expect(gareth.locator("#what-came-of-it")).to_contain_text("By consensus")
    looks_well(gareth, axe)


@both
def test_what_was_agreed_in_the_room_is_open_again_when_somebody_is_not_sure(
    come: Comes, axe: Axe, scripts: bool
) -> None:
    agreed = f"We begin at {'two' if scripts else 'one'}."
    amina = come("Amina", java_script_enabled=scripts)
    ben = come("Ben", java_script_enabled=scripts, viewport=PHONE)
    link(amina, "Decisions")
    link(amina, "Write down or propose")
    link(amina, "We agreed in the room")
    amina.get_by_label("What did we agree?").fill(agreed)
    amina.get_by_label("Farah").check()
    button(amina, "Write it down")
    expect(amina.locator("#what-came-of-it")).to_contain_text("Farah")
    looks_well(amina, axe)

    link(ben, "Decisions")
    link(ben, agreed)
    link(ben, "I’m not sure we did")
    ben.get_by_label("How do you remember it?").fill("I heard half past two.")
    looks_well(ben, axe)
    walks_well(ben)
    button(ben, "Make it a proposal again")
    expect(ben.get_by_role("main")).to_contain_text("It is still being shaped")
    before = ben.get_by_role("region", name="What stood before")
    expect(before).to_contain_text(agreed)
    expect(before).to_contain_text("I heard half past two.")
    expect(ben.get_by_role("link", name="Shape it")).to_be_visible()
    looks_well(ben, axe)


def test_before_a_majority_decides_the_page_says_who_could_be_outvoted(
    come: Comes, crew: Crew, axe: Axe
) -> None:
    for name in NAMES:
        page = come(name, java_script_enabled=False)
        page.goto(f"{crew.home}count/")
        kind = "Lived experience" if name in NAMES[:3] else "Practice"
        page.get_by_role("group", name="What do you bring?").get_by_label(kind).check()
        page.get_by_role("group", name="With which").get_by_label(kind).check()
        page.get_by_label("My team sees what I bring").check()
        button(page, "Save")
    amina = come("Amina", viewport=PHONE)
    begin_to_propose(amina, "Do we move to Fridays?", "Mondays are hard for some of us.")
    choose(amina, "Talk, then a simple vote")
    main = amina.get_by_role("main")
    expect(main).to_contain_text("“Lived experience” holds 3 of the 7 seats that are shown")
    looks_well(amina, axe)
    link(amina, "Choose another way")
    choose(amina, "Everyone is happy, or it is not finished")
    expect(main).not_to_contain_text("Before you let a majority decide")


@both
def test_help_with_plain_words_loses_nothing_that_was_written(
    come: Comes, axe: Axe, scripts: bool
) -> None:
    page = come("Farah", java_script_enabled=scripts, viewport=PHONE)
    begin_to_propose(page, "How do we use the hall?", "We need it.")
    link(page, "Back")
    page.get_by_label("In plain words").fill("We will utilise the hall.")
    page.get_by_label("What can we choose from?").fill("On Monday\nOn Friday")
    page.locator("summary", has_text="More about it").click()
    page.get_by_label("Background").fill("It has *steps*.")
    page.get_by_label("Whom does it touch?").fill("Whoever cannot climb.")
    page.get_by_role("button", name="Help me say it plainly").click()
    expect(page.get_by_role("group", name="How your words read")).to_contain_text(
        "utilise: perhaps use"
    )
    looks_well(page, axe)
    for label, words in {
        "In plain words": "We will utilise the hall.",
        "What can we choose from?": "On Monday\nOn Friday",
        "Background": "It has *steps*.",
        "Whom does it touch?": "Whoever cannot climb.",
    }.items():
        expect(page.get_by_label(label)).to_have_value(words)
    page.get_by_label("In plain words").fill("We will use the hall.")
    button(page, "Save, and choose how it is decided")
    link(page, "Back")
    expect(page.get_by_label("In plain words")).to_have_value("We will use the hall.")
    expect(page.get_by_label("Whom does it touch?")).to_have_value("Whoever cannot climb.")


def test_every_page_on_the_way_can_be_walked_by_keyboard(
    come: Comes, axe: Axe, pass_time: PassTime
) -> None:
    question = "Who writes the letter?"
    page = come("Farah")
    begin_to_propose(page, question, "It goes to the council.", "Ben\nEsther")
    looks_well(page, axe)
    walks_well(page)
    choose(page, "Talk, then a simple vote")
    looks_well(page, axe)
    walks_well(page)
    page.get_by_role("main").get_by_role("link", name="Not yet").click()
    link(page, "See how it reads")
    link(page, "Propose it together")
    looks_well(page, axe)
    walks_well(page)
    link(page, "Back")
    looks_well(page, axe)
    page.reload()
    walks_well(page)
    link(page, "Open it")
    button(page, "Open it")
    walks_well(page)
    link(page, "Give it more time")
    looks_well(page, axe)
    walks_well(page)
    link(page, "Back")
    button(page, "We have talked enough. Go on")
    walks_well(page)
    link(page, "Vote")
    walks_well(page)
    pass_time(page)  # nobody voted
    expect(page.locator("#what-came-of-it")).to_be_visible()
    looks_well(page, axe)
    page.reload()
    walks_well(page)
    link(page, "Decisions")
    looks_well(page, axe)
    walks_well(page)
    link(page, "How we decide")
    looks_well(page, axe)
    walks_well(page)
    link(page, "Choose a way")
    looks_well(page, axe)
    page.reload()
    walks_well(page)
