"""Why somebody may not help, or be asked to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.people import limits, teams
from evenweave.people.models import Helper, Person
from evenweave.people.rules.own import not_alone

LINK_LASTS = timedelta(days=14)
ASKED_AT_ONCE = 5
# A slip in the address, and one more: no more people than that come in by one link.
ARRIVALS = limits.Pace("arrivals", LINK_LASTS, 3)


def why_not_ask_helper(by: Actor, person: Person, helper: Person | None) -> Promise | None:
    """A person asks somebody of their teams, or makes a link for somebody; each only once."""
    if reason := not_alone(by, person):
        return reason
    if helper is None:
        links = Helper.objects.filter(person=person, helper=None)
        many = _("You have made several links already. Take one back before you make another.")
        return many if links.count() >= ASKED_AT_ONCE else None
    if helper.id not in teams.company(person.id):
        return _("You can only ask people in a team with you. For anybody else, make a link.")
    if Helper.objects.filter(person=person, helper=helper).exists():
        return _("You have asked this person already.")
    return None


def why_not_arrive_as_helper(helping: Helper, at: datetime) -> Promise | None:
    """A link brings in whoever was asked, and not a crowd."""
    if limits.is_reached(ARRIVALS, str(helping.id), at):
        return _("This link was used by several people. Please ask for a new one.")
    return None


def why_not_accept_helping(
    by: Actor, helping: Helper, helper: Person, at: datetime
) -> Promise | None:
    """Whoever was asked may say yes; a link is answered once, in two weeks, by somebody else."""
    if reason := not_alone(by, helper):
        return reason
    if helping.since is not None:
        return _("This was answered already.")
    if helping.person_id == helper.id:
        return _("This link is for somebody who helps you. Please give it to them.")
    if helping.helper_id not in {None, helper.id}:
        return _("Somebody else was asked to help here.")
    if helping.helper_id is None and at - helping.asked_at > LINK_LASTS:
        return _("This link is too old. Please ask for a new one.")
    if Helper.objects.filter(person=helping.person, helper=helper).exclude(pk=helping.pk).exists():
        return _("You are already asked to help this person. Nothing more is needed.")
    return None


def why_not_end_helping(by: Actor, helping: Helper) -> Promise | None:
    """Either of the two may end it, or say no, at any time and without a reason."""
    if by.kind is ActorKind.PERSON and by.person in {helping.person_id, helping.helper_id}:
        return None
    return _("Only the two people can end this, each signed in themselves.")


def why_not_confirm_deeds(by: Actor, person: Person) -> Promise | None:
    """Whether what a helper did was right, only the person can say."""
    return not_alone(by, person)
