"""Why words may not be covered, or not be uncovered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.ideas.coverable import Said, found
from evenweave.ideas.models.coverings import Covering, CoverState
from evenweave.projects.models import Expertise, Member, Project
from evenweave.projects.rules.standing import unless_member

NO_SEAT = _(
    "Whoever covers or uncovers words shows with which expertise they sit here. "
    "You can say and show yours on the page “What you bring”."
)
OVER = _("This is over already. Open the page again to see how it stands.")


GONE = _("These words are not there any more.")


def unless_reader(by: Actor, covering: Covering) -> Promise | None:
    """Of words that only some may read, only those; to others they look as if they were gone."""
    said = found(covering.project_id, covering.kind, covering.thing_id)
    return GONE if said is not None and not said.may_be_read_by(by) else None


def human(by: Actor) -> UUID:
    """Whoever is at the keyboard: a helper is one person, for however many they act."""
    return by.helper or by.somebody


def seat_of(member: Member | None) -> Expertise | None:
    """The expertise with which a member sits here, if they show it and it still is a kind."""
    if member is None or not member.is_present or not member.is_shown or member.seat is None:
        return None
    return member.seat if member.seat.ended_at is None else None


def unless_seated(by: Actor, project: Project) -> Promise | None:
    """Only members who show their seat."""
    if reason := unless_member(by, project):
        return reason
    return None if seat_of(Member.objects.acting(by, project)) else NO_SEAT


def unless_second(by: Actor, first: Member, helper: UUID | None) -> Promise | None:
    """Somebody else than the first, at another keyboard, with another expertise; both show it."""
    if first.person_id == by.person or human(by) in {first.person_id, helper}:
        return _("It needs a second person. You are the first.")
    own, others = seat_of(Member.objects.acting(by, first.project)), seat_of(first)
    if others is None:
        return _("Whoever was first does not show a seat here any more. Ask anew.")
    if own is None or own.pk == others.pk:
        return _("It needs two of different expertise. Somebody who sits here otherwise can do it.")
    return None


def why_not_ask_to_cover(
    by: Actor, project: Project, said: Said | None, reason: str, *, is_asked: bool
) -> Promise | None:
    """Any member who shows their seat, but not its author; with a reason, once."""
    if said is None or not said.may_be_read_by(by):
        return GONE
    if why_not := unless_seated(by, project):
        return why_not
    if by.person == said.author:
        return _("These words are yours. You can take them back, without a reason.")
    if is_asked:
        return _("Somebody has asked for this already.")
    if text.is_blank(reason):
        return _("Say why: whom it harms, or what it gives away. Do not repeat the words.")
    return None


def why_not_agree_to_cover(by: Actor, covering: Covering, at: datetime) -> Promise | None:
    """A second member with a different expertise, within two weeks; both show their seat."""
    if not covering.waits(at):
        return OVER
    if reason := unless_seated(by, covering.project):
        return reason
    if by.person == covering.author or human(by) == covering.author:
        return _("These words are yours. You can take them back, without a reason.")
    if reason := unless_reader(by, covering):
        return reason
    return unless_second(by, covering.asked_by, covering.asked_helper)


def why_not_take_back_asking(by: Actor, covering: Covering) -> Promise | None:
    """Whoever asked, as long as nobody agreed."""
    if covering.state != CoverState.ASKED:
        return OVER
    if covering.asked_by.person_id != by.person:
        return _("Only the person who asked for it can take that back.")
    return None


def why_not_appeal_covering(by: Actor, covering: Covering, words: str) -> Promise | None:
    """Its author, or any other member who did not cover it; once, with words."""
    if reason := unless_member(by, covering.project):
        return reason
    if covering.state == CoverState.APPEALED:
        return _("Somebody has said so already. Two others can look at it now.")
    if covering.state != CoverState.COVERED:
        return OVER
    member = Member.objects.acting(by, covering.project)
    if member is not None and member.id in covering.covered_by:
        return _("You covered it yourself, so you can uncover it.")
    if by.person != covering.author and (reason := unless_reader(by, covering)):
        return reason
    if text.is_blank(words):
        return _("Say in a few words how you see it.")
    return None


def why_not_ask_to_uncover(by: Actor, covering: Covering) -> Promise | None:
    """After an appeal: the first of two who did not cover it, and are not its author."""
    if covering.state != CoverState.APPEALED:
        return _("Nobody has said that they see it otherwise. Say so first.")
    if reason := unless_apart(by, covering):
        return reason
    if covering.lift_by is not None and seat_of(covering.lift_by):
        return _("Somebody would uncover it already. It needs a second person now.")
    return None


def why_not_uncover(by: Actor, covering: Covering, reason: str) -> Promise | None:
    """One of the two who covered it; or, after an appeal, two others of different expertise."""
    if why_not := unless_member(by, covering.project):
        return why_not
    if not covering.is_covered:
        return OVER
    if text.is_blank(reason):
        return _("Say why it can be read again.")
    member = Member.objects.acting(by, covering.project)
    if member is not None and member.id in covering.covered_by:
        return unless_reader(by, covering)
    if covering.state != CoverState.APPEALED or covering.lift_by is None:
        return _(
            "One of the two who covered it can uncover it. "
            "Or say that you see it otherwise; then two others look at it."
        )
    return unless_apart(by, covering) or unless_second(by, covering.lift_by, covering.lift_helper)


def unless_apart(by: Actor, covering: Covering) -> Promise | None:
    """Only members who show their seat, did not cover it, and did not write it."""
    if reason := unless_seated(by, covering.project) or unless_reader(by, covering):
        return reason
    if covering.author in {by.person, human(by)}:
        return _("These words are yours, so others look at it.")
    member = Member.objects.acting(by, covering.project)
    if member is not None and member.id in covering.covered_by:
        return _("You covered it yourself, so you can uncover it.")
    return None
