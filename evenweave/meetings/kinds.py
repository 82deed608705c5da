"""What meetings put on the record: that people were called together, when, and what became of it.

Who can come, what suits whom, and who was not there is not here.
"""

from django.utils.translation import gettext_lazy as _

from evenweave.record.vocabulary import Kind

PLANNED = Kind(
    "meetings.planned",
    _("Meetings planned"),
    _("{by} planned “{title}”."),
    facts={
        "meeting": "result.id",
        "circle": "result.circle_id",
        "starts_at": "result.starts_at",
        "venue": "result.venue_id",
    },
    words={"title": "result.title"},
)

SERIES_PLANNED = Kind(
    "meetings.series_planned",
    _("Meetings planned together"),
    _("{by} planned “{title}” as a series."),
    facts={"meetings": "result.ids", "circle": "circle.id"},
    words={"title": "title"},
)

SETTLED = Kind(
    "meetings.settled",
    _("When and where"),
    _("{by} wrote down when “{title}” is, as most could come: {starts_at}."),
    facts={
        "meeting": "meeting.id",
        "starts_at": "meeting.starts_at",
        "venue": "meeting.venue_id",
    },
    words={"title": "meeting.title"},
    whose={"title": "meeting.made_by"},
)

DECIDED = Kind(
    "meetings.decided",
    _("When and where, by a decision"),
    _("By a decision of the circle, “{title}” is on {starts_at}."),
    facts={
        "meeting": "proposed.meeting_id",
        "decision": "proposed.decision_id",
        "starts_at": "proposed.starts_at",
        "place": "proposed.venue_id",
    },
    words={"title": "proposed.meeting.title"},
    whose={"title": "proposed.meeting.made_by"},
)

MOVED = Kind(
    "meetings.moved",
    _("Meetings moved"),
    _("{by} moved “{title}” to {starts_at}. Why: “{reason}”"),
    facts={"meeting": "meeting.id", "starts_at": "meeting.starts_at", "venue": "meeting.venue_id"},
    words={"title": "meeting.title", "reason": "reason"},
    whose={"title": "meeting.made_by"},
)

SERIES_MOVED = Kind(
    "meetings.series_moved",
    _("Meetings moved together"),
    _("{by} moved “{title}” and all that follow it. Why: “{reason}”"),
    facts={"meetings": "result.ids", "starts_at": "meeting.starts_at", "venue": "meeting.venue_id"},
    words={"title": "meeting.title", "reason": "reason"},
    whose={"title": "meeting.made_by"},
)

CALLED_OFF = Kind(
    "meetings.called_off",
    _("Meetings called off"),
    _("{by} called “{title}” off. Why: “{reason}”"),
    facts={"meeting": "meeting.id"},
    words={"title": "meeting.title", "reason": "reason"},
    whose={"title": "meeting.made_by"},
)

BEGUN = Kind(
    "meetings.begun",
    _("Meetings begun"),
    _("{by} opened “{title}”."),
    facts={"meeting": "meeting.id"},
    words={"title": "meeting.title"},
    whose={"title": "meeting.made_by"},
)

MINUTES_AGREED = Kind(
    "meetings.minutes_agreed",
    _("Minutes agreed"),
    _("{by} wrote down that the circle agreed on the minutes of a meeting."),
    facts={
        "meeting": "meeting.id",
        "circle": "meeting.circle_id",
        "agreed_in": "later.id",
        "fingerprint": "result.fingerprint",
    },
)

ENDED = Kind(
    "meetings.ended",
    _("Meetings ended"),
    _("{by} closed “{title}”."),
    facts={"meeting": "meeting.id"},
    words={"title": "meeting.title"},
    whose={"title": "meeting.made_by"},
)
