"""Why a priority, a clash of some, its settling, or a root of a goal may not be written or go."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.columns import may_be_unsigned, readable_by
from evenweave.agreements.models import Clash, Clause, GoalRoot, Note, Priority, Settling, Sort
from evenweave.agreements.rules.agreeing import unless_words
from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision, State
from evenweave.ideas.models import Idea
from evenweave.projects.models import Member, Project
from evenweave.projects.rules.standing import unless_member, unless_oneself

# What matters most, and not all that matters.
MOST = 7
TOO_FEW_HERE = _(
    "Fewer than 5 people sit where your words would stand, so others could guess that they are "
    "yours. Sign them, or wait until more people are here."
)
GONE = _("This is not there any more. It was taken back by its author.")
OF_ANOTHER = _("This is not in this project.")


def why_not_say_priority(
    by: Actor, member: Member, words: str, *, is_signed: bool
) -> Promise | None:
    """Each member for themself, seven at most; unsigned only where five people could have written
    it."""
    if reason := unless_oneself(by, member) or unless_words(words):
        return reason
    if Priority.objects.filter(member=member, taken_back_at=None).count() >= MOST:
        return _("You have named seven things. Change one of them, or take one back.")
    return None if is_signed or may_be_unsigned(member) else TOO_FEW_HERE


def why_not_change_priority(
    by: Actor, priority: Priority, words: str, *, is_signed: bool
) -> Promise | None:
    """Only its author; a name that others have read cannot be hidden again."""
    if reason := unless_own(by, priority) or unless_oneself(by, priority.member):
        return reason
    if reason := unless_words(words):
        return reason
    if priority.is_covered:
        return _(
            "These words are covered, so they cannot be changed. "
            "You can say that you see it otherwise, or take them back and write others."
        )
    if priority.is_signed and not is_signed:
        return _(
            "Others have read these words with your name. "
            "You can take them back, and write others without it."
        )
    return None


def why_not_take_back_priority(by: Actor, priority: Priority) -> Promise | None:
    """Only its author, without a reason; also after they have left."""
    return unless_own(by, priority)


def unless_own(by: Actor, said: Priority | Clash | Settling | Note) -> Promise | None:
    """Words of one's own that are still there."""
    if said.member.person_id is None or by.person != said.member.person_id:
        return _("Only the person who wrote it can change it or take it back.")
    return None if said.taken_back_at is None else _("It was taken back already.")


def why_not_name_clash(
    by: Actor, project: Project, priorities: Sequence[Priority], words: str
) -> Promise | None:
    """Any member, of two priorities or more that they can read, with words."""
    if reason := unless_member(by, project):
        return reason
    if len({each.pk for each in priorities}) < 2:
        return _("Choose two or more. A conflict needs at least two sides.")
    member = Member.objects.who_acts(by, project)
    ids = [each.pk for each in priorities]
    if Priority.objects.filter(readable_by(project, member), pk__in=ids).count() < len(set(ids)):
        return _("One of these is not there any more. Please look at the list again.")
    return unless_words(words)


def why_not_settle_clash(by: Actor, clash: Clash, decision: Decision, words: str) -> Promise | None:
    """Any member, by something that the project has decided, with words on how that settles it."""
    if reason := unless_member(by, clash.project) or unless_standing(clash):
        return reason
    if decision.project_id != clash.project_id:
        return OF_ANOTHER
    if decision.state != State.DECIDED:
        return _("This is not decided yet, so it cannot settle anything.")
    return unless_words(words)


def why_not_end_clash(by: Actor, clash: Clash) -> Promise | None:
    """Only whoever named it; with words or without."""
    if clash.member.person_id is None or by.person != clash.member.person_id:
        return _("Only the person who named it can say so. A decision can settle it, too.")
    return unless_member(by, clash.project) or unless_standing(clash)


def unless_standing(clash: Clash) -> Promise | None:
    """Neither taken back nor settled."""
    if clash.taken_back_at is not None:
        return GONE
    if clash.standing_settling is not None:
        return _("This is settled already. Open the page again to read how.")
    return None


def why_not_take_back_clash(by: Actor, clash: Clash) -> Promise | None:
    """Only whoever named it, without a reason; how it was settled stays."""
    return unless_own(by, clash)


def why_not_take_back_settling(by: Actor, settling: Settling) -> Promise | None:
    """Only whoever wrote it, without a reason; that it is settled stays."""
    if reason := unless_own(by, settling):
        return reason
    return None if settling.words else _("There are no words here to take back.")


def why_not_add_root(by: Actor, clause: Clause, kind: str, thing_id: UUID) -> Promise | None:
    """Any member, to a shared goal that stands, something of the project that they can read."""
    if reason := unless_member(by, clause.project):
        return reason
    if clause.sort != Sort.GOAL or clause.removed_at is not None:
        return _("This is not one of our goals any more.")
    if not is_there(clause.project, Member.objects.who_acts(by, clause.project), kind, thing_id):
        return OF_ANOTHER
    if GoalRoot.objects.filter(clause=clause, kind=kind, thing_id=thing_id).exists():
        return _("This stands behind the goal already.")
    return None


def is_there(project: Project, member: Member, kind: str, thing_id: UUID) -> bool:
    """Whether the project has such a thing, for this member to read."""
    if kind == GoalRoot.Kind.PRIORITY:
        return Priority.objects.filter(readable_by(project, member), pk=thing_id).exists()
    if kind == GoalRoot.Kind.IDEA:
        return Idea.objects.standing().filter(project=project, pk=thing_id).exists()
    shown = [State.OPEN, State.DECIDED, State.UNDECIDED]
    decisions = Decision.objects.filter(project=project, pk=thing_id, state__in=shown)
    return kind == GoalRoot.Kind.DECISION and decisions.exists()


def why_not_take_out_root(by: Actor, root: GoalRoot) -> Promise | None:
    """Whoever added it; anybody, once they have left."""
    if reason := unless_member(by, root.clause.project):
        return reason
    if root.member.is_present and by.person != root.member.person_id:
        return _("Only the person who added it can take it out.")
    return None
