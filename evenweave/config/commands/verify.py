"""evenweave verify FILE.zip [--since OLDER.zip]: is this copy whole? Does it continue that one?"""

from __future__ import annotations

import argparse
from pathlib import Path

from evenweave.common.plain import gettext as _
from evenweave.common.plain import ngettext
from evenweave.config.console import say
from evenweave.config.trouble import Trouble
from evenweave.decisions import recounting
from evenweave.record import checking


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which copy, and which older one it should continue."""
    parser.add_argument("file", metavar="FILE.zip", type=Path, help=_("a copy made by export"))
    parser.add_argument(
        "--since", metavar="OLDER.zip", type=Path, help=_("an older copy that it must continue")
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, and say line by line what was checked."""
    try:
        checked = checking.check(arguments.file, since=arguments.since)
        recounted = recounting.recount(arguments.file)
    except checking.BrokenRecordError as broken:
        raise Trouble(str(broken)) from None
    say(checked.title)
    for sentence in [*sentences(checked, arguments.since), *votes_told(recounted)]:
        say(f"  {sentence}")
    say(_("This record is whole."))
    return 0


def sentences(checked: checking.Checked, since: Path | None) -> list[str]:
    """What was checked, in words."""
    said = counted(checked)
    if since:
        said.append(
            _("It continues {file}: nothing in that copy was changed.").format(file=since.name)
        )
        said.append(known(checked, since))
    said.append(_("Last seal: {head}").format(head=checked.head))
    said.append(
        _(
            "Compare it with a seal that was printed or mailed earlier: "
            "only that shows that nobody made up a whole record."
        )
    )
    return said


def counted(checked: checking.Checked) -> list[str]:
    """How much of everything was checked, in words."""
    said = [
        ngettext(
            "{count} line: in its place, as it was written.",
            "{count} lines: none missing, doubled or moved, each as it was written.",
            checked.length,
        ).format(count=checked.length),
        ngettext(
            "{count} piece of what people said: as it was recorded.",
            "{count} pieces of what people said: each as it was recorded.",
            checked.words,
        ).format(count=checked.words),
    ]
    if checked.erased:
        said.append(
            ngettext(
                "{count} piece was erased later, and the record says so.",
                "{count} pieces were erased later, and the record says so.",
                checked.erased,
            ).format(count=checked.erased)
        )
    if checked.format > 1:
        said.append(
            ngettext(
                "{count} file: every byte as it was when the copy was made.",
                "{count} files: every byte as it was when the copy was made.",
                checked.files,
            ).format(count=checked.files)
        )
    return said


def known(checked: checking.Checked, since: Path) -> str:
    """Whether the record names the older copy itself."""
    if checked.knows_since:
        return _("Line {line} of its record says that {file} was made, or was brought in.").format(
            line=checked.knows_since, file=since.name
        )
    return _(
        "No line of its record names {file}. That is so for copies made before records did."
    ).format(file=since.name)


def votes_told(recounted: recounting.Recounted) -> list[str]:
    """How many votes were counted again, and how many could not be, in words."""
    said = []
    if recounted.votes:
        said.append(
            ngettext(
                "{count} vote: counted again, it comes to the same.",
                "{count} votes: counted again, each comes to the same.",
                recounted.votes,
            ).format(count=recounted.votes)
        )
    if recounted.unshown:
        said.append(
            ngettext(
                "{count} vote was secret: its papers were destroyed, so nobody can count it again.",
                "{count} votes were secret: their papers were destroyed, so nobody can count them "
                "again.",
                recounted.unshown,
            ).format(count=recounted.unshown)
        )
    return said
