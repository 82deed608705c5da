"""Why work may not be handed on, taken on or put down like this."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import HandOver, HandOverPart
from evenweave.agreements.models.handovers import Standing
from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Member, Project
from evenweave.projects.rules.standing import unless_member

Reason = str | Promise | None
MOST_PARTS = 12
LEFT = _("They have left this project. Choose somebody else, or nobody: then it needs somebody.")
OVER = _("Its last day is over. Ask again who goes on with it.")
GONE = _("This part is not needed any more.")


def why_not_hand_on(
    by: Actor,
    project: Project,
    what: str,
    parts: Sequence[tuple[str, Member | None]],
    *,
    until_on: date | None,
    today: date,
) -> Reason:
    """Anybody hands on what they do, in parts: to people who are here, or to whoever will."""
    if why_not := unless_member(by, project):
        return why_not
    if text.is_blank(what) or not parts or any(text.is_blank(words) for words, _to in parts):
        return _("Write what you hand on, and at least one part of it.")
    if len(parts) > MOST_PARTS:
        return _("That is more than twelve parts. Hand on a few first, and the others after.")
    if until_on is not None and until_on < today:
        return _("That day is over. Choose a later one, or none: then it is for good.")
    reasons = [unless_here(to, project, by) for _words, to in parts]
    return next((reason for reason in reasons if reason), None)


def why_not_offer_part(by: Actor, part: HandOverPart, to: Member, today: date) -> Reason:
    """Anybody asks somebody who is here to take on what needs somebody."""
    if why_not := unless_member(by, part.hand_over.project) or unless_needed(part, today):
        return why_not
    return unless_here(to, part.hand_over.project, by)


def why_not_take_part(by: Actor, part: HandOverPart, today: date) -> Reason:
    """Whoever was asked says yes; what needs somebody, anybody in the team may take on."""
    if why_not := unless_member(by, part.hand_over.project):
        return why_not
    match part.standing(today):
        case Standing.DROPPED:
            return GONE
        case Standing.BACK:
            return _("Its last day is over, and it is back with who gave it. They can ask again.")
        case Standing.NEEDS if part.hand_over.is_past(today):
            return OVER
        case Standing.HELD:
            return now("{name} has taken this on already.").format(name=holder(part))
        case Standing.OFFERED if not is_persons(part, by.person):
            return now("{name} was asked first, and has not answered yet.").format(
                name=holder(part)
            )
    return None


def why_not_decline_part(by: Actor, part: HandOverPart, today: date) -> Reason:
    """Whoever was asked says no for themself, without a reason."""
    if part.standing(today) is not Standing.OFFERED or not is_persons(part, by.person):
        return _("You are not asked to take this on, so there is nothing to say no to.")
    return None


def why_not_put_down_part(by: Actor, part: HandOverPart, today: date) -> Reason:
    """Whoever took it on puts it down at any time; then it needs somebody."""
    if part.standing(today) is not Standing.HELD or not is_persons(part, by.person):
        return _("Only whoever holds this part can put it down.")
    return None


def why_not_drop_part(by: Actor, part: HandOverPart, today: date) -> Reason:
    """Whoever handed it on, while nobody holds it; once they are gone, anybody in the team."""
    if why_not := unless_member(by, part.hand_over.project):
        return why_not
    giver = part.hand_over.giver
    if giver.is_present and giver.person_id != by.person:
        return _("Only whoever handed this on can say that it is not needed any more.")
    match part.standing(today):
        case Standing.DROPPED:
            return GONE
        case Standing.HELD:
            return now("{name} does this now, so only they can put it down.").format(
                name=holder(part)
            )
    return None


def why_not_ask_again(by: Actor, hand_over: HandOver, until_on: date | None, today: date) -> Reason:
    """Whoever gave it asks again, once its last day is over; once they are gone, anybody."""
    if why_not := unless_member(by, hand_over.project):
        return why_not
    if not hand_over.is_past(today):
        return _("This still goes on. It can be asked again when its last day is over.")
    if hand_over.giver.is_present and hand_over.giver.person_id != by.person:
        return _("It is back with who gave it, so they ask again.")
    if until_on is not None and until_on < today:
        return _("That day is over. Choose a later one, or none: then it is for good.")
    return None


def unless_here(to: Member | None, project: Project, by: Actor) -> Reason:
    """Only to somebody else who is in the project; or to nobody yet."""
    if to is None:
        return None
    if to.project_id != project.id or not to.is_present:
        return LEFT
    if to.person_id == by.person:
        return _("That is you. Choose somebody else, or nobody: then it needs somebody.")
    return None


def unless_needed(part: HandOverPart, today: date) -> Reason:
    """Only for what needs somebody."""
    match part.standing(today):
        case Standing.NEEDS if not part.hand_over.is_past(today):
            return None
        case Standing.NEEDS:
            return OVER
        case Standing.DROPPED:
            return GONE
    return _("Somebody was asked already, or does it now.")


def is_persons(part: HandOverPart, person_id: UUID | None) -> bool:
    """Whether this person was asked, or holds it."""
    to = part.offered_to
    return to is not None and person_id is not None and to.person_id == person_id


def holder(part: HandOverPart) -> str:
    """Whoever was asked, or holds it, by name."""
    return part.offered_to.called if part.offered_to else ""
