"""The parts that pages are laid with: what they say, what they escape, how they stand out."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.template import Context, Template
from django.test import Client, RequestFactory

from evenweave.common.kit.views import ICONS
from evenweave.common.kit.weave import DYES
from evenweave.common.templatetags import kit

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "assets" / "built" / "evenweave"
TOKENS = (ROOT / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
DRAWINGS = json.loads((ROOT / "assets" / "icons.json").read_text(encoding="utf-8"))
TEMPLATES = [*(ROOT / "evenweave").glob("*/templates/**/*.html")]
MARKUP = "<b>tea</b>"


def draw(text: str, **context: Any) -> str:
    return Template(text).render(Context(context))


# What parts say.


def test_a_day_has_its_weekday() -> None:
    assert kit.day(date(2026, 3, 6)) == '<time datetime="2026-03-06">Friday 6 March 2026</time>'


def test_a_time_is_told_as_it_is_here() -> None:
    told = kit.when(datetime(2026, 7, 3, 17, 30, tzinfo=UTC))
    assert 'datetime="2026-07-03T18:30:00+01:00"' in told
    assert "Friday 3 July 2026, 6:30 p.m." in told


def test_a_day_begins_at_midnight_here() -> None:
    assert "Saturday 4 July 2026" in kit.day(datetime(2026, 7, 3, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize("dye", DYES, ids=lambda dye: dye.name)
def test_an_expertise_is_a_word_a_colour_and_a_pattern(dye: Any) -> None:
    drawn = kit.expertise(dye.name, MARKUP)
    assert f'class="thread {dye.name}"' in drawn
    assert "&lt;b&gt;tea&lt;/b&gt;" in drawn
    patterns = {kit.expertise(each.name, "").partition("stroke-dasharray")[2] for each in DYES}
    assert len(patterns) == len(DYES)


@pytest.mark.parametrize(
    "part",
    [
        '{% note "leaf" title=words icon="leaf" %}{{ words }}{% endnote %}',
        '<ul>{% todo verb=words title=words icon="vote" %}{{ words }}{% endtodo %}</ul>',
        "{% empty words %}{{ words }}{% endempty %}",
        '{% confirm ask=words yes=words action="/go/" %}{{ words }}{% endconfirm %}',
        '{% include "kit/steps.html" %}',
        '{% include "kit/table.html" %}',
        '{% include "kit/key.html" %}',
        '{% include "kit/pager.html" with where=words newer=words %}',
        '{% include "common/given_back.html" with words=rows.0 %}',
    ],
)
def test_no_part_takes_words_for_markup(part: str) -> None:
    drawn = draw(
        part,
        words=MARKUP,
        steps=[{"words": MARKUP, "more": MARKUP, "state": "now"}],
        columns=[{"words": MARKUP}, {"words": MARKUP}],
        rows=[[MARKUP, MARKUP]],
        caption=MARKUP,
        kinds=[{"dye": "woad", "words": MARKUP, "more": MARKUP}],
    )
    assert "&lt;b&gt;tea&lt;/b&gt;" in drawn
    assert MARKUP not in drawn


def test_a_table_that_becomes_cards_is_still_a_table_to_a_screen_reader() -> None:
    drawn = draw(
        '{% include "kit/table.html" %}',
        columns=[{"words": "Meeting"}, {"words": "People", "is_number": True}],
        rows=[["Welcome", 11]],
    )
    for role in ["table", "row", "columnheader", "rowheader", "cell"]:
        assert f'role="{role}"' in drawn
    assert 'data-label="People" class="number">11<' in drawn


def test_steps_say_in_words_where_we_are() -> None:
    steps = [{"words": each, "state": each} for each in ["done", "now", "later"]]
    drawn = draw('{% include "kit/steps.html" %}', steps=steps)
    assert drawn.count("Done:") == drawn.count(">Now<") == drawn.count('aria-current="step"') == 1


def test_what_is_asked_twice_is_a_post_with_its_token() -> None:
    template = Template('{% confirm ask="Rest" yes="Yes, rest" action="/rest/" %}{% endconfirm %}')
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    drawn = template.render(Context({"request": request}))
    assert '<form method="post" action="/rest/">' in drawn
    assert "csrfmiddlewaretoken" in drawn


def test_a_drawing_is_never_announced() -> None:
    assert 'aria-hidden="true"' in kit.icon("lock")


def test_a_page_without_collected_files_is_still_a_page(settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"}
    }
    kit.collected.cache_clear()
    with pytest.raises(ValueError, match="manifest"):
        kit.collected("evenweave.css")
    assert kit.asset("evenweave.css") == "/static/evenweave/evenweave.css"


def test_every_drawing_that_is_used_is_built_and_shown() -> None:
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(
            r"""(?:\{% icon |\bicon=)["']([\w-]+)["']""", path.read_text(encoding="utf-8")
        )
    }
    assert used <= set(DRAWINGS)
    assert set(ICONS) == set(DRAWINGS)
    assert sorted(DRAWINGS) == DRAWINGS


def test_the_specimen_book_names_nothing_twice(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get("/kit/").content.decode())
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert len(ids) > 30


# How colours stand out. A line of the tokens holds a value for each dress.

TOKEN = re.compile(
    r"--([\w-]+): var\(--if-plain, var\(--if-light, (#\w+)\) var\(--if-dark, (#\w+)\)\)"
    r" var\(--if-strong, var\(--if-light, (#\w+)\) var\(--if-dark, (#\w+)\)\);"
)
DRESSES = ["light", "dark", "strong", "strong dark"]
COLOURS = {name: dict(zip(DRESSES, values, strict=True)) for name, *values in TOKEN.findall(TOKENS)}
GROUNDS = ["paper", "card", "linen"]


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it, from 0 to 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("ground", [*GROUNDS, "leaf-tint"])
def test_words_stand_out_on_every_ground(dress: str, ground: str) -> None:
    needed = 7 if "strong" in dress else 4.5
    for words in ["ink", "soft"]:
        assert contrast(COLOURS[words][dress], COLOURS[ground][dress]) >= needed


@pytest.mark.parametrize("dress", DRESSES)
def test_words_stand_out_on_buttons_and_on_leaf(dress: str) -> None:
    needed = 7 if "strong" in dress else 4.5
    for ground in ["ink", "leaf"]:
        assert contrast(COLOURS["paper"][dress], COLOURS[ground][dress]) >= needed


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_dyes_boxes_and_leaf_can_be_found_on_every_ground(dress: str, ground: str) -> None:
    for mark in ["edge", "leaf", *(dye.name for dye in DYES)]:
        assert contrast(COLOURS[mark][dress], COLOURS[ground][dress]) >= 3, mark


# What it weighs.


def test_a_first_visit_is_small(client: Client) -> None:
    letters = [
        BUILT / "fonts" / f"atkinson-hyperlegible-next-latin-{each}-normal.woff2"
        for each in (400, 700)
    ]
    scripts = [
        BUILT / name for name in ["evenweave.css", "evenweave.js", "favicon.svg", "icons.svg"]
    ]
    page = client.get("/about/").content
    weight = sum(len(file.read_bytes()) for file in letters)
    weight += sum(len(gzip.compress(file.read_bytes())) for file in scripts) + len(
        gzip.compress(page)
    )
    assert weight < 60_000


def test_the_parts_by_others_bring_their_licences() -> None:
    kept = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    told = (BUILT / "licences.txt").read_text(encoding="utf-8")
    for name in kept:
        assert f"{name}\n====" in told
