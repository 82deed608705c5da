"""A sound is read from end to end by its structure, and goes on without its notes.

Nothing is decoded and nothing is coded anew (that would take a large program); so the sound itself
stays as it came. What is around it is taken out or blanked: titles, names, pictures, places. A file
that holds anything beside sound, or does not hold together to its last byte, is not taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from evenweave.common.files.kinds import BrokenError, Sound, UnusableError
from evenweave.common.files.sounds import mp3, mp4, ogg, wav, webm

NOT_ONE = _(
    "This is not a sound that browsers can play. Please choose an MP3, M4A, WAV, Ogg or WebM file."
)
BROKEN = _("This recording is broken, or only half of it arrived. Please choose it again.")

# Seconds. A file that says more than a day of itself is not believed.
LONGEST = 86_400
READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Sound]], ...] = (
    (webm.begins, webm.read),
    (ogg.begins, ogg.read),
    (mp4.begins, mp4.read),
    (wav.begins, wav.read),
    (mp3.begins, mp3.read),
)


def sound_from(content: bytes) -> Sound:
    """The sound in these bytes, known by them alone. Raises UnusableError."""
    for begins, read in READERS:
        if begins(content):
            try:
                sound = read(content)
            except BrokenError:
                raise UnusableError(BROKEN) from None
            is_likely = sound.seconds and 0 < sound.seconds < LONGEST
            return sound if is_likely else replace(sound, seconds=None)
    raise UnusableError(NOT_ONE)
