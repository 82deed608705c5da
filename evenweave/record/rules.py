"""Why something may not be done to a record."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.record.models import Stream, Words

Place = tuple[int, str]


def why_not_open_stream(slug: str) -> Promise | None:
    """A record has a short name of its own."""
    if Stream.objects.filter(slug=slug).exists():
        return _("There is already a record with this short name. Choose another.")
    return None


def why_not_call_stream(title: str) -> Promise | None:
    """A record has a name that can be read."""
    if not title.strip():
        return _("A record needs a name. Write one, then save it again.")
    return None


def why_not_bring_in_entries(stream: Stream) -> Promise | None:
    """A record is taken over whole, into one that has nothing yet."""
    if stream.entries.exists():
        return _("This record has lines already, so no others can be brought in.")
    return None


def why_not_note_export(stream: Stream, length: int, head: str) -> Promise | None:
    """A copy is noted only if it ends where this record once stood."""
    if not stream.entries.filter(sequence=length, hash=head).exists():
        return _("This copy does not belong to this record. Make a new one.")
    return None


def why_not_erase_words(stream: Stream, places: Sequence[Place]) -> Promise | None:
    """Words can be erased where they stand; each only once."""
    if not places:
        return _("There is nothing of this person’s to erase here.")
    if set(places) - set(Words.objects.places(stream)):
        return _("Some of these words are already erased, or were never here.")
    return None
