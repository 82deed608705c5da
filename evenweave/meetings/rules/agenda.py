"""Why something may not stand on an agenda, be put otherwise, moved, or taken out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common import text
from evenweave.common.actors import Actor
from evenweave.meetings.models import Item, Kind, Meeting, Notes, State
from evenweave.meetings.presenting import offered
from evenweave.meetings.rules.meetings import unless_ahead
from evenweave.projects.models import Member

MOST = 60
LONGEST = 4_000
NO_AGENDA = _("A gathering has no agenda. It is for being together.")


def why_not_add_item(
    by: Actor, meeting: Meeting, *, title: str, minutes: int, lead: Member | None, prepare: str
) -> Promise | None:
    """Anybody in its circle, with a name and how long it takes."""
    if reason := unless_agenda(by, meeting):
        return reason
    if meeting.items.count() >= MOST:
        return _("There are sixty things on this agenda already. Could it wait for the next?")
    return unless_item(meeting, title=title, minutes=minutes, lead=lead, prepare=prepare)


def unless_agenda(by: Actor, meeting: Meeting) -> Promise | None:
    """A gathering has none."""
    if reason := unless_ahead(by, meeting):
        return reason
    return NO_AGENDA if meeting.kind == Kind.GATHERING else None


def unless_item(
    meeting: Meeting, *, title: str, minutes: int, lead: Member | None, prepare: str
) -> Promise | None:
    """What every item needs."""
    if text.is_blank(title):
        return _("Say in a few words what it is about.")
    if not 1 <= minutes <= 600:
        return _("Write how many minutes it takes: from 1 to 600.")
    if len(prepare) > LONGEST:
        return _("What to read before is too long. Please shorten it to 4,000 signs.")
    if lead is not None and not meeting.people.filter(pk=lead.pk).exists():
        return _("Whoever leads it is not in this circle. Choose somebody who is, or nobody.")
    return None


def why_not_bring_waiting(meeting: Meeting) -> Promise | None:
    """To a meeting that is planned and has an agenda."""
    if meeting.state != State.PLANNED or meeting.kind == Kind.GATHERING:
        return _("It is not planned, has begun already, or has no agenda.")
    return None


def why_not_send_agenda(meeting: Meeting) -> Promise | None:
    """Once, to a meeting that is planned. A gathering has none."""
    if meeting.kind == Kind.GATHERING:
        return NO_AGENDA
    if meeting.state != State.PLANNED:
        return _("It is not planned, or it has begun already.")
    return None if meeting.agenda_sent_at is None else _("The agenda has gone out already.")


def why_not_change_item(
    by: Actor, item: Item, *, title: str, minutes: int, lead: Member | None, prepare: str
) -> Promise | None:
    """Anybody in the circle: an agenda is everybody’s."""
    if reason := unless_agenda(by, item.meeting):
        return reason
    return unless_item(item.meeting, title=title, minutes=minutes, lead=lead, prepare=prepare)


def why_not_move_item(by: Actor, item: Item) -> Promise | None:
    """Anybody in the circle."""
    return unless_agenda(by, item.meeting)


def why_not_let_presenters_alternate(
    by: Actor, meeting: Meeting, items: Sequence[Item]
) -> Promise | None:
    """Anybody in the circle, where it would change anything."""
    if reason := unless_agenda(by, meeting):
        return reason
    if not offered(items):
        return _("Those who share something alternate already, as far as they can.")
    return None


def why_not_take_out_item(by: Actor, item: Item) -> Promise | None:
    """Whoever added it; what came by itself, or from somebody who left, anybody in the circle.

    Nobody else: what somebody wants to speak about is not for others to strike.
    """
    if reason := unless_agenda(by, item.meeting):
        return reason
    if Notes.objects.filter(item=item).exclude(words="").exists():
        return _("Something is written down about it. Leave it, or move it down.")
    if item.added_by is None or item.added_by == by.person:
        return None
    if not item.meeting.project.members.present().filter(person=item.added_by).exists():
        return None
    return _("Only the person who added it can take it out. You can ask them, or move it down.")
