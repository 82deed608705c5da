"""Text at the edge: what people write is kept as they wrote it, and nothing else comes along.

What becomes of each kind of sign, and why:

*Refused*, with a sentence that says what to do (`why_not_keep`):

- NUL: no database but SQLite can hold it.
- Overrides (U+202D, U+202E): they turn the letters after them; a page says what it does not hold.
- Half signs (lone surrogates): an emoji was cut in two on the way. They cannot be stored or hashed.

*Kept as they are*: every letter of every script; emoji, with the joiners and flags that hold them
together; joiners in Persian and the Indic scripts (U+200C, U+200D); reading marks for Arabic and
Hebrew (U+200E, U+200F, U+061C); isolates (U+2066–U+2069) that are closed on their line, since they
are how well-behaved editors mix directions; places to break a line in Khmer or Thai (U+200B,
U+2060, U+00AD); tabs; spaces of every width; private letters (U+E000 and on).

*Kept, within bounds*: marks on a letter. Hebrew, Tibetan and Vietnamese stack a few; past `MARKS`
on one letter they climb over the lines above, and no script means anything by it. Joiners do not
end the stack, or they would be the way round.

*Spelt in one way*: letters with marks are composed (NFC), so that a name is found however it was
typed. Each way to end a line (Windows, old Mac, a word processor's soft line end, a page end) is
one newline. U+0080–U+009F are what an old Windows text looks like when it was misread; they become
the quotes and dashes that were meant, as every browser does.

*Left out*, because nobody can see them and nobody meant to write them: other control signs;
embeddings (U+202A–U+202C) and byte order marks, which ride along when a phone number or a file is
copied; isolates that are never closed; flag tags outside a flag, in which text can be hidden from
people but not from machines; notes to old typesetters (U+206A–U+206F, U+FFF9–U+FFFB); and the 66
code points that will never be a character, which a DOCX cannot hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARKS = 12

OVERRIDE = re.compile("[\u202d\u202e]")
HALF_SIGN = re.compile("[\ud800-\udfff]")
LINE_END = re.compile("\r\n?|[\v\f\u2028\u2029]")
NEVER_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
STOWAWAY = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\ufeff\u206a-\u206f\ufff9-\ufffb" + NEVER_CHARACTERS + "]"
)
MISREAD = re.compile("[\x80-\x9f]")
AS_WINDOWS_MEANT = {n: bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0)}
ISOLATE = re.compile("[\u2066-\u2069]")
TAGS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,10}\U000e007f)"
    "|[\U000e0000-\U000e007f]"
)
JOINERS = "\u200b-\u200d\u2060"
# Letters by category that no font draws; a name made of them is no name.
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def why_not_keep(value: str) -> Promise | None:
    """Text may hold anything people write, but no NUL, half sign or sign that turns letters."""
    if value.isascii() and "\x00" not in value:
        return None
    if "\x00" in value:
        return _(
            "This text has a sign in it that cannot be kept (a “null”). "
            "Please type it again, or paste it as plain text."
        )
    if OVERRIDE.search(value):
        return _(
            "This text has a hidden sign in it that turns the letters round. "
            "Please type it again, or paste it as plain text."
        )
    if HALF_SIGN.search(value):
        return _(
            "This text has half a sign in it, perhaps from an emoji that was cut in two. "
            "Please take that out, or type it again."
        )
    return None


def tidy(value: str) -> str:
    """The same words in one spelling, without what nobody can see (the module says what that is).

    Doing it twice changes nothing more, no visible sign is lost, and `why_not_keep` has nothing to
    say about what comes out.
    """
    if HALF_SIGN.search(value):
        # Two halves that belong together become whole; a lone half leaves a visible gap.
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    value = STOWAWAY.sub("", LINE_END.sub("\n", value))
    if not value.isascii():
        if MISREAD.search(value):
            value = value.translate(AS_WINDOWS_MEANT)
        value = TAGS.sub(lambda found: found[1] or "", value)
        value = _with_closed_isolates(value)
        value = unicodedata.normalize("NFC", value)
        value = _long_stack().sub(lambda found: found[0][:MARKS], value)
    return value


def is_blank(value: str) -> bool:
    """Whether there is nothing to see: no words at all, or spaces and hidden signs only."""
    return _nothing_to_see().fullmatch(value) is not None


def shortened(words: str, length: int) -> str:
    """As somebody wrote it; what is longer than `length` ends after a word, in dots.

    Tidied once more, as a sign may have been open where it was cut.
    """
    if len(words) <= length:
        return words
    return tidy(words[:length].rsplit(None, 1)[0].rstrip()) + "…"


def _with_closed_isolates(value: str) -> str:
    """Leave the isolates out of each line on which they do not come in pairs."""
    if not ISOLATE.search(value):
        return value
    return "\n".join(
        line if _isolates_close(line) else ISOLATE.sub("", line) for line in value.split("\n")
    )


def _isolates_close(line: str) -> bool:
    depth = 0
    for sign in ISOLATE.findall(line):
        depth += -1 if sign == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0


@cache
def _long_stack() -> re.Pattern[str]:
    """More than `MARKS` marks on one letter. Made once, when the first text beyond ASCII comes."""
    stacked = _ranges({"Mn", "Mc", "Me"}) + JOINERS
    return re.compile(f"[{stacked}]{{{MARKS + 1},}}")


@cache
def _nothing_to_see() -> re.Pattern[str]:
    hidden = _ranges({"Mn", "Me", "Cc", "Cf"})
    return re.compile(rf"[\s{FILLERS}{hidden}]*")


def _ranges(categories: set[str]) -> str:
    """The signs of these Unicode categories, as the inside of a `[…]`."""
    return "".join(
        f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in _runs(categories)
    )


def _runs(categories: set[str]) -> Iterator[tuple[int, int]]:
    first = None
    for point in chain(range(0x20000), range(0xE0000, 0xE1000)):  # no marks live elsewhere
        inside = unicodedata.category(chr(point)) in categories
        if inside and first is None:
            first = point
        elif not inside and first is not None:
            yield first, point - 1
            first = None
