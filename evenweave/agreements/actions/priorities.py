"""Saying what matters most, naming where that clashes, settling it, and what a goal grew from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from evenweave.agreements import covered, kinds
from evenweave.agreements.columns import seats_of
from evenweave.agreements.models import (
    Answer,
    Clash,
    ClashSide,
    Clause,
    GoalRoot,
    Note,
    Priority,
    Question,
    Settling,
)
from evenweave.agreements.rules import priorities as rules
from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import refuse_if
from evenweave.decisions.models import Decision
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.projects.models import Member, Project

QUIET = "What matters to somebody is theirs to say, and no use of authority."
TAKEN_BACK = "An author may take back what they wrote, without a reason."


@action(quiet=QUIET)
def say_priority(
    *, member: Member, words: str, is_signed: bool, by: Actor, at: datetime
) -> Priority:
    """This matters most to me here."""
    refuse_if(rules.why_not_say_priority(by, member, words, is_signed=is_signed))
    column = None if is_signed else seats_of(member.project).column_of(member)
    return Priority.objects.create(
        project=member.project,
        member=member,
        words=words,
        is_signed=is_signed,
        column_id=column,
        is_by_helper=by.helper is not None,
        written_at=at,
    )


@action(quiet=QUIET)
def change_priority(
    *, priority: Priority, words: str, is_signed: bool, version: int, by: Actor, at: datetime
) -> None:
    """The same in other words, or signed after all."""
    priority.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_change_priority(by, priority, words, is_signed=is_signed))
    if priority.version != version:
        raise Changed
    if words != priority.words:
        # Somebody may have asked to cover the old words; nobody has judged the new ones.
        end_coverings(covered.PRIORITY.name, [priority.id], at=at)
    priority.words, priority.is_signed, priority.version = words, is_signed, version + 1
    priority.column_id = None if is_signed else priority.column_id
    priority.is_by_helper = by.helper is not None
    priority.save()
    database.overwrite_at_commit()


@action(quiet=TAKEN_BACK)
def take_back_priority(*, priority: Priority, by: Actor, at: datetime) -> None:
    """The words go for good. Where a clash names them, it says that they were taken back."""
    priority.refresh_from_db()
    refuse_if(rules.why_not_take_back_priority(by, priority))
    take_back(priority, covered.PRIORITY.name, at)


def take_back(
    said: Priority | Clash | Settling | Note | Question | Answer, kind: str, at: datetime
) -> None:
    """Words go, also from the file of the database."""
    end_coverings(kind, [said.pk], at=at)
    said.words, said.taken_back_at = "", at
    said.save(update_fields=["words", "taken_back_at"])
    database.overwrite_at_commit()


@action(quiet="What does not go together, a person says in their own words.")
def name_clash(
    *, project: Project, priorities: Sequence[Priority], words: str, by: Actor, at: datetime
) -> Clash:
    """These do not go together."""
    refuse_if(rules.why_not_name_clash(by, project, priorities, words))
    clash = Clash.objects.create(
        project=project,
        member=Member.objects.who_acts(by, project),
        words=words,
        is_by_helper=by.helper is not None,
        named_at=at,
    )
    sides = {each.pk: each for each in priorities}.values()
    ClashSide.objects.bulk_create(ClashSide(clash=clash, priority=each) for each in sides)
    return clash


@action(records=kinds.CLASH_SETTLED)
def settle_clash(
    *, clash: Clash, decision: Decision, words: str, by: Actor, at: datetime
) -> Settling:
    """What we decided settles it."""
    clash.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_settle_clash(by, clash, decision, words))
    member = Member.objects.who_acts(by, clash.project)
    return Settling.objects.create(
        clash=clash, member=member, decision=decision, words=words, at=at
    )


@action(quiet="Whether a conflict that somebody named is over for them, they say themself.")
def end_clash(*, clash: Clash, words: str, by: Actor, at: datetime) -> Settling:
    """Whoever named it says that it is settled."""
    clash.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_end_clash(by, clash))
    member = Member.objects.who_acts(by, clash.project)
    return Settling.objects.create(clash=clash, member=member, words=words, at=at)


@action(quiet=TAKEN_BACK)
def take_back_clash(*, clash: Clash, by: Actor, at: datetime) -> None:
    """The words go for good. How it was settled stays, for others wrote that."""
    clash.refresh_from_db()
    refuse_if(rules.why_not_take_back_clash(by, clash))
    take_back(clash, covered.CLASH.name, at)


@action(quiet=TAKEN_BACK)
def take_back_settling(*, settling: Settling, by: Actor, at: datetime) -> None:
    """The words go for good. That it is settled, and by which decision, stays."""
    settling.refresh_from_db()
    refuse_if(rules.why_not_take_back_settling(by, settling))
    take_back(settling, covered.SETTLING.name, at)


@action(quiet="What a goal grew from, anybody can point to; it changes nothing that was agreed.")
def add_root(*, clause: Clause, kind: str, thing_id: UUID, by: Actor, at: datetime) -> GoalRoot:
    """This stands behind the goal."""
    refuse_if(rules.why_not_add_root(by, clause, kind, thing_id))
    member = Member.objects.who_acts(by, clause.project)
    return GoalRoot.objects.create(
        clause=clause, kind=kind, thing_id=thing_id, member=member, added_at=at
    )


@action(quiet="What a goal grew from, anybody can point to; it changes nothing that was agreed.")
def take_out_root(*, root: GoalRoot, by: Actor, at: datetime) -> None:
    """Its author takes it out; what it points to stays where it is."""
    refuse_if(rules.why_not_take_out_root(by, root))
    root.delete()
