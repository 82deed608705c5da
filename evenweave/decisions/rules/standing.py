"""Who one has to be, and where a decision has to stand: what many rules here begin with."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision, State
from evenweave.decisions.ways import StepKind, Way, why_not_way
from evenweave.projects.models import Circle, Member, Project
from evenweave.projects.rules.standing import unless_member

# So many kinds of expertise keep the cards of a box.
FEWEST_KINDS = 2
NOT_OPEN = _("This is not open any more. Look at the page again to see what came of it.")


def unless_in_circle(by: Actor, circle: Circle) -> Promise | None:
    """Only who is in the circle now, and the circle is still there."""
    if reason := unless_member(by, circle.project):
        return reason
    if circle.ended_at is not None:
        return _("This circle has ended, so it decides nothing new. Choose another circle.")
    if not circle.people.filter(person_id=by.somebody).exists():
        return _("Only people of this circle can do this. You can join the circle on its page.")
    return None


def unless_shaper(by: Actor, decision: Decision) -> Promise | None:
    """Only those who propose it; where the circle proposes, everybody in it."""
    if not decision.may_be_shaped_by(by):
        return _("Only the people who propose it can do this. They are named on its page.")
    return None


def may_bring_on(by: Actor, decision: Decision) -> bool:
    """Whether they open it, give it time and end its talking: who proposes it, or coordinates."""
    member = Member.objects.acting(by, decision.project)
    return member is not None and (decision.may_be_shaped_by(by) or member.is_coordinator)


def unless_draft(decision: Decision) -> Promise | None:
    """Only while it is shaped."""
    if decision.state != State.DRAFT:
        return _("This was opened already, so it is not shaped here any more.")
    return None


def unless_at(decision: Decision, kind: StepKind) -> Promise | None:
    """Only while it is open at a step of this kind."""
    if decision.state != State.OPEN:
        return NOT_OPEN
    if not decision.is_at(kind):
        return _("This step is over. Look at the page again to see where the decision stands.")
    return None


def unless_elector(by: Actor, decision: Decision) -> Promise | None:
    """Only who was in the circle when it opened, and has not left the project."""
    if reason := unless_member(by, decision.project):
        return reason
    if decision.elector(by) is None:
        return _(
            "You came into this circle after this was opened, so you do not decide this one. "
            "You can still say what you think of it."
        )
    return None


def unless_deciders_are_here(project: Project, way: Way) -> Promise | None:
    """Those who are named as deciders are members now."""
    here = project.members.present().filter(pk__in=way.deciders).count()
    if here < len(set(way.deciders)):
        return _("Somebody who is named as a decider has left. Name somebody else.")
    return None


def unless_way(project: Project, way: Way) -> Promise | None:
    """The steps make sense, and whoever is named in them is here."""
    return (
        why_not_way(way)
        or unless_deciders_are_here(project, way)
        or unless_holders_differ(project, way)
    )


def unless_holders_differ(project: Project, way: Way) -> Promise | None:
    """Those who keep cards are members now, and show seats of two kinds of expertise at least."""
    vote = way.step(StepKind.VOTE)
    if vote is None or not vote.holders:
        return None
    found = project.members.present().filter(pk__in=vote.holders)
    if len(found) < len(vote.holders):
        return _("Somebody who is to keep a card has left. Choose somebody else.")
    if len({each.seat_id for each in found if each.is_shown and each.seat_id}) < FEWEST_KINDS:
        return _(
            "The three who keep a card show seats of at least two kinds of expertise, so that no "
            "side can open the box alone."
        )
    return None


def why_not_set_rule(
    by: Actor, project: Project, circle: Circle | None, way: Way
) -> Promise | None:
    """Anybody in the circle writes its rule down; the project's own rule, any member.

    It stands on the record with their name. What is open already goes on by the rule that it
    opened with.
    """
    if circle is not None and circle.project_id != project.id:
        return _("This circle is not in this project.")
    reason = unless_in_circle(by, circle) if circle else unless_member(by, project)
    return reason or unless_way(project, way)
