"""A vote on paper in a secret vote: asked for, and put into the box by two together.

Slips have no mark. When the time is over two members of different expertise open them, count them
each for themself, and only the same numbers go in: one slip into each envelope of somebody who
votes on paper, in an order of chance. So nobody knows whose was which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import SystemRandom
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions import counting, kinds, messages, reading, secret
from evenweave.decisions.actions.sealing import close_secret_vote
from evenweave.decisions.actions.telling import tell_circle
from evenweave.decisions.models import Decision, SlipCount, SlipVoter
from evenweave.decisions.rules import slips as rules
from evenweave.projects.models import Member
from evenweave.sealed import actions as sealed
from evenweave.sealed.papers import BLANK


@action(quiet="In which way somebody votes is theirs to say.")
def vote_on_paper(*, decision: Decision, by: Actor, at: datetime) -> None:
    """From now on one's envelope takes no other paper; what lay in it is taken out."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_vote_on_paper(by, decision, at))
    member = Member.objects.who_acts(by, decision.project)
    box = reading.box_of(decision)
    sealed.cast(box_id=box.id, elector=member.id, paper=BLANK, by=by, at=at)
    SlipVoter.objects.create(decision=decision, member=member)


@action(quiet="In which way somebody votes is theirs to say.")
def vote_here_after_all(*, decision: Decision, by: Actor, at: datetime) -> None:
    """No slip, after all: the envelope takes papers again."""
    decision.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_vote_here_after_all(by, decision, at))
    decision.slip_voters.filter(member__person_id=by.somebody).delete()


def wait_for_slips(decision: Decision, *, by: Actor, at: datetime) -> None:
    """The time is over, and there may be slips: two people bring them. Called in other actions."""
    decision.waits_for = Decision.Waits.SLIPS
    decision.closes_at = at + timedelta(days=reading.vote_of(decision).days)
    decision.save(update_fields=["waits_for", "closes_at"])
    tell_circle(
        decision,
        messages.CHANGED,
        _("Paper slips are to be counted, in “{project}”").format(project=decision.project.name),
        _(
            "Some vote on paper. Two of you who sit here with different expertise open the slips, "
            "and each writes down what they counted."
        ),
        by=by,
        at=at,
    )


@action(quiet="It does nothing until a second person counts the same; that stands on the record.")
def count_slips(*, decision: Decision, counts: Mapping[str, int], by: Actor, at: datetime) -> None:
    """Write down what one counted; once two have counted the same, the slips go into the box."""
    decision.refresh_from_db()  # under the lock
    first = SlipCount.objects.filter(decision=decision).select_related("counted_by__seat").first()
    refuse_if(rules.why_not_count_slips(by, decision, counts, first))
    member = Member.objects.who_acts(by, decision.project)
    if first is None or first.counted_by_id == member.id:
        told = {"counts": dict(counts), "counted_by": member, "helper": by.helper}
        SlipCount.objects.update_or_create(decision=decision, defaults=told)
        return
    put_slips_in(decision=decision, first=first, by=by, at=at)


@action(records=kinds.SLIPS_PUT_IN)
def put_slips_in(*, decision: Decision, first: SlipCount, by: Actor, at: datetime) -> UUID:
    """Two counted the same: each slip goes into an envelope, and the box closes."""
    refuse_if(rules.why_not_put_slips_in(decision))
    box = reading.box_of(decision)
    voters = list(decision.slip_voters.values_list("member_id", flat=True))
    papers = list(slips(decision, first.counts))
    for elector, paper in zip(SystemRandom().sample(voters, len(papers)), papers, strict=True):
        sealed.cast(box_id=box.id, elector=elector, paper=paper, by=by, at=at)
    other = first.counted_by_id
    first.delete()
    database.overwrite_at_commit()
    close_secret_vote(decision=decision, by=by, at=at)
    return other


def slips(decision: Decision, counts: Mapping[str, int]) -> Iterator[bytes]:
    """Each slip on which something was chosen, as a paper."""
    options = list(counting.choices_of(decision))
    for key, number in counts.items():
        paper = secret.packed(secret.Paper({"choice": key}, way=secret.SLIP), options)
        yield from [paper] * number
