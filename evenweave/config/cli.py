"""The command `evenweave`: a small table of commands, each a module in `commands`.

A module has `add_arguments(parser)` and `run(arguments) -> int`, and is imported only when it is
called, so that `verify` and `tally` need no Django and no database.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from evenweave.common.plain import gettext as _
from evenweave.config import databases
from evenweave.config.console import called, say
from evenweave.config.folders import add_data_option, data_folder
from evenweave.config.trouble import USAGE, Trouble, guarded

COMMANDS = {
    "serve": _("open Evenweave in the browsers of this machine"),
    "worker": _("do what is due (sending messages), beside the pages of a larger site"),
    "bounced": _("read an e-mail that came back, so that its message is handed over"),
    "demo": _("put an example project in"),
    "import": _("bring in a project from a copy, or a list of people"),
    "export": _("write a project to a file that anybody can check"),
    "mirror": _("say who holds what in a project, by expertise and phase"),
    "erase": _("erase all that is kept of a person"),
    "rekey": _("seal private words with a fresh key"),
    "backup": _("write all that is here into one file, while people go on working"),
    "restore": _("bring a backup back, into an empty place"),
    "doctor": _("look whether keys of sealed boxes are safe"),
    "verify": _("check such a file, without a server or a database"),
    "tally": _("count the papers in a file, without a server or a database"),
}
# These work on a house that is already there, so the database is opened for them.
AT_HOME = {
    *("worker", "bounced", "demo", "export", "import", "mirror", "erase", "rekey", "doctor"),
}
# These only read, and also what an older Evenweave left behind: nothing is brought up to date.
AS_IT_IS = {"backup"}
# A module cannot be called by a word of the language.
MODULES = {"import": "import_"}


class Parser(argparse.ArgumentParser):
    """Answers a slip of the keyboard with a sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise Trouble instead of ending the program here."""
        sentence = message[:1].upper() + message[1:]
        advice = _("See: {command} --help").format(command=self.prog)
        raise Trouble(f"{sentence.rstrip('.')}. {advice}", code=USAGE)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 2 misunderstood, 1 any other trouble."""
    return guarded(lambda: run(list(sys.argv[1:] if words is None else words)))


def run(words: list[str]) -> int:
    """Find the command and let it run."""
    if not words or words[0] in {"help", "-h", "--help"}:
        say(overview())
        return 0 if words else USAGE
    if words[0] == "--version":
        from importlib.metadata import version

        say(f"Evenweave {version('evenweave')}")
        return 0
    name, *rest = words
    if name not in COMMANDS:
        sentence = _("There is no command “{name}”.").format(name=name)
        raise Trouble(f"{sentence}\n\n{overview()}", code=USAGE)
    command = importlib.import_module(f"evenweave.config.commands.{MODULES.get(name, name)}")
    parser = Parser(prog=f"{called()} {name}", description=command.__doc__, allow_abbrev=False)
    command.add_arguments(parser)
    is_at_home = name in AT_HOME | AS_IT_IS
    if is_at_home:
        add_data_option(parser)
    arguments = parser.parse_args(rest)
    if is_at_home:
        open_house(as_it_is=name in AS_IT_IS)
    return int(command.run(arguments))


def open_house(*, as_it_is: bool) -> None:
    """Set Django up with the data folder's database, as it is or brought up to date."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenweave.config.settings"
    data = data_folder()
    database = databases.from_environment(data)
    databases.check(database)
    from evenweave.config import installation

    open_it = installation.open_as_it_is if as_it_is else installation.open_existing
    open_it(database)


def overview() -> str:
    """What there is, one line a command."""
    lines = [f"  {called()} {name:8} {what}" for name, what in COMMANDS.items()]
    return "\n".join([_("Evenweave knows these commands (add --help to learn more):"), *lines])
