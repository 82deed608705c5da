"""What helps a person, and what access they need: written, shared, and looked at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import Changed, refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.people import encryption, rules, sharing
from evenweave.people.models import Look, Need, NeedReader, Person


@action(quiet="What helps somebody is private.")
def write_need(
    *,
    person: Person,
    kind: str,
    words: str,
    readers: Collection[UUID],
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Keep these words, sealed, for these readers. No words: all of it goes. Nothing older stays.

    `version` is that of the words the person began from, 0 where there were none.
    """
    refuse_if(rules.why_not_write_need(by, person, words, readers))
    need = Need.objects.filter(person=person, kind=kind).first()
    if need is not None:
        refuse_if_changed(need, version=version)
    elif version:
        raise Changed
    database.overwrite_at_commit()
    if not words:
        Need.objects.filter(person=person, kind=kind).delete()
        return
    sealed = encryption.seal(words, person_id=person.id, kind=kind)
    need, _is_first = Need.objects.update_or_create(
        person=person,
        kind=kind,
        defaults={"sealed_words": sealed, "written_at": at, "version": version + 1},
    )
    share(need, set(readers), at)


def share(need: Need, readers: set[UUID], at: datetime) -> None:
    """These may read it from now on, and nobody else; who could before keeps their date."""
    need.readers.exclude(reader_id__in=readers).delete()
    known = set(need.readers.values_list("reader_id", flat=True))
    NeedReader.objects.bulk_create(
        NeedReader(need=need, reader_id=reader, since=at) for reader in readers - known
    )


@action(quiet="It goes to the owner’s own list of who looked, and nowhere else.")
def look_at_need(*, need: Need, by: Actor, at: datetime) -> None:
    """Note for the owner that somebody looked."""
    refuse_if(rules.why_not_look_at_need(by, need))
    Look.objects.create(person=need.person, kind=need.kind, looker_id=by.person, at=at)


@action(quiet="No word changes, only its seal.")
def seal_needs_again(*, by: Actor, at: datetime) -> int:
    """Seal all words with the newest key; how many it was. What no key opens stays as it is."""
    refuse_if(rules.why_not_seal_needs_again(by))
    sealed = 0
    for need in Need.objects.order_by("id"):
        if encryption.is_newest(bytes(need.sealed_words)):
            continue
        try:
            words = sharing.opened(need)
        except encryption.Locked:
            continue
        need.sealed_words = encryption.seal(words, person_id=need.person_id, kind=need.kind)
        need.save(update_fields=["sealed_words"])
        sealed += 1
    return sealed


@action(quiet="What somebody wants to be asked is private.")
def put_hint_away(*, person: Person, by: Actor, at: datetime) -> None:
    """Do not suggest any more to write down what helps."""
    refuse_if(rules.why_not_put_hint_away(by, person))
    Person.objects.filter(pk=person.pk).update(has_put_hint_away=True)
