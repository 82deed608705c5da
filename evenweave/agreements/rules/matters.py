"""Why a matter may not be closed to some, its readers or its day not changed, or nothing written.

A matter is open about itself: everybody sees that there is one, why, who reads it and until when.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.models import Matter, Note, ReaderProposed
from evenweave.agreements.models.matters import WARNED_BEFORE
from evenweave.agreements.rules.agreeing import NOTHING
from evenweave.agreements.rules.priorities import unless_own
from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.common.fields import grouped
from evenweave.decisions.counting import YES
from evenweave.decisions.models import Decision, How, Outcome
from evenweave.projects.models import Member, Project
from evenweave.projects.rules.standing import unless_member

# Ways in which a team agrees, and how many in a hundred must have taken part.
TOGETHER = [How.CONSENSUS, How.VOTE, How.LOT]
HALF = 50
LONGEST_REASON = 2_000
LONGEST_NOTE = 20_000
OVER = _("This matter is open to everybody already.")
ONLY_READERS = _("Only those who read this matter can do this. Anybody can ask them, openly.")


def why_not_open_matter(
    by: Actor,
    project: Project,
    *,
    name: str,
    why: str,
    readers: Sequence[Member],
    ends_on: date,
    at: datetime,
) -> Promise | str | None:
    """Every member may close a matter to some: with a name, a reason, readers, and a day.

    It ends within 12 months, and not before those who write in it can have had a week's notice.
    """
    if reason := unless_member(by, project):
        return reason
    if text.is_blank(name):
        return _("It needs a name that everybody can read. It must not give anything away.")
    return unless_reason(why) or unless_readers(project, readers) or unless_end(ends_on, at)


def unless_reason(reason: str) -> Promise | str | None:
    """A reason that everybody reads."""
    if text.is_blank(reason):
        return _("Say why. Everybody here will read the reason.")
    if len(reason) > LONGEST_REASON:
        return _("The reason is too long. A few sentences are enough.")
    return None


def unless_readers(project: Project, readers: Sequence[Member]) -> Promise | None:
    """Somebody, all of them here, and not everybody."""
    if not readers:
        return _("Nobody is chosen. Tick at least one person who reads it.")
    if any(each.project_id != project.id or not each.is_present for each in readers):
        return _("Somebody who is ticked is not in this project any more. Look at the names again.")
    if len({each.pk for each in readers}) >= project.members.present().count():
        return _(
            "Everybody here would read it, so it would be closed to nobody. "
            "Leave somebody out, or say it where all can read it."
        )
    return None


def unless_end(ends_on: date, at: datetime) -> Promise | str | None:
    """A day that is more than a week away, and no more than 12 months."""
    today = localdate(at)
    first, last = today + WARNED_BEFORE + timedelta(days=1), in_a_year(today)
    if first <= ends_on <= last:
        return None
    told = (
        now("That is too soon: those who write in it have a week’s notice. From {day} on is fine.")
        if ends_on < first
        else now("That is too long. A matter is closed for 12 months at most: until {day}.")
    )
    return told.format(day=date_format(first if ends_on < first else last, now("j F Y")))


def in_a_year(day: date) -> date:
    """The same day of next year; of 29 February, the last of that month."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def unless_reader(by: Actor, matter: Matter) -> Promise | None:
    """Only who reads it now; a helper beside them must be a reader too."""
    if reason := unless_member(by, matter.project):
        return reason
    if not matter.is_closed:
        return OVER
    if matter.may_be_read_by(by):
        return None
    if by.helper is not None:
        return _("Whoever helps you does not read this matter, so it stays closed while they do.")
    return ONLY_READERS


def why_not_change_readers(
    by: Actor, matter: Matter, readers: Sequence[Member], reason: str
) -> Promise | str | None:
    """Only its readers, with a reason that stands on the record."""
    if why_not := unless_reader(by, matter) or unless_readers(matter.project, readers):
        return why_not
    if {each.pk for each in readers} == set(matter.reader_ids):
        return _("These are its readers already. Tick somebody else, or take a tick away.")
    return unless_reason(reason)


def why_not_propose_readers(by: Actor, matter: Matter, readers: Sequence[Member]) -> Promise | None:
    """Where nobody reads it any more, any member may propose to the team who does."""
    if reason := unless_member(by, matter.project) or unless_deserted(matter):
        return reason
    return unless_readers(matter.project, readers)


def unless_deserted(matter: Matter) -> Promise | None:
    """Closed, and read by nobody."""
    if not matter.is_closed:
        return OVER
    if matter.present_readers.exists():
        return _("Somebody reads it still. They can change who does.")
    return None


def why_not_name_readers(
    matter: Matter, readers: Sequence[Member], decision: Decision
) -> Promise | None:
    """Only by a decision that asked about these readers, which the team agreed to together."""
    if reason := unless_deserted(matter):
        return reason
    asked = ReaderProposed.objects.filter(decision=decision, matter=matter)
    if not {each.pk for each in readers} <= set(asked.values_list("member", flat=True)):
        return _("The team was not asked about all of these.")
    if not was_agreed_together(decision):
        return _("This takes a decision that the team agreed to together, half of it or more.")
    if not readers or not all(each.is_present for each in readers):
        return _("Somebody who is ticked is not in this project any more. Look at the names again.")
    return None


def was_agreed_together(decision: Decision) -> bool:
    """Whether it was a yes by consensus or by a vote, in which half had to take part.

    Whoever shapes a proposal chooses its rule. So nobody lets themself in by one that few, or they
    alone, can carry.
    """
    outcome = Outcome.objects.filter(decision=decision, ended_at=None, how__in=TOGETHER).first()
    if outcome is None or YES not in outcome.chosen:
        return False
    return decision.way.steps[decision.step].quorum >= HALF


def why_not_change_end(
    by: Actor, matter: Matter, ends_on: date, reason: str, at: datetime
) -> Promise | str | None:
    """Only its readers, sooner or later, for 12 months at most at a time; with a reason."""
    if why_not := unless_reader(by, matter):
        return why_not
    if ends_on == matter.ends_on:
        return _("That is its day already. Choose another.")
    return unless_end(ends_on, at) or unless_reason(reason)


def why_not_decline_reading(by: Actor, matter: Matter) -> Promise | None:
    """Any reader, at any time, without a reason."""
    if reason := unless_member(by, matter.project):
        return reason
    if not matter.is_closed:
        return OVER
    if not matter.present_readers.filter(member__person=by.person).exists():
        return _("You do not read this matter, so there is nothing to put down.")
    return None


def why_not_write_note(by: Actor, matter: Matter, words: str) -> Promise | str | None:
    """Only its readers, as long as it is closed. Then there are other places to say things."""
    return unless_reader(by, matter) or unless_note(words)


def unless_note(words: str) -> Promise | str | None:
    """Some words, and not too many."""
    if text.is_blank(words):
        return NOTHING
    if len(words) > LONGEST_NOTE:
        told = now("This is {over} signs too long. There is room for {limit}.")
        return told.format(over=grouped(len(words) - LONGEST_NOTE), limit=grouped(LONGEST_NOTE))
    return None


def why_not_take_back_note(by: Actor, note: Note) -> Promise | None:
    """Only whoever wrote it: also when they read it no longer, or left the project."""
    return unless_own(by, note)


def why_not_warn_authors(matter: Matter, at: datetime) -> Promise | None:
    """Once for each day that was set, a week before it."""
    if not matter.is_closed:
        return OVER
    if matter.warned_at is not None:
        return _("They were told already.")
    if localdate(at) < matter.ends_on - WARNED_BEFORE:
        return _("It is too early to tell them.")
    return None


def why_not_open_to_all(matter: Matter, at: datetime) -> Promise | None:
    """On its day, and when those who wrote in it have had their week."""
    if not matter.is_closed:
        return OVER
    if localdate(at) < matter.ends_on:
        return _("Its day has not come.")
    if matter.warned_at is None or at < matter.warned_at + WARNED_BEFORE:
        return _("Those who wrote in it have not had their week yet.")
    return None
