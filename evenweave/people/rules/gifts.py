"""Why something that a person brings may not be written down."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.people.models import Gift, Person
from evenweave.people.rules.own import not_for

ROOM_FOR = 60


def why_not_add_gift(by: Actor, person: Person, words: str) -> Promise | None:
    """A person says what they bring in their own words, and has room for sixty such things."""
    if text.is_blank(words):
        return _("Nothing is written here yet.")
    if Gift.objects.filter(person=person).count() >= ROOM_FOR:
        return _("You bring a great deal! There is no room for more. Take something out first.")
    return not_for(by, person)


def why_not_share_gift(by: Actor, gift: Gift) -> Promise | None:
    """Each thing is shown to the person's teams, or not, as the person likes."""
    return not_for(by, gift.person)


def why_not_remove_gift(by: Actor, gift: Gift) -> Promise | None:
    """A person may take out what they wrote."""
    return not_for(by, gift.person)
