"""Arrivals: the steps that a team made, each person's own path through them, and what it is for."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.projects.models import Member, Project


class StepKind(models.TextChoices):
    """The steps that every team starts with, in their order; and those of its own."""

    STORY = "story", _("The story so far")
    AGREEMENT = "agreement", _("How we work together")
    BUDDY = "buddy", _("Somebody to ask")
    CALLED = "called", _("What you are called")
    HELPS = "helps", _("What helps you")
    HOPES = "hopes", _("What you hope for, fear and expect")
    MEETING = "meeting", _("Your first meeting")
    CHANGED = "changed", _("What changed")
    OWN = "own", _("A step of our own")


WORDS: dict[str, str | Promise] = {
    StepKind.STORY: _("When it began, what was decided and why. It is short."),
    StepKind.AGREEMENT: _("What this team agreed. You can ask, and propose to change it."),
    StepKind.BUDDY: _("One person who said yes to questions, however small. Only if you like."),
    StepKind.CALLED: _("Your name as you like it, and your pronouns."),
    StepKind.HELPS: _("More breaks, large print, a quiet room. You choose who reads it."),
    StepKind.HOPES: _("In your own words. Only you see them, unless you share them."),
    StepKind.MEETING: _("When it is, and where. Your buddy can come with you."),
    StepKind.CHANGED: _("What began for you, in a few lines."),
    StepKind.OWN: "",
}
MINUTES: dict[str, int] = {
    StepKind.STORY: 3,
    StepKind.AGREEMENT: 5,
    StepKind.HOPES: 3,
}
DEFAULTS = [kind for kind in StepKind if kind not in {StepKind.CHANGED, StepKind.OWN}]
USUAL_MINUTES = 1


class ArrivalStep(models.Model):
    """A step on the way into a project, as its team wants it.

    A team that changed nothing has no rows: its steps are the usual ones (`usual_steps`), under ids
    that stay theirs when the rows are written. Without words of the team's, the usual ones stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField()
    taken_out_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"],
                condition=~Q(kind="own"),
                name="agreements_usual_step_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="own") | ~Q(title=""), name="agreements_own_step_has_a_title"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def called(self) -> str:
        """Its title: the team's, or the usual one."""
        return self.title or str(StepKind(self.kind).label)

    @property
    def told(self) -> str:
        """Its words: the team's, or the usual ones."""
        return self.words or str(WORDS[self.kind])

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return MINUTES.get(self.kind, USUAL_MINUTES)

    project_id: UUID


def step_id(project_id: UUID, kind: str) -> UUID:
    """The id of a usual step of a project, whether or not its row was ever written."""
    return uuid5(project_id, f"agreements.step.{kind}")


def usual_steps(project: Project) -> list[ArrivalStep]:
    """The steps that every team starts with, as rows that are not written."""
    return [
        ArrivalStep(id=step_id(project.id, kind), project=project, kind=kind, position=place)
        for place, kind in enumerate(DEFAULTS, 1)
    ]


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    """Reading paths. They are for the person alone, so every question names a member."""

    def first_of(self, member: Member) -> Arrival | None:
        """What is kept of their way in; nothing before they touched it."""
        return self.filter(member=member, is_again=False).first()

    def open_again(self, member: Member) -> Arrival | None:
        """The short path that began for them because something changed, while it goes on."""
        return self.filter(member=member, is_again=True, enough_at=None).first()


class Arrival(models.Model):
    """One person's way through the steps, which nobody else sees.

    The first is there for everybody who came by an invitation, and kept once they touch it. Another
    begins when something changed for them (`ArrivalCause`); while it goes on it takes in whatever
    else changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    is_again = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    enough_at = models.DateTimeField(null=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(is_again=False), name="agreements_one_way_in"
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(is_again=True, enough_at=None),
                name="agreements_one_path_again",
            ),
            models.CheckConstraint(
                condition=Q(enough_at=None) | Q(enough_at__gte=F("begun_at")),
                name="agreements_arrival_times",
            ),
        ]

    def __str__(self) -> str:
        return f"arrival of {self.member_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.member.project_id

    member_id: UUID


class ArrivalMark(models.Model):
    """That somebody did a step, or skipped it, for their own eyes alone."""

    class What(models.TextChoices):
        """What they did with it."""

        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="marks")
    step = models.UUIDField()
    what = models.CharField(max_length=10, choices=What.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrival", "step"], name="agreements_mark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.what} in {self.arrival_id}"

    arrival_id: UUID


class ArrivalCause(models.Model):
    """Something that changed for somebody: a phase, a circle, or work that was handed to them.

    `about` is what it is, and `sequence` the entry of the record that told it; 0 for a phase, which
    begins but once, on a day, whoever wrote it down and how often. Without `arrival` it waits for
    somebody who rests.
    """

    class Kind(models.TextChoices):
        """What changed."""

        PHASE = "phase", _("A phase began")
        CIRCLE = "circle", _("You came into a circle")
        PART = "part", _("You took something on")
        TRUST = "trust", _("You are trusted with something")

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.UUIDField()
    sequence = models.PositiveIntegerField()
    arrival = models.ForeignKey(Arrival, models.CASCADE, null=True, related_name="causes")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "about", "sequence"], name="agreements_cause_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"

    member_id: UUID
    arrival_id: UUID | None


class Followed(models.Model):
    """How far the record of a project was read for arrivals: the last entry, and the last day."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    looked_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.project_id} to {self.sequence}"

    project_id: UUID


class HopesQuerySet(models.QuerySet["Hopes"]):
    """Reading hopes."""

    def of(self, member: Member) -> Hopes | None:
        """What this member wrote."""
        return self.filter(member=member).first()

    def shared_in(self, project: Project) -> HopesQuerySet:
        """What people who are here chose to share with the team, newest first."""
        shared = self.filter(member__project=project, member__left_at=None, is_shared=True)
        return shared.select_related("member__person").order_by("-written_at", "id")


class Hopes(models.Model):
    """What somebody hopes for, fears and expects, in their own words."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    member = models.OneToOneField(Member, models.PROTECT, related_name="+")
    hopes = models.TextField(blank=True)
    fears = models.TextField(blank=True)
    expects = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False)
    is_covered = models.BooleanField(default=False)  # ideas.coverings
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = HopesQuerySet.as_manager()

    def __str__(self) -> str:
        return f"hopes of {self.member_id}"

    @property
    def stream_id(self) -> UUID:
        """The project, whose lock it takes; its record never hears of it."""
        return self.member.project_id

    @property
    def words(self) -> str:
        """All three, one below the other."""
        return "\n\n".join(filter(None, [self.hopes, self.fears, self.expects]))

    member_id: UUID


def is_new(member: Member) -> bool:
    """Whether there is a way in for them: they were invited. Whoever began it was never new."""
    return member.invitation_id is not None
