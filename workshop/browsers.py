"""A Chromium for tests and pictures: the machine's own, or else fetched once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from evenweave.config.trouble import Trouble
from workshop import setting_up

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
ON_A_MAC = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
WHERE = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as browsers: print(browsers.chromium.executable_path)"
)


def chromium() -> str:
    """The path of a Chromium; fetches one when there is none. Raises Trouble when it cannot."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if not found:
            raise Trouble(f"CHROMIUM says {named}, and there is no such program.")
        return found
    if found := on_this_machine():
        return found
    playwrights = playwrights_own()
    if Path(playwrights).exists():
        return playwrights
    with setting_up.alone():
        return fetch(playwrights)


def on_this_machine() -> str | None:
    """A Chromium that was installed here."""
    return next((path for name in [*NAMES, *ON_A_MAC] if (path := shutil.which(name))), None)


def fetch(playwrights: str) -> str:
    """From the system's packages when we may install them, else Playwright's own."""
    sys.stdout.write("Fetching a browser for the tests, once.\n")
    sys.stdout.flush()
    if shutil.which("apt-get") and os.geteuid() == 0:
        setting_up.apt("chromium")
        if found := on_this_machine():
            return found
    install = [str(setting_up.PYTHON), "-m", "playwright", "install", "chromium"]
    setting_up.quietly("browser", install, setting_up.environment())
    if not starts(playwrights):
        raise Trouble(
            "The browser for the tests lacks something of the system. "
            "On Debian or Ubuntu: sudo apt install chromium. Then start again."
        )
    return playwrights


def playwrights_own() -> str:
    """Where Playwright keeps its own Chromium, there or not."""
    command = [str(setting_up.PYTHON), "-c", WHERE]
    return subprocess.run(
        command, env=setting_up.environment(), capture_output=True, text=True, check=True
    ).stdout.strip()


def starts(program: str) -> bool:
    """Whether it can be started at all."""
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
