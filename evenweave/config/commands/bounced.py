"""Read an e-mail that came back (from standard input), so that its message is handed over."""

from __future__ import annotations

import argparse
import sys

from evenweave.common.plain import gettext as _
from evenweave.config.console import say

LARGEST = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: the e-mail comes by standard input."""


def run(arguments: argparse.Namespace) -> int:
    """Note what came back; anything else is left alone, so that every e-mail may be given."""
    from evenweave.common import actors, clock
    from evenweave.outbox import actions
    from evenweave.outbox.models import Letter, Message, Trouble
    from evenweave.outbox.returned import returned_ids

    ids, by, at = returned_ids(sys.stdin.buffer.read(LARGEST)), actors.operator(), clock.now()
    messages, letters = Message.objects.filter(id__in=ids), Letter.objects.filter(id__in=ids)
    for message in messages:
        actions.note_undelivered(message=message, trouble=Trouble.BOUNCED, by=by, at=at)
    for letter in letters:
        actions.note_letter_undelivered(letter=letter, trouble=Trouble.BOUNCED, by=by, at=at)
    if messages or letters:
        say(_("Noted: it did not arrive, and is to be handed over."))
    else:
        say(_("This says of no message of ours that it did not arrive. Nothing was changed."))
    return 0
