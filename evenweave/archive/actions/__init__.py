"""Erasing a person, and bringing a project in."""

from evenweave.archive.actions.bringing import import_project, make_first_cards
from evenweave.archive.actions.erasing import erase_person, note_erasure

__all__ = ["erase_person", "import_project", "make_first_cards", "note_erasure"]
