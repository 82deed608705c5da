from __future__ import annotations


def why_not_write_note(words: str) -> str | None:
    """A note has words."""
    return None if words.strip() else "A note needs words. Write something, then send it again."


def why_not_change_note(words: str) -> str | None:
    """A changed note has words too."""
    return why_not_write_note(words)
