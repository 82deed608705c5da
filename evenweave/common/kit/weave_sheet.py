"""The weave on a sheet of its own: one SVG that opens in any viewer, and needs nothing else.

    svg = sheet(weave, under=[_("Seen on 3 March 2026.")], below=[…])

It has the threads, the words and the gaps of the page (`weave.lines`), and nothing that the page
does not show. Its colours are those of light paper. More columns than have room stand in bands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from textwrap import wrap
from unicodedata import east_asian_width

from django.utils.html import escape

from evenweave.common.kit.weave import (
    DYES,
    MOST_COLUMNS_ABREAST,
    REPEAT,
    THICKNESS,
    UNDYED,
    Cell,
    Dye,
    Line,
    Weave,
    Words,
    number,
    seams,
    whole,
)

# What `tokens.css` says of light paper; a test holds the two together.
PAPER, INK, SOFT, LINE, WARP, EDGE = (
    "#fffdf9",
    "#2a2320",
    "#5d534b",
    "#e4d8c7",
    "#cfbfa6",
    "#86786a",
)
DYED = dict(
    zip(
        [each.name for each in (*DYES, UNDYED)],
        ("#a3304a", "#8a6400", "#2d5b88", "#6a4a3a", "#55505e", EDGE),
        strict=True,
    )
)
FONTS = "'Atkinson Hyperlegible Next', 'Noto Sans Arabic', Arial, Helvetica, sans-serif"

WIDTH, MARGIN, NAMES, BETWEEN = 1000, 32, 190, 12
BODY, LARGE = 17, 26
# How wide a letter is beside its height, on the generous side: nobody measures words here.
LETTER = 0.56
LEADING = 1.3


def lines_of(words: Words, width: float, size: float = BODY) -> list[str]:
    """Words in lines that have room; a longer word is broken."""
    told = str(words)
    wide = sum(east_asian_width(sign) in "WF" for sign in told)
    letter = LETTER * size * (1 + wide / max(1, len(told)))
    return wrap(told, max(4, int(width / letter))) or [""]


class Sheet:
    """A sheet on which things are laid from the top."""

    def __init__(self, weave: Weave) -> None:
        self.weave = weave
        self.parts: list[str] = []
        self.y: float = MARGIN

    def say(
        self, words: Words, x: float, width: float, *, css: str = "", size: float = BODY
    ) -> float:
        """Words from here down, and how high they are. It does not move on."""
        found = lines_of(words, width, size)
        for place, line in enumerate(found):
            y = self.y + size + place * size * LEADING
            self.parts.append(text(line, x, y, css))
        return len(found) * size * LEADING

    def tell(self, words: Words, *, css: str = "", size: float = BODY) -> None:
        """Words over the whole breadth, and on below them."""
        self.y += self.say(words, MARGIN, WIDTH - 2 * MARGIN, css=css, size=size)

    def legend(self) -> None:
        """Each expertise with its thread."""
        self.y += BODY
        for index, (expertise, _swatch, told) in enumerate(self.weave.legend):
            height = self.weave.pitch * max(2, round(16 / self.weave.pitch))
            self.parts.append(
                f'<g transform="translate({MARGIN} {number(self.y + 2)})">'
                f'<rect width="44" height="{number(height)}" fill="url(#y{index})"/></g>'
            )
            # The name reads in its own direction.
            words = f"\u2068{expertise.name}\u2069 · {told}"
            self.y += max(height, self.say(words, MARGIN + 58, WIDTH - 2 * MARGIN - 58)) + 6

    def bands(self) -> None:
        """The cloth, so many columns abreast as have room."""
        for first in range(0, len(self.weave.columns), MOST_COLUMNS_ABREAST):
            self.band(slice(first, first + MOST_COLUMNS_ABREAST))

    def band(self, some: slice) -> None:
        """Some of the columns, with all rows."""
        self.y += BODY
        places = list(self.places(self.weave.widths[some]))
        columns = self.weave.columns[some]
        self.y += max(
            self.say(column.name, x, width, css="b")
            for column, (x, width) in zip(columns, places, strict=True)
        )
        rows = [self.weave.seats_row, *self.weave.rows]
        for line, row in zip(self.weave.lines, rows, strict=True):
            self.row(line, row.cells[some], line.cells[some], places)

    def places(self, widths: Sequence[int]) -> Iterator[tuple[float, float]]:
        """Where each column begins, and how wide it is."""
        # The narrowest still has room for its words.
        steps = [max(each, max(widths) / 3) for each in widths]
        room = WIDTH - 2 * MARGIN - NAMES - BETWEEN * len(steps)
        x: float = MARGIN + NAMES + BETWEEN
        for step in steps:
            width = room * step / sum(steps)
            yield x, width
            x += width + BETWEEN

    def row(
        self,
        line: Line,
        held: Sequence[object],
        cells: Sequence[Cell],
        places: Sequence[tuple[float, float]],
    ) -> None:
        """A row: its name, and its patches."""
        self.y += 10
        height = max(self.weave.pitch * self.weave.threads, self.say(line.name, MARGIN, NAMES))
        for amounts, cell, (x, width) in zip(held, cells, places, strict=True):
            if cell.picture is None:
                height = max(height, self.hole(cell.gap, x, width))
            else:
                self.patch(whole(amounts), x, width)  # type: ignore[arg-type]
        self.y += height
        if line.is_seats:
            self.y += 12
            across = f"M{MARGIN} {number(self.y)}H{WIDTH - MARGIN}"
            self.parts.append(f'<path d="{across}" stroke="{LINE}"/>')

    def hole(self, words: str, x: float, width: float) -> float:
        """A hole in the cloth, with its reason; how high it is."""
        height = max(44, len(lines_of(words, width - 16)) * BODY * LEADING + 14)
        self.parts.append(
            f'<rect x="{number(x)}" y="{number(self.y)}" width="{number(width)}"'
            f' height="{number(height)}" rx="5" fill="none" stroke="{WARP}" stroke-width="2"'
            ' stroke-dasharray="5 4"/>'
        )
        self.y += 6
        self.say(words, x + 8, width - 16, css="s")
        self.y -= 6
        return height

    def patch(self, held: Sequence[int], x: float, width: float) -> None:
        """A patch: each expertise from where it begins to the end, and the next one over it."""
        pitch, bottom = self.weave.pitch, self.weave.pitch * self.weave.threads
        self.parts.append(f'<g transform="translate({number(x)} {number(self.y)})">')
        begins = seams(held, self.weave.threads)[:-1]
        for index, (thread, along) in enumerate(begins):
            if held[index]:
                left, top, right = along * width, thread * pitch, number(width)
                d = (
                    f"M{number(left)} {number(top)}H{right}V{number(bottom)}H0"
                    f"V{number(top + pitch)}H{number(left)}z"
                )
                self.parts.append(f'<path d="{d}" fill="url(#y{index})"/>')
        self.parts.append("</g>")

    def drawn(self) -> str:
        """All of it."""
        yarns = "".join(
            self.yarn(index, each.dye) for index, each in enumerate(self.weave.expertises)
        )
        # An even number, so that the picture has whole dots.
        height = 2 * ceil((self.y + MARGIN) / 2)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" role="img" aria-labelledby="title told">'
            f'<title id="title">{escape(self.weave.title)}</title>'
            f'<desc id="told">{escape(self.weave.description)}</desc>'
            f"<style>text{{font-family:{FONTS};font-size:{BODY}px;fill:{INK}}}"
            f".h{{font-size:{LARGE}px;font-weight:700}}.b{{font-weight:700}}.s{{fill:{SOFT}}}"
            f"</style><defs>{yarns}</defs>"
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>{"".join(self.parts)}</svg>\n'
        )

    def yarn(self, index: int, dye: Dye) -> str:
        """The cloth of a dye: two threads, and the warp over one and under the other."""
        pitch = self.weave.pitch
        dash = f' stroke-dasharray="{" ".join(map(number, dye.dash))}"' if dye.dash else ""
        repeat, upper, lower = f"h{REPEAT}", number(pitch / 2), number(pitch * 1.5)
        over = f"M20.88 0v{number(pitch)}M9.88 {number(pitch)}v{number(pitch)}"
        return (
            f'<pattern id="y{index}" width="{REPEAT}" height="{number(2 * pitch)}"'
            f' patternUnits="userSpaceOnUse"><path d="M0 0{repeat}v99H0z" fill="{PAPER}"/>'
            f'<path d="M0 {upper}{repeat}M0 {lower}{repeat}" fill="none" stroke="{DYED[dye.name]}"'
            f' stroke-width="{number(pitch * THICKNESS)}"{dash}/>'
            f'<path d="{over}" stroke="{PAPER}" stroke-width="2.25"/>'
            f'<path d="{over}" stroke="{WARP}"/></pattern>'
        )


def text(words: str, x: float, y: float, css: str) -> str:
    """A line of words."""
    kind = f' class="{css}"' if css else ""
    return f'<text x="{number(x)}" y="{number(y)}"{kind}>{escape(words)}</text>'


def sheet(weave: Weave, *, under: Sequence[Words] = (), below: Sequence[Words] = ()) -> bytes:
    """The weave as an SVG: `under` its title what it is, and `below` it what to know of it."""
    page = Sheet(weave)
    page.tell(weave.title, css="h", size=LARGE)
    for words in under:
        page.tell(words, css="s")
    page.legend()
    page.bands()
    page.y += BODY
    for words in below:
        page.tell(words, css="s")
    return page.drawn().encode()
