"""What agreements put on the record: what was agreed and by which decision, and who works on."""

from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

ADOPTED = Kind(
    "agreements.adopted",
    _("Parts of the agreement"),
    _("“{title}” stands in the agreement, by a decision. It is its version {version}."),
    facts={
        "clause": "result.clause_id",
        "version": "result.number",
        "decision": "change.decision_id",
    },
    words={"title": "change.title"},
    whose={"title": "change.made_by"},
)

REMOVED = Kind(
    "agreements.removed",
    _("Parts taken out of the agreement"),
    _("“{title}” was taken out of the agreement, by a decision."),
    facts={"clause": "change.clause_id", "decision": "change.decision_id"},
    words={"title": "change.title"},
    whose={"title": "change.made_by"},
)
