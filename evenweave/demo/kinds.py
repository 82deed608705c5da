"""What the examples put on their record."""

from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

JOINED = Kind(
    "demo.joined",
    _("People joined"),
    _("{person} joined, asked by {by}."),
    facts={"person": "person_id"},
)

AGREED = Kind(
    "demo.agreed",
    _("Agreed together"),
    _("{by} wrote down what everybody agreed: “{what}”"),
    words={"what": "what"},
)
