"""A project begins."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils.text import slugify
from django.utils.translation import gettext as _

from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.conflicts import refuse_if_changed
from evenweave.common.refusals import refuse_if
from evenweave.people.actions import add_person, ask_new_address
from evenweave.projects import kinds
from evenweave.projects.actions.inviting import invite
from evenweave.projects.models import (
    Capability,
    Circle,
    Expertise,
    Invitation,
    Member,
    Organisation,
    Phase,
    Project,
    Site,
    Stage,
)
from evenweave.projects.rules import founding as rules
from evenweave.record.actions import call_stream, open_stream
from evenweave.record.models import Stream

FIRST_LINK = timedelta(days=28)


@action(records=kinds.FOUNDED)
def found_project(
    *,
    name: str,
    purpose: str,
    by: Actor,
    at: datetime,
    who_words: str = "",
    first_meeting_words: str = "",
    first_meeting_on: date | None = None,
    is_light: bool = False,
    project_id: UUID | None = None,
    slug: str = "",
    is_example: bool = False,
) -> Project:
    """Whoever begins it is its first member, and coordinates it until others do too.

    Examples give their own `project_id` and `slug`.
    """
    refuse_if(rules.why_not_found_project(by, name, purpose))
    project = Project(
        id=project_id or uuid4(),
        slug=slug or fresh_slug(name),
        name=name,
        purpose=purpose,
        who_words=who_words,
        first_meeting_words=first_meeting_words,
        first_meeting_on=first_meeting_on,
        is_light=is_light,
        is_example=is_example,
        founded_at=at,
    )
    open_stream(
        slug=project.slug,
        title=name,
        stream_id=project.id,
        is_example=is_example,
        by=by,
        at=at,
    )
    project.save(force_insert=True)
    lay_out(project, at)
    founder = Member.objects.create(
        project=project, person_id=by.somebody, joined_at=at, arrived_at=at
    )
    Capability.objects.create(
        member=founder, kind=Capability.Kind.COORDINATOR, given_by=by.somebody, given_at=at
    )
    return project


@action(quiet="Its parts record themselves: the project that begins, and its first invitation.")
def start_project(
    *,
    name: str,
    purpose: str,
    who_words: str,
    first_meeting_words: str,
    by: Actor,
    at: datetime,
    called: str = "",
    email: str = "",
) -> Project:
    """Begin a project, with a link to hand out.

    With `called`, somebody who is new here: `by` is the person they become. Their `email` waits
    until they have shown that it is theirs.
    """
    if called:
        person = add_person(name=called, person_id=by.person, by=by, at=at)
        if email:
            ask_new_address(person=person, email=email, code_hash="", by=by, at=at)
    project = found_project(
        name=name,
        purpose=purpose,
        who_words=who_words,
        first_meeting_words=first_meeting_words,
        by=by,
        at=at,
    )
    invite(
        project=project,
        kind=Invitation.Kind.LINK,
        most_uses=None,
        expires_at=at + FIRST_LINK,
        by=by,
        at=at,
    )
    return project


def fresh_slug(name: str) -> str:
    """A short name for the command line. Its end is random, so it tells of no other project."""
    return f"{slugify(name)[:40].strip('-') or 'project'}-{secrets.token_hex(3)}"


def lay_out(project: Project, at: datetime) -> None:
    """What every project starts with: everybody, three kinds of expertise, nine phases."""
    Circle.objects.create(project=project, name=_("Everybody"), is_everybody=True, made_at=at)
    first_kinds = [
        (_("Lived experience"), "madder"),
        (_("Practice"), "weld"),
        (_("Research"), "woad"),
    ]
    Expertise.objects.bulk_create(
        Expertise(project=project, name=name, dye=dye, position=position)
        for position, (name, dye) in enumerate(first_kinds, start=1)
    )
    Phase.objects.bulk_create(
        Phase(project=project, stage=stage, name=str(stage.label), position=position)
        for position, stage in enumerate(Stage, start=1)
    )


@action(records=kinds.TOLD_MORE)
def tell_more(
    *,
    project: Project,
    version: int,
    name: str,
    purpose: str,
    organisation: str,
    funder: str,
    question_set_by: str,
    pay_words: str,
    first_meeting_words: str,
    first_meeting_on: date | None,
    starts_on: date | None,
    ends_on: date | None,
    sites: list[str],
    is_light: bool,
    by: Actor,
    at: datetime,
) -> list[str]:
    """What a project says of itself; returns the names of what changed."""
    refuse_if(rules.why_not_tell_more(by, project, starts_on, ends_on))
    project.refresh_from_db()  # under the lock
    refuse_if_changed(project, version=version)
    told = {
        "name": name,
        "purpose": purpose,
        "organisation": found_organisation(organisation),
        "funder": funder,
        "question_set_by": question_set_by,
        "pay_words": pay_words,
        "first_meeting_words": first_meeting_words,
        "first_meeting_on": first_meeting_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "is_light": is_light,
    }
    changed = [field for field, value in told.items() if getattr(project, field) != value]
    for field in changed:
        setattr(project, field, told[field])
    project.version = version + 1
    project.save(update_fields=[*changed, "version"])
    if "name" in changed:
        call_stream(stream=Stream.objects.get(pk=project.stream_id), title=name, by=by, at=at)
    return changed + (["sites"] if keep_sites(project, sites) else [])


def found_organisation(name: str) -> Organisation | None:
    """The organisation of this name; a new one if it is the first to be named so."""
    return Organisation.objects.get_or_create(name=name)[0] if name else None


def keep_sites(project: Project, names: list[str]) -> bool:
    """Make the project's sites these; one at which people take part stays. Whether any changed."""
    known = {site.name: site for site in project.sites.all()}
    wanted = list(dict.fromkeys(names))
    new = [Site(project=project, name=name) for name in wanted if name not in known]
    Site.objects.bulk_create(new)
    gone, _each = project.sites.exclude(name__in=wanted).filter(member_sites=None).delete()
    return bool(new or gone)
