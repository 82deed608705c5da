"""What a person brings, in their own words."""

from __future__ import annotations

from datetime import datetime

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.people import rules
from evenweave.people.actions.helpers import note_deed
from evenweave.people.models import Deed, Gift, Person


@action(quiet="What somebody brings is theirs to tell.")
def add_gift(
    *, person: Person, kind: str, words: str, is_shared: bool, by: Actor, at: datetime
) -> Gift:
    """Write down a strength, an interest or a wish to learn."""
    refuse_if(rules.why_not_add_gift(by, person, words))
    note_deed(person, Deed.What.GIFTS, by, at)
    return Gift.objects.create(person=person, kind=kind, words=words, is_shared=is_shared)


@action(quiet="What somebody brings is theirs to tell.")
def share_gift(*, gift: Gift, is_shared: bool, by: Actor, at: datetime) -> None:
    """Show it to the person's teams, or no longer."""
    refuse_if(rules.why_not_share_gift(by, gift))
    Gift.objects.filter(pk=gift.pk).update(is_shared=is_shared)
    note_deed(gift.person, Deed.What.GIFTS, by, at)


@action(quiet="What somebody brings is theirs to tell.")
def remove_gift(*, gift: Gift, by: Actor, at: datetime) -> None:
    """Take it out."""
    refuse_if(rules.why_not_remove_gift(by, gift))
    gift.delete()
    note_deed(gift.person, Deed.What.GIFTS, by, at)
