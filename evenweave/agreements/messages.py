"""What agreements write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

ANSWERED = MessageKind("agreements.answered", _("An answer to what you asked about the agreement"))

REMINDED = MessageKind("agreements.reminded", _("A reminder of the agreement, to everybody alike"))
