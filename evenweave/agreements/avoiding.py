"""Whether words hold one that a team avoids, and what is said then. Nobody is stopped."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from evenweave.agreements.models import Version

LETTER = r"[^\W_]"


def is_in(written: str, version: Version) -> bool:
    """Whether the word stands there by itself, or with an s behind it; in any case of letters.

    The same as in assets/elements/team-words.js.
    """
    word = r"\s+".join(re.escape(part) for part in version.title.split())
    return re.search(rf"(?<!{LETTER}){word}s?(?!{LETTER})", written, re.IGNORECASE) is not None


def told(version: Version) -> str:
    """In which team, what it says instead, and why."""
    team = version.clause.project.name
    said = _("In {team} we avoid “{word}”.").format(team=team, word=version.title)
    instead = _("We say “{words}”.").format(words=version.words) if version.words else ""
    why = _("Why: {why}").format(why=version.why) if version.why else ""
    return " ".join(each for each in (said, instead, why) if each)
