"""evenweave export PROJECT FILE.zip: a copy of a project that checks itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from evenweave.common.plain import gettext as _
from evenweave.config.console import say
from evenweave.config.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which project, and where to."""
    parser.add_argument("stream", metavar="PROJECT", help=_("the project’s short name, or its id"))
    parser.add_argument("file", metavar="FILE.zip", type=Path, help=_("where to put the copy"))
    parser.add_argument(
        "--replace", action="store_true", help=_("put it in place of a file that is there")
    )


def run(arguments: argparse.Namespace) -> int:
    """Pack the project beside its target, note it on the record, then put the copy in its place."""
    from evenweave.archive import copying
    from evenweave.common import actors, clock
    from evenweave.config.backups import places
    from evenweave.record.models import Stream

    stream = Stream.objects.named(arguments.stream)
    if stream is None:
        known = ", ".join(Stream.objects.order_by("slug").values_list("slug", flat=True))
        raise Trouble(
            _("There is no project called “{name}” here. There are: {known}.").format(
                name=arguments.stream, known=known or _("none yet")
            )
        )
    target = places.target(arguments.file, replace=arguments.replace)
    with places.written_to(target.parent):
        copying.make(stream, target, by=actors.operator(), at=clock.now())
    say(_("Copied {length} lines to {file}.").format(length=stream.length, file=target))
    say(_("Last seal: {head}").format(head=stream.head))
    say(_("Check it on any machine with: evenweave verify {file}").format(file=target.name))
    return 0
