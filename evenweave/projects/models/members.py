"""Members: who is in a project, since when, and what they were trusted with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from evenweave.common.actors import Actor
from evenweave.people.models import Person
from evenweave.projects.models.projects import Project, Site


class MemberQuerySet(models.QuerySet["Member"]):
    """Reading members."""

    def present(self) -> MemberQuerySet:
        """Those who have not left, in the order in which they came."""
        return self.filter(left_at=None).order_by("joined_at", "id")

    def left_by(self, person: Person) -> MemberQuerySet:
        """What this person was part of, and is not now: the last time of each, by its name."""
        here = self.filter(project=OuterRef("project"), person=person)
        again = Q(left_at=None) | Q(left_at__gt=OuterRef("left_at"))
        gone = self.filter(~Exists(here.filter(again)), person=person, left_at__isnull=False)
        return gone.select_related("project").order_by("project__name", "id")

    def on(self, moment: datetime) -> MemberQuerySet:
        """Those who were members at that moment."""
        return self.filter(Q(left_at=None) | Q(left_at__gt=moment), joined_at__lte=moment)

    def of(self, project: Project, person: Person) -> Member | None:
        """This person's present membership of the project."""
        return self.filter(project=project, person=person, left_at=None).first()

    def hopes(self) -> list[str]:
        """What would make it worth their time: unsigned, and so in the alphabet's order."""
        found = self.present().exclude(worth_it="").order_by("worth_it")
        return list(found.values_list("worth_it", flat=True))

    def acting(self, by: Actor, project: Project) -> Member | None:
        """The present membership of the person whose act it is, for rules."""
        if by.person is None:
            return None
        return self.filter(project=project, person_id=by.person, left_at=None).first()

    def who_acts(self, by: Actor, project: Project) -> Member:
        """The same in an action, where a rule let only members pass; raises DoesNotExist."""
        return self.get(project=project, person_id=by.somebody, left_at=None)


class Member(models.Model):
    """A person in a project, from when they came until they left.

    `person` is nobody once a person who left was erased. `seat` is the expertise with which they
    say they sit here. `is_shown` is false for “count me but do not show me”. `arrived_at` is when
    they had first been shown round, which an import cannot do for them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    invitation = models.ForeignKey("Invitation", models.PROTECT, null=True, related_name="members")
    joined_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    role_title = models.CharField(max_length=120, blank=True)
    seat = models.ForeignKey("Expertise", models.PROTECT, null=True, related_name="+")
    is_shown = models.BooleanField(default=True)
    worth_it = models.TextField(blank=True)
    wants_news = models.BooleanField(default=False)  # after leaving
    version = models.PositiveIntegerField(default=1)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(left_at=None),
                name="projects_member_once",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")),
                name="projects_member_times",
            ),
            # Whoever erases a person ends their memberships first.
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(left_at__isnull=False),
                name="projects_present_member_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    @property
    def is_present(self) -> bool:
        """Whether they have not left."""
        return self.left_at is None

    @property
    def called(self) -> str:
        """What they are called today. Ask for many with `select_related("person")`."""
        return self.person.name if self.person else str(_("a former member"))

    def may(self, kind: str) -> bool:
        """Whether they hold this capability now."""
        return self.is_present and self.capabilities.filter(kind=kind, ended_at=None).exists()

    @property
    def is_coordinator(self) -> bool:
        """Whether they may also invite, plan and chase."""
        return self.may(Capability.Kind.COORDINATOR)

    @property
    def is_payer(self) -> bool:
        """Whether they may also pay."""
        return self.may(Capability.Kind.PAYER)

    project_id: UUID
    person_id: UUID | None
    seat_id: UUID | None


class MemberSite(models.Model):
    """A site at which a member takes part."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="member_sites")
    site = models.ForeignKey(Site, models.PROTECT, related_name="member_sites")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "site"], name="projects_member_site_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.site_id}"

    member_id: UUID
    site_id: UUID


class CapabilityQuerySet(models.QuerySet["Capability"]):
    """Reading capabilities."""

    def present(self) -> CapabilityQuerySet:
        """Those that hold now: given, not ended, and whoever has them is still here."""
        return self.filter(ended_at=None, member__left_at=None)


class Capability(models.Model):
    """Something a member was trusted with by the team: to coordinate, or to pay."""

    class Kind(models.TextChoices):
        """What they may also do."""

        COORDINATOR = "coordinator", _("coordinator")
        PAYER = "payer", _("payer")

    id = models.UUIDField(primary_key=True, default=uuid4)
    member = models.ForeignKey(Member, models.PROTECT, related_name="capabilities")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    given_by = models.UUIDField()  # a person; whoever founds a project gives it to themself
    given_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = CapabilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(ended_at=None),
                name="projects_capability_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["coordinator", "payer"]), name="projects_capability_kind"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="projects_capability_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.member_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.member.project_id

    member_id: UUID
