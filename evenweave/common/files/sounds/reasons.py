"""Why a file that is whole is still not taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FILM = _("This is a film. Please choose a recording of sound only.")
MORE = _("There is more than sound in this file, perhaps where you were. Please save it as MP3.")
UNPLAYABLE = _("Most browsers cannot play this kind of sound. Please save it as MP3 or M4A.")
