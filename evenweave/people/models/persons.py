"""A person, who may help them, and what they bring."""

from __future__ import annotations

import secrets
from typing import ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    """A fresh secret for a person's sessions."""
    return secrets.token_hex(32)


class Way(models.TextChoices):
    """How somebody likes to be reached."""

    EMAIL = "email", _("By e-mail")
    TEXT = "text", _("By text message")
    PHONE = "phone", _("By phone")
    POST = "post", _("By post")
    IN_PERSON = "in_person", _("In person, by somebody from the team")


class PersonManager(BaseUserManager["Person"]):
    """Reading people."""

    def by_email(self, email: str) -> Person | None:
        """The person who has this address, upper or lower case."""
        return self.filter(email=email.strip().lower()).first() if email.strip() else None


class Person(AbstractBaseUser):
    """Somebody who takes part, by the name they like."""

    # There is no password anywhere, and nobody notes when a person was last here.
    password: ClassVar[None] = None  # type: ignore[assignment,misc]
    last_login: ClassVar[None] = None  # type: ignore[misc]

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=120)
    pronouns = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, unique=True, null=True)
    phone = models.CharField(max_length=40, blank=True)
    post = models.TextField(blank=True)
    reach_by = models.CharField(max_length=10, choices=Way.choices, default=Way.EMAIL)
    not_when = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    # An IANA name; "" is the clock of this house.
    zone = models.CharField(max_length=64, blank=True)
    # None: never chosen, so each device keeps its own look.
    display = models.CharField(max_length=120, blank=True, null=True)
    resting_since = models.DateTimeField(null=True)
    session_secret = models.CharField(max_length=64, default=new_secret)
    joined_at = models.DateTimeField()
    has_put_hint_away = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_resting(self) -> bool:
        """Whether they rest: messages stop, and nothing is expected."""
        return self.resting_since is not None

    @property
    def clock(self) -> str:
        """The zone of the clock by which they live; without one, that of this house."""
        return self.zone or settings.TIME_ZONE

    def get_session_auth_hash(self) -> str:
        """What a session must hold to stay theirs; a new secret ends them all."""
        return salted_hmac("evenweave.people.session", self.session_secret).hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """No older secret is taken."""
        return []


class NewAddress(models.Model):
    """An e-mail address that a person wrote down and has not yet shown to be theirs."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="new_address")
    email = models.CharField(max_length=254)
    code_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"new address of {self.person_id}"

    person_id: UUID


class HelperQuerySet(models.QuerySet["Helper"]):
    """Reading who helps whom."""

    def accepted(self) -> HelperQuerySet:
        """Those who said yes."""
        return self.exclude(since=None)

    def asked(self) -> HelperQuerySet:
        """Those who have not answered yet."""
        return self.filter(since=None)


class Helper(models.Model):
    """Somebody whom a person asked to act for them, until either ends it and the row goes."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="helpers")
    # Nobody yet, while the link has not been answered.
    helper = models.ForeignKey(Person, models.CASCADE, related_name="helps", null=True)
    link_hash = models.CharField(max_length=64, unique=True, null=True)
    asked_at = models.DateTimeField()
    since = models.DateTimeField(null=True)

    objects = HelperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "helper"], name="people_helper_once"),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("helper")), name="people_helper_is_another"
            ),
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(helper__isnull=False),
                name="people_helper_who_said_yes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper_id} for {self.person_id}"

    person_id: UUID
    helper_id: UUID | None


class Deed(models.Model):
    """What a helper changed on a person's own pages, until the person has said that it is right."""

    class What(models.TextChoices):
        """What was changed."""

        REACH = "reach", _("How to reach you")
        REST = "rest", _("You rest")
        BACK = "back", _("You are back from resting")
        GIFTS = "gifts", _("What you bring")

    person = models.ForeignKey(Person, models.CASCADE, related_name="deeds")
    helper = models.ForeignKey(Person, models.SET_NULL, related_name="+", null=True)
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} of {self.person_id}"


class Gift(models.Model):
    """A strength, an interest or something a person would like to learn, in their own words."""

    class Kind(models.TextChoices):
        """What it is to the person."""

        STRENGTH = "strength", _("I am good at")
        INTEREST = "interest", _("I like")
        LEARN = "learn", _("I would like to learn")

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="gifts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=300)
    is_shared = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"

    person_id: UUID
