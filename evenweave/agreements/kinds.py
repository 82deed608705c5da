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

CLASH_SETTLED = Kind(
    "agreements.clash_settled",
    _("Conflicts of priority settled"),
    _("{by} wrote down that a conflict of priorities is settled by a decision."),
    facts={"clash": "clash.id", "decision": "decision.id"},
)

# Lending to a later team, by a decision; never what is lent, nor to whom.

LENT = Kind(
    "agreements.lent",
    _("The agreement lent to another team"),
    _("The team’s agreement is lent to others, by a decision."),
    facts={
        "lending": "lending.id",
        "decision": "lending.decision_id",
        "is_to_all": "lending.is_to_all",
    },
)

LENDING_ENDED = Kind(
    "agreements.lending_ended",
    _("The agreement lent no longer"),
    _("{by} ended the lending of the team’s agreement, by a decision."),
    facts={"lending": "lending.id", "decision": "decision.id"},
)

# Closed matters: that there is one, why, for how many and until when. Never what is in it.

MATTER_OPENED = Kind(
    "agreements.matter_begun",
    _("Matters closed to some"),
    _("{by} closed “{name}” to all but some, until {ends_on}. Why: “{why}”"),
    facts={"matter": "result.id", "readers": "result.reader_ids", "ends_on": "result.ends_on"},
    words={"name": "result.name", "why": "result.why"},
)

MATTER_READERS = Kind(
    "agreements.matter_readers",
    _("Readers of closed matters"),
    _("{by} changed who reads “{name}”. Why: “{reason}”"),
    facts={"matter": "matter.id", "readers": "matter.reader_ids"},
    words={"name": "matter.name", "reason": "reason"},
    whose={"name": "matter.made_by"},
)

MATTER_READERS_NAMED = Kind(
    "agreements.matter_readers_named",
    _("New readers of closed matters"),
    _("Nobody read “{name}” any more. By a decision, it has readers again."),
    facts={
        "matter": "matter.id",
        "readers": "matter.reader_ids",
        "decision": "decision.id",
    },
    words={"name": "matter.name"},
    whose={"name": "matter.made_by"},
)

MATTER_END = Kind(
    "agreements.matter_end",
    _("How long matters stay closed"),
    _("{by} changed until when “{name}” stays closed: {ends_on}. Why: “{reason}”"),
    facts={"matter": "matter.id", "ends_on": "matter.ends_on"},
    words={"name": "matter.name", "reason": "reason"},
    whose={"name": "matter.made_by"},
)

MATTER_OPENED_TO_ALL = Kind(
    "agreements.matter_opened_to_all",
    _("Matters open to everybody"),
    _("“{name}” came to its day. Everybody here can read it now."),
    facts={"matter": "matter.id"},
    words={"name": "matter.name"},
    whose={"name": "matter.made_by"},
)

# Hand-overs. Who declined, and who was asked in vain, never stands here.

HANDED_ON = Kind(
    "agreements.handed_on",
    _("Work handed on"),
    _("{by} handed work on: “{what}”. Parts: {parts}."),
    facts={"hand_over": "result.id", "parts": "result.number_of_parts", "until": "until_on"},
    words={"what": "what"},
)

PART_TAKEN = Kind(
    "agreements.part_taken",
    _("Parts taken on"),
    _("{by} took on a part of work that was handed on: “{words}”."),
    facts={"hand_over": "part.hand_over_id", "part": "part.id", "member": "result.id"},
    words={"words": "part.words"},
    whose={"words": "part.hand_over.giver.person_id"},
)

PART_PUT_DOWN = Kind(
    "agreements.part_put_down",
    _("Parts put down"),
    _("{by} put down a part of work that was handed on: “{words}”. It needs somebody."),
    facts={"hand_over": "part.hand_over_id", "part": "part.id"},
    words={"words": "part.words"},
    whose={"words": "part.hand_over.giver.person_id"},
)

PART_DROPPED = Kind(
    "agreements.part_dropped",
    _("Parts not needed any more"),
    _("{by} said that a part of work is not needed any more: “{words}”."),
    facts={"hand_over": "part.hand_over_id", "part": "part.id"},
    words={"words": "part.words"},
    whose={"words": "part.hand_over.giver.person_id"},
)

ASKED_AGAIN = Kind(
    "agreements.asked_again",
    _("Work handed on again"),
    _("{by} asked again who goes on with “{what}”."),
    facts={"hand_over": "hand_over.id", "until": "until_on"},
    words={"what": "hand_over.what"},
    whose={"what": "hand_over.giver.person_id"},
)
