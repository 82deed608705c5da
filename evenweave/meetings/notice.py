"""When an agenda goes out, and whether that leaves people enough time to prepare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from evenweave.meetings.models import Kind, Meeting, State

# People who read slowly, or are unwell that week, need so many days.
ENOUGH = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Notice:
    """When the agenda of a planned meeting goes or went out.

    `is_near` says that the meeting is nearer than the days that were planned, so that it goes out
    at once. `is_short` says that few days are left then.
    """

    goes_at: datetime
    is_out: bool
    is_near: bool
    is_short: bool


def notice_of(meeting: Meeting, at: datetime) -> Notice | None:
    """What is to be said of it now; None where there is no agenda to send."""
    if meeting.state != State.PLANNED or meeting.kind == Kind.GATHERING or not meeting.starts_at:
        return None
    due = meeting.starts_at - timedelta(days=meeting.agenda_days)
    sent_at = meeting.agenda_sent_at
    goes_at = sent_at or max(due, at)
    return Notice(
        goes_at=goes_at,
        is_out=sent_at is not None,
        is_near=sent_at is None and due <= at,
        is_short=meeting.starts_at - goes_at < ENOUGH,
    )
