"""What helps a person, and what access they need: for nobody's eyes but those they choose."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from evenweave.people.models.persons import Person


class NeedQuerySet(models.QuerySet["Need"]):
    """Reading whose words are whose; opening them is another matter (people.encryption)."""

    def shared_with(self, reader_id: UUID) -> NeedQuerySet:
        """Those that somebody chose to share with this person."""
        return self.filter(readers__reader_id=reader_id)


class Need(models.Model):
    """Private words of a person, encrypted where they lie (people.encryption)."""

    class Kind(models.TextChoices):
        """What the words are about."""

        HELPS = "helps", _("What helps me")
        ACCESS = "access", _("My access needs")

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sealed_words = models.BinaryField()
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="people_need_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"

    person_id: UUID


class NeedReader(models.Model):
    """Somebody with whom a person shares such words."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="readers")
    reader = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "reader"], name="people_need_reader_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} may read {self.need_id}"

    reader_id: UUID


class Look(models.Model):
    """Somebody looked: kept for the owner alone, as "who looked"."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="looks")
    kind = models.CharField(max_length=10, choices=Need.Kind.choices)
    looker = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.looker_id} looked at {self.kind} of {self.person_id}"
