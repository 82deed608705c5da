"""Write all that this Evenweave holds into one file, while people go on working.

The key that opens private words is not in it, and must be kept in another place: --field-key writes
a copy of it there. Keys of sealed boxes, and who is signed in, are in no backup.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evenweave.common.plain import gettext as _
from evenweave.common.plain import ngettext
from evenweave.config.console import say
from evenweave.config.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("where to put the backup"))
    parser.add_argument(
        "--field-key",
        metavar="FILE2",
        type=Path,
        help=_("where to put a copy of the key that opens private words; not with the backup"),
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("put it in place of a file that is there")
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the backup, then the key; then say what it is, and what is not in it."""
    from evenweave.common import clock
    from evenweave.config.backups import places, writing

    file = places.target(arguments.file, replace=arguments.replace)
    key = arguments.field_key and places.target(arguments.field_key, replace=arguments.replace)
    if key:
        places.refuse_together(file, key)
    at = clock.now()
    with places.unfinished(file) as unfinished:
        written = writing.write(unfinished, at)
        if key:
            copy_key(key, is_needed=written.has_private_words)
    people = ngettext("{count} person", "{count} people", written.people)
    projects = ngettext("{count} project", "{count} projects", written.projects)
    say(
        _("Backed up to {file}: {people}, {projects}.").format(
            file=file,
            people=people.format(count=written.people),
            projects=projects.format(count=written.projects),
        )
    )
    say(_("Its seal: {seal}").format(seal=written.seal))
    for line in what_else(file, key, has_private_words=written.has_private_words):
        say(line)
    return 0


def copy_key(target: Path, *, is_needed: bool) -> None:
    """The key file as it is after the backup: so it has every key that seals words in it."""
    from evenweave.config.backups import places
    from evenweave.people import encryption

    if not encryption.keys():
        if is_needed:
            raise Trouble(
                _(
                    "The field key is not in {file}, so it cannot be copied. "
                    "Put it back, or back up the rest without --field-key."
                ).format(file=encryption.key_file())
            )
        return
    with places.unfinished(target) as unfinished:
        unfinished.write_bytes(encryption.key_file().read_bytes())


def what_else(file: Path, key: Path | None, *, has_private_words: bool) -> list[str]:
    """What has to be kept besides, and where it lies."""
    from django.conf import settings

    from evenweave.config import secrets

    lines = about_field_key(file, key, has_private_words=has_private_words)
    if place := secrets.place(settings.DATA):
        lines.append(
            _(
                "The secret key is not in it. It lies in {place}. Keep a copy apart, too: "
                "without it, receipts and invitations that are out work no more."
            ).format(place=place)
        )
    return lines


def about_field_key(file: Path, key: Path | None, *, has_private_words: bool) -> list[str]:
    """Where the key that opens private words lies, if there is one."""
    from evenweave.config.backups import places
    from evenweave.people import encryption

    lies_in = encryption.key_file()
    if not encryption.keys():
        lost = _(
            "LOOK: private words are in it, and their key is not in {file}. "
            "Without it nobody can read them."
        )
        return [lost.format(file=lies_in)] if has_private_words else []
    if key is None:
        apart = _(
            "The field key is not in it. It lies in {file}. Keep a copy apart from the backup: "
            "without it nobody can ever read the private words."
        )
        return [apart.format(file=lies_in)]
    lines = [_("The field key was copied to {file}. Keep it apart.").format(file=key)]
    if places.share_a_disk(file, key):
        lines.append(_("Both lie on one disk now. Take one of them elsewhere."))
    return lines
