"""A secret vote: the ballot page, and what a circle does when its box cannot be opened.

The ballot is sent as it is: no draft, no help with words, nothing kept by the browser. Whether
somebody has put a paper in is known to their own device alone, by a cookie for this page.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import show
from evenweave.common.refusals import Refusal
from evenweave.decisions import reading
from evenweave.decisions.actions.sealing import cast_secret_vote, go_on_with_box
from evenweave.decisions.actions.unsealing import give_up_box
from evenweave.decisions.counting import choices_of
from evenweave.decisions.forms.taking_part import VoteForm
from evenweave.decisions.models import Decision
from evenweave.decisions.pages import on_decision
from evenweave.decisions.rules.sealing import NOT_READY
from evenweave.decisions.ways import Ballot, Step
from evenweave.people.models import Person
from evenweave.people.pages import actor, person_at
from evenweave.people.sessions import SHARED
from evenweave.projects.models import Member, Project
from evenweave.projects.pages import in_project


@never_cache
def ballot(request: HttpRequest, decision: Decision, here: Step) -> HttpResponse:
    """Put a paper in, or another in its place. What lies there already, nobody can see."""
    sent, at = (request.POST if request.method == "POST" else None), clock.now()
    form = VoteForm(sent, step=here, choices=choices_of(decision))
    if form.is_valid():
        by = actor(request)
        box_id = cast_secret_vote(decision_id=decision.id, paper=form.paper, by=by, at=at)
        mark = mark_of(box_id, person_at(request))
        if not request.session.get(SHARED):
            return remembered(redirect(request.path), mark, request.path, decision.closes_at, at)
        is_in, form = True, VoteForm(None, step=here, choices=choices_of(decision))
    else:
        box = reading.live_box_of(decision)
        if box is None:  # it ended while somebody had the page before them
            raise Refusal(reading.why_box_waits(decision) or NOT_READY)
        is_in = mark_of(box.id, person_at(request)) in request.COOKIES
    context = {
        "project": decision.project,
        "decision": decision,
        "form": form,
        "is_in": is_in,
        "is_on_paper": decision.votes_on_paper(actor(request)),
        "has_paper": here.ballot is Ballot.SIMPLE,
        "has_helper": actor(request).helper is not None,
    }
    return show(request, "decisions/secret/ballot.html", context)


def mark_of(box_id: UUID, person: Person) -> str:
    """What a device keeps for somebody, so that it tells nobody else who uses it that they voted.

    Two people may share a device, and a helper votes for others on their own.
    """
    return f"in-the-box-{salted_hmac('in the box', f'{box_id} {person.id}').hexdigest()[:16]}"


def remembered(
    response: HttpResponse, mark: str, path: str, until: datetime | None, at: datetime
) -> HttpResponse:
    """Let this device say on this page that a paper is in the box, until it closes."""
    response.set_cookie(
        mark,
        "1",
        path=path,
        max_age=max(60, int((until - at).total_seconds())) if until else 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_safe
@in_project
def limits(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """What a sealed box hides, and what it cannot hide."""
    return show(request, "decisions/secret/limits.html", {"project": project, "member": member})


@require_POST
@on_decision
def more_time(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """More time for a box with too few papers, or a new box."""
    go_on_with_box(decision=decision, by=actor(request), at=clock.now())
    return redirect("decisions:decision", decision.project_id, decision.id)


@require_POST
@on_decision
def give_up(request: HttpRequest, decision: Decision, member: Member) -> HttpResponse:
    """Go on without this vote."""
    give_up_box(decision=decision, by=actor(request), at=clock.now())
    return redirect("decisions:decision", decision.project_id, decision.id)
