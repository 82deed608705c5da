"""evenweave tally FILE [--method M] [--seats N]: count papers, without a server or a database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evenweave.common.plain import gettext as _
from evenweave.config.console import say
from evenweave.config.trouble import Trouble
from evenweave.decisions.tallies import counting, explaining, reading
from evenweave.decisions.tallies.counting import Method
from evenweave.decisions.tallies.papers import TallyRefusedError
from evenweave.decisions.tallies.results import Result
from evenweave.decisions.tallies.simple import Threshold


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which papers, and how they are to be counted."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help=_("papers: .json, .blt, .soc, .soi, .toc or .toi")
    )
    parser.add_argument(
        "--method", choices=[way.value for way in Method], help=_("how to count them")
    )
    parser.add_argument(
        "--seats", metavar="N", type=int, help=_("how many win, for stv (the file may say it)")
    )
    parser.add_argument(
        "--threshold",
        choices=[each.value for each in Threshold],
        default=Threshold.HALF.value,
        help=_("how much a majority is"),
    )
    parser.add_argument("--lot", metavar="SEED", help=_("settle ties by a lot with this seed"))
    parser.add_argument(
        "--words", action="store_true", help=_("say it in sentences instead of JSON")
    )


def run(arguments: argparse.Namespace) -> int:
    """Read, count, and print what came out."""
    try:
        result = counted(arguments)
    except TallyRefusedError as refused:
        raise Trouble(str(refused)) from None
    if arguments.words:
        say("\n\n".join("\n".join(part) for part in explaining.explained(result)))
    else:
        say(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    return 0


def counted(arguments: argparse.Namespace) -> Result:
    """The result. Seats that the file names are for ways of counting that fill several."""
    ballots = reading.read(arguments.file)
    seats = arguments.seats if arguments.seats is not None else ballots.seats or 1
    method = arguments.method or counting.usual_method(ballots.profile, seats)
    if arguments.seats is None and method != Method.STV:
        seats = 1
    return counting.tally(
        ballots.profile,
        method,
        seats=seats,
        threshold=Threshold(arguments.threshold),
        seed=arguments.lot,
    )
