"""Streams, their entries, and the words that may be erased."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from evenweave.common.actors import Actor
from evenweave.record import chain


class StreamQuerySet(models.QuerySet["Stream"]):
    """Reading streams."""

    def open_to_all(self) -> StreamQuerySet:
        """Those that whoever reaches this machine may read: the examples, which are made up."""
        return self.filter(is_example=True).order_by("title")

    def named(self, name: str) -> Stream | None:
        """The stream of this short name or id."""
        try:
            return self.filter(pk=UUID(name)).first()
        except ValueError:
            return self.filter(slug=name).first()


class Stream(models.Model):
    """One chain of entries: a project's, or the house's own."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=200)
    is_example = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=chain.START)

    objects = StreamQuerySet.as_manager()

    def __str__(self) -> str:
        return self.slug

    @property
    def stream_id(self) -> UUID:
        """A stream lies on itself."""
        return self.id


class Entry(models.Model):
    """One line of the record; never changed, never deleted (triggers see to that).

    `helped` is the person for whom a helper did it. The line says so too; here it can be found.
    """

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="entries", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    line = models.TextField()
    hash = models.CharField(max_length=64)
    helped = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "sequence"], name="record_entry_place"),
        ]
        indexes = [
            models.Index(fields=["stream", "kind", "sequence"], name="record_entry_by_kind"),
            models.Index(
                fields=["helped"],
                name="record_entry_helped",
                condition=models.Q(helped__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.sequence}"

    @cached_property
    def content(self) -> dict[str, Any]:
        """What the line says."""
        content: dict[str, Any] = json.loads(self.line)
        return content

    @property
    def by(self) -> Actor:
        """Who did it."""
        return Actor.from_fact(self.content["by"])


class WordsQuerySet(models.QuerySet["Words"]):
    """Reading words beside the chain."""

    def places(self, stream: Stream) -> list[tuple[int, str]]:
        """Where words stand in a stream: (sequence, field) of each."""
        return list(self.filter(entry__stream=stream).values_list("entry__sequence", "field"))


class Words(models.Model):
    """A person's words in an entry, beside the chain, so that they can be erased."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="words")
    field = models.CharField(max_length=40)
    person_id = models.UUIDField(null=True, db_index=True)
    value = models.TextField()
    salt = models.CharField(max_length=64)

    objects = WordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="record_words_field"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.field}"
