from __future__ import annotations

from uuid import UUID

from django.db import models

from evenweave.record.models import Stream


class Note(models.Model):
    """Words that several people may change."""

    stream = models.ForeignKey(Stream, models.PROTECT)
    words = models.TextField()
    version = models.PositiveIntegerField(default=1)

    stream_id: UUID
