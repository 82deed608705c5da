"""Why nothing can be made of a line of the notes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.meetings import lines
from evenweave.meetings.models import Item, Kind, Meeting
from evenweave.meetings.rules.running import unless_begun, unless_on_its_agenda


def why_not_make_of_line(
    by: Actor, meeting: Meeting, item: Item | None, line: str, kind: str
) -> Promise | None:
    """Anybody in the circle, from when it began, also of minutes that went out; each thing once."""
    if meeting.kind == Kind.GATHERING:
        return _("A gathering is for being together. Nothing is made of its words.")
    if reason := unless_begun(by, meeting) or unless_on_its_agenda(meeting, item):
        return reason
    asked = (item.pk if item else None, line, kind)
    made = {(each.item_id, each.line, each.thing_kind) for each in lines.standing(meeting)}
    if line and asked in made:
        return _("Somebody was quicker: this has been made of the line already.")
    return None
