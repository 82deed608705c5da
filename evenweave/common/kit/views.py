"""The specimen book: every part that pages are laid with, in all its states and dresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from evenweave.common.files.pages import hand_out
from evenweave.common.kit import samples as samples_of
from evenweave.common.kit.weave_examples import dots, examples
from evenweave.common.pages import show
from evenweave.common.reading import read

Words = str | Promise


@dataclass(frozen=True)
class Plate:
    """One page of the book: its name, what it is for, and whether it is shown in every dress."""

    key: str
    title: Words
    words: Words
    in_every_dress: bool = True

    @property
    def template(self) -> str:
        """Where the specimen itself is written."""
        return f"kit/plates/{self.key}.html"


@dataclass(frozen=True)
class Dress:
    """A way in which pages can look, as attributes on any part of a page."""

    key: str
    title: Words
    attributes: tuple[tuple[str, str], ...]


LIGHT = (("data-colours", "light"), ("data-contrast", "ordinary"))
DARK = (("data-colours", "dark"), ("data-contrast", "ordinary"))
DRESSES = [
    Dress("light", gettext_lazy("Light"), LIGHT),
    Dress("dark", gettext_lazy("Dark"), DARK),
    Dress(
        "strong",
        gettext_lazy("Strong contrast"),
        (("data-colours", "light"), ("data-contrast", "more")),
    ),
    Dress(
        "strong-dark",
        gettext_lazy("Strong contrast, dark"),
        (("data-colours", "dark"), ("data-contrast", "more")),
    ),
    Dress("large", gettext_lazy("Larger words"), (*LIGHT, ("data-size", "larger"))),
    Dress(
        "calm",
        gettext_lazy("Calm, with more room"),
        (*LIGHT, ("data-calm", "yes"), ("data-spacing", "more")),
    ),
]

PLATES = [
    Plate(
        "colours",
        gettext_lazy("Paper, ink and dyes"),
        gettext_lazy(
            "Madder, weld and woad are kinds of expertise and nothing else. A button, a link or a "
            "state wears ink, undyed thread or leaf."
        ),
    ),
    Plate(
        "letters",
        gettext_lazy("Letters"),
        gettext_lazy(
            "Atkinson Hyperlegible Next, in two weights. No letter can be taken for another."
        ),
    ),
    Plate(
        "buttons",
        gettext_lazy("Buttons and links"),
        gettext_lazy("One dark button for the thing to do. Quiet ones beside it. A verb on each."),
    ),
    Plate(
        "todo",
        gettext_lazy("What is next"),
        gettext_lazy("A verb, what it is about, how long it takes, and that it can wait."),
    ),
    Plate(
        "notes",
        gettext_lazy("Notes"),
        gettext_lazy("Plain; leaf, when something was answered; care, before something hard."),
    ),
    Plate(
        "steps",
        gettext_lazy("Steps"),
        gettext_lazy("Sewn as far as now. A running stitch for what is still to come."),
    ),
    Plate(
        "choices",
        gettext_lazy("Choices"),
        gettext_lazy("Large enough for a thumb. The words beside a choice explain it."),
    ),
    Plate(
        "fields",
        gettext_lazy("Questions"),
        gettext_lazy("One after the other. What is amiss is said kindly, at the top and in place."),
    ),
    Plate(
        "plainly",
        gettext_lazy("Saying it plainly"),
        gettext_lazy("Help beside somebody’s own words, when they ask for it. It never judges."),
    ),
    Plate(
        "prose",
        gettext_lazy("Background"),
        gettext_lazy("What people set out themselves, in Markdown, and cleaned."),
    ),
    Plate(
        "shown",
        gettext_lazy("Shown and spoken"),
        gettext_lazy("A picture and a recording, each with its line in words."),
    ),
    Plate(
        "expertise",
        gettext_lazy("Kinds of expertise"),
        gettext_lazy("A word, a colour and a pattern; never one of them alone."),
    ),
    Plate(
        "dots",
        gettext_lazy("Dots over time"),
        gettext_lazy("A dot for each thing that was done, in the dye and shape of who did it."),
    ),
    Plate(
        "tables",
        gettext_lazy("Tables"),
        gettext_lazy("Where there is little room, each row becomes a card."),
    ),
    Plate(
        "lists",
        gettext_lazy("Long lists"),
        gettext_lazy("Search and sieve above, rows to press, newer and older below."),
    ),
    Plate(
        "asking",
        gettext_lazy("Told when asked"),
        gettext_lazy("More for those who want more; and a second question before something grave."),
    ),
    Plate(
        "empty",
        gettext_lazy("Nothing here yet"),
        gettext_lazy("Says what will be here, and how it comes to be."),
    ),
    Plate(
        "signs",
        gettext_lazy("Signs, days and hours"),
        gettext_lazy("A drawing never stands without its word. A day has its weekday."),
    ),
    Plate(
        "given-back",
        gettext_lazy("Words given back"),
        gettext_lazy("When something was not done, what a person wrote comes back whole."),
        in_every_dress=False,
    ),
]


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    return show(
        request,
        "kit/gallery.html",
        {"plates": PLATES, "dresses": DRESSES, "examples": examples(), **samples()},
    )


@require_safe
def sample_sound(request: HttpRequest) -> HttpResponse:
    """A recording, as a room hands one out."""
    return hand_out(request, content=samples_of.tone(), content_type="audio/wav", name="note")


@require_safe
def sample_picture(request: HttpRequest) -> HttpResponse:
    """A picture, as a room hands one out."""
    return hand_out(request, content=samples_of.drawing(), content_type="image/png", name="cups")


def samples() -> dict[str, Any]:
    """What the specimens show."""
    return {
        "reading": read(samples_of.plain_words()),
        "reading_sample": samples_of.plain_words(),
        "prose_sample": samples_of.background(),
        "moment": datetime(2026, 3, 6, 18, tzinfo=UTC),
        "words": [_("I think the first visit should be for two. A friend makes the door lighter.")],
        "steps": [
            {
                "state": "done",
                "words": _("Talk it over"),
                "more": _("Two meetings. 14 ideas came up, 4 are left."),
            },
            {
                "state": "now",
                "words": _("Vote in secret, until Friday 6 p.m."),
                "more": _("Tick every name you could live with. The most ticks wins."),
            },
            {
                "state": "later",
                "words": _("If it is a tie, the two leads choose"),
                "more": _("They must write down why."),
            },
        ],
        "dots_in": {each: dots(each) for each in ["as-is", *(dress.key for dress in DRESSES)]},
        "kinds": [
            {"dye": "madder", "words": _("Lived experience"), "more": _("6 of 14 seats")},
            {"dye": "weld", "dash": "10 3", "words": _("Practice"), "more": _("4 of 14 seats")},
            {"dye": "woad", "dash": "3 2", "words": _("Research"), "more": _("4 of 14 seats")},
        ],
        "more_kinds": [
            {"dye": "walnut", "words": _("Caring for somebody")},
            {"dye": "iron", "words": _("Commissioning")},
        ],
        "columns": [
            {"words": _("Meeting")},
            {"words": _("Who kept the time")},
            {"words": _("People"), "is_number": True},
        ],
        "rows": [
            [_("Welcome and ways of working"), person("Ben"), 11],
            [_("What we ask people at the first visit"), person("Carys"), 9],
            [_("What we found"), person("Amina"), 14],
        ],
        "icons": ICONS,
        "weft": "".join(f"M0 {y}h180" for y in range(5, 63, 9)),
        "warp": "".join(f"M{x} 0v63" for x in range(8, 180, 14)),
        "over": "".join(f"M{x} {9 * (turn % 2)}v63" for turn, x in enumerate(range(8, 180, 14))),
    }


def person(name: str) -> str:
    """A name as it stands on a page: in its own writing direction, and never translated."""
    return format_html("<bdi>{}</bdi>", name)


# Each drawing, with a word that it may stand beside.
ICONS = {
    "message-circle": gettext_lazy("Say"),
    "vote": gettext_lazy("Decide"),
    "book-open": gettext_lazy("Read"),
    "pencil": gettext_lazy("Write"),
    "coins": gettext_lazy("Be paid"),
    "calendar": gettext_lazy("Meet"),
    "clock": gettext_lazy("When"),
    "user": gettext_lazy("Me"),
    "users": gettext_lazy("Who"),
    "hand-heart": gettext_lazy("Offer"),
    "pause": gettext_lazy("Rest"),
    "lock": gettext_lazy("Sealed"),
    "eye": gettext_lazy("Seen by"),
    "eye-off": gettext_lazy("Not shown"),
    "check": gettext_lazy("Done"),
    "leaf": gettext_lazy("Answered"),
    "sprout": gettext_lazy("New"),
    "info": gettext_lazy("Good to know"),
    "triangle-alert": gettext_lazy("Take care"),
    "life-buoy": gettext_lazy("Help"),
    "phone": gettext_lazy("Call"),
    "mail": gettext_lazy("E-mail"),
    "volume-2": gettext_lazy("Listen"),
    "mic": gettext_lazy("Record"),
    "square": gettext_lazy("Stop"),
    "printer": gettext_lazy("Print"),
    "download": gettext_lazy("Take with you"),
    "file-text": gettext_lazy("Paper"),
    "copy": gettext_lazy("Copy"),
    "search": gettext_lazy("Search"),
    "undo-2": gettext_lazy("Take back"),
    "x": gettext_lazy("Close"),
    "arrow-left": gettext_lazy("Newer"),
    "arrow-right": gettext_lazy("Older"),
    "a-large-small": gettext_lazy("How it looks"),
    "map-pin": gettext_lazy("Where"),
    "coffee": gettext_lazy("A break"),
    "utensils": gettext_lazy("Lunch"),
    "shuffle": gettext_lazy("Mix"),
    "cloud-sun": gettext_lazy("Sun and cloud"),
    "cloud-rain": gettext_lazy("Rain"),
    "cloud-lightning": gettext_lazy("A storm"),
    "snail": gettext_lazy("Slow"),
    "bird": gettext_lazy("Light as a bird"),
    "cat": gettext_lazy("At ease"),
    "sun": gettext_lazy("Light"),
    "moon": gettext_lazy("Dark"),
    "server": gettext_lazy("This server"),
    "log-out": gettext_lazy("Sign out"),
}
