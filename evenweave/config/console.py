"""Words to the person at the terminal."""

from __future__ import annotations

import os
import sys


def say(text: str = "") -> None:
    """One line, at once, also when the output is not a terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def called() -> str:
    """What the person typed to get here, so that advice can be typed the same way."""
    return os.environ.get("EVENWEAVE_CALLED", "evenweave")


def serving() -> str:
    """What they type before `serve`: from a checkout that is shorter than for other commands."""
    return called().partition(" ")[0]
