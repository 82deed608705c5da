"""Why something may not be said or kept about somebody's going."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import Parting, Thanks
from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_member, unless_oneself

OWN = _("Only the person themself can say this.")


def why_not_tell_going(
    by: Actor, member: Member, goes_on: date | None, today: date
) -> Promise | None:
    """Each tells for themself that they will go, or keeps it to themself."""
    if why_not := unless_oneself(by, member):
        return why_not
    if goes_on is not None and goes_on < today:
        return _("That day is over. Choose a later one, or none.")
    return None


def why_not_stay_after_all(by: Actor, member: Member) -> Promise | None:
    """Each stays after all, without a reason."""
    return unless_oneself(by, member)


def why_not_choose_name(by: Actor, member: Member) -> Promise | None:
    """Each says how they wish to be named, before they go and after."""
    return unless_own(by, member)


def why_not_thank(by: Actor, to: Member, words: str) -> Promise | None:
    """A member thanks somebody who told the team that they go, or who left."""
    if why_not := unless_member(by, to.project):
        return why_not
    if text.is_blank(words):
        return _("Write a word or two first.")
    if to.person_id == by.person:
        return _("That is you. Others can thank you here.")
    if to.person_id is None:
        return _("Nothing is kept of them any more, so it could not reach them.")
    parting = Parting.objects.of(to)
    if to.is_present and (parting is None or parting.told_at is None):
        return _("They are not going, as far as the team knows. You can tell them so yourself.")
    return None


def why_not_take_back_thanks(by: Actor, thanks: Thanks) -> Promise | None:
    """Whoever wrote it takes it back, at any time and without a reason."""
    if by.person is None or by.person != thanks.by.person_id:
        return _("Only the person who wrote it can take it back.")
    if thanks.taken_back_at is not None:
        return _("This was taken back already.")
    return None


def why_not_show_thanks(by: Actor, thanks: Thanks) -> Promise | None:
    """Whom it is to lets the team read it, or no longer."""
    if thanks.taken_back_at is not None:
        return _("Whoever wrote this has taken it back.")
    return unless_own(by, thanks.to)


def why_not_keep_portfolio(by: Actor, member: Member) -> Promise | None:
    """Each keeps their own, before they go and after."""
    return unless_own(by, member)


def why_not_begin_portfolio_anew(by: Actor, member: Member) -> Promise | None:
    """Each throws their own away."""
    return unless_own(by, member)


def unless_own(by: Actor, member: Member) -> Promise | None:
    """Only the person, whether they are still here or have left."""
    return OWN if by.person is None or by.person != member.person_id else None
