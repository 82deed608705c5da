"""What decisions write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

OPENED = MessageKind("decisions.opened", _("Something to decide in your circle"))

CHANGED = MessageKind("decisions.changed", _("A proposal changed, or has more time"))

CLOSED = MessageKind("decisions.closed", _("What was decided in your circle"))

URGENT = MessageKind(
    "decisions.urgent", _("Somebody had to decide alone"), urgent=True, can_be_stopped=False
)

DOUBTED = MessageKind("decisions.doubted", _("Somebody is not sure that it was agreed"))

ASKED_TO_PROPOSE = MessageKind("decisions.asked", _("Somebody asks you to propose it with them"))

RULE_SET = MessageKind("decisions.rule_set", _("How we decide was written down anew"))

YOURS_TO_DECIDE = MessageKind(
    "decisions.yours", _("You were named to decide"), urgent=True, can_be_stopped=False
)
