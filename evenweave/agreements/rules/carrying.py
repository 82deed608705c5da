"""Why an agreement may not be lent to another team, lent no longer, or taken from."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import Carried, Change, Lending, Sort, Version
from evenweave.agreements.reading import standing, was_agreed_to
from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision, State
from evenweave.projects.models import Circle, Project
from evenweave.projects.rules.standing import unless_member

# As much as somebody tells a later team.
LONGEST = 8_000
# What a team hopes for is its own.
LENT = (Sort.WAY, Sort.WORD)
NOT_OFFERED = _(
    "The other team does not lend this any more, so nothing was taken over. "
    "What you took over before stays yours."
)
NOT_LENT = _("It is not lent just now.")
TAKEN = (Change.State.PROPOSED, Change.State.ADOPTED, Change.State.WAITS)


def why_not_propose_lending(
    by: Actor, project: Project, to_project: UUID | None, lessons: str
) -> Promise | None:
    """Any member asks the whole team, to whom these words belong; without its yes nothing is lent.

    Whether there is such a project is not told: to whoever is no member it is not there.
    """
    if reason := unless_member(by, project):
        return reason
    if to_project == project.id:
        return _("This is your own project. Ask the other team for the address of theirs.")
    if not has_any(project):
        return _("Nothing is written down in your agreement yet, so there is nothing to lend.")
    if len(lessons) > LONGEST:
        return _("What you would tell them is too long. Please shorten it to 8,000 signs.")
    return None


def has_any(project: Project) -> bool:
    """Whether there is something to lend."""
    stands = standing(project)
    return any(stands.get(sort) for sort in LENT)


def why_not_lend_agreement(lending: Lending) -> Promise | None:
    """Only what the team has decided, and not by one who wrote down that it had."""
    return None if lending.decision.state == State.DECIDED else _("It is not decided yet.")


def why_not_end_lending(by: Actor, lending: Lending, decision: Decision) -> Promise | None:
    """Any member writes down that the team decided otherwise, later; in the room is enough."""
    if reason := unless_member(by, lending.project):
        return reason
    if lending.lent_at is None or lending.ended_at is not None:
        return NOT_LENT
    if decision.project_id != lending.project_id or not speaks(decision, lending):
        return _(
            "This takes a decision that your team agreed to and that stands. "
            "Choose another, or decide first."
        )
    is_later = decision.closed_at is not None and decision.closed_at >= lending.lent_at
    if decision.pk == lending.decision_id or not is_later:
        return _("It was lent after that was decided. It takes a later decision.")
    return None


def speaks(decision: Decision, lending: Lending) -> bool:
    """Whether it stands and was agreed to; or looked again at the lending, and may say no to it."""
    looks_again = decision.reviews_id == lending.decision_id and decision.state == State.DECIDED
    return looks_again or was_agreed_to(decision)


def why_not_take_back_lessons(by: Actor, lending: Lending) -> Promise | None:
    """Only whoever wrote them, without a reason."""
    if by.person is None or by.person != lending.made_by:
        return _("Only the person who wrote this can take it back.")
    return None if lending.lessons else _("It was taken back already.")


def why_not_take_over(
    by: Actor, circle: Circle, lending: Lending, versions: Sequence[Version]
) -> Promise | None:
    """Any member proposes to take over what is lent to their project, for as long as it is."""
    if reason := unless_member(by, circle.project):
        return reason
    if not Lending.objects.offered_to(circle.project).filter(pk=lending.pk).exists():
        return NOT_OFFERED
    if not versions:
        return _("Nothing is chosen yet. Choose at least one, then send it again.")
    left = {each.pk for each in to_take(lending, circle.project)}
    if any(each.pk not in left for each in versions):
        return _(
            "Something that you chose reads otherwise now, or was proposed already. Look again."
        )
    return None


def to_take(lending: Lending, project: Project) -> list[Version]:
    """What stands there at this moment, but for what this project has of it or proposes already.

    What it took over and took out of its agreement again, it may take anew.
    """
    stays = Q(change__clause=None) | Q(change__clause__removed_at=None)
    taken = Carried.objects.filter(stays, change__project=project, change__state__in=TAKEN)
    known = set(taken.values_list("version_id", flat=True))
    stands = standing(lending.project)
    return [each for sort in LENT for each in stands.get(sort, []) if each.pk not in known]
