"""Do what is due, such as sending messages, beside the pages of a larger site.

`evenweave serve` has a worker inside. Several workers may run on one database, on as many machines
as wanted: each job is done by one of them.
"""

from __future__ import annotations

import argparse
import signal
from types import FrameType

from evenweave.common.plain import gettext as _
from evenweave.config.console import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to stay."""
    parser.add_argument(
        "--once", action="store_true", help=_("do what is due now, then end; for a timer")
    )


def run(arguments: argparse.Namespace) -> int:
    """Work until Ctrl-C, or until there is nothing more to do."""
    from evenweave.config.commands.serve import close_databases
    from evenweave.jobs.worker import Worker

    worker = Worker()

    def end(number: int, frame: FrameType | None) -> None:
        worker.end()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)
    try:
        if arguments.once:
            count = worker.work()
            say(_("Done: {count} jobs.").format(count=count))
        else:
            say(_("At work. To stop, press Ctrl-C."))
            worker.run()
    finally:
        close_databases()
    return 0
