"""What meetings write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

SUITS = MessageKind("meetings.suits", _("When and where could you come?"))

PLANNED = MessageKind("meetings.planned", _("A meeting is planned, moved or called off"))

MINUTES = MessageKind("meetings.minutes", _("The draft minutes of a meeting"))

THANKS = MessageKind("meetings.thanks", _("Somebody thanks you after a meeting"))

AGENDA = MessageKind("meetings.agenda", _("What a meeting is about"))
