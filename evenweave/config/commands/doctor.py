"""Look whether this installation is as it should be, and say what is not. Nothing is changed."""

from __future__ import annotations

import argparse

from evenweave.common.plain import gettext as _
from evenweave.config.console import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: it always looks at everything."""


def run(arguments: argparse.Namespace) -> int:
    """Say what was found, a line each. Exit code 1 when something is not good."""
    from evenweave.sealed import checking

    found = list(checking.findings())
    for finding in found:
        mark = _("good") if finding.is_good else _("LOOK")
        say(f"{mark}  {finding.sentence}")
    return 0 if all(finding.is_good for finding in found) else 1
