"""Boxes, the envelopes in them, the cards that open some, and what was in them."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Fewer papers than this are never opened, and a box is never opened for fewer seats.
FEWEST = 5
# The longest paper a box can be made for, in bytes: sealed, it still fits into a page of PostgreSQL
# with its row, and no second table tells which papers are new (migration 0001).
LONGEST = 7_900
# About how many envelopes lie together in a tray, and are written anew together.
TRAY = 25


class State(models.TextChoices):
    """How far a box is."""

    OPENING = "opening", _("being made ready")
    OPEN = "open", _("open")
    CLOSING = "closing", _("closing")
    TOO_FEW = "too_few", _("closed with too few papers")
    CLOSED = "closed", _("closed")
    VOID = "void", _("void: its key was lost")
    DESTROYED = "destroyed", _("destroyed unread")


TRANSITIONS: dict[State, set[State]] = {
    State.OPENING: {State.OPEN, State.CLOSING},
    State.OPEN: {State.CLOSING},
    State.CLOSING: {State.TOO_FEW, State.CLOSED, State.VOID, State.DESTROYED},
    State.TOO_FEW: {State.OPEN, State.CLOSING},
    State.CLOSED: set(),
    State.VOID: set(),
    State.DESTROYED: set(),
}
OVER = [state for state, following in TRANSITIONS.items() if not following]


class BoxQuerySet(models.QuerySet["Box"]):
    """Finding boxes."""

    def held(self, pk: UUID) -> Box:
        """The box as it is now, which nobody else changes until this transaction ends.

        Whoever holds a box takes no other lock after it. Raises Box.DoesNotExist.
        """
        return self.select_for_update(no_key=True).get(pk=pk)

    def live(self) -> BoxQuerySet:
        """Those that are not over."""
        return self.exclude(state__in=OVER)


class Box(models.Model):
    """A box for one vote or one pulse: papers go in until it closes, and are opened together.

    `kind` and `about` say what it belongs to, `stream_id` on whose record that stands. `longest` is
    how many bytes a paper may have, `fewest` how many papers are opened at all. While it is made
    ready `electorate` holds the seats, 16 bytes each, tray by tray. `ending` is what it will be
    once nothing of it is left to destroy; until then it is *closing*, and shows nothing. `done`
    counts seats that the worker has been through, never papers.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=60)
    about = models.UUIDField()
    stream_id = models.UUIDField(db_index=True)
    longest = models.PositiveIntegerField()
    fewest = models.PositiveIntegerField(default=FEWEST)
    seats = models.PositiveIntegerField()
    has_locks = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPENING)
    ending = models.CharField(max_length=10, choices=State, default="", blank=True)
    public_key = models.BinaryField(default=bytes)
    hand_key = models.BinaryField(default=bytes)
    electorate = models.BinaryField(default=bytes)
    done = models.PositiveIntegerField(default=0)
    opened_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = BoxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                name="sealed_box_one_at_a_time",
                condition=~Q(state__in=["closed", "void", "destroyed"]),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=FEWEST, fewest__gte=FEWEST, longest__lte=LONGEST),
                name="sealed_box_large_enough",
            ),
            models.CheckConstraint(
                condition=Q(ending="", state__in=["opening", "open", "closing", "too_few"])
                | Q(ending=models.F("state"))
                | Q(state="closing", ending__in=["closed", "void", "destroyed"]),
                name="sealed_box_ends_as_it_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} ({self.state})"

    @property
    def is_over(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in OVER

    def electors(self) -> list[UUID]:
        """The seats of a box that is being made ready, tray by tray."""
        held = bytes(self.electorate)
        return [UUID(bytes=held[start : start + 16]) for start in range(0, len(held), 16)]

    @property
    def trays(self) -> int:
        """How many trays its seats lie in."""
        return -(-self.seats // TRAY)

    def tray_of(self, place: int) -> int:
        """The tray of the seat at this place: as even as can be, so that none is nearly empty."""
        return place * self.trays // self.seats


class Envelope(models.Model):
    """One seat’s envelope: its name outside, and inside a sealed paper that nobody can open.

    It is there from the first moment, with a blank in it, so that it never tells who took part.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="envelopes", db_index=False)
    elector = models.UUIDField()
    tray = models.PositiveIntegerField()
    paper = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "elector"], name="sealed_envelope_one_a_seat"),
        ]
        indexes = [models.Index(fields=["box", "tray"], name="sealed_envelope_tray")]

    def __str__(self) -> str:
        return f"an envelope of {self.box_id}"


class Lock(models.Model):
    """One of the three locks of a box: whose card it is, and what the card opens.

    `card_key` is the public half of the card; the card itself is kept nowhere. `share` is sealed to
    it. `given` is the card, sealed to the worker, from when it was put in until the box is opened.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="locks")
    number = models.PositiveIntegerField()
    holder = models.UUIDField()
    card_key = models.BinaryField(default=bytes)
    share = models.BinaryField(default=bytes)
    given = models.BinaryField(default=bytes)
    is_lost = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "holder"], name="sealed_lock_three_people"),
            models.UniqueConstraint(fields=["box", "number"], name="sealed_lock_three_places"),
        ]

    def __str__(self) -> str:
        return f"lock {self.number} of {self.box_id}"


class Opened(models.Model):
    """Something that stood on a paper of a box which is closed, apart from all else that did.

    Its id is random, it has no time, and the rows of a part stand in the order of their content.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    box = models.ForeignKey(Box, models.CASCADE, related_name="opened")
    part = models.CharField(max_length=60)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.part} of {self.box_id}"
