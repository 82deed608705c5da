"""Erasing a person, and bringing a project in."""

from evenweave.archive.actions.bringing import import_project
from evenweave.archive.actions.erasing import erase_person, note_erasure

__all__ = ["erase_person", "import_project", "note_erasure"]
