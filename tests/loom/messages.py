from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import MessageKind

NEWS = MessageKind("loom.news", _("News of the loom"))
TODAY = MessageKind("loom.today", _("What happens today"), urgent=True)
MUST = MessageKind("loom.must", _("What you must know"), urgent=True, can_be_stopped=False)
PRIVATE = MessageKind("loom.private", _("For your eyes"), private=True)
