"""What meetings write to people."""

from django.utils.translation import gettext_lazy as _

from evenweave.meetings.files import in_message
from evenweave.outbox.vocabulary import MessageKind

SUITS = MessageKind("meetings.suits", _("When and where could you come?"))

PLANNED = MessageKind(
    "meetings.planned", _("A meeting is planned, moved or called off"), files=in_message
)

MINUTES = MessageKind("meetings.minutes", _("The draft minutes of a meeting"))

THANKS = MessageKind("meetings.thanks", _("Somebody thanks you after a meeting"))

AGENDA = MessageKind("meetings.agenda", _("What a meeting is about"))

AFTERWARDS = MessageKind(
    "meetings.afterwards",
    _("Somebody would like to say something to you after a meeting"),
    urgent=True,
    private=True,
)
