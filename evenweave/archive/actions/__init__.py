"""Erasing a person, and bringing a project in."""

from evenweave.archive.actions.bringing import (
    import_and_erase_again,
    import_project,
    make_first_cards,
)
from evenweave.archive.actions.erasing import erase_again, erase_person, note_erasure

__all__ = [
    "erase_again",
    "erase_person",
    "import_and_erase_again",
    "import_project",
    "make_first_cards",
    "note_erasure",
]
