"""A calendar that a person keeps on their own device, by an address that nobody else knows."""

from __future__ import annotations

from django.db import models


class Feed(models.Model):
    """That somebody has an address for their calendar, of which only a mark is kept."""

    person = models.UUIDField(unique=True)
    mark = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a calendar of {self.person}"
