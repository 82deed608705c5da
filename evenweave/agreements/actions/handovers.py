"""Work is handed on in parts; each is taken on, declined, put down, or asked about again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from evenweave.agreements import kinds, messages
from evenweave.agreements.models import HandOver, HandOverPart, PartHolding
from evenweave.agreements.rules import handovers as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.outbox.actions import send
from evenweave.projects.models import Member, Project

Part = tuple[str, Member | None]


@action(records=kinds.HANDED_ON)
def hand_on(
    *,
    project: Project,
    what: str,
    parts: Sequence[Part],
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> HandOver:
    """Hand work on, part by part. Whoever is named is asked, and holds nothing until they say yes.

    A part for nobody needs somebody from the start: anybody can take it on.
    """
    refuse_if(
        rules.why_not_hand_on(by, project, what, parts, until_on=until_on, today=localdate(at))
    )
    giver = Member.objects.who_acts(by, project)
    hand_over = HandOver.objects.create(
        project=project, giver=giver, what=what, until_on=until_on, begun_at=at
    )
    for place, (words, to) in enumerate(parts, 1):
        HandOverPart.objects.create(hand_over=hand_over, words=words, position=place, offered_to=to)
    ask_each(hand_over, by=by, at=at)
    return hand_over


@action(quiet="An offer does nothing until somebody says yes; that stands on the record.")
def offer_part(*, part: HandOverPart, to: Member, by: Actor, at: datetime) -> None:
    """Ask somebody to take on what needs somebody."""
    part = under_the_lock(part)
    refuse_if(rules.why_not_offer_part(by, part, to, localdate(at)))
    let_go(part, at)
    part.offered_to, part.taken_at = to, None
    part.save(update_fields=["offered_to", "taken_at"])
    ask(to, [part], by=by, at=at)


@action(records=kinds.PART_TAKEN)
def take_part(*, part: HandOverPart, by: Actor, at: datetime) -> Member:
    """Say yes to a part, or take on one that needs somebody; the giver is told."""
    part = under_the_lock(part)
    refuse_if(rules.why_not_take_part(by, part, localdate(at)))
    let_go(part, at)  # of a holder who left, or whose time is over
    member = Member.objects.who_acts(by, part.hand_over.project)
    part.offered_to, part.taken_at = member, at
    part.save(update_fields=["offered_to", "taken_at"])
    PartHolding.objects.create(part=part, member=member, since=at)
    text = _("{name} takes on: “{part}”.")
    told = text.format(name=member.called, part=part.called)
    tell_giver(part, told, of=member, by=by, at=at)
    return member


@action(quiet="To say no needs no reason, and stands on no record.")
def decline_part(*, part: HandOverPart, by: Actor, at: datetime) -> None:
    """No, without a reason. It needs somebody now, and the giver is told that."""
    part = under_the_lock(part)
    refuse_if(rules.why_not_decline_part(by, part, localdate(at)))
    put_down(part, by=by, at=at)


@action(records=kinds.PART_PUT_DOWN)
def put_down_part(*, part: HandOverPart, by: Actor, at: datetime) -> None:
    """Whoever holds it puts it down, without a reason; that they held it stays."""
    part = under_the_lock(part)
    refuse_if(rules.why_not_put_down_part(by, part, localdate(at)))
    put_down(part, by=by, at=at)


@action(records=kinds.PART_DROPPED)
def drop_part(*, part: HandOverPart, by: Actor, at: datetime) -> None:
    """It is not needed any more."""
    part = under_the_lock(part)
    refuse_if(rules.why_not_drop_part(by, part, localdate(at)))
    let_go(part, at)
    part.offered_to, part.taken_at, part.dropped_at = None, None, at
    part.save(update_fields=["offered_to", "taken_at", "dropped_at"])


@action(records=kinds.ASKED_AGAIN)
def ask_again(*, hand_over: HandOver, until_on: date | None, by: Actor, at: datetime) -> None:
    """Its last day is over: whoever held a part is asked whether they go on.

    Nobody goes on unasked. A part whose holder is gone needs somebody.
    """
    hand_over.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_ask_again(by, hand_over, until_on, localdate(at)))
    parts = list(hand_over.parts.filter(dropped_at=None).select_related("offered_to"))
    for part in parts:
        let_go(part, at)
    hand_over.until_on = until_on
    hand_over.save(update_fields=["until_on"])
    for part in parts:
        is_here = part.offered_to is not None and part.offered_to.is_present
        is_asker = part.offered_to is not None and part.offered_to.person_id == by.person
        part.offered_to = part.offered_to if is_here and not is_asker else None
        part.taken_at = None
        part.save(update_fields=["offered_to", "taken_at"])
    ask_each(hand_over, by=by, at=at)


def under_the_lock(part: HandOverPart) -> HandOverPart:
    """The part as it stands now, with its hand-over and its people."""
    return HandOverPart.objects.whole().select_related("hand_over__project").get(pk=part.pk)


def put_down(part: HandOverPart, *, by: Actor, at: datetime) -> None:
    """It needs somebody, and the giver is told so."""
    let_go(part, at)
    part.offered_to, part.taken_at = None, None
    part.save(update_fields=["offered_to", "taken_at"])
    text = _("“{part}” needs somebody. Anybody in the team can take it on.")
    tell_giver(part, text.format(part=part.called), of=None, by=by, at=at)


def let_go(part: HandOverPart, at: datetime) -> None:
    """Whoever held it holds it no longer: since its last day, if that is over."""
    part.holdings.filter(until=None).update(until=part.hand_over.over_at(at))


def ask_each(hand_over: HandOver, *, by: Actor, at: datetime) -> None:
    """Ask each receiver once, about all their parts together."""
    asked: dict[Member, list[HandOverPart]] = {}
    for part in hand_over.parts.filter(dropped_at=None).select_related("offered_to__person"):
        if part.offered_to is not None and part.taken_at is None:
            asked.setdefault(part.offered_to, []).append(part)
    for to, parts in asked.items():
        ask(to, parts, by=by, at=at)


def ask(to: Member, parts: Iterable[HandOverPart], *, by: Actor, at: datetime) -> None:
    """Ask somebody whether they take these on."""
    parts = list(parts)
    if to.person_id is None:
        return
    hand_over = parts[0].hand_over
    text = _(
        "In “{project}” you are asked to take on:\n\n{parts}\n\n"
        "Say yes or no to each on the page “Handing work on”. A no needs no reason."
    )
    send(
        to=to.person_id,
        sender=hand_over.giver.person_id,
        kind=messages.HAND_OVER.name,
        subject=_("Would you take something on in “{project}”?").format(
            project=hand_over.project.name
        ),
        text=text.format(
            project=hand_over.project.name, parts="\n".join(f"- {part.called}" for part in parts)
        ),
        stream_id=hand_over.project_id,
        by=by,
        at=at,
    )


def tell_giver(
    part: HandOverPart, text: str, *, of: Member | None, by: Actor, at: datetime
) -> None:
    """Tell who gave it, if they are here and did not do it themself.

    A message that names somebody is theirs (`of`), so that it is erased with them.
    """
    giver = part.hand_over.giver
    if giver.person_id is None or not giver.is_present or giver.person_id == by.person:
        return
    send(
        to=giver.person_id,
        sender=of.person_id if of else None,
        kind=messages.HAND_OVER.name,
        subject=_("About what you handed on in “{project}”").format(
            project=part.hand_over.project.name
        ),
        text=text,
        stream_id=part.stream_id,
        by=by,
        at=at,
    )
