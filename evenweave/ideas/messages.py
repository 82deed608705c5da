"""What ideas write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

ANSWERED = MessageKind("ideas.answered", _("What became of your idea"))

COVERED = MessageKind(
    "ideas.covered", _("Words of yours are covered, or no longer"), can_be_stopped=False
)

COVER_APPEALED = MessageKind(
    "ideas.cover_appealed", _("Somebody sees a covering of yours otherwise")
)
