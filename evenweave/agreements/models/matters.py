"""Matters that are closed to some; that there is one, why, to whom and until when is open."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision
from evenweave.projects.models import Member, Project

# Those who wrote in it are told so long before it opens.
WARNED_BEFORE = timedelta(days=7)


class MatterQuerySet(models.QuerySet["Matter"]):
    """Reading matters."""

    def closed(self) -> MatterQuerySet:
        """Those that are closed to some now."""
        return self.filter(opened_to_all_at=None)


class Matter(models.Model):
    """Something in a project that only some read, for a reason, until a day.

    `ends_on` is the day on which it opens to the team by itself; `warned_at` is when those who
    wrote in it were told of that day. It never opens before they have had their week.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    warned_at = models.DateTimeField(null=True)
    opened_to_all_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["project"], name="agreements_matters"),
            models.Index(
                fields=["ends_on"],
                name="agreements_matters_due",
                condition=Q(opened_to_all_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="agreements_matter_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def is_closed(self) -> bool:
        """Whether only its readers read it."""
        return self.opened_to_all_at is None

    @property
    def opens_on(self) -> date:
        """The day on which it opens: its own, or later, where those who wrote were told late."""
        if self.warned_at is None:
            return self.ends_on
        return max(self.ends_on, localdate(self.warned_at + WARNED_BEFORE))

    @property
    def present_readers(self) -> models.QuerySet[MatterReader]:
        """Who reads it now: nobody who declined, was taken off, or left the project."""
        return self.readers.filter(until=None, member__left_at=None)

    @property
    def reader_ids(self) -> list[UUID]:
        """The members who read it now."""
        return list(self.present_readers.order_by("pk").values_list("member_id", flat=True))

    def may_be_read_by(self, by: Actor) -> bool:
        """Whether what is in it may be shown to this person; a helper beside them reads it too."""
        people = {person for person in (by.person, by.helper) if person is not None}
        if by.person is None:
            return False
        if not self.is_closed:
            here = Member.objects.present().filter(project=self.project_id)
            return here.filter(person=by.person).exists()
        found = self.present_readers.filter(member__person__in=people)
        return found.count() == len(people)

    project_id: UUID


class MatterReader(models.Model):
    """A member's time as a reader of a closed matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="readers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "member"], condition=Q(until=None), name="agreements_reader_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} reads {self.matter_id}"

    matter_id: UUID
    member_id: UUID


class ReaderProposed(models.Model):
    """A member who would read a matter that nobody reads, if a decision is agreed to."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "member"], name="agreements_reader_proposed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} would read {self.matter_id}"

    decision_id: UUID
    matter_id: UUID
    member_id: UUID


class Note(models.Model):
    """What somebody wrote in a matter, in Markdown."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="notes")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    is_by_helper = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return f"a note in {self.matter_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record, on which its words never stand."""
        return self.matter.project_id

    matter_id: UUID
    member_id: UUID
