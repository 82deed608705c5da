"""Why people may not be mixed, or not say whether they would like to be."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.meetings.mixes import happy_to, tables_for
from evenweave.meetings.models import Meeting
from evenweave.meetings.rules.meetings import unless_in_circle
from evenweave.meetings.rules.running import unless_running
from evenweave.projects.models import Circle, Member
from evenweave.projects.rules.standing import unless_oneself


def why_not_say_mix_will(by: Actor, meeting: Meeting, member: Member) -> Promise | None:
    """Each for themself, while the meeting goes on, without a reason."""
    return unless_oneself(by, member) or unless_running(by, meeting)


def why_not_say_left_out(by: Actor, circle: Circle, member: Member) -> Promise | None:
    """Each for themself, at any time, without a reason."""
    return unless_oneself(by, member) or unless_in_circle(by, circle)


def why_not_draw_pairs(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in the circle; from those who said that they are here and happy to be drawn."""
    if reason := unless_running(by, meeting):
        return reason
    if happy_to(meeting).count() < 2:
        return _(
            "A pair takes two who said that they are happy to be drawn. "
            "Ask in the room who would like to."
        )
    return None


def why_not_draw_tables(
    by: Actor, meeting: Meeting, number: int, *, is_most: bool
) -> Promise | None:
    """As for pairs; with two tables or more, and nobody alone at one."""
    if reason := unless_running(by, meeting):
        return reason
    people = happy_to(meeting).count()
    if people < 4:
        return _(
            "Two tables take four who said that they are happy to be drawn. "
            "Ask in the room who would like to."
        )
    if number < 1:
        return _("Nobody could sit down then. Choose a number from 2.")
    tables = tables_for(people, number, is_most=is_most)
    if tables < 2:
        return _("All would sit at one table then, and nobody needs to be mixed.")
    if people // tables < 2:
        return _("Somebody would sit alone then. Choose fewer tables, or more people at each.")
    return None


def why_not_put_away_mixes(by: Actor, meeting: Meeting) -> Promise | None:
    """Anybody in the circle, once it has served."""
    return unless_running(by, meeting)
