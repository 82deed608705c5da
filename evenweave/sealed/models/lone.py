"""Words without a name: what waits for the next batch, and the talk that each of them can become.

Nothing here knows who said them, and nothing but a day says when. Whoever has the receipt is their
author; of the receipt only keyed hashes are kept.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

# Of a keyed hash, in signs.
HASH = 64


class SealQuerySet(models.QuerySet["Seal"]):
    """Finding seals."""

    def current(self) -> Seal | None:
        """The one to which words are sealed now; None until the worker has made the first."""
        return self.filter(closed_on=None).exclude(public_key=b"").first()

    def closed(self) -> SealQuerySet:
        """Those whose batch is due or over."""
        return self.filter(closed_on__isnull=False)


class Seal(models.Model):
    """The key to which words are sealed until the next batch: its public half.

    The private half lies in the worker’s key folder and ends with the batch. While it is made,
    `public_key` is empty. `closed_on` is the day of the batch; from then on another takes its
    place, also where nothing waits: so that there was a batch tells nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    public_key = models.BinaryField(default=bytes)
    closed_on = models.DateField(null=True)

    objects = SealQuerySet.as_manager()

    def __str__(self) -> str:
        return f"the seal of {self.closed_on or 'the next batch'}"


class Waiting(models.Model):
    """Words that wait for the next batch, sealed with all that belongs to them.

    `place` is a keyed hash of their receipt and of which of its places it is, `mark` one of the
    receipt and the words. There is no time, not even a day. Whenever one comes or goes, others are
    written anew with it, mixed by chance.
    """

    place = models.CharField(primary_key=True, max_length=HASH)
    mark = models.CharField(max_length=HASH)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="waiting")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "words that wait"

    seal_id: UUID


class Talk(models.Model):
    """What came of words without a name: their receipt, and what is said to and fro since.

    Its id is also that of the thing which its room made of the words.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=60)
    stream_id = models.UUIDField()
    receipt = models.CharField(max_length=HASH, unique=True)
    taken_back_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"a talk about {self.kind} {self.id}"


class Line(models.Model):
    """Something said in a talk: by a person with their name, or by its author without.

    `person` is None for the author of the talk. `number` is its place in the talk.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    talk = models.ForeignKey(Talk, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    person = models.UUIDField(null=True)
    said_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    is_covered = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "number"], name="sealed_line_place"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of {self.talk_id}"

    @property
    def stream_id(self) -> UUID:
        """The project's record, on which its words never stand."""
        return self.talk.stream_id

    talk_id: UUID
