"""What the record tells of people for whom something changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate

from evenweave.agreements import kinds
from evenweave.agreements.models import ArrivalCause
from evenweave.projects import kinds as projects
from evenweave.projects.models import Member, Phase, Project
from evenweave.record.models import Entry, Stream

# So many entries are looked at in one go, so that nobody waits for a long record.
BATCH = 500
# What is older is not news to anybody, such as when a whole project is brought in.
FRESH = timedelta(days=31)
CAUSE = ArrivalCause.Kind
READ = {
    projects.CIRCLE_JOINED.name: (CAUSE.CIRCLE, "circle"),
    projects.CAPABILITY_GIVEN.name: (CAUSE.TRUST, "capability"),
    kinds.PART_TAKEN.name: (CAUSE.PART, "part"),
}


def length_of(project: Project) -> int:
    """How long the record is now."""
    length = Stream.objects.filter(pk=project.stream_id).values_list("length", flat=True).first()
    return length or 0


def entries_after(project: Project, sequence: int) -> list[Entry]:
    """The next entries that may change something for somebody."""
    found = Entry.objects.filter(stream=project.stream_id, sequence__gt=sequence, kind__in=READ)
    return list(found.order_by("sequence")[:BATCH])


def changes_in(project: Project, entries: Sequence[Entry], at: datetime) -> Iterator[ArrivalCause]:
    """What changed for whom. Not for who is gone, and not what somebody gave themself."""
    here = {
        key: member
        for member in Member.objects.present().filter(project=project)
        for key in (member.id, member.person_id)
    }
    for entry in entries:
        if entry.at < at - FRESH:
            continue
        kind, about = READ[entry.kind]
        facts = entry.content["facts"]
        touched = UUID(facts.get("member") or facts["person"])
        member = here.get(touched)
        is_own_gift = kind is CAUSE.TRUST and touched == entry.by.person
        if member is not None and not is_own_gift:
            yield ArrivalCause(
                member=member, kind=kind, about=UUID(facts[about]), sequence=entry.sequence
            )


def phases_begun(project: Project, today: date) -> Iterator[ArrivalCause]:
    """The phases that began within the last weeks, for who was here before.

    The first phase of a project is its beginning, and no change. A date that is written down later
    is news while the phase is young; each phase is told once, whatever its dates become.
    """
    dated = project.phases.filter(starts_on__isnull=False)
    for phase in Phase.objects.on(today).filter(project=project, starts_on__gt=today - FRESH):
        if dated.filter(starts_on__lt=phase.starts_on).exists():
            for member in Member.objects.present().filter(project=project):
                if phase.starts_on and localdate(member.joined_at) < phase.starts_on:
                    yield ArrivalCause(member=member, kind=CAUSE.PHASE, about=phase.id, sequence=0)
