"""What can go wrong on a machine, said in one plain sentence that says what to do.

Every command runs inside `guarded`, the one place that turns trouble into a sentence and an exit
code. What it does not know is a fault of the program, and keeps its traceback. It needs nothing but
Python, so that setting up can use it too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from evenweave.common import faults
from evenweave.common.plain import gettext as _

USAGE = 2
STOPPED = 130  # what shells expect after Ctrl-C


class Trouble(Exception):  # noqa: N818 - not a fault of the program
    """Something on this machine stands in the way. `sentence` is shown word for word."""

    def __init__(self, sentence: str, *, code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


FULL = _("The disk is full. Make some room, then try again: nothing half-made was kept.")
DAMAGED = _(
    "The database in the data folder is damaged, or is not Evenweave’s. "
    "Put back a copy that is whole, or choose another folder with --data DIR."
)
NOT_YOURS = _(
    "The database in the data folder cannot be opened for writing. "
    "Start Evenweave as the person who owns the folder, or choose another with --data DIR."
)
UNWELL = _(
    "The disk that holds the data folder does not do what it is asked: it may be full, or failing. "
    "Make some room or choose another folder with --data DIR, then try again."
)
LOCKED = _("Another program holds the database in the data folder. Close it, then try again.")

# How a database that cannot be used announces itself through the libraries between.
PLAIN = {
    "disk I/O error": UNWELL,
    "file is not a database": DAMAGED,
    "database disk image is malformed": DAMAGED,
    "attempt to write a readonly database": NOT_YOURS,
    "unable to open database file": NOT_YOURS,
    "database is locked": LOCKED,
}


def guarded(work: Callable[[], int]) -> int:
    """Do the work and return its exit code; say trouble on stderr instead of a traceback."""
    try:
        return work()
    except Trouble as trouble:
        return complain(trouble.sentence, trouble.code)
    except KeyboardInterrupt:
        return complain(_("Stopped."), STOPPED)
    except BrokenPipeError:
        # Whoever read our words has heard enough (`| head`). Python must not try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as problem:
        sentence = in_plain_words(problem)
        if sentence is None:
            raise
        return complain(sentence, 1)


def complain(sentence: str, code: int) -> int:
    """Say it on stderr and give back the exit code."""
    sys.stderr.write(f"{sentence}\n")
    return code


def in_plain_words(problem: BaseException) -> str | None:
    """The sentence for a trouble that arrived as some library's error; None for any other error."""
    if faults.is_full(problem):
        return FULL
    for error in faults.causes(problem):
        if isinstance(error, Trouble):
            return error.sentence
        if type(error).__name__ in {"OperationalError", "DatabaseError"} and str(error) in PLAIN:
            return PLAIN[str(error)]
    return None
