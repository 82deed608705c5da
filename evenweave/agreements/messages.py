"""What agreements write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

ANSWERED = MessageKind("agreements.answered", _("An answer to what you asked"))

REMINDED = MessageKind("agreements.reminded", _("A reminder of the agreement, to everybody alike"))

# What another team lent

LENDING_ENDED = MessageKind(
    "agreements.lending_ended", _("Another team lends its agreement no longer")
)

# Closed matters. Never what they are called, and never what is in them.

READER = MessageKind("agreements.reader", _("Who reads a closed matter of yours, or that you do"))

MATTER_ENDS = MessageKind(
    "agreements.matter_ends", _("Notes of yours open to everybody soon"), can_be_stopped=False
)

# Buddies: between the two, so nobody else may read it in order to hand it over.

BUDDY = MessageKind(
    "agreements.buddy", _("A newcomer asks you something, or answers"), private=True
)

# Hand-overs

HAND_OVER = MessageKind("agreements.hand_over", _("Work that is handed on, and who takes it on"))

# Partings

THANKS = MessageKind("agreements.thanks", _("Somebody thanks you"), private=True)
