"""Words for code that runs without Django, such as `evenweave verify`."""

from __future__ import annotations

import gettext as standard
from pathlib import Path

_translation = standard.translation(
    "django", Path(__file__).resolve().parent.parent / "locale", fallback=True
)
gettext = _translation.gettext
ngettext = _translation.ngettext
