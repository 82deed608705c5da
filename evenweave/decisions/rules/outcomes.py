"""Why an outcome may not be told, said against, or followed by something."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision, Dissent, Kind, NextStep, Outcome, Protocol, State
from evenweave.projects.models import Member
from evenweave.projects.rules.standing import unless_member

ENDED = _("This outcome was looked at again since. Look at what stands now.")


def unless_concerned(by: Actor, decision: Decision) -> Promise | None:
    """Only people of the circle, and those who proposed it."""
    member = Member.objects.acting(by, decision.project)
    if member is None:
        return _("Only members of the project can do this.")
    is_in_circle = decision.circle.people.filter(pk=member.pk).exists()
    if not (is_in_circle or decision.is_proposed_by(member)):
        return _("Only people of this circle, or those who proposed it, can do this.")
    return None


def why_not_tell_outcome(by: Actor, outcome: Outcome, words: str) -> Promise | None:
    """Anybody in the circle says in plain words what came of it; the next one may say it better.

    What was agreed in the room, or could not wait, has its words already: they are what it is.
    """
    if outcome.decision.kind != Kind.PROPOSAL:
        return _("Its words are what was agreed. Say so below if you see it otherwise.")
    if reason := unless_concerned(by, outcome.decision):
        return reason
    if outcome.ended_at is not None:
        return ENDED
    if text.is_blank(words):
        return _("Nothing is written here yet. Write one plain sentence, then send it again.")
    return None


def why_not_take_back_telling(by: Actor, outcome: Outcome) -> Promise | None:
    """Only who said it, without a reason. What a room agreed on is not one person's."""
    tellers = {outcome.told_by, *outcome.earlier_tellings.values_list("told_by", flat=True)}
    if by.person not in tellers - {None} or outcome.decision.kind != Kind.PROPOSAL:
        return _("Only the person who said it can take it back.")
    return None


def why_not_dissent(by: Actor, outcome: Outcome, words: str) -> Promise | None:
    """Every member may have it stand beside an outcome that they see it otherwise, at any time."""
    if reason := unless_member(by, outcome.decision.project):
        return reason
    if outcome.ended_at is not None:
        return ENDED
    if text.is_blank(words):
        return _("Nothing is written here yet. Write a few words, then send them again.")
    return None


def why_not_take_back_dissent(by: Actor, dissent: Dissent) -> Promise | None:
    """Only its author, without a reason."""
    if dissent.member.person_id is None or by.person != dissent.member.person_id:
        return _("Only the person who wrote it can take it back.")
    if dissent.taken_back_at is not None:
        return _("It was taken back already.")
    return None


def why_not_add_next_step(
    by: Actor, decision: Decision, words: str, member: Member | None
) -> Promise | None:
    """Anybody in the circle writes down what follows, and takes it on themself or leaves it open.

    Nobody is given work by others: somebody else is named only by themself.
    """
    if reason := unless_concerned(by, decision):
        return reason
    if decision.state != State.DECIDED:
        return _("Nothing is decided yet, so nothing follows.")
    if text.is_blank(words):
        return _("Nothing is written here yet. Write what follows, then send it again.")
    if member is not None and member.person_id != by.person:
        return _("Nobody is given work by others. They can take it on themselves.")
    return None


def why_not_take_on_next_step(by: Actor, step: NextStep) -> Promise | None:
    """Any member may take on what nobody does yet."""
    if reason := unless_member(by, step.decision.project):
        return reason
    if step.done_at is not None:
        return _("This is done already. Thank you all the same.")
    if step.member is not None and step.member.is_present:
        return _("Somebody does this already. You can offer them a hand.")
    return None


def why_not_finish_next_step(by: Actor, step: NextStep) -> Promise | None:
    """Whoever does it, or anybody where nobody does."""
    if reason := unless_member(by, step.decision.project):
        return reason
    if step.done_at is not None:
        return _("This is done already.")
    doer = step.member
    if doer is not None and doer.is_present and doer.person_id != by.person:
        return _("Whoever does it says when it is done.")
    return None


def why_not_note_protocol(by: Actor, decision: Decision, protocol: str) -> Promise | None:
    """Anybody in the circle writes down how it stands with a change to the protocol."""
    if reason := unless_concerned(by, decision):
        return reason
    if decision.state != State.DECIDED:
        return _("Nothing is decided yet, so no change to the protocol follows.")
    if protocol not in Protocol.values:
        return _("Choose how it stands, then send it again.")
    return None


def why_not_look_again(by: Actor, decision: Decision) -> Promise | None:
    """Anybody in the circle writes down that it was looked at again, and that it stays."""
    if reason := unless_concerned(by, decision):
        return reason
    if decision.state != State.DECIDED:
        return _("Nothing is decided here yet, so there is nothing to look at again.")
    return None
