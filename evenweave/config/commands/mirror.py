"""evenweave mirror PROJECT [--json]: who holds what in a project, by expertise and phase."""

from __future__ import annotations

import argparse
from datetime import date

from evenweave.common.plain import gettext as _
from evenweave.config.console import say
from evenweave.config.named import project_named
from evenweave.config.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which project, how it is told, and as of which day."""
    parser.add_argument("project", metavar="PROJECT", help=_("the project’s short name, or its id"))
    parser.add_argument("--json", action="store_true", help=_("for programs, instead of sentences"))
    parser.add_argument(
        "--by",
        choices=["seat", "all"],
        default="seat",
        help=_("count people by the seat they sit here with, or by all kinds that they bring"),
    )
    parser.add_argument(
        "--as-of", metavar="DAY", type=day, help=_("look as of that day, such as 2026-03-31")
    )


def run(arguments: argparse.Namespace) -> int:
    """Look, and say what there is to see."""
    from django.utils.timezone import localdate

    from evenweave.common import clock
    from evenweave.mirror import figures, looking, telling
    from evenweave.mirror.groups import Reading

    project, today = project_named(arguments.project), localdate(clock.now())
    if project.is_light:
        raise Trouble(
            _("“{name}” only asks how it goes, so it has no mirror.").format(name=project.name)
        )
    as_of = arguments.as_of or today
    if as_of > today:
        raise Trouble(
            _("{day} is still to come. Name a day until {today}.").format(day=as_of, today=today)
        )
    mirror = looking.look(project, as_of, Reading(arguments.by))
    if arguments.json:
        say(telling.as_text(mirror))
    else:
        for words in dict.fromkeys(figure.words for figure in figures.figures(mirror)):
            say(words)
    return 0


def day(words: str) -> date:
    """A day as it stands in files."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("write the day as year-month-day, such as 2026-03-31")
        ) from None
