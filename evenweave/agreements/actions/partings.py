"""Somebody goes: they tell the team, are thanked, and keep what they did in their own words.

Leaving itself is `projects.leave_project`, and needs none of this.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from evenweave.agreements import messages
from evenweave.agreements.models import Parting, Portfolio, Thanks
from evenweave.agreements.rules import partings as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed
from evenweave.common.refusals import refuse_if
from evenweave.outbox.actions import send
from evenweave.projects.models import Member


@action(quiet="That somebody thinks of going is theirs to tell; the record says when they left.")
def tell_going(*, member: Member, goes_on: date | None, by: Actor, at: datetime) -> None:
    """Tell the team, so that people can say thank you; a day if they know it."""
    refuse_if(rules.why_not_tell_going(by, member, goes_on, localdate(at)))
    Parting.objects.update_or_create(member=member, defaults={"told_at": at, "goes_on": goes_on})


@action(quiet="That somebody thinks of going is theirs to tell; the record says when they left.")
def stay_after_all(*, member: Member, by: Actor, at: datetime) -> None:
    """Nobody sees any more that they were going."""
    refuse_if(rules.why_not_stay_after_all(by, member))
    Parting.objects.filter(member=member).update(told_at=None, goes_on=None)


@action(quiet="How somebody wishes to be named is theirs to say.")
def choose_name(*, member: Member, named: str, by: Actor, at: datetime) -> None:
    """How they wish to be named in what is published later; empty: as they are called here."""
    refuse_if(rules.why_not_choose_name(by, member))
    Parting.objects.update_or_create(member=member, defaults={"named": named})


@action(quiet="Thanks are between the two.")
def thank(*, to: Member, words: str, by: Actor, at: datetime) -> Thanks:
    """Words for somebody who goes. They alone read them, unless they show them to the team."""
    to.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_thank(by, to, words))
    writer = Member.objects.who_acts(by, to.project)
    said = Thanks.objects.create(to=to, by=writer, words=words, said_at=at)
    text = _("{name} writes to you, as you go:\n\n{words}")
    if to.person_id is not None:
        send(
            to=to.person_id,
            sender=by.somebody,
            kind=messages.THANKS.name,
            subject=_("Thank you, from “{project}”").format(project=to.project.name),
            text=text.format(name=writer.called, words=words),
            stream_id=to.project_id,
            by=by,
            at=at,
        )
    return said


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_thanks(*, thanks: Thanks, by: Actor, at: datetime) -> None:
    """The words go from here; a message that was sent stays with whom it reached."""
    thanks.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_thanks(by, thanks))
    thanks.words, thanks.is_shown, thanks.taken_back_at = "", False, at
    thanks.save(update_fields=["words", "is_shown", "taken_back_at"])


@action(quiet="Thanks are between the two, and whom they are to chooses who reads them.")
def show_thanks(*, thanks: Thanks, is_shown: bool, by: Actor, at: datetime) -> None:
    """The team may read it, or no longer."""
    thanks.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_show_thanks(by, thanks))
    thanks.is_shown = is_shown
    thanks.save(update_fields=["is_shown"])


@action(quiet="What somebody takes along is theirs alone.")
def keep_portfolio(*, member: Member, words: str, version: int, by: Actor, at: datetime) -> None:
    """In their own words, from now on."""
    refuse_if(rules.why_not_keep_portfolio(by, member))
    kept = Portfolio.objects.filter(member=member).first()
    if (kept.version if kept else 0) != version:
        raise Changed
    Portfolio.objects.update_or_create(
        member=member, defaults={"words": words, "written_at": at, "version": version + 1}
    )


@action(quiet="What somebody takes along is theirs alone.")
def begin_portfolio_anew(*, member: Member, by: Actor, at: datetime) -> None:
    """Throw one's own words away, and see what the program would begin with today."""
    refuse_if(rules.why_not_begin_portfolio_anew(by, member))
    Portfolio.objects.filter(member=member).delete()
