"""Write the JSON Schemas of a copy’s tables into the docs: `python -m tests.archive.schemas`."""

from __future__ import annotations

import os
from pathlib import Path

import django

FOLDER = Path(__file__).parents[2] / "docs" / "schemas" / "copies"


def write() -> None:
    """All of them, and no others."""
    from evenweave.archive import tables

    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name in tables.copied():
        (FOLDER / f"{name}.json").write_text(tables.schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    write()
