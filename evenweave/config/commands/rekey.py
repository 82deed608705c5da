"""evenweave rekey: seal private words with a fresh key."""

from __future__ import annotations

import argparse

from evenweave.common.plain import gettext as _
from evenweave.config.console import say
from evenweave.config.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: it is always all of them."""


def run(arguments: argparse.Namespace) -> int:
    """Put a fresh key before the others, and seal everything with it. The old ones stay."""
    from evenweave.common import actors, clock
    from evenweave.people import actions, encryption

    try:
        encryption.add_key()
    except OSError as problem:
        raise Trouble(
            _("The key folder {folder} cannot be written to ({reason}).").format(
                folder=encryption.key_file().parent, reason=problem.strerror
            )
        ) from None
    number = actions.seal_needs_again(by=actors.operator(), at=clock.now())
    say(
        _("There is a fresh key in {file}. Private words sealed with it: {number}.").format(
            file=encryption.key_file(), number=number
        )
    )
    say(_("Back it up. Old backups of the data need the older keys in that file."))
    return 0
