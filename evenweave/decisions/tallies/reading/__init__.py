"""Files of papers: our own JSON, OpenSTV's .blt, PrefLib's .soc .soi .toc .toi.

`read` gives what a file holds, or one plain sentence that says what is amiss, where, and what to
do. No half-understood file is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evenweave.common.plain import gettext as _
from evenweave.decisions.tallies.papers import TallyRefusedError
from evenweave.decisions.tallies.reading import blt, own, preflib
from evenweave.decisions.tallies.reading.lines import Ballots, LineRefusedError

# No honest file comes near this; a made-up one must not fill the memory.
LARGEST = 100_000_000

READERS: dict[str, Callable[[str], Ballots]] = {
    ".json": own.read,
    ".blt": blt.read,
    ".soc": lambda text: preflib.read(text, "soc"),
    ".soi": lambda text: preflib.read(text, "soi"),
    ".toc": lambda text: preflib.read(text, "toc"),
    ".toi": lambda text: preflib.read(text, "toi"),
}


def read(path: Path) -> Ballots:
    """The papers in a file, whose ending says what it is. Raises TallyRefusedError."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise TallyRefusedError(
            _("{file} is no file of papers that we know. Its name must end in {endings}.").format(
                file=path.name, endings=_("one of {list}").format(list=" ".join(READERS))
            )
        )
    text = text_of(path)
    try:
        return reader(text)
    except LineRefusedError as amiss:
        raise TallyRefusedError(
            _("{file}, line {line}: {amiss}").format(file=path.name, line=amiss.line, amiss=amiss)
        ) from None
    except TallyRefusedError as amiss:
        raise TallyRefusedError(_("{file}: {amiss}").format(file=path.name, amiss=amiss)) from None


def text_of(path: Path) -> str:
    """The text of a file; whatever is wrong with the file itself becomes a plain sentence."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise TallyRefusedError(_("There is no file {file}.").format(file=path)) from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise TallyRefusedError(
            _("{file} cannot be read: {why}.").format(file=path, why=why)
        ) from None
    if len(raw) > LARGEST:
        raise TallyRefusedError(
            _("{file} is larger than {most} MB. Put alike papers together with “count”.").format(
                file=path.name, most=LARGEST // 1_000_000
            )
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise TallyRefusedError(
            _("{file}, line {line}: this is not UTF-8 text. Save the file as UTF-8.").format(
                file=path.name, line=line
            )
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise TallyRefusedError(
            _("{file}, line {line}: it holds a NUL sign, so it is no text. Save it again.").format(
                file=path.name, line=line
            )
        )
    return text
