"""What ideas write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

ANSWERED = MessageKind("ideas.answered", _("What became of your idea"))
