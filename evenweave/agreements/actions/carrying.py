"""An agreement is lent by a decision; a later team proposes to itself what it likes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from evenweave.agreements import covered, kinds, messages
from evenweave.agreements.actions.changing import propose_changes
from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Carried, Change, Lending, Sort, Version
from evenweave.agreements.rules import carrying as rules
from evenweave.common import database
from evenweave.common.actions import action
from evenweave.common.actors import Actor
from evenweave.common.refusals import refuse_if
from evenweave.decisions.actions.shaping import begin_proposal, shape_proposal
from evenweave.decisions.models import Decision
from evenweave.ideas.actions.coverings import end_coverings
from evenweave.outbox.actions import send
from evenweave.outbox.links import whole
from evenweave.projects.models import Circle, Project

ABOUT = "agreements.lending"


@action(quiet="A draft is its authors’ own; the record tells what comes of it.")
def propose_lending(
    *,
    project: Project,
    to_project: UUID | None,
    to_called: str,
    lessons: str,
    by: Actor,
    at: datetime,
) -> Lending:
    """Ask the whole team whether to lend how it works, and the words it avoids."""
    refuse_if(rules.why_not_propose_lending(by, project, to_project, lessons))
    to_called = to_called if to_project else ""
    return Lending.objects.create(
        project=project,
        decision=asked(project, question_of(to_project, to_called), by=by, at=at),
        to_project=to_project,
        to_called=to_called,
        lessons=lessons,
        made_by=by.somebody,
        made_at=at,
    )


def asked(project: Project, question: str, *, by: Actor, at: datetime) -> Decision:
    """A proposal to everybody, with a plain summary to begin with."""
    everybody = project.circles.get(is_everybody=True)
    decision = begin_proposal(circle=everybody, question=question, about=ABOUT, by=by, at=at)
    shape_proposal(
        decision=decision,
        version=decision.version,
        question=question,
        plain_summary=_(
            "Another team could read how we work and begin with our words. "
            "We can end it when we like. What they have taken by then, they keep."
        ),
        by=by,
        at=at,
    )
    return decision


def question_of(to_project: UUID | None, to_called: str) -> str:
    """What the team is asked."""
    if to_project is None:
        return _("Shall we lend our agreement to every project on this server?")
    if to_called:
        return _("Shall we lend our agreement to “{name}”?").format(name=to_called)
    return _("Shall we lend our agreement to one other project?")


@action(records=kinds.LENT)
def lend_agreement(*, lending: Lending, by: Actor, at: datetime) -> None:
    """The team said yes, so it is lent as it was proposed."""
    refuse_if(rules.why_not_lend_agreement(lending))
    lending.lent_at = at
    lending.save(update_fields=["lent_at"])


@action(records=kinds.LENDING_ENDED)
def end_lending(*, lending: Lending, decision: Decision, by: Actor, at: datetime) -> None:
    """Nothing more can be taken, and the team is named no more. What others agreed to is theirs."""
    lending.refresh_from_db()  # under the lock
    decision.refresh_from_db()
    refuse_if(rules.why_not_end_lending(by, lending, decision))
    lending.ended_at, lending.ended_by_decision = at, decision
    lending.save(update_fields=["ended_at", "ended_by_decision"])
    for project in who_took(lending):
        tell_team(project, by=by, at=at)


def who_took(lending: Lending) -> list[Project]:
    """The projects that took something over, or were named."""
    took = lending.carried.values("change__project")
    named = [lending.to_project] if lending.to_project else []
    found = Project.objects.filter(pk__in=took) | Project.objects.filter(pk__in=named)
    return list(found.distinct())


def tell_team(project: Project, *, by: Actor, at: datetime) -> None:
    """Everybody in the later project, in words and without the other team’s name."""
    page = whole(reverse("agreements:agreement", args=[project.id]))
    for person in project.members.present().values_list("person_id", flat=True):
        send(
            to=person,
            sender=None,
            kind=messages.LENDING_ENDED.name,
            subject=_("About the agreement of “{project}”").format(project=project.name),
            text=_(
                "Another team had lent you its agreement. It has decided not to any more.\n\n"
                "What you have agreed to stays: these are your words now. What you have proposed "
                "stays too, without the other team’s name. Nothing more can be taken over.\n\n"
                "{page}"
            ).format(page=page),
            stream_id=project.id,
            by=by,
            at=at,
        )


@action(quiet="An author may take back what they wrote, without a reason.")
def take_back_lessons(*, lending: Lending, by: Actor, at: datetime) -> None:
    """The words go for good; the agreement stays lent."""
    lending.refresh_from_db()  # under the lock
    refuse_if(rules.why_not_take_back_lessons(by, lending))
    end_coverings(covered.LESSONS.name, [lending.pk], at=at)
    lending.lessons, lending.is_covered = "", False
    lending.save(update_fields=["lessons", "is_covered"])
    database.overwrite_at_commit()


@action(quiet="A draft is its authors’ own; the record tells what comes of it.")
def take_over(
    *,
    circle: Circle,
    lending: Lending,
    versions: Sequence[Version],
    plain_summary: str,
    by: Actor,
    at: datetime,
) -> Decision:
    """Propose the words of another team to one’s own. Nobody’s name comes along."""
    lending.refresh_from_db()  # under the locks of both projects
    refuse_if(rules.why_not_take_over(by, circle, lending, versions))
    wanted = list(dict.fromkeys(versions))
    decision = propose_changes(
        circle=circle,
        drafts=[draft(each) for each in wanted],
        plain_summary=plain_summary,
        by=by,
        at=at,
    )
    changes = Change.objects.filter(decision=decision).order_by("position")
    Carried.objects.bulk_create(
        Carried(change=change, lending=lending, version=version, at=at)
        for change, version in zip(changes, wanted, strict=True)
    )
    return decision


def draft(version: Version) -> Draft:
    """The same words, as something new."""
    clause = version.clause
    sort = Sort(clause.sort)
    return Draft(Change.What.NEW, sort, version.title, version.words, version.why, clause.topic)
