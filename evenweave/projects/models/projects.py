"""A project: its name, why it is, when and where it happens."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evenweave.people.models import Person


class Stage(models.TextChoices):
    """The nine stages that a project starts with; a team may rename, date, move or drop each."""

    PRIORITIES = "priorities", _("Prioritising questions")
    FUNDING = "funding", _("Funding application")
    DESIGN = "design", _("Design")
    MANAGEMENT = "management", _("Management")
    DOING = "doing", _("Carrying out")
    ANALYSIS = "analysis", _("Analysis")
    WRITING = "writing", _("Writing up")
    SHARING = "sharing", _("Dissemination")
    NEXT = "next", _("Implementing and next steps")


def in_order(name: str) -> models.CheckConstraint:
    """What ends does not end before it starts."""
    one_is_open = Q(starts_on=None) | Q(ends_on=None)
    return models.CheckConstraint(condition=one_is_open | Q(ends_on__gte=F("starts_on")), name=name)


class Organisation(models.Model):
    """A university, a charity, a trust: where a project lives."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class ProjectQuerySet(models.QuerySet["Project"]):
    """Reading projects."""

    def visible_to(self, person: Person) -> ProjectQuerySet:
        """Those in which this person is a member now. Nobody else sees that a project exists."""
        return self.filter(members__person=person, members__left_at=None)

    def named(self, name: str) -> Project | None:
        """The project of this short name or id, for the command line."""
        try:
            return self.filter(pk=UUID(name)).first()
        except ValueError:
            return self.filter(slug=name).first()


class Project(models.Model):
    """A piece of work that people do together.

    Its id is also the id of its record (record.Stream).
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    purpose = models.TextField()
    who_words = models.TextField(blank=True)
    first_meeting_words = models.CharField(max_length=300, blank=True)
    first_meeting_on = models.DateField(null=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="projects"
    )
    funder = models.CharField(max_length=200, blank=True)  # nothing: not yet funded
    question_set_by = models.CharField(max_length=300, blank=True)
    pay_words = models.TextField(blank=True)  # nothing: not said yet
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_light = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    founded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("projects_project_dates"),
            models.CheckConstraint(condition=~Q(name=""), name="projects_project_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """Its record."""
        return self.id

    @property
    def is_funded(self) -> bool:
        """Whether somebody is said to fund it."""
        return bool(self.funder)


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Reading phases."""

    def on(self, day: date) -> PhaseQuerySet:
        """Those whose dates hold this day; a phase without a start has not begun."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Phase(models.Model):
    """A stretch of a project; `stage` tells which of the nine it was, whatever its name is now."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="phases")
    stage = models.CharField(max_length=20, choices=Stage.choices, blank=True)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [in_order("projects_phase_dates")]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID


class Site(models.Model):
    """A place where a project happens."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="projects_site_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    project_id: UUID
