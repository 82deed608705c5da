"""What `./run` does once it has a Python: set up what is missing, then start what was asked for.

Nothing but Python itself may be needed here, for nothing else is there yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))

from evenweave.config.trouble import USAGE, Trouble, guarded  # noqa: E402
from workshop import browsers, setting_up, testing  # noqa: E402

WORDS = """Evenweave knows these words:

  ./run serve      set everything up and open Evenweave (--help: port, folder, and more)
  ./run setup      set everything up, and stop
  ./run evenweave  the program's own commands, such as export and verify

For those who work on it:

  ./run test       every test, on both databases and in a browser (--quick: under a minute)
  ./run check      style, types, layers, templates, migrations, licences
  ./run bench      how quick it is
  ./run shots      a picture of every page"""


def main(words: list[str]) -> int:
    """Do what the first word says with the rest."""
    word, rest = (words[0], words[1:]) if words else ("help", [])
    if word in {"help", "-h", "--help"}:
        sys.stdout.write(f"{WORDS}\n")
        return 0 if words else USAGE
    if word not in STARTED:
        raise Trouble(f"“{word}” is not a word that ./run knows.\n\n{WORDS}", code=USAGE)
    return STARTED[word](rest)


def setup(_rest: list[str]) -> int:
    """Set up what serving needs, and stop."""
    setting_up.everything(tools=False)
    sys.stdout.write("Everything is set up. Start with: ./run serve\n")
    return 0


def serve(rest: list[str]) -> int:
    """Set up, then become the server."""
    return program(["serve", *rest])


def program(rest: list[str]) -> int:
    """Set up, then become the program's command line."""
    setting_up.everything(tools=False)
    called = "./run" if rest[:1] == ["serve"] else "./run evenweave"
    os.environ["EVENWEAVE_CALLED"] = called
    # -P: a folder called evenweave where the person stands is not ours.
    command = [str(setting_up.PYTHON), "-P", "-m", "evenweave", *rest]
    sys.stdout.flush()
    os.execv(command[0], command)


def test(rest: list[str]) -> int:
    """Set up with the tools and, unless it should be quick, a browser; then test."""
    setting_up.everything(tools=True)
    quick = "--quick" in rest
    environment = setting_up.environment()
    if not quick:
        environment["CHROMIUM"] = browsers.chromium()
    return testing.run([word for word in rest if word != "--quick"], quick, environment)


def check(rest: list[str]) -> int:
    """Every check that is not a test."""
    return tool("check", rest)


def bench(rest: list[str]) -> int:
    """Measure, and print a table."""
    return tool("bench", rest)


def shots(rest: list[str]) -> int:
    """Pictures of every page."""
    setting_up.everything(tools=True)
    os.environ["CHROMIUM"] = browsers.chromium()
    return tool("shots", rest)


def tool(name: str, rest: list[str]) -> int:
    """Set up with the tools, then run one of the workshop's modules."""
    setting_up.everything(tools=True)
    command = [str(setting_up.PYTHON), "-m", f"workshop.{name}", *rest]
    return subprocess.run(command, cwd=ROOT, env=setting_up.environment(), check=False).returncode


STARTED = {
    "serve": serve,
    "setup": setup,
    "evenweave": program,
    "test": test,
    "check": check,
    "bench": bench,
    "shots": shots,
}

if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
