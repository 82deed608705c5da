"""Why something may not be done with a circle, or with where somebody takes part."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Circle, Member, Project, Site
from evenweave.projects.rules.standing import unless_member, unless_oneself


def why_not_add_circle(by: Actor, project: Project, name: str) -> Promise | None:
    """Every member may make a circle; it has a name of its own."""
    return unless_member(by, project) or unless_own_name(project.circles.all(), name)


def why_not_rename_circle(by: Actor, circle: Circle, name: str) -> Promise | None:
    """Whoever is in it may rename it, or a coordinator; the new name is its own too."""
    others = Circle.objects.filter(project=circle.project_id).exclude(id=circle.id)
    return unless_of_the_circle(by, circle) or unless_own_name(others, name)


def why_not_end_circle(by: Actor, circle: Circle) -> Promise | None:
    """Whoever is in it may end it, or a coordinator; the circle of everybody never ends."""
    if circle.is_everybody:
        return _("The circle of everybody stays as long as the project does.")
    return unless_of_the_circle(by, circle)


def why_not_join_circle(by: Actor, circle: Circle, member: Member) -> Promise | None:
    """A member joins for themself, once, while the circle is there."""
    if why_not := unless_oneself(by, member):
        return why_not
    if circle.project_id != member.project_id or circle.ended_at is not None:
        return _("This circle has ended. Its name stays, and so does what it did.")
    if circle.people.filter(id=member.id).exists():
        return _("You are in this circle already.")
    return None


def why_not_leave_circle(by: Actor, circle: Circle, member: Member) -> Promise | None:
    """A member leaves for themself, at any time; everybody’s circle is left with the project."""
    if why_not := unless_oneself(by, member):
        return why_not
    if circle.is_everybody:
        return _("Everybody is in this circle. You would leave it by leaving the project.")
    if not circle.people.filter(id=member.id).exists():
        return _("You are not in this circle, so there is nothing to leave.")
    return None


def why_not_choose_sites(by: Actor, member: Member, sites: Collection[Site]) -> Promise | None:
    """A member says for themself at which of the project's sites they take part."""
    if why_not := unless_oneself(by, member):
        return why_not
    if any(site.project_id != member.project_id for site in sites):
        return _("This is not one of the project’s sites. Please choose again.")
    return None


def unless_of_the_circle(by: Actor, circle: Circle) -> Promise | None:
    """Only who is in a circle that has not ended, or a coordinator of its project."""
    if circle.ended_at is not None:
        return _("This circle has ended. Its name stays, and so does what it did.")
    member = Member.objects.acting(by, circle.project)
    if member is None or not (circle.people.filter(id=member.id).exists() or member.is_coordinator):
        return _(
            "Only people in this circle, or a coordinator, can do this. You can join it first."
        )
    return None


def unless_own_name(others: QuerySet[Circle], name: str) -> Promise | None:
    """A circle has a name that no other circle of the project has now."""
    if text.is_blank(name):
        return _("A circle needs a name. Write what you call it.")
    if others.filter(name__iexact=name, ended_at=None).exists():
        return _("There is a circle of this name already. Please choose another name.")
    return None
