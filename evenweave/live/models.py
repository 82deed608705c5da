"""The one number that live updates stand on."""

from __future__ import annotations

from django.db import models


class Topic(models.Model):
    """How often the thing with this id changed, so that a page knows whether it shows the latest.

    A topic that has no row has not changed yet: 0.
    """

    id = models.UUIDField(primary_key=True)
    changes = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.id}: {self.changes}"
