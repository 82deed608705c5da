"""What ideas put on the record: that one was raised, heard and answered. Never what it says."""

from django.utils.translation import gettext_lazy as _

from evenweave.ideas.models import Answer
from evenweave.record.vocabulary import Kind

HOWS = {str(how.value): how.label for how in Answer.How}

RAISED = Kind(
    "ideas.raised",
    _("Ideas raised"),
    _("{by} raised an idea."),
    facts={"idea": "result.id", "circle": "circle.id"},
    page=("ideas:idea", "idea"),
)

CAME_UNNAMED = Kind(
    "ideas.came_unnamed",
    _("Ideas without a name"),
    _("Words without a name came."),
)

HEARD = Kind(
    "ideas.heard",
    _("Ideas heard"),
    _("{by} wrote down that an idea was heard: {where}."),
    facts={"idea": "idea.id"},
    words={"where": "where"},
)

COUNTED = Kind(
    "ideas.counted",
    _("Ideas answered"),
    _("{by} wrote down what became of an idea: {how}."),
    facts={"idea": "idea.id", "how": "how", "decision": "decision_id"},
    codes={"how": HOWS},
)

REOPENED = Kind(
    "ideas.reopened",
    _("Ideas that were meant otherwise"),
    _("{by} said that an answer is not what was meant. The idea is open again."),
    facts={"idea": "idea.id"},
)

GATHERED = Kind(
    "ideas.gathered",
    _("Ideas gathered"),
    _("{by} gathered ideas into one. Each stays readable."),
    facts={"into": "into.id", "ideas": "result"},
)

PARTED = Kind(
    "ideas.parted",
    _("Ideas parted"),
    _("{by} let an idea stand by itself again."),
    facts={"idea": "idea.id"},
)

THINKING_OPENED = Kind(
    "ideas.thinking_opened",
    _("Thinking aloud"),
    _("{by} opened a space to think aloud. All of it goes on {until}."),
    facts={"circle": "circle.id", "until": "result.until_on"},
)

# Coverings: that words are covered, never the words.

COVERED = Kind(
    "ideas.covered",
    _("Words covered"),
    _("{by} and {other} covered words that somebody wrote. Why: “{reason}”"),
    facts={
        "covering": "covering.id",
        "thing_kind": "covering.kind",
        "thing": "covering.thing_id",
        "other": "covering.asked_by.person_id",
    },
    words={"reason": "covering.reason"},
    whose={"reason": "covering.asked_by.person_id"},
)

COVER_APPEALED = Kind(
    "ideas.cover_appealed",
    _("Coverings seen otherwise"),
    _("{by} sees a covering otherwise. Two others can look at it now."),
    facts={"covering": "covering.id"},
)

UNCOVERED = Kind(
    "ideas.uncovered",
    _("Words uncovered"),
    _("{by} uncovered words again, so that they can be read. Why: “{reason}”"),
    facts={
        "covering": "covering.id",
        "thing_kind": "covering.kind",
        "thing": "covering.thing_id",
        "first": "covering.lift_by_id",
    },
    words={"reason": "reason"},
)
