"""The weave on a sheet of its own: it opens anywhere, and says what the page says."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from evenweave.common.kit import weave_sheet
from evenweave.common.kit.weave import UNDYED, Column, Expertise, Row, Weave
from evenweave.common.kit.weave_examples import examples
from evenweave.common.kit.weave_sheet import DYED, lines_of, sheet
from evenweave.common.paper import as_png

TOKENS = Path(__file__).parents[2] / "assets" / "css" / "tokens.css"
SVG = "{http://www.w3.org/2000/svg}"
every_example = pytest.mark.parametrize(
    "weave", [each.weave for each in examples()], ids=lambda weave: weave.key
)


def texts(svg: bytes) -> str:
    """All words that can be read on it, line after line."""
    root = ElementTree.fromstring(svg)
    return " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


@every_example
def test_every_state_is_a_sheet_and_a_picture(weave: Weave) -> None:
    svg = sheet(weave, under=["A project"], below=["No thread is a person."])
    told = texts(svg)
    for words in [weave.title, *(line.name for line in weave.lines), "No thread is a person."]:
        assert all(word in told for word in str(words).split())
    picture = Image.open(io.BytesIO(as_png(svg.decode())))
    assert picture.width == 1500
    # Nothing runs over the lower edge: it is paper all along.
    bottom = picture.convert("RGB").crop((0, picture.height - 8, picture.width, picture.height))
    assert bottom.getcolors() == [(8 * picture.width, (0xFF, 0xFD, 0xF9))]


@every_example
def test_its_title_and_description_are_those_of_the_page(weave: Weave) -> None:
    root = ElementTree.fromstring(sheet(weave))
    assert root.findtext(f"{SVG}title") == str(weave.title)
    assert root.findtext(f"{SVG}desc") == weave.description


def test_its_colours_are_those_of_light_paper() -> None:
    tokens = TOKENS.read_text(encoding="utf-8")
    named = {**DYED, "card": weave_sheet.PAPER, "ink": weave_sheet.INK, "soft": weave_sheet.SOFT}
    named |= {"line": weave_sheet.LINE, "thread": weave_sheet.WARP}
    for name, colour in named.items():
        called = "edge" if name == UNDYED.name else name
        assert re.search(rf"--{called}: var\(--if-plain, var\(--if-light, {colour}\)", tokens)


def test_each_has_exactly_its_share_of_the_patch() -> None:
    weave = Weave(
        "Chaired", [Column("All")], [Row("Chairing", [[2, 1, 1]])], examples()[0].weave.expertises
    )
    svg = sheet(weave).decode()
    patches = re.findall(r"<g transform=[^>]+>((?:<path [^>]+/>)+)</g>", svg)
    begins = [float(y) for y in re.findall(r'd="M0 ([\d.]+)H', patches[-1])]
    height = weave.pitch * weave.threads
    assert begins == [0, height / 2]  # the third begins in the middle of a thread
    (along,) = re.findall(r'd="M([1-9][\d.]*) ', patches[-1])
    assert float(along) > 0


def test_long_words_are_broken_and_wide_signs_have_more_room() -> None:
    assert all(len(line) < 40 for line in lines_of("word" * 40, 300))
    assert len(lines_of("研究" * 20, 300)) > len(lines_of("ab" * 20, 300))
    assert lines_of("", 100) == [""]


def test_a_name_cannot_become_part_of_the_drawing() -> None:
    nasty = '<script>alert(1)</script> & "x"'
    dye = examples()[0].weave.expertises[0].dye
    weave = Weave(nasty, [Column(nasty)], [Row(nasty, [[1]])], [Expertise(nasty, dye, 3)])
    svg = sheet(weave, under=[nasty], below=[nasty])
    assert b"<script" not in svg
    ElementTree.fromstring(svg)


def test_signs_that_no_typeface_has_do_not_stop_the_picture() -> None:
    dye = examples()[0].weave.expertises[0].dye
    weave = Weave("研究 🧶 ᚠ", [Column("研究")], [Row("🧶", [[1]])], [Expertise("ᚠᚢ", dye, 3)])
    assert as_png(sheet(weave).decode()).startswith(b"\x89PNG")
