"""Telling a circle: what opened, what changed, what it came to. Called inside other actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.common.actors import Actor
from evenweave.decisions.models import Decision
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.outbox.vocabulary import MessageKind
from evenweave.projects.models import Member


def page_of(decision: Decision) -> str:
    """The whole address of a decision's page."""
    return whole(reverse("decisions:decision", args=[decision.project_id, decision.id]))


def people_of(members: Iterable[Member]) -> list[UUID]:
    """The people behind members, each once; those who are gone are left out."""
    found = (member.person_id for member in members)
    return list(dict.fromkeys(person for person in found if person is not None))


def tell(
    people: Iterable[UUID],
    decision: Decision,
    kind: MessageKind,
    subject: str,
    text: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The same to each of these people but to whoever did it. Words of others stay on the page."""
    place = _("Read more, and say what you think: {page}").format(page=page_of(decision))
    for person in people:
        if person == by.person and by.helper is None:
            continue
        send(
            to=person,
            sender=None,
            kind=kind.name,
            subject=subject,
            text=f"{text}\n\n{place}",
            stream_id=decision.project_id,
            by=by,
            at=at,
        )


def tell_circle(
    decision: Decision, kind: MessageKind, subject: str, text: str, *, by: Actor, at: datetime
) -> None:
    """Everybody who is in the circle now."""
    people = people_of(decision.circle.people)
    tell(people, decision, kind, subject, text, by=by, at=at)
