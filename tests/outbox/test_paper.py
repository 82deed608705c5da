"""Paper: one page, large, readable aloud, and nobody's words are markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from evenweave.common.next import Next
from evenweave.common.paper import Paper
from evenweave.outbox import posted

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
THINGS = [
    Next("Read", "The plan for May", "Carys wrote it.", 5, "/a/", at=NOON),
    Next("Say yes or no", "Shall we meet on Tuesdays?", "Most of us can.", 2, "/b/"),
    Next("Tell us", "What would make this worth your time?", "On the first agenda.", 10, "/c/"),
]
HOME = "Amina Rahman\n12 Bath Road\nHounslow TW3 3EB"


def read(paper: Paper, to: Path) -> PdfReader:
    """The page, read by another program."""
    (to / "page.pdf").write_bytes(paper.pdf)
    return PdfReader(to / "page.pdf")


def words(pdf: PdfReader) -> str:
    """Its words, as they can be copied."""
    return " ".join(pdf.pages[0].extract_text().split())


def sheet(name: str = "Ben", things: list[Next] = THINGS, return_to: str = HOME) -> Paper:
    return posted.sheet(name=name, things=things, made_on=NOON, return_to=return_to)


def test_the_page_says_what_is_next_and_has_a_slip(tmp_path: Path) -> None:
    said = words(read(sheet(), tmp_path))
    for part in (
        "What is next for Ben",
        "Monday 2 March 2026",
        "1. Read: The plan for May",
        "About 5 minutes. By Monday 2 March 2026.",
        "All of it can wait.",
        "tear here",
        "From: Ben",
        "Tick what you would like to do:",
        "Anything you want to say:",
        "Please send this slip to: Amina Rahman, 12 Bath Road, Hounslow TW3 3EB",
    ):
        assert part in said


def test_the_page_can_be_read_aloud(tmp_path: Path) -> None:
    pdf = read(sheet(), tmp_path)
    root: Any = pdf.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "What is next for Ben"
    kinds = tags(root["/StructTreeRoot"])
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 1


def tags(node: object) -> list[str]:
    """The kind of each part of the page, in the order in which they are read."""
    found: list[str] = []
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for child in node for tag in tags(child)]
    if isinstance(node, dict):
        found += [str(node["/S"])] if "/S" in node else []
        found += tags(node["/K"]) if "/K" in node else []
    return found


def test_letters_are_large_and_in_a_typeface_for_low_vision(tmp_path: Path) -> None:
    pdf, sizes = read(sheet(), tmp_path), set()
    content = pdf.pages[0].get_contents()
    assert content is not None
    for size in re.findall(rb"/\w+ ([\d.]+) Tf", content.get_data()):
        sizes.add(float(size))
    assert min(sizes) >= 18
    resources: Any = pdf.pages[0]["/Resources"]
    fonts = resources["/Font"]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    assert all("AtkinsonHyperlegibleNext" in name for name in names), names


@pytest.mark.parametrize("count", [0, 1, 4, 12, 60])
def test_it_is_one_page_however_much_there_is(count: int, tmp_path: Path) -> None:
    long = Next("Read", "A title that goes on " * 9, "A reason that goes on " * 20, 5, "/", at=NOON)
    pdf = read(sheet(things=[long] * count, name="A name that goes on " * 6), tmp_path)
    assert len(pdf.pages) == 1
    said = words(pdf)
    shown = len(re.findall(r"Read: A title", said))
    if shown < count:
        assert f"And {count - shown} more thing" in said
    assert shown >= min(count, 2)
    assert "Anything you want to say:" in said


def test_nothing_next_is_said_kindly(tmp_path: Path) -> None:
    said = words(read(sheet(things=[], return_to=""), tmp_path))
    assert "Nothing is waiting for you." in said
    assert "Please give this slip to your team." in said
    assert "Tick" not in said


@pytest.mark.parametrize(
    "name",
    ["Łukasz Żółć", "محمد أحمد", "Ana 😀👩‍👩‍👧", "नमस्ते", "李小龍", "\U0001fae8\ue000", "ŋ̈ẅ", "𓀀"],
)
def test_names_in_every_script_are_printed_or_their_gaps_told(name: str, tmp_path: Path) -> None:
    made = sheet(name=name)
    said = words(read(made, tmp_path))
    assert "What is next for" in said
    if name.startswith("Ł"):
        assert "From: Łukasz Żółć" in said
        assert made.missing == ""


def test_a_whole_address_stands_on_the_slip_though_it_is_one_long_line(tmp_path: Path) -> None:
    home = "Amina at Open Doors, 3 High Street, Brentford, Middlesex TW8 0AA"
    assert home in words(read(sheet(return_to=home), tmp_path))


def test_a_sign_that_no_typeface_has_leaves_a_gap_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sheet(name="Ana \U000f0000 \U0010f123")
    assert set(made.missing) == {"\U000f0000", "\U0010f123"}
    assert "Ana" in words(read(made, tmp_path))


def test_nobody_can_write_markup_into_the_post(tmp_path: Path) -> None:
    attacks = [
        '#read("/etc/passwd")',
        "#panic()",
        "*bold* _x_ $x$ = Heading",
        "]; #sys.inputs; [",
        "\\u{41} @ref <label> // gone",
        '#import "@preview/x:1.0.0"',
    ]
    things = [Next("Do", attack, attack, 1, "/") for attack in attacks[:2]]
    for attack in attacks:
        said = words(read(sheet(name=attack, things=things, return_to=attack), tmp_path))
        assert attack in said


@pytest.mark.slow
def test_the_page_can_be_drawn(tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("not run here, because this machine draws no PDF (pdftoppm)")
    (tmp_path / "page.pdf").write_bytes(sheet().pdf)
    command = ["pdftoppm", "-r", "40", "-png", str(tmp_path / "page.pdf"), str(tmp_path / "page")]
    subprocess.run(command, check=True, capture_output=True)
    (picture,) = tmp_path.glob("page*.png")
    assert picture.stat().st_size > 3_000
