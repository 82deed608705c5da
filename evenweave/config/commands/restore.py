"""Bring a backup back, into a new data folder or an empty PostgreSQL database.

It does not matter on which of the two the backup was made.
"""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evenweave.common.plain import gettext as _
from evenweave.common.plain import ngettext
from evenweave.config import databases, folders
from evenweave.config.console import say, serving
from evenweave.config.erased import told_again, who_was_erased
from evenweave.config.trouble import Trouble

if TYPE_CHECKING:
    from evenweave.config.backups.files import Backup
    from evenweave.config.backups.restoring import Restored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and what belongs to it."""
    folders.add_data_option(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the backup"))
    parser.add_argument(
        "--field-key", metavar="FILE2", type=Path, help=_("the key that opens private words")
    )
    parser.add_argument(
        "--erased",
        metavar="FILE3",
        type=Path,
        action="append",
        default=[],
        help=_("a list of who was erased, from another key folder; may be given several times"),
    )
    parser.add_argument(
        "--anyway",
        action="store_true",
        help=_("also when a record was broken already when the backup was made"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Refuse first, while nothing is touched; then bring back, and say what is there."""
    from evenweave.config.backups import files, restoring

    data = folders.data_folder()
    database = databases.from_environment(data)
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    with files.opened(arguments.file.expanduser().absolute()) as backup:
        restoring.refuse_if_used(data, database)
        if is_sqlite:
            folders.refuse_if_open(data)
        databases.check(database)
        os.umask(0o077)
        folders.make(data)
        with folders.locked(data, wait=not is_sqlite):
            restored = restore(backup, arguments)
        for line in [*what_is_there(backup, restored), *what_to_do(restored)]:
            say(line)
    return 0


def restore(backup: Backup, arguments: argparse.Namespace) -> Restored:
    """Set Django up, bring everything back, and put the key where it belongs."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenweave.config.settings"
    import django

    django.setup()
    from evenweave.common import clock
    from evenweave.config.backups import restoring

    erased = who_was_erased(arguments.erased)
    given = new_keys(arguments.field_key)
    return restoring.restore(
        backup,
        erased=erased,
        anyway=arguments.anyway,
        put_key=partial(put_keys, given),
        at=clock.now(),
    )


def new_keys(file: Path | None) -> list[bytes]:
    """The keys that are still to be put into the key folder. Another one that is there stays."""
    from evenweave.people import encryption

    given = read_keys(file.expanduser().absolute()) if file else []
    if set(given) <= set(encryption.keys()):
        return []
    if encryption.key_file().exists():
        raise Trouble(
            _(
                "There is another key in {file}, and it was left as it is. "
                "Move it away, or name another key folder in EVENWEAVE_KEYS."
            ).format(file=encryption.key_file())
        )
    return given


def put_keys(given: list[bytes]) -> None:
    """Put the field key into the key folder, once all that it opens was checked."""
    from evenweave.people import encryption

    if given:
        encryption.half_written(given).replace(encryption.key_file())


def read_keys(file: Path) -> list[bytes]:
    """The keys in a file. Raises Trouble where there are none."""
    from evenweave.people import encryption

    found = encryption.keys_in(file)
    if not found:
        raise Trouble(_("There is no field key in {file}.").format(file=file))
    return found


def what_is_there(backup: Backup, restored: Restored) -> list[str]:
    """What was brought back, and from when."""
    people = ngettext("{count} person", "{count} people", restored.people)
    projects = ngettext("{count} project", "{count} projects", restored.projects)
    return [
        _("Restored as it was at {time} (UTC): {people}, {projects}.").format(
            time=backup.manifest.made_at[:16].replace("T", " "),
            people=people.format(count=restored.people),
            projects=projects.format(count=restored.projects),
        ),
        *(
            _("  {title}: {length} lines, last seal {head}").format(
                title=record.title, length=record.length, head=record.head
            )
            for record in restored.records
        ),
        _("Each record was checked. Compare its last seal with one that was printed or mailed."),
    ]


def what_to_do(restored: Restored) -> list[str]:
    """What comes next, for whoever runs the machine."""
    from evenweave.people import encryption

    told = [_("What comes next:")]
    if restored.erased_again:
        told.append(f"- {told_again(restored.erased_again)}")
    told.append(
        _("- Was anybody else erased since the backup? Then do it again: evenweave erase PERSON")
    )
    if restored.locked_words:
        told.append(
            _("- Private words are locked. Put their key into {file}").format(
                file=encryption.key_file()
            )
        )
    if restored.open_votes:
        told.append(
            _(
                "- Secret votes were open. Ask their people to vote once more. Without its key a "
                "vote will be void, and its people are told."
            )
        )
    told += [
        _("- Everybody signs in again. Passkeys work as before."),
        _("- Tell the teams from when it is: what was said since is gone."),
        _("- Start it: {command} serve").format(command=serving()),
    ]
    return told
