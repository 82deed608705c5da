"""How an entry reads today, in the reader's language: from kind, facts and today's names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from string import Formatter
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evenweave.common.actors import Actor, ActorKind
from evenweave.common.shaped import is_id
from evenweave.record.models import Entry
from evenweave.record.vocabulary import declared

DAY_SHAPE = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")


def sentence(entry: Entry, names: Mapping[UUID, str], words: Mapping[str, str]) -> SafeString:
    """The entry as a sentence in HTML. Erased words and people who left have their own wording."""
    kind = declared.get(entry.kind)
    template = (
        str(kind.sentence) if kind else _("{by} did something that this version cannot read.")
    )
    content = entry.content
    values: dict[str, object] = {"by": actor(entry.by, names)}
    for name, fact in content["facts"].items():
        codes = kind.codes.get(name) if kind else None
        values[name] = codes.get(fact, fact) if codes else shown(fact, names)
    for name in content["words"]:
        values[name] = format_html("<bdi>{}</bdi>", words[name]) if name in words else erased()
    return format_html(template, **values)


def people_in(entries: Iterable[Entry]) -> set[UUID]:
    """Everybody whom these entries' sentences may name, to look their names up at once."""
    return {UUID(value) for entry in entries for value in ids_in(entry.content)}


def ids_in(value: Any) -> Iterator[str]:
    """The ids anywhere in an entry's content."""
    match value:
        case str() if is_id(value):
            yield value
        case dict():
            for item in value.values():
                yield from ids_in(item)
        case list():
            for item in value:
                yield from ids_in(item)


def plain_words(template: str) -> str:
    """A sentence without its gaps, for searching."""
    return " ".join(text for text, *_gap in Formatter().parse(template))


def actor(by: Actor, names: Mapping[UUID, str]) -> SafeString:
    """Who did it, as a sentence begins."""
    match by.kind:
        case ActorKind.PERSON:
            return person(by.person, names, nobody=_("A former member"))
        case ActorKind.HELPER:
            helped = person(by.person, names, nobody=_("A former member"))
            return format_html(_("{} (with {} helping)"), helped, person(by.helper, names))
        case ActorKind.JOB:
            return escape(_("Evenweave, at the time agreed,"))
        case ActorKind.IMPORT if by.person:
            return format_html(_("{} (by an import)"), person(by.person, names))
        case ActorKind.IMPORT:
            return escape(_("An import"))
        case ActorKind.OPERATOR:
            return escape(_("Whoever runs this server"))


def person(person_id: UUID | None, names: Mapping[UUID, str], nobody: str = "") -> SafeString:
    """A person's name today; `nobody` (else "a former member") for somebody who is gone."""
    name = names.get(person_id) if person_id else None
    if name is None:
        return escape(nobody or _("a former member"))
    return format_html("<bdi>{}</bdi>", name)


def erased() -> SafeString:
    """What stands where words were erased."""
    return format_html("<em>{}</em>", _("words taken out"))


def shown(fact: Any, names: Mapping[UUID, str]) -> object:
    """A fact as people read it: a person by name, a time in words, the rest as it is."""
    if is_id(fact):
        return person(UUID(fact), names)
    if isinstance(fact, str) and MOMENT_SHAPE.fullmatch(fact):
        return date_format(localtime(datetime.fromisoformat(fact)), "j F Y, H:i")
    if isinstance(fact, str) and DAY_SHAPE.fullmatch(fact):
        return date_format(date.fromisoformat(fact), "j F Y")
    return fact
