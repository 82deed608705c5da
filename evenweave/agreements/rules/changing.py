"""Why a change to the agreement may not be proposed, agreed to, reworded or settled."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.drafting import LONGEST, Draft
from evenweave.agreements.models import Change, Sort, Version
from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.common.fields import grouped
from evenweave.decisions.models import Decision, State
from evenweave.decisions.rules.room import why_not_agree_in_room
from evenweave.projects.models import Circle, Member
from evenweave.projects.rules.standing import unless_member

GONE = _("This was taken out of the agreement meanwhile. You can propose it anew, as a new part.")


def why_not_propose_changes(
    by: Actor, circle: Circle, drafts: Sequence[Draft]
) -> Promise | str | None:
    """Every member may propose to any circle: something new, other words, or less."""
    if reason := unless_member(by, circle.project):
        return reason
    if not circle.people.exists():
        return _("Nobody is in this circle, so nobody could agree to it. Choose another circle.")
    return unless_drafts(circle, drafts)


def why_not_agree_changes(
    by: Actor, circle: Circle, drafts: Sequence[Draft], people: Sequence[Member]
) -> Promise | str | None:
    """Somebody of the circle writes down what it agreed on, with two people at least.

    For 14 days anybody in the circle may doubt it; then it is a proposal again.
    """
    if not circle.people.exists():
        return _("Nobody is in this circle, so nobody can have agreed. Choose another circle.")
    if reason := unless_drafts(circle, drafts):
        return reason
    return why_not_agree_in_room(by, circle, "agreed", people)


def unless_drafts(circle: Circle, drafts: Sequence[Draft]) -> Promise | str | None:
    """Something is proposed, all of it of this project and fit to be kept."""
    if not drafts:
        return _("Nothing is chosen yet. Choose at least one, then send it again.")
    found = (unless_draft(circle, each) for each in drafts)
    return next((reason for reason in found if reason), None)


def unless_draft(circle: Circle, draft: Draft) -> Promise | str | None:
    """A clause of this project that stands; words of its own, not too many, and not the same."""
    clause = draft.clause
    if clause is not None and clause.project_id != circle.project_id:
        return _("This is not in the agreement of this project.")
    if clause is not None and clause.removed_at is not None:
        return GONE
    if draft.what == Change.What.REMOVE:
        return None
    if reason := unless_worded(draft.sort, draft.title, draft.words, draft.why):
        return reason
    if draft.base is not None and is_same(draft.base, draft):
        return _("These are the words that stand there already. Change something first.")
    if draft.what == Change.What.NEW and draft.sort == Sort.WORD and is_listed(circle, draft):
        return now("“{word}” is on the list already.").format(word=draft.title)
    return None


def unless_worded(sort: str, title: str, words: str, why: str) -> Promise | str | None:
    """A short name and words; of a word to avoid, the word alone is enough."""
    if text.is_blank(title):
        return _("It needs a short name. Write one, then send it again.")
    if text.is_blank(words) and sort != Sort.WORD:
        return _("Nothing is written here yet. Write a few words, then send them again.")
    longest = max(len(words), len(why))
    if longest > LONGEST:
        over = grouped(longest - LONGEST)
        told = now(
            "This is {over} signs too long. There is room for {limit}: make two parts of it."
        )
        return told.format(over=over, limit=grouped(LONGEST))
    return None


def is_same(base: Version, draft: Draft) -> bool:
    """Whether nothing would change."""
    return (base.title, base.words, base.why) == (draft.title, draft.words, draft.why)


def is_listed(circle: Circle, draft: Draft) -> bool:
    """Whether the team avoids this word already."""
    listed = Version.objects.filter(
        clause__project=circle.project_id,
        clause__sort=Sort.WORD,
        until=None,
        title__iexact=draft.title,
    )
    return listed.filter(clause__removed_at=None).exists()


def why_not_reword_change(
    by: Actor, change: Change, title: str, words: str, why: str
) -> Promise | str | None:
    """Those who propose it, until it opens; once it has, they ask again with the new words."""
    if change.decision.state != State.DRAFT:
        return _("It was opened with these words. While people look for consensus, ask again.")
    return unless_rewordable(by, change, title, words, why)


def why_not_ask_again(
    by: Actor, change: Change, title: str, words: str, why: str
) -> Promise | str | None:
    """Those who propose it, while people look for consensus: a new round with other words."""
    if change.decision.state != State.OPEN:
        return _("Nobody is asked about it just now.")
    return unless_rewordable(by, change, title, words, why)


def unless_rewordable(
    by: Actor, change: Change, title: str, words: str, why: str
) -> Promise | str | None:
    """Only words can be put otherwise, and only by those who propose them."""
    if not change.decision.may_be_shaped_by(by):
        return _("Only the people who propose it can change its words.")
    if change.state != Change.State.PROPOSED or change.what == Change.What.REMOVE:
        return _("There are no words here that could be changed.")
    return unless_worded(change.sort, title, words, why)


def why_not_leave_out_change(by: Actor, change: Change) -> Promise | None:
    """Those who propose several, until they are opened; the last one stays."""
    if change.decision.state != State.DRAFT or not change.decision.may_be_shaped_by(by):
        return _("Only the people who propose it can change it, until it opens.")
    if Change.objects.filter(decision=change.decision_id).count() < 2:
        return _("It is the only one here. You can throw the proposal away instead.")
    return None


def why_not_settle_changes(decision: Decision) -> Promise | None:
    """Its decision has come to its end."""
    if decision.state in {State.DRAFT, State.OPEN}:
        return _("It is not decided yet.")
    return None


def why_not_adopt_words(change: Change) -> Promise | None:
    """The clause reads as it did when the change was begun; else people put them together."""
    return MOVED_ON if change.has_moved_on else None


def why_not_take_clause_out(change: Change) -> Promise | None:
    """The same."""
    return MOVED_ON if change.has_moved_on else None


MOVED_ON = _("This part of the agreement changed meanwhile. Put the two together first.")


def why_not_reopen_changes(decision: Decision) -> Promise | None:
    """It is being shaped again, because somebody doubts it."""
    return None if decision.state == State.DRAFT else _("Nobody doubts it.")
