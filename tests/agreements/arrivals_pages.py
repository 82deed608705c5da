"""Who gets what from the pages of coming in, handing on and going."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils.timezone import localdate

from evenweave.agreements.actions.buddies import be_willing, choose_buddy
from evenweave.agreements.actions.handovers import hand_on, take_part
from evenweave.agreements.actions.partings import show_thanks, tell_going, thank
from evenweave.agreements.actions.steps import add_step, take_out_step
from evenweave.agreements.models import HandOverPart, StepKind
from evenweave.agreements.models.arrivals import step_id
from evenweave.agreements.steps import step_of
from evenweave.common import clock
from evenweave.projects.models import Member
from tests.access import Row, Things, everybody, signed_in, team
from tests.make import AMINA, BEN, CARYS, FINN

READ_ONLY = WRITE_ONLY = everybody(405)
# A form with words from somebody who is not signed in: they get their words back.
TAKEN = team(302, nobody=403)
PRESSED = team(302)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
BENS_PRESSED = team(409, ben=302)
# What is somebody's alone is not there for anybody else.
BENS = team(404, ben=200)
BENS_SENT = team(404, ben=302)
BENS_TAKEN = team(404, ben=302, nobody=403)

Address = Callable[[Things], list[Any]]
STEP = {"title": "Meet the panel", "words": "They are kind.", "link": ""}
PART = {"what": "The panels", "part_1": "Minutes", "to_1": ""}


def ours(its: Things) -> list[Any]:
    """Amina’s project."""
    return [its.ours.project.id]


# Steps


def usual(its: Things) -> list[Any]:
    """A usual step of it, which nobody has written down."""
    return [its.ours.project.id, step_id(its.ours.project.id, StepKind.STORY)]


def own_step(its: Things) -> list[Any]:
    """A step of the team's own."""
    made = add_step(project=its.ours.project, **STEP, by=BEN, at=clock.now())
    return [its.ours.project.id, made.id]


def out(its: Things) -> list[Any]:
    """A step that was taken out."""
    found = step_of(its.ours.project, usual(its)[1])
    assert found is not None
    take_out_step(step=found, by=BEN, at=clock.now())
    return usual(its)


def his_step(its: Things) -> list[Any]:
    """A step of Finn’s project, under the address of Amina’s."""
    made = add_step(project=its.his, **STEP, by=FINN, at=clock.now())
    return [its.ours.project.id, made.id]


# Buddies


def asks_ben(its: Things) -> list[Any]:
    """Carys asks Ben to be her buddy."""
    be_willing(member=its.ours.ben, by=BEN, at=clock.now())
    made = choose_buddy(newcomer=its.ours.carys, buddy=its.ours.ben, by=CARYS, at=clock.now())
    return [its.ours.project.id, made.id]


def willing_ben(its: Things) -> list[Any]:
    """Ben is willing."""
    be_willing(member=its.ours.ben, by=BEN, at=clock.now())
    return ours(its)


# Hand-overs


def handed_on(its: Things, to: Member | None, until: int | None = None) -> HandOverPart:
    """Amina hands something on."""
    today = localdate(clock.now())
    made = hand_on(
        project=its.ours.project,
        what="The panels",
        parts=[("Minutes", to)],
        until_on=None if until is None else today + timedelta(days=max(until, 0)),
        by=AMINA,
        at=clock.now(),
    )
    return made.parts.get()


def to_ben(its: Things) -> list[Any]:
    """A part that Ben is asked to take on."""
    return [its.ours.project.id, handed_on(its, its.ours.ben).id]


def bens_part(its: Things) -> list[Any]:
    """A part that Ben took on."""
    part = handed_on(its, its.ours.ben)
    take_part(part=part, by=BEN, at=clock.now())
    return [its.ours.project.id, part.id]


def nobodys_part(its: Things) -> list[Any]:
    """A part that needs somebody."""
    return [its.ours.project.id, handed_on(its, None).id]


def his_part(its: Things) -> list[Any]:
    """A part of Finn’s, under the address of Amina’s project."""
    made = hand_on(
        project=its.his,
        what="All",
        parts=[("Tea", None)],
        until_on=None,
        by=FINN,
        at=clock.now(),
    )
    return [its.ours.project.id, made.parts.get().id]


def past(its: Things) -> list[Any]:
    """Something that Amina handed on until a day that is over."""
    long_ago = clock.now() - timedelta(days=9)
    made = hand_on(
        project=its.ours.project,
        what="The panels",
        parts=[("Minutes", its.ours.ben)],
        until_on=localdate(long_ago),
        by=AMINA,
        at=long_ago,
    )
    return [its.ours.project.id, made.id]


def his_past(its: Things) -> list[Any]:
    """Something of Finn’s, under the address of Amina’s project."""
    part = HandOverPart.objects.get(pk=his_part(its)[1])
    return [its.ours.project.id, part.hand_over_id]


# Going


def ben(its: Things) -> list[Any]:
    """Ben’s membership."""
    return [its.ours.ben.id]


def file(way: str) -> Address:
    """What Ben takes along, as a file."""
    return lambda its: [its.ours.ben.id, way]


def ben_goes(its: Things) -> list[Any]:
    """Ben told the team that he goes."""
    tell_going(member=its.ours.ben, goes_on=None, by=BEN, at=clock.now())
    return [its.ours.project.id, its.ours.ben.id]


def thanks_to_ben(its: Things, *, is_shown: bool = False) -> Any:
    """What Carys wrote to Ben."""
    ben_goes(its)
    said = thank(to=its.ours.ben, words="For the tea.", by=CARYS, at=clock.now())
    if is_shown:
        show_thanks(thanks=said, is_shown=True, by=BEN, at=clock.now())
    return said


def bens_thanks(its: Things) -> list[Any]:
    """The same, as Ben meets it."""
    return [its.ours.ben.id, thanks_to_ben(its).id]


def carys_thanks(its: Things) -> list[Any]:
    """The same, as Carys meets it."""
    return [its.ours.project.id, thanks_to_ben(its).id]


def thanks_elsewhere(its: Things) -> list[Any]:
    """The same, under Dev’s going."""
    return [its.ours.dev.id, thanks_to_ben(its).id]


def finn_there(its: Things) -> list[Any]:
    """Finn’s membership of his own project, under the address of Amina’s."""
    return [its.ours.project.id, its.his.members.get().id]


def finns(its: Things) -> list[Any]:
    """Finn’s own membership."""
    return [its.his.members.get().id]


def covered_thanks(its: Things) -> list[Any]:
    """Thanks that Ben lets the team read, to be covered."""
    return [its.ours.project.id, "agreements.thanks", thanks_to_ben(its, is_shown=True).id]


def nothing(its: Things) -> list[Any]:
    """Something that is not there."""
    return [its.ours.project.id, uuid4()]


def page(name: str, arguments: Address = ours, *, thing: str = "Amina's") -> Row:
    """A page that a team reads."""
    return Row(f"agreements:{name}", thing, arguments, get=team(200), posted=READ_ONLY)


def form(name: str, arguments: Address, post: Any, posted: Any = TAKEN, thing: str = "") -> Row:
    """A page with a form."""
    return Row(
        f"agreements:{name}", thing or "Amina's", arguments, get=team(200), post=post, posted=posted
    )


def mixed_form(name: str, arguments: Address, post: Any = STEP, posted: Any = MIXED_TAKEN) -> Row:
    """A page with a form, about a thing of another project."""
    return Row(f"agreements:{name}", "mixed", arguments, get=MIXED, post=post, posted=posted)


def press(
    name: str, arguments: Address, posted: Any = PRESSED, post: Any = None, thing: str = "Amina's"
) -> Row:
    """A button."""
    return Row(
        f"agreements:{name}", thing, arguments, get=WRITE_ONLY, post=post or {}, posted=posted
    )


def mixed(name: str, arguments: Address, post: Any = None) -> Row:
    """A button on a thing of another project."""
    return press(name, arguments, MIXED, post, thing="mixed")


COMING_IN = [
    page("arrival"),
    press("enough", ours),
    form("steps", ours, STEP),
    form("step", usual, STEP | {"version": "1"}, thing="usual"),
    form("step", own_step, STEP | {"version": "1"}, thing="own"),
    mixed_form("step", his_step, STEP | {"version": "1"}),
    press("mark-step", usual, TAKEN, {"what": "done"}),
    mixed("mark-step", his_step),
    press("move-step", own_step),
    mixed("move-step", his_step),
    press("take-out-step", usual),
    mixed("take-out-step", his_step),
    press("put-back-step", out),
    mixed("put-back-step", his_step),
    page("story"),
    form("hopes", ours, {"hopes": "Tea.", "fears": "", "expects": "", "version": "0"}),
    press("take-back-hopes", ours),
    page("buddy"),
    press("willing", ours, TAKEN, {"is": "yes"}),
    press(
        "choose-buddy",
        willing_ben,
        # Nobody is their own buddy.
        team(302, ben=409, nobody=403),
        lambda its: {"member": str(its.ours.ben.id)},
    ),
    press("choose-buddy", ours, MIXED_TAKEN, lambda its: {"member": str(finns(its)[0])}, "mixed"),
    press("match-buddy", ours),
    # What is between Carys and Ben is not there for others.
    press("accept-buddy", asks_ben, team(404, ben=302, carys=409)),
    mixed("accept-buddy", nothing),
    press("decline-buddy", asks_ben, team(404, ben=302, carys=409)),
    mixed("decline-buddy", nothing),
    press("end-buddy", asks_ben, team(404, ben=302, carys=302)),
    mixed("end-buddy", nothing),
]

HANDING_ON = [
    page("hand-overs"),
    form("hand-on", ours, PART),
    press("take-part", to_ben, BENS_PRESSED, thing="Ben's"),
    press("take-part", nobodys_part, thing="nobody's"),
    mixed("take-part", his_part),
    press("decline-part", to_ben, BENS_PRESSED),
    mixed("decline-part", his_part),
    press("put-down-part", bens_part, BENS_PRESSED),
    mixed("put-down-part", his_part),
    press("drop-part", nobodys_part, team(409, amina=302)),
    mixed("drop-part", his_part),
    form(
        "offer-part",
        nobodys_part,
        lambda its: {"to": str(its.ours.esther.id)},
        # Esther is not among those whom she could ask.
        team(302, esther=200, nobody=403),
    ),
    mixed_form("offer-part", his_part, {"to": ""}, MIXED),
    form("ask-again", past, {}, team(409, amina=302)),
    mixed_form("ask-again", his_past, {}, MIXED),
]

GOING = [
    Row("agreements:parting", "Ben's", ben, get=BENS, posted=READ_ONLY),
    Row("agreements:parting", "Finn's", finns, get=MIXED | {"finn": 200}, posted=READ_ONLY),
    press("tell-going", ben, BENS_SENT),
    press("stay", ben, BENS_SENT),
    press("name-me", ben, BENS_TAKEN, {"named": "Ben O."}),
    press("show-thanks", bens_thanks, BENS_TAKEN, {"is": "shown"}),
    press("show-thanks", thanks_elsewhere, MIXED_TAKEN, {"is": "shown"}, "mixed"),
    Row(
        "agreements:portfolio",
        "Ben's",
        ben,
        {"words": "I did much.", "version": "0"},
        get=BENS,
        posted=BENS_TAKEN,
    ),
    press("begin-portfolio-anew", ben, BENS_SENT),
    Row("agreements:portfolio-file", "page", file("html"), get=BENS, posted=READ_ONLY),
    Row("agreements:portfolio-file", "PDF", file("pdf"), get=BENS, posted=READ_ONLY),
    Row("agreements:portfolio-file", "text", file("txt"), get=BENS, posted=READ_ONLY),
    Row("agreements:portfolio-file", "no such", file("exe"), get=MIXED, posted=READ_ONLY),
    page("thanks"),
    form("thank", ben_goes, {"words": "For the tea."}, team(302, ben=409, nobody=403)),
    mixed_form("thank", finn_there, {"words": "For the tea."}),
    press("take-back-thanks", carys_thanks, team(404, carys=302)),
    mixed("take-back-thanks", nothing),
    Row(
        "ideas:cover",
        "thanks",
        covered_thanks,
        {"reason": "It gives somebody away."},
        get=team(200),
        # Not Carys, who wrote it; nor Esther, who shows no seat.
        posted=team(302, carys=409, esther=409, nobody=403),
    ),
]

PAGES = [*COMING_IN, *HANDING_ON, *GOING]
