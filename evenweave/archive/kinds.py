"""What an erasure puts on the record."""

from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

ERASED = Kind(
    "archive.erased",
    _("People erased"),
    _("All that was kept of {person} was erased."),
    facts={"person": "person_id"},
)
