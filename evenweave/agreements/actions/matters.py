"""Matters that are closed to some: begun in the open, read by few, and open to all one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenweave.agreements import covered, kinds, messages
from evenweave.agreements.actions.priorities import take_back
from evenweave.agreements.models import Matter, MatterReader, Note, ReaderProposed
from evenweave.agreements.rules import matters as rules
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.decisions.actions.shaping import begin_proposal
from evenweave.decisions.models import Decision
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.projects.models import Member, Project

ABOUT = "agreements.readers"


@action(records=kinds.MATTER_OPENED)
def open_matter(
    *,
    project: Project,
    name: str,
    why: str,
    readers: Sequence[Member],
    ends_on: date,
    by: Actor,
    at: datetime,
) -> Matter:
    """Close a matter to all but some. That there is one, and all about it, is open."""
    refuse_if(
        rules.why_not_open_matter(
            by, project, name=name, why=why, readers=readers, ends_on=ends_on, at=at
        )
    )
    matter = Matter.objects.create(
        project=project, name=name, why=why, ends_on=ends_on, made_by=by.somebody, made_at=at
    )
    let_in(matter, readers, by=by, at=at)
    return matter


def let_in(matter: Matter, members: Iterable[Member], *, by: Actor, at: datetime) -> None:
    """These read it from now on, and are told; each of them may put it down."""
    new = list(dict.fromkeys(members))
    MatterReader.objects.bulk_create(
        MatterReader(matter=matter, member=each, since=at) for each in new
    )
    told = _(
        "You were named as one of those who read a matter that is closed to others. Its name, why "
        "it is closed, and who reads it, everybody in the team can see.\n\n"
        "You need not. You can put it down on its page, without a reason."
    )
    for each in new:
        tell(each, matter, told, by=by, at=at)
    if new:
        tell_authors(matter, {each.person_id for each in new}, by=by, at=at)


def tell_authors(matter: Matter, new: Set[UUID | None], *, by: Actor, at: datetime) -> None:
    """Whoever wrote in it hears that others read that now, and can take it back."""
    told = _(
        "Others than before read what you wrote in a closed matter. Who they are, everybody in "
        "the team can see on its page.\n\n"
        "You can take back what you wrote, without a reason."
    )
    for person in authors(matter):
        if person not in new:
            send_to(person, matter, told, "agreements:my-notes", [matter.id], by=by, at=at)


def tell(member: Member, matter: Matter, text: str, *, by: Actor, at: datetime) -> None:
    """Tell one member about a matter: never its name, and never what is in it."""
    if member.person_id is not None:
        where = [matter.project_id, matter.id]
        send_to(member.person_id, matter, text, "agreements:matter", where, by=by, at=at)


def send_to(
    person: UUID,
    matter: Matter,
    text: str,
    page: str,
    where: list[UUID],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """A letter with the address of a page; not to whoever did it."""
    if person == by.person:
        return
    subject = _("A closed matter in “{project}”").format(project=matter.project.name)
    send(
        to=person,
        sender=None,
        kind=messages.READER.name,
        subject=subject,
        text=f"{text}\n\n{whole(reverse(page, args=where))}",
        stream_id=matter.project_id,
        by=by,
        at=at,
    )


@action(records=kinds.MATTER_READERS)
def change_readers(
    *,
    matter: Matter,
    version: int,
    readers: Sequence[Member],
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Others read it from now on. Who comes and who goes hears of it."""
    matter.refresh_from_db()  # under the lock
    refuse_if_changed(matter, version=version)
    refuse_if(rules.why_not_change_readers(by, matter, readers, reason))
    wanted = {each.pk for each in readers}
    before = set(matter.reader_ids)
    told = _("You do not read a closed matter any more. Who changed that, and why, is on its page.")
    for each in matter.present_readers.exclude(member__in=wanted).select_related("member"):
        end(each, at)
        tell(each.member, matter, told, by=by, at=at)
    let_in(matter, [each for each in readers if each.pk not in before], by=by, at=at)
    grow(matter)


def end(reader: MatterReader, at: datetime) -> None:
    """They do not read it any more."""
    reader.until = at
    reader.save(update_fields=["until"])


def grow(matter: Matter, *fields: str) -> None:
    """Keep what changed, under the next version."""
    matter.version += 1
    matter.save(update_fields=["version", *fields])


@action(quiet="To put something down is private: it needs no reason.")
def decline_reading(*, matter: Matter, by: Actor, at: datetime) -> None:
    """A reader would rather not. What they wrote stays, and they can take it back."""
    matter.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_decline_reading(by, matter))
    for reader in matter.present_readers.filter(member__person=by.person):
        end(reader, at)
    grow(matter)


@action(quiet="A draft is its authors’ own; the record tells what comes of it.")
def propose_readers(
    *, matter: Matter, readers: Sequence[Member], by: Actor, at: datetime
) -> Decision:
    """Nobody reads it any more: begin to ask the team whether these shall."""
    refuse_if(rules.why_not_propose_readers(by, matter, readers))
    decision = begin_proposal(
        circle=matter.project.circles.get(is_everybody=True),
        question=_("Shall these read the closed matter “{name}”?").format(name=matter.name),
        about=ABOUT,
        by=by,
        at=at,
    )
    ReaderProposed.objects.bulk_create(
        ReaderProposed(decision=decision, matter=matter, member=each)
        for each in dict.fromkeys(readers)
    )
    return decision


@action(records=kinds.MATTER_READERS_NAMED)
def name_readers(
    *, matter: Matter, readers: Sequence[Member], decision: Decision, by: Actor, at: datetime
) -> None:
    """Nobody read it any more; by a decision of the team, somebody does again."""
    matter.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_name_readers(matter, readers, decision))
    for reader in matter.readers.filter(until=None):  # they left the project
        end(reader, at)
    let_in(matter, readers, by=by, at=at)
    grow(matter)


@action(records=kinds.MATTER_END)
def change_end(
    *, matter: Matter, version: int, ends_on: date, reason: str, by: Actor, at: datetime
) -> None:
    """It opens on another day; those who wrote in it are told again a week before."""
    matter.refresh_from_db()  # under the lock
    refuse_if_changed(matter, version=version)
    refuse_if(rules.why_not_change_end(by, matter, ends_on, reason, at))
    matter.ends_on, matter.warned_at = ends_on, None
    grow(matter, "ends_on", "warned_at")


@action(quiet="What somebody writes in a closed matter is for its readers alone.")
def write_note(*, matter: Matter, words: str, by: Actor, at: datetime) -> Note:
    """Write something that only its readers read, until it opens."""
    matter.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_write_note(by, matter, words))
    return Note.objects.create(
        matter=matter,
        member=Member.objects.who_acts(by, matter.project),
        is_by_helper=by.helper is not None,
        words=words,
        said_at=at,
    )


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_note(*, note: Note, by: Actor, at: datetime) -> None:
    """The words go for good."""
    note.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_note(by, note))
    take_back(note, covered.NOTE.name, at)


@action(quiet="It tells people of their own notes; that the matter opens stands on the record.")
def warn_authors(*, matter: Matter, by: Actor, at: datetime) -> None:
    """A week before it opens: whoever wrote in it can still take their notes back."""
    matter.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_warn_authors(matter, at))
    matter.warned_at = at
    matter.save(update_fields=["warned_at"])
    day = date_format(matter.opens_on, _("l j F Y"))
    for person in authors(matter):
        send(
            to=person,
            sender=None,
            kind=messages.MATTER_ENDS.name,
            subject=_("What you wrote in “{project}” opens soon").format(
                project=matter.project.name
            ),
            text=_(
                "A closed matter in which you wrote opens to everybody in the team on {day}.\n\n"
                "You can take back what you wrote, without a reason, here: {page}"
            ).format(day=day, page=whole(reverse("agreements:my-notes", args=[matter.id]))),
            stream_id=matter.project_id,
            by=by,
            at=at,
        )


def authors(matter: Matter) -> list[UUID]:
    """Who wrote in it and took it not back, also after they left."""
    found = matter.notes.exclude(words="").exclude(member__person=None)
    return list(dict.fromkeys(found.values_list("member__person_id", flat=True)))


@action(records=kinds.MATTER_OPENED_TO_ALL)
def open_to_all(*, matter: Matter, by: Actor, at: datetime) -> None:
    """Its day has come: everybody in the project can read it."""
    matter.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_open_to_all(matter, at))
    matter.opened_to_all_at = at
    grow(matter, "opened_to_all_at")
