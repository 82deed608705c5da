"""The key that signs cookies: made once, kept in the data folder, never printed."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from evenweave.config.trouble import Trouble

FILE = "secret-key"


def secret_key(data: Path) -> str:
    """The installation's key; several machines share one by `EVENWEAVE_SECRET_KEY`.

    A command that runs before the data folder exists gets a key that lasts as long as the command.
    """
    given = os.environ.get("EVENWEAVE_SECRET_KEY")
    if given:
        return given
    try:
        return (data / FILE).read_text(encoding="ascii") or get_random_secret_key()
    except (FileNotFoundError, NotADirectoryError):
        return get_random_secret_key()
    except PermissionError:
        raise Trouble(
            f"The data folder {data} belongs to somebody else. "
            "Start Evenweave as that person, or choose another folder with --data DIR."
        ) from None


def place(data: Path) -> str:
    """Where the key lies, for whoever is to keep a copy of it; "" where there is none yet."""
    if os.environ.get("EVENWEAVE_SECRET_KEY"):
        return "EVENWEAVE_SECRET_KEY"
    file = data / FILE
    return str(file) if file.exists() else ""


def make_secret_key(data: Path) -> None:
    """Write the key once, whole or not at all, for the owner of the folder only.

    The caller holds the folder's lock.
    """
    key = data / FILE
    if key.exists() and key.stat().st_size:
        return
    half = key.with_suffix(".new")
    try:
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(get_random_secret_key())
            file.flush()
            os.fsync(file.fileno())
        half.replace(key)
    finally:
        half.unlink(missing_ok=True)
