"""What the outbox itself sends."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

LETTER = MessageKind("outbox.letter", _("Your weekly letter"))
