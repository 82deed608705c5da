from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import Envelope, File, MessageKind

NEWS = MessageKind("loom.news", _("News of the loom"))
TODAY = MessageKind("loom.today", _("What happens today"), urgent=True)


def pattern(envelope: Envelope) -> list[File]:
    """The addresses of an e-mail that carries it stand in it, and whose it is."""
    words = f"{envelope.from_address} {envelope.to_address} {envelope.about}\n"
    return [File("The pattern", "pattern.txt", "text/plain; charset=utf-8", words.encode())]


PATTERN = MessageKind("loom.pattern", _("A pattern"), files=pattern)
MUST = MessageKind("loom.must", _("What you must know"), urgent=True, can_be_stopped=False)
PRIVATE = MessageKind("loom.private", _("For your eyes"), private=True)
