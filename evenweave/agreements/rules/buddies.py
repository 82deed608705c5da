"""Why somebody may not have or be a buddy like this. No reason is ever asked of anybody."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import Buddy, Willing
from evenweave.common.actors import Actor, ActorKind
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_oneself


def why_not_be_willing(by: Actor, member: Member) -> Promise | None:
    """Each says so for themself."""
    return unless_oneself(by, member)


def why_not_stop_being_willing(by: Actor, member: Member) -> Promise | None:
    """Each says so for themself, at any time. Whoever they are a buddy of stays."""
    return unless_oneself(by, member)


def why_not_choose_buddy(by: Actor, newcomer: Member, buddy: Member) -> Promise | None:
    """One of those who are willing, and one at a time."""
    if why_not := unless_oneself(by, newcomer) or unless_free(newcomer):
        return why_not
    if buddy.id == newcomer.id:
        return _("That is you. Please choose somebody else.")
    if not Willing.objects.in_project(newcomer.project).filter(member=buddy).exists():
        return _("They are not free for this just now. Please choose somebody else.")
    return None


def why_not_ask_to_be_matched(by: Actor, newcomer: Member) -> Promise | None:
    """One at a time."""
    return unless_oneself(by, newcomer) or unless_free(newcomer)


def why_not_accept_buddy(by: Actor, pair: Buddy) -> Promise | None:
    """Whoever was asked says yes for themself, while both are here."""
    if why_not := unless_asked(by, pair):
        return why_not
    if pair.ended_at is not None or not pair.newcomer.is_present:
        return _("They do not need you for this any more. Thank you for looking.")
    if pair.accepted_at is not None:
        return _("You said yes already.")
    return None


def why_not_decline_buddy(by: Actor, pair: Buddy) -> Promise | None:
    """Whoever was asked says no for themself."""
    if why_not := unless_asked(by, pair):
        return why_not
    if pair.ended_at is not None:
        return _("This has ended already.")
    return None


def why_not_end_buddy(by: Actor, pair: Buddy) -> Promise | None:
    """Either of the two, at any time."""
    people = {pair.newcomer.person_id, pair.buddy.person_id if pair.buddy else None}
    if by.person is None or by.person not in people:
        return _("Only the two themselves can end this.")
    if pair.ended_at is not None:
        return _("This has ended already.")
    return None


def why_not_match_anew(by: Actor, pair: Buddy) -> Promise | None:
    """The program does it, when whoever it asked is gone or rests, and has not answered."""
    if by.kind is not ActorKind.JOB:
        return _("The program does this by itself.")
    buddy = pair.buddy
    is_gone = buddy is not None and not buddy.is_present
    is_away = buddy is not None and buddy.person is not None and buddy.person.is_resting
    is_open = pair.ended_at is None and pair.accepted_at is None and pair.newcomer.is_present
    if not (is_open and (is_gone or is_away)):
        return _("They can still answer.")
    return None


def unless_asked(by: Actor, pair: Buddy) -> Promise | None:
    """Only who was asked."""
    if pair.buddy is None:
        return _("Nobody was asked yet.")
    return unless_oneself(by, pair.buddy)


def unless_free(newcomer: Member) -> Promise | None:
    """Only who has no buddy, and waits for none."""
    if Buddy.objects.of_newcomer(newcomer) is not None:
        return _("You have asked already. You can end that first, and then choose again.")
    return None
