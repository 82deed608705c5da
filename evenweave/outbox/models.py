"""Messages, what became of them, and what a person wishes to hear of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.outbox.vocabulary import Envelope, File, declared


class State(models.TextChoices):
    """What became of a message, as its sender reads it."""

    WAITS = "waits", _("Waits for the weekly letter")
    ON_ITS_WAY = "on_its_way", _("On its way by e-mail")
    SENT = "sent", _("Sent by e-mail")
    TO_HAND_OVER = "to_hand_over", _("To hand over")
    HANDED_OVER = "handed_over", _("Handed over")
    KEPT = "kept", _("Kept here only")


TRANSITIONS: dict[State, set[State]] = {
    State.WAITS: {State.ON_ITS_WAY, State.TO_HAND_OVER, State.KEPT},
    State.ON_ITS_WAY: {State.WAITS, State.SENT, State.TO_HAND_OVER},
    State.SENT: {State.TO_HAND_OVER},  # it came back
    State.TO_HAND_OVER: {State.HANDED_OVER},
    State.HANDED_OVER: set(),
    State.KEPT: set(),
}


class Trouble(models.TextChoices):
    """Why a message did not go by e-mail."""

    NONE = "", ""
    NO_MAIL = "no_mail", _("This server sends no e-mail. Please hand the message over.")
    OTHER_WAY = "other_way", _("They have no e-mail here, or like another way better.")
    BOUNCED = (
        "bounced",
        _(
            "It could not be delivered by e-mail: their address did not take it. "
            "Please hand it over another way."
        ),
    )
    UNSURE = (
        "unsure",
        _(
            "We do not know whether it reached them by e-mail: the machine stopped meanwhile. "
            "Please hand it over too."
        ),
    )
    GAVE_UP = (
        "gave_up",
        _(
            "It could not be delivered by e-mail: we tried for two days. "
            "Please hand it over another way."
        ),
    )


class MessageQuerySet(models.QuerySet["Message"]):
    """Reading messages."""

    def that_may_become(self, state: State) -> MessageQuerySet:
        """Those whose state may change to this one."""
        return self.filter(state__in=[old for old, new in TRANSITIONS.items() if state in new])

    def to(self, person_id: UUID) -> MessageQuerySet:
        """What this person was sent, newest first."""
        return self.filter(to=person_id).order_by("-written_at", "id")

    def sent_by(self, person_id: UUID) -> MessageQuerySet:
        """What this person sent to others, newest first."""
        return self.filter(sender=person_id).exclude(to=person_id).order_by("-written_at", "id")

    def visible_to(self, person_id: UUID, streams: Iterable[UUID]) -> MessageQuerySet:
        """Those to and from this person, and those that they may hand over.

        `streams` are the projects that they coordinate. What one person wrote to another is never
        a third's to read; nor is what is private.
        """
        private = [kind.name for kind in declared.values() if kind.private]
        of_the_program = Q(sender=None, on_stream__in=streams) & ~Q(kind__in=private)
        undelivered = Q(state__in=[State.TO_HAND_OVER, State.HANDED_OVER])
        return self.filter(Q(to=person_id) | Q(sender=person_id) | (of_the_program & undelivered))

    def to_hand_over(self, person_id: UUID, streams: Iterable[UUID]) -> MessageQuerySet:
        """What waits for this person's hands, oldest first."""
        mine = self.visible_to(person_id, streams).filter(state=State.TO_HAND_OVER)
        return mine.exclude(to=person_id).order_by("written_at", "id")

    def waiting_to_reach(self, person_id: UUID) -> MessageQuerySet:
        """What somebody else would hand over to this person, oldest first."""
        mine = self.filter(to=person_id, state=State.TO_HAND_OVER)
        return mine.order_by("written_at", "id")

    def waiting_for(self, person_id: UUID) -> MessageQuerySet:
        """What this person's next letter will hold, oldest first."""
        return self.filter(to=person_id, state=State.WAITS).order_by("written_at", "id")


class Message(models.Model):
    """Words to one person, kept as they were written; what became of them stands beside."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    to = models.UUIDField()
    sender = models.UUIDField(null=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    is_urgent = models.BooleanField(default=False)
    on_stream = models.UUIDField(null=True, db_index=True)
    about = models.UUIDField(null=True)  # what its files are made from; its kind's room knows
    written_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices)
    trouble = models.CharField(max_length=20, choices=Trouble.choices, default=Trouble.NONE)
    letter = models.ForeignKey("Letter", models.SET_NULL, null=True, related_name="messages")
    sent_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.UUIDField(null=True)

    letter_id: UUID | None

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["to", "-written_at"], name="outbox_message_to"),
            models.Index(fields=["sender", "-written_at"], name="outbox_message_sender"),
            models.Index(
                fields=["state"],
                name="outbox_message_open",
                condition=Q(state__in=["waits", "on_its_way", "to_hand_over"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_over_at=None, handed_over_by=None)
                | Q(handed_over_at__isnull=False, handed_over_by__isnull=False),
                name="outbox_message_handed_over_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def why(self) -> Promise | str:
        """Why it did not go by e-mail, in a sentence; nothing when it did, or may yet."""
        return Trouble(self.trouble).label

    @property
    def became(self) -> Promise | str:
        """What became of it. Who reads here themself needed nobody's hands."""
        is_found = self.state == State.HANDED_OVER and self.handed_over_by == self.to
        return _("Read here") if is_found else State(self.state).label

    @property
    def has_failed(self) -> bool:
        """Whether e-mail was tried and did not reach them."""
        return self.trouble in {Trouble.BOUNCED, Trouble.GAVE_UP, Trouble.UNSURE}

    @property
    def title(self) -> Promise | str:
        """What messages of this kind are called."""
        return declared[self.kind].title if self.kind in declared else self.kind

    def files(self, from_address: str = "", to_address: str = "") -> Sequence[File]:
        """What goes with it now; the addresses are those of the e-mail that carries it, if any."""
        if self.about is None or self.kind not in declared:
            return ()
        envelope = Envelope(self.about, self.to, from_address, to_address)
        return declared[self.kind].files(envelope)


class Letter(models.Model):
    """A weekly letter to a person: several messages in one e-mail, with what is next for them."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    to = models.UUIDField()
    week = models.DateField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, choices=Trouble.choices, default=Trouble.NONE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to", "week"], name="outbox_letter_once_a_week")
        ]

    def __str__(self) -> str:
        return f"letter {self.id}"


class Pace(models.TextChoices):
    """How soon a person wishes to hear of a kind of thing."""

    AT_ONCE = "at_once", _("At once")
    WEEKLY = "weekly", _("In my weekly letter")
    NEVER = "never", _("Not by e-mail; I look here")


class Wish(models.Model):
    """How soon one person wishes to hear of one kind of thing, where it is not as usual."""

    person_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    pace = models.CharField(max_length=10, choices=Pace.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "kind"], name="outbox_wish_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.pace}"


def paces_of(person_id: UUID) -> dict[str, str]:
    """How soon this person wishes to hear of each kind that they said something of."""
    return dict(Wish.objects.filter(person_id=person_id).values_list("kind", "pace"))
