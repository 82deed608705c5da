from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

WRITTEN = Kind(
    "loom.written",
    _("Notes written"),
    _("{by} wrote “{words}”."),
    facts={"note": "result.id", "on": "at"},
    words={"words": "result.words"},
)

CHANGED = Kind(
    "loom.changed",
    _("Notes changed"),
    _("{by} changed a note to “{words}”."),
    facts={"note": "note.id"},
    words={"words": "words"},
)
