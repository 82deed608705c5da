"""Ways in, of which only hashes and public keys are kept; and where somebody is signed in."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _

from evenweave.people.models.persons import Person


class Ticket(models.Model):
    """One way in, used once: a code and link sent by e-mail, or a printed card.

    An address that nobody here has gets a ticket as well, without a person. It opens nothing, and
    it makes both kinds of address behave alike.
    """

    class Kind(models.TextChoices):
        """How it reached the person."""

        CODE = "code"
        CARD = "card"

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tickets", null=True)
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    code_hash = models.CharField(max_length=64, blank=True)
    link_hash = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="code") | models.Q(person__isnull=False, address_hash=""),
                name="people_ticket_card_has_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def is_open(self, at: datetime) -> bool:
        """Whether it was not used, and is not too old."""
        return self.used_at is None and at < self.expires_at


class How(models.TextChoices):
    """How somebody came in."""

    CODE = "code", _("with a code")
    LINK = "link", _("with a link from an e-mail")
    CARD = "card", _("with a card")
    PASSKEY = "passkey", _("with a passkey")
    INSTITUTION = "institution", _("through your institution")
    INVITATION = "invitation", _("with an invitation")
    EXAMPLE = "example", _("as one of the example people")


class DeviceQuerySet(models.QuerySet["Device"]):
    """Reading devices."""

    def signed_in(self, at: datetime) -> DeviceQuerySet:
        """Those whose session still holds."""
        return self.filter(session_hash__in=sessions(at))

    def signed_out(self, at: datetime) -> DeviceQuerySet:
        """Those whose session is over: nothing but rows to sweep away."""
        return self.exclude(session_hash__in=sessions(at))


def sessions(at: datetime) -> models.QuerySet[Session, str]:
    """The hashes of all sessions that hold."""
    return Session.objects.filter(expire_date__gt=at).values_list("session_key", flat=True)


class Device(models.Model):
    """A device on which somebody is signed in, so that they can see it and end it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="devices")
    session_hash = models.CharField(max_length=40, unique=True)
    what = models.CharField(max_length=120)
    how = models.CharField(max_length=20, choices=How.choices)
    ticket_id = models.UUIDField(null=True)
    is_shared = models.BooleanField(default=False)
    since = models.DateTimeField()

    objects = DeviceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.what} of {self.person_id}"


class Passkey(models.Model):
    """A passkey of somebody: its public key, by the name they gave it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=120)
    credential_hash = models.CharField(max_length=64, unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id}"


class InstitutionTie(models.Model):
    """Who at an institution is which person here, known again by a hash."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="institution_tie")
    subject_hash = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"Tie of {self.person_id}"


class Limit(models.Model):
    """How much was asked or guessed lately, by a keyed hash of an address; for hours at most."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Until {self.until}"


class SpentChallenge(models.Model):
    """A challenge that a passkey answered, so that no answer counts twice; for minutes."""

    challenge_hash = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Until {self.until}"
