"""Reading a record page by page: newest first, by kind, by words; in bounded time at any length."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from evenweave.record import names, sentences
from evenweave.record.models import Entry, Stream, Words
from evenweave.record.vocabulary import declared

PAGE = 25
# A search looks through this many entries and then says how far it looked: no index may hold words
# that must be erasable, and no search may make others wait.
WINDOW = 5_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for. `before` and `after` are sequence numbers; `before` wins."""

    words: str = ""
    kind: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether not everything is wanted."""
        return bool(self.words or self.kind)

    def address(self, **place: int) -> str:
        """The address of the same question at another place (`before` or `after`)."""
        asked = {"words": self.words, "kind": self.kind, **place}
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it reads today."""

    sequence: int
    at: datetime
    sentence: SafeString

    @property
    def date(self) -> date:
        """The day, where this server is."""
        return localtime(self.at).date()


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, newest first; `older` and `newer` are where the next pages begin, or None.

    `looked_back_to` is the first entry that a search looked at, when there are more before it.
    """

    lines: list[Line]
    older: int | None
    newer: int | None
    looked_back_to: int | None = None

    @property
    def days(self) -> list[tuple[date, list[Line]]]:
        """The lines, day by day."""
        return [(day, list(lines)) for day, lines in groupby(self.lines, key=attrgetter("date"))]


def page(stream: Stream, wanted: Wanted) -> Page:
    """The page of a stream's record that a reader asks for."""
    entries = stream.entries.all()
    if wanted.kind:
        entries = entries.filter(kind=wanted.kind)
    if wanted.words:
        return search(stream, entries, wanted)
    if wanted.after is not None and wanted.before is None:
        found = list(entries.filter(sequence__gt=wanted.after).order_by("sequence")[: PAGE + 1])
        shown = found[:PAGE][::-1]
        newer = shown[0].sequence if len(found) > PAGE else None
        older = shown[-1].sequence if shown and wanted.after > 0 else None
        return Page(lines_of(shown), older, newer)
    if wanted.before is not None:
        entries = entries.filter(sequence__lt=wanted.before)
    found = list(entries.order_by("-sequence")[: PAGE + 1])
    shown = found[:PAGE]
    older = shown[-1].sequence if len(found) > PAGE else None
    newer = shown[0].sequence if shown and wanted.before is not None else None
    return Page(lines_of(shown), older, newer)


def search(stream: Stream, entries: QuerySet[Entry], wanted: Wanted) -> Page:
    """Entries with the wanted words: in what was said, in who did it, or in the sentence itself."""
    last = min(wanted.before or stream.length + 1, stream.length + 1)
    first = max(1, last - WINDOW)
    pattern = re.escape(wanted.words)
    said = Words.objects.filter(
        entry__stream=stream,
        entry__sequence__gte=first,
        entry__sequence__lt=last,
        value__iregex=pattern,
    )
    matches = Q(pk__in=said.values("entry")) | Q(kind__in=kinds_that_say(wanted.words))
    for person_id in names.directory().find(wanted.words):
        matches |= Q(line__contains=f'"{person_id}"')
    window = entries.filter(matches, sequence__gte=first, sequence__lt=last)
    found = list(window.order_by("-sequence")[: PAGE + 1])
    shown = found[:PAGE]
    if len(found) > PAGE:
        return Page(lines_of(shown), older=shown[-1].sequence, newer=None)
    return Page(lines_of(shown), None, None, looked_back_to=first if first > 1 else None)


def kinds_that_say(words: str) -> list[str]:
    """The kinds whose sentence has these words in it."""
    return [
        kind.name
        for kind in declared.values()
        if words.casefold() in sentences.plain_words(str(kind.sentence)).casefold()
    ]


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """These entries as they read today, with three look-ups for them all."""
    entries = list(entries)
    called = names.directory().called(sentences.people_in(entries))
    words: dict[int, dict[str, str]] = defaultdict(dict)
    for entry_id, field, value in Words.objects.filter(entry__in=entries).values_list(
        "entry_id", "field", "value"
    ):
        words[entry_id][field] = value
    return [
        Line(entry.sequence, entry.at, sentences.sentence(entry, called, words[entry.pk]))
        for entry in entries
    ]


def kinds_in(stream: Stream) -> list[str]:
    """The kinds of entry that stand in a stream, by name.

    It steps from one kind to the next along the index, so it costs a step a kind, not an entry.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE step(kind) AS (
                SELECT MIN(kind) FROM record_entry WHERE stream_id = %s
                UNION ALL
                SELECT (
                    SELECT MIN(kind) FROM record_entry WHERE stream_id = %s AND kind > step.kind
                )
                FROM step WHERE step.kind IS NOT NULL
            )
            SELECT kind FROM step WHERE kind IS NOT NULL
            """,
            [stream.pk.hex if connection.vendor == "sqlite" else stream.pk] * 2,
        )
        return [kind for (kind,) in cursor.fetchall()]
