"""Why somebody may not be added."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.people.models import Person


def why_not_add_person(name: str, email: str) -> Promise | None:
    """A person has a name, and an e-mail address that nobody else here has."""
    if text.is_blank(name):
        return _("A person needs a name. Any name they like will do.")
    if Person.objects.by_email(email) is not None:
        return _("Somebody here already has this e-mail address. Each person needs their own.")
    return None
