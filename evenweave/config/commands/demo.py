"""evenweave demo NAME: load an example project."""

from __future__ import annotations

import argparse

from evenweave.common.plain import gettext as _
from evenweave.config.console import say

STORIES = ["hounslow"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which example."""
    parser.add_argument("story", metavar="NAME", choices=STORIES, help=", ".join(STORIES))


def run(arguments: argparse.Namespace) -> int:
    """Play the example; one that is already there stays as it is."""
    from evenweave.demo import stories

    stream = stories.load(arguments.story)
    say(
        _("The example “{title}” is here: {count} lines.").format(
            title=stream.title, count=stream.length
        )
    )
    return 0
