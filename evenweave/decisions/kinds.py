"""What decisions put on the record: rules set, decisions opened and closed, and by whose authority.

Where somebody stands and how they vote is not here; that a vote was counted, and the hash of what
was counted, is.
"""

from django.utils.translation import gettext_lazy as _

from evenweave.decisions.models import How, Protocol
from evenweave.record.vocabulary import Kind

# “It was decided: Nobody” would be read as a choice.
NOBODY = _("by nobody, so nothing changes")
HOWS = {str(how.value): how.label for how in How} | {str(How.NOBODY): NOBODY}

RULE_SET = Kind(
    "decisions.rule_set",
    _("How we decide"),
    _("{by} wrote down how the team decides from now on, unless a proposal says otherwise."),
    facts={"rule": "result.id", "circle": "result.circle_id", "steps": "way.as_fact"},
)

AGREED_IN_ROOM = Kind(
    "decisions.agreed_in_room",
    _("Agreed in the room"),
    _("{by} wrote down what was agreed in the room: “{words}”"),
    facts={"decision": "result.id", "circle": "circle.id", "present": "result.present_ids"},
    words={"words": "words"},
)

DOUBTED = Kind(
    "decisions.doubted",
    _("Agreements doubted"),
    _("{by} is not sure that it was agreed: “{words}”. It is shaped anew."),
    facts={"decision": "decision.id"},
    words={"words": "decision.question"},
    whose={"words": "decision.made_by"},
)

ACTED_URGENTLY = Kind(
    "decisions.acted_urgently",
    _("It could not wait"),
    _("{by} decided alone, because it could not wait: “{words}”. Why: “{reason}”"),
    facts={"decision": "result.id", "circle": "circle.id"},
    words={"words": "words", "reason": "reason"},
)

OPENED = Kind(
    "decisions.opened",
    _("Decisions opened"),
    _("{by} opened “{question}”, by the rule that was told beforehand."),
    facts={
        "decision": "decision.id",
        "circle": "decision.circle_id",
        "steps": "result.as_fact",
        "closes_at": "decision.closes_at",
        "proposers": "decision.proposer_ids",
        "is_from_circle": "decision.is_from_circle",
        "lot": "decision.lot",
    },
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

AMENDED = Kind(
    "decisions.amended",
    _("Proposals changed"),
    _("{by} changed what is proposed. Round {number} began."),
    facts={"decision": "decision.id", "number": "result.number"},
)

EXTENDED = Kind(
    "decisions.extended",
    _("More time"),
    _("{by} gave more time to “{question}”, until {closes_at}."),
    facts={"decision": "decision.id", "closes_at": "closes_at"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

MOVED_ON = Kind(
    "decisions.moved_on",
    _("Steps that ended"),
    _("A step of “{question}” ended. {by} went on to the next."),
    facts={"decision": "decision.id", "step": "decision.step", "count": "result"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

ROUND_ENDED = Kind(
    "decisions.round_ended",
    _("Rounds without consensus"),
    _("Round {number} of “{question}” ended without consensus. It can be changed now."),
    facts={"decision": "decision.id", "number": "ended.number"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

CLOSED = Kind(
    "decisions.closed",
    _("Decisions made"),
    _("“{question}” was closed. It was decided: {how}."),
    facts={
        "decision": "decision.id",
        "outcome": "result.id",
        "how": "result.how",
        "chosen": "result.chosen",
        "count": "count",
    },
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
    codes={"how": HOWS},
)

DECIDED = Kind(
    "decisions.decided",
    _("Decided by those who were named"),
    _("{by} decided “{question}”, as the rule says. Why: “{reason}”"),
    facts={"decision": "decision.id", "outcome": "result.id", "chosen": "result.chosen"},
    words={"question": "decision.question", "reason": "reason"},
    whose={"question": "decision.made_by"},
)

OUTCOME_TOLD = Kind(
    "decisions.outcome_told",
    _("Outcomes in plain words"),
    _("{by} wrote down what came of “{question}”: “{words}”"),
    facts={"decision": "outcome.decision_id", "outcome": "outcome.id"},
    words={"question": "outcome.decision.question", "words": "words"},
    whose={"question": "outcome.decision.made_by"},
)

DISSENTED = Kind(
    "decisions.dissented",
    _("Said against an outcome"),
    _("{by} wants it to stand beside “{question}” that they see it otherwise."),
    facts={"decision": "outcome.decision_id", "outcome": "outcome.id", "dissent": "result.id"},
    words={"question": "outcome.decision.question"},
    whose={"question": "outcome.decision.made_by"},
)

CAME_UNNAMED = Kind(
    "decisions.came_unnamed",
    _("Said against an outcome, without a name"),
    _("Words without a name came, to stand beside what was decided."),
)

TAKEN_BACK = Kind(
    "decisions.taken_back",
    _("Proposals taken back"),
    _("{by} took a proposal back. It had been opened before."),
    facts={"decision": "decision.id"},
)

PROTOCOL_CHANGED = Kind(
    "decisions.protocol_changed",
    _("Changes to the protocol"),
    _("{by} wrote down how it stands with a change to the study’s protocol: {protocol}."),
    facts={"decision": "decision.id", "protocol": "protocol", "who": "decision.protocol_by_id"},
    codes={"protocol": {str(each.value): each.label for each in Protocol}},
)

LOOKED_AT_AGAIN = Kind(
    "decisions.looked_at_again",
    _("Looked at again"),
    _("{by} wrote down that the circle looked at “{question}” again, and keeps it."),
    facts={"decision": "decision.id"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

# Sealed boxes: that they opened and closed. Who put a paper in, nobody knows.

BOX_OPENED = Kind(
    "decisions.box_opened",
    _("Sealed boxes opened for papers"),
    _("The sealed box for “{question}” took its first papers. {seats} people have an envelope."),
    facts={
        "decision": "decision.id",
        "box": "box.id",
        "seats": "box.seats",
        "holders": "result",
        "closes_at": "decision.closes_at",
    },
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

BOX_CLOSED = Kind(
    "decisions.box_closed",
    _("Sealed boxes closed"),
    _("The sealed box for “{question}” closed. Its papers are opened together."),
    facts={"decision": "decision.id", "box": "result"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

BOX_TOO_FEW = Kind(
    "decisions.box_too_few",
    _("Too few papers"),
    _("The sealed box for “{question}” had too few papers, so none was opened."),
    facts={"decision": "decision.id", "box": "box.id"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

BOX_VOID = Kind(
    "decisions.box_void",
    _("Boxes that nobody can open"),
    _("What opens the sealed box for “{question}” was lost, so no paper can be read, ever."),
    facts={"decision": "decision.id", "box": "box.id"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

BOX_GIVEN_TIME = Kind(
    "decisions.box_given_time",
    _("More time for a box"),
    _("{by} gave the secret vote on “{question}” more time."),
    facts={"decision": "decision.id", "closes_at": "decision.closes_at"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

BOX_GIVEN_UP = Kind(
    "decisions.box_given_up",
    _("Secret votes given up"),
    _("{by} went on with “{question}” without its secret vote. No paper was read."),
    facts={"decision": "decision.id"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

CARD_GIVEN = Kind(
    "decisions.card_given",
    _("Cards put in"),
    _("{by} put a card in, to open the sealed box for “{question}”."),
    facts={"decision": "decision.id", "missing": "result"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

CARD_LOST = Kind(
    "decisions.card_lost",
    _("Cards lost"),
    _("{by} said that their card for the sealed box for “{question}” is lost."),
    facts={"decision": "decision.id"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)

SLIPS_PUT_IN = Kind(
    "decisions.slips_put_in",
    _("Slips of paper"),
    _("{by} and {other} counted the slips of paper for “{question}”, and put them into the box."),
    facts={"decision": "decision.id", "other": "first.counted_by.person_id"},
    words={"question": "decision.question"},
    whose={"question": "decision.made_by"},
)
