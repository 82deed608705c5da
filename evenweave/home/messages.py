"""What home sends: words from a member to whoever coordinates."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

SAID = MessageKind(
    "home.said", _("Somebody in your team wrote to you"), urgent=True, can_be_stopped=False
)
