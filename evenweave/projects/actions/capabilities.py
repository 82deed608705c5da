"""The team trusts somebody with more, and takes it back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.outbox.actions import send
from evenweave.projects import kinds, messages
from evenweave.projects.models import Capability, Member
from evenweave.projects.rules import capabilities as rules


@action(records=kinds.CAPABILITY_GIVEN)
def give_capability(*, member: Member, kind: str, by: Actor, at: datetime) -> Capability:
    """A member may also coordinate, or pay, and is told so."""
    member.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_give_capability(by, member, kind))
    given = Capability.objects.create(member=member, kind=kind, given_by=by.somebody, given_at=at)
    if member.person_id != by.person:
        text = _(
            "You are now a {kind} in “{project}”. Everybody in the project can see that.\n\n"
            "You see no more than others do. If you would rather not, you can end it at any time, "
            "on the project’s page “Who is trusted with what”."
        )
        tell(given, _("You are now a {kind} in “{project}”"), text, by=by, at=at)
    return given


@action(records=kinds.CAPABILITY_ENDED)
def end_capability(*, capability: Capability, by: Actor, at: datetime) -> None:
    """It ends; if somebody else ended it, the person is told by whom."""
    capability.refresh_from_db()  # under the lock: two people may end each other’s
    refuse_if(rules.why_not_end_capability(by, capability))
    capability.ended_by, capability.ended_at = by.somebody, at
    capability.save(update_fields=["ended_by", "ended_at"])
    if capability.member.person_id != by.person:
        text = _(
            "A coordinator of “{project}” ended it that you are a {kind} there. Thank you for what "
            "you did.\n\nWho did it stands on the project’s record. You are as much a member as "
            "before. If you do not agree, you can bring it to the team’s next meeting."
        )
        tell(capability, _("You are no longer a {kind} in “{project}”"), text, by=by, at=at)


def tell(capability: Capability, subject: str, text: str, *, by: Actor, at: datetime) -> None:
    """Tell the holder, in a message of the program's own."""
    member = capability.member
    if member.person_id is None:
        return
    gaps = {"kind": capability.get_kind_display(), "project": member.project.name}
    send(
        to=member.person_id,
        sender=None,
        kind=messages.TRUSTED.name,
        subject=subject.format(**gaps),
        text=text.format(**gaps),
        stream_id=capability.stream_id,
        by=by,
        at=at,
    )
