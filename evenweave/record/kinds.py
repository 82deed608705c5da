"""What the record says of itself."""

from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

OPENED = Kind("record.opened", _("This record opened"), _("{by} opened this record."))

EXPORTED = Kind(
    "record.exported",
    _("Copies made"),
    _("{by} made a copy of this record, up to line {length}."),
    facts={"length": "length", "head": "head", "copy": "fingerprint"},
)

ERASED = Kind(
    "record.erased",
    _("Words taken out"),
    _("{by} took a person’s words out of this record. The line they stood in stays."),
    facts={"places": "places"},
)
