"""What many rules of ideas begin with: who one has to be, and what the idea has to be."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.ideas.models import Idea, State
from evenweave.projects.models import Circle
from evenweave.projects.rules.standing import unless_member

NOTHING = _("Nothing is written here yet. Write a few words, then send them again.")
GONE = _("This idea was taken back by its author.")


def unless_there(by: Actor, idea: Idea) -> Promise | None:
    """Only members of the project, and only what was not taken back."""
    if reason := unless_member(by, idea.project):
        return reason
    return GONE if idea.state == State.TAKEN_BACK else None


def unless_standing(by: Actor, idea: Idea) -> Promise | None:
    """The same, and only what stands by itself."""
    if reason := unless_there(by, idea):
        return reason
    if idea.state == State.GATHERED:
        return _("This idea was gathered into another. Go to that one.")
    return None


def unless_of_its_circle(by: Actor, idea: Idea) -> Promise | None:
    """Only people of the circle that is to hear it; of one that has ended, every member."""
    if not is_of_circle(by, idea.circle):
        return _("Only people of its circle can do this. You can join it on the circle’s page.")
    return None


def is_of_circle(by: Actor, circle: Circle) -> bool:
    """Whether somebody is in a circle now. One that has ended leaves its ideas to everybody."""
    if circle.ended_at is not None:
        return True
    return circle.people.filter(person_id=by.somebody).exists()
