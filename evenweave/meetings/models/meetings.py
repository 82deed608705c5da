"""Meetings: when and where people come together, and what they come together for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evenweave.meetings.models.venues import Venue
from evenweave.projects.models import Circle, Member, Project

if TYPE_CHECKING:
    from evenweave.meetings.brought import Brought
    from evenweave.projects.models.members import MemberQuerySet


class Kind(models.TextChoices):
    """What sort of coming together."""

    MEETING = "meeting", _("A meeting")
    GATHERING = "gathering", _("A gathering: lunch, a walk, no minutes")


class State(models.TextChoices):
    """How far a meeting is."""

    CHOOSING = "choosing", _("We are choosing when and where")
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Going on now")
    OVER = "over", _("Over")
    CALLED_OFF = "called-off", _("Called off")


# Those that are still to come, or go on.
AHEAD = frozenset({State.CHOOSING, State.PLANNED, State.RUNNING})

# So much longer than planned may a meeting take, before the program closes it.
LONGER = timedelta(hours=4)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Reading meetings."""

    def ahead(self, at: datetime) -> MeetingQuerySet:
        """Those to come, the soonest first; what is still being chosen comes first."""
        open_ones = self.filter(state__in=AHEAD)
        return open_ones.order_by(F("starts_at").asc(nulls_first=True), "id")

    def following(self, meeting: Meeting) -> MeetingQuerySet:
        """Those of its series that are planned and later, the soonest first."""
        if meeting.series is None or meeting.starts_at is None:
            return self.none()
        later = self.filter(series=meeting.series, starts_at__gt=meeting.starts_at)
        return later.filter(state=State.PLANNED).order_by("starts_at", "id")

    def with_agenda(self) -> MeetingQuerySet:
        """All but gatherings, which are for being together."""
        return self.exclude(kind=Kind.GATHERING)

    def behind(self) -> MeetingQuerySet:
        """Those that were, the last first."""
        return self.filter(state=State.OVER).order_by("-starts_at", "id")


class Meeting(models.Model):
    """A coming together of the people of one circle; `starts_at` is known once it was chosen.

    `zone` is the time zone in which it was planned (an IANA name): the clock on the wall there.
    `sequence` counts how often its time or place changed since it was told, as calendars ask
    (RFC 5545, SEQUENCE). The agenda is sent `agenda_days` before.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MEETING)
    state = models.CharField(max_length=12, choices=State.choices)
    title = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    zone = models.CharField(max_length=64)
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)  # to take part from elsewhere
    agenda_days = models.PositiveSmallIntegerField(default=7)
    agenda_sent_at = models.DateTimeField(null=True)
    series = models.UUIDField(null=True)  # meetings that were planned together share it
    sequence = models.PositiveIntegerField(default=0)
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["project", "state", "starts_at"], name="meetings_by_time"),
            models.Index(fields=["circle", "starts_at"], name="meetings_of_circle"),
            models.Index(
                fields=["starts_at"],
                name="meetings_agenda_due",
                condition=Q(agenda_sent_at=None, state="planned"),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meetings_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=["choosing", "called-off"]) | Q(starts_at__isnull=False),
                name="meetings_planned_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=24 * 60), name="meetings_has_a_length"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def people(self) -> MemberQuerySet:
        """Who is asked to come: those in its circle now."""
        return self.circle.people

    def has(self, member: Member) -> bool:
        """Whether a member of the project, who is here now, is asked to come."""
        return self.circle.is_everybody or self.people.filter(pk=member.pk).exists()

    @property
    def ends_at(self) -> datetime | None:
        """When it ends, if all goes as planned."""
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes)

    def is_past(self, at: datetime) -> bool:
        """Whether its time is over for good, with some hours for a meeting that takes longer."""
        longer = timedelta() if self.kind == Kind.GATHERING else LONGER
        return self.ends_at is not None and self.ends_at + longer <= at

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to come, or goes on."""
        return self.state in AHEAD

    @property
    def on_the_wall(self) -> datetime | None:
        """When it starts by the clock on the wall there."""
        return None if self.starts_at is None else self.starts_at.astimezone(ZoneInfo(self.zone))

    project_id: UUID
    circle_id: UUID
    venue_id: UUID | None


class Item(models.Model):
    """Something on an agenda: what it is for, how long, who leads it, and what to read before.

    A break is one, too. `thing_kind` and `thing_id` say what it is about, where that came by
    itself (`meetings.brought`); `brought` is how that reads now, once somebody asked.
    """

    class Purpose(models.TextChoices):
        """What an item is for."""

        SHARE = "share", _("To share something")
        TALK = "talk", _("To talk about it")
        DECIDE = "decide", _("To decide it")
        BREAK = "break", _("A break")

    id = models.UUIDField(primary_key=True, default=uuid4)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    purpose = models.CharField(max_length=6, choices=Purpose.choices)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    prepare = models.TextField(blank=True)
    thing_kind = models.CharField(max_length=60, blank=True)
    thing_id = models.UUIDField(null=True)
    position = models.PositiveSmallIntegerField()
    added_by = models.UUIDField(null=True)  # a person; nobody, where it came by itself
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meetings_item_has_a_title"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="meetings_item_has_a_length"
            ),
            models.UniqueConstraint(
                fields=["meeting", "thing_kind", "thing_id"],
                condition=Q(thing_id__isnull=False),
                name="meetings_thing_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.meeting.project_id

    @property
    def called(self) -> str:
        """What it is called now: in its own words, or in those of what it is about."""
        return self.brought.title if self.brought else self.title

    @property
    def came_late(self) -> bool:
        """Whether it was added after the agenda went out. Nobody is to blame for that."""
        sent_at = self.meeting.agenda_sent_at
        return sent_at is not None and self.added_at > sent_at

    brought: Brought | None = None
    is_gone = False  # what it was about was thrown away
    meeting_id: UUID
    lead_id: UUID | None
