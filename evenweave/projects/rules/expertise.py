"""Why somebody may not say what they bring, or name its kinds."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.projects.models import Expertise, ExpertiseSuggestion, Member, Project
from evenweave.projects.models.expertises import DYE_NAMES
from evenweave.projects.rules.standing import unless_member, unless_oneself

GONE = _("This kind of expertise is not in this project any more. Please choose again.")


def why_not_say_expertise(
    by: Actor, member: Member, brings: Collection[Expertise], seat: Expertise | None
) -> Promise | None:
    """Each says it for themself, from the project's kinds; they sit with one that they bring."""
    if why_not := unless_oneself(by, member):
        return why_not
    if any(kind.project_id != member.project_id or kind.ended_at for kind in brings):
        return GONE
    if seat is not None and seat.id not in {kind.id for kind in brings}:
        return _("You can sit here with what you bring. Tick it above, or choose another seat.")
    return None


def why_not_drop_suggestion(by: Actor, suggestion: ExpertiseSuggestion) -> Promise | None:
    """Only the person whom it is about can throw it away."""
    if by.person is None or by.person != suggestion.person_id:
        return _("Only the person themself can say this.")
    return None


def why_not_add_expertise(by: Actor, project: Project, name: str) -> Promise | None:
    """Every member may; names differ, and there are five colours."""
    return unless_member(by, project) or unless_named(project, name) or unless_room(project)


def why_not_rename_expertise(by: Actor, expertise: Expertise, name: str) -> Promise | None:
    """Every member may; names differ."""
    if why_not := unless_member(by, expertise.project):
        return why_not
    if expertise.ended_at is not None:
        return GONE
    return unless_named(expertise.project, name, other_than=expertise)


def why_not_divide_expertise(
    by: Actor, expertise: Expertise, first: str, second: str
) -> Promise | None:
    """Every member may; the two new names differ, and there are five colours."""
    if first.casefold() == second.casefold():
        return _("The two parts need different names.")
    return (
        why_not_rename_expertise(by, expertise, first)
        or unless_named(expertise.project, second, other_than=expertise)
        or unless_room(expertise.project)
    )


def unless_named(
    project: Project, name: str, *, other_than: Expertise | None = None
) -> Promise | None:
    """A kind has a name that no other kind of the project has now, upper or lower case."""
    if text.is_blank(name):
        return _("A kind of expertise needs a name.")
    others = [other for other in project.expertises.present() if other != other_than]
    if name.casefold() in {other.name.casefold() for other in others}:
        return _("There is a kind of this name already.")
    return None


def unless_room(project: Project) -> Promise | None:
    """Each kind has a colour and a pattern of its own, and there are five of them."""
    if project.expertises.present().count() >= len(DYE_NAMES):
        return _("There is room for five kinds. Rename one of them instead.")
    return None
