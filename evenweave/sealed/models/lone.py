"""Words without a name: what waits for the next batch, and the talk that each of them can become.

Nothing here knows who said them, and nothing but a day says when. Whoever has the receipt is their
author; of the receipt only a keyed hash is kept.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

# Of a keyed hash, in signs.
HASH = 64


class Waiting(models.Model):
    """Words that wait for the next batch.

    `kind` says what they will be, `about` what they were said to, `stream_id` in which project.
    Words whose receipt has a talk already are a further line of that talk. There is no time, not
    even a day. Whenever one comes or goes, all are written anew, mixed by chance, under fresh ids.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=60)
    about = models.UUIDField()
    stream_id = models.UUIDField()
    words = models.TextField()
    receipt = models.CharField(max_length=HASH)

    def __str__(self) -> str:
        return f"words for {self.kind}"


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


class Batch(models.Model):
    """The last day on which a batch went out, whether or not there was anything in it."""

    day = models.DateField(primary_key=True)

    def __str__(self) -> str:
        return f"the batch of {self.day}"
