"""Places where a team could meet, with what somebody needs to know before they come."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.projects.models import Project


class Known(models.TextChoices):
    """Whether a place has something. What nobody knows is told as that, never as a no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "", _("Nobody has said")


# What is told of each place, in the order in which it is met on the way in.
FACTS: dict[str, tuple[Promise, Promise, Promise]] = {
    "is_step_free": (
        _("Can everybody come in without a step?"),
        _("without a step"),
        _("there are steps"),
    ),
    "is_without_codes": (
        _("Is there no code, badge or desk to pass?"),
        _("no code or badge"),
        _("a code, a badge or a desk to pass"),
    ),
    "is_nobodys_workplace": (
        _("Is it nobody’s workplace?"),
        _("nobody’s workplace"),
        _("the workplace of somebody here"),
    ),
    "has_toilets": (
        _("Are there toilets that everybody can use?"),
        _("toilets for everybody"),
        _("no toilets that everybody can use"),
    ),
    "has_loop": (
        _("Is there a hearing loop?"),
        _("a hearing loop"),
        _("no hearing loop"),
    ),
    "has_quiet_room": (
        _("Is there a quiet room to go to?"),
        _("a quiet room"),
        _("no quiet room"),
    ),
}


def known() -> models.CharField[str, str]:
    """A fact of which somebody may know nothing."""
    return models.CharField(max_length=3, choices=Known.choices, blank=True, default=Known.UNKNOWN)


class VenueQuerySet(models.QuerySet["Venue"]):
    """Reading places."""

    def present(self) -> VenueQuerySet:
        """Those that can be offered."""
        return self.filter(ended_at=None).order_by("name", "id")


class Venue(models.Model):
    """Somewhere to meet: a room, or a link for all who are elsewhere, or both."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.TextField(blank=True)
    travel = models.TextField(blank=True)  # how one gets there, and what that costs
    more = models.TextField(blank=True)  # what else somebody should know before they come
    link = models.URLField(max_length=500, blank=True)
    is_step_free = known()
    is_without_codes = known()
    is_nobodys_workplace = known()
    has_toilets = known()
    has_loop = known()
    has_quiet_room = known()
    made_by = models.UUIDField()  # a person
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="meetings_venue_has_a_name"),
            models.UniqueConstraint(
                fields=["project", "name"], condition=Q(ended_at=None), name="meetings_venue_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream_id(self) -> UUID:
        """The project's record."""
        return self.project_id

    def told(self) -> Iterator[tuple[str, Promise]]:
        """What is known of it, as (yes or no, in words), in the order of `FACTS`."""
        for name, (_question, yes, no) in FACTS.items():
            said = getattr(self, name)
            if said:
                yield said, yes if said == Known.YES else no

    def unknown(self) -> list[Promise]:
        """What nobody has said of it, as questions."""
        return [asked for name, (asked, *_rest) in FACTS.items() if not getattr(self, name)]

    project_id: UUID
