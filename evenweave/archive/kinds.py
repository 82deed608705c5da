"""What an erasure puts on the record, and bringing a project in."""

from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

ERASED = Kind(
    "archive.erased",
    _("People erased"),
    _("All that was kept of {person} was erased."),
    facts={"person": "person_id"},
)

IMPORTED = Kind(
    "archive.imported",
    _("Projects brought in"),
    _("{by} brought this project in, from a copy that held {length} lines of its record."),
    facts={
        "length": "copy.checked.length",
        "head": "copy.checked.head",
        "copy": "copy.checked.fingerprint",
        "lots": "result.lots",
    },
)
