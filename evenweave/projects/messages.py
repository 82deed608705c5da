"""What projects write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

TRUSTED = MessageKind(
    "projects.trusted",
    _("You are trusted with something, or no longer"),
    urgent=True,
    can_be_stopped=False,
)

LIMIT_ASKED = MessageKind("projects.limit_asked", _("Somebody asks about a limit that you hold"))

LIMIT_ANSWERED = MessageKind(
    "projects.limit_answered", _("Your question about a limit was answered")
)
