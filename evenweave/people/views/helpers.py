"""Who may act for a person: asking, saying yes, acting, and ending it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import actors, clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.outbox import mail
from evenweave.outbox.links import whole
from evenweave.people import actions, codes, sharing
from evenweave.people.forms.helpers import ArriveForm, AskForm
from evenweave.people.models import Helper
from evenweave.people.pages import ACTS_FOR, actor, keyboard, secret, signed_in, way_in
from evenweave.people.rules.helpers import LINK_LASTS
from evenweave.people.views.me import alone


@require_http_methods(GET_AND_POST)
@signed_in
def helpers(request: HttpRequest) -> HttpResponse:
    """Who acts for me, for whom I act, and what was changed for me; ask somebody of my teams."""
    person = alone(request)
    mine = list(Helper.objects.filter(person=person).select_related("helper").order_by("asked_at"))
    taken = {each.helper_id for each in mine}
    possible = [each for each in sharing.possible_readers(person.id) if each.id not in taken]
    form = AskForm(request.POST or None, possible=possible) if possible else None
    if form is not None and form.is_valid():
        actions.ask_helper(person=person, helper=form.chosen, by=actor(request), at=clock.now())
        return redirect("people:helpers")
    theirs = Helper.objects.filter(helper=person).select_related("person").order_by("asked_at")
    context = {
        "form": form,
        "mine": mine,
        "theirs": theirs,
        "deeds": person.deeds.select_related("helper").order_by("-at"),
    }
    return show(request, "people/me/helpers.html", context)


@require_POST
@signed_in
def link(request: HttpRequest) -> HttpResponse:
    """Make a link for a helper who is in no team of mine. It is shown this once."""
    person, made = alone(request), codes.new_link()
    actions.ask_helper(
        person=person,
        helper=None,
        link_hash=codes.digest("helper", made),
        by=actor(request),
        at=clock.now(),
    )
    context = {"address": whole(reverse("people:help", args=[made])), "days": LINK_LASTS.days}
    return secret(show(request, "people/me/helper_link.html", context))


@require_http_methods(GET_AND_POST)
def help_asked(request: HttpRequest, link: str) -> HttpResponse:
    """What a link opens: who asks for help, and yes or no. Only the answer changes anything."""
    fresh = Helper.objects.filter(asked_at__gte=clock.now() - LINK_LASTS).select_related("person")
    helping = get_object_or_404(fresh, link_hash=codes.digest("helper", link))
    if not request.user.is_authenticated:
        return arrive(request, helping)
    helper = alone(request)
    if request.method == "POST":
        at, by = clock.now(), actor(request)
        actions.accept_helping(helping=helping, helper=helper, by=by, at=at)
        return redirect("people:helpers")
    context = {"helping": helping, "is_own": helping.person_id == helper.id}
    return secret(show(request, "people/me/help.html", context))


def arrive(request: HttpRequest, helping: Helper) -> HttpResponse:
    """Somebody follows the link who is not signed in, or not here yet."""
    form = ArriveForm(request.POST or None) if mail.is_set() else None
    if form is not None and form.is_valid():
        # Whether the address is known here is nobody's business: either way a code is sent next.
        by = actors.person(helping.person_id)
        actions.arrive_as_helper(helping=helping, **form.cleaned_data, by=by, at=clock.now())
        return redirect(way_in(request.path))
    return secret(show(request, "people/me/help_arrive.html", {"helping": helping, "form": form}))


@require_POST
@signed_in
def accept(request: HttpRequest, helping_id: UUID) -> HttpResponse:
    """Say yes to somebody who asked."""
    helper = alone(request)
    helping = get_object_or_404(Helper, pk=helping_id, helper=helper)
    actions.accept_helping(helping=helping, helper=helper, by=actor(request), at=clock.now())
    return redirect("people:helpers")


@require_POST
@signed_in
def end(request: HttpRequest, helping_id: UUID) -> HttpResponse:
    """End it, say no, or take the question back."""
    person = alone(request)
    either = Q(person=person) | Q(helper=person)
    helping = get_object_or_404(Helper.objects.filter(either), pk=helping_id)
    actions.end_helping(helping=helping, by=actor(request), at=clock.now())
    return redirect("people:helpers")


@require_POST
@signed_in
def act(request: HttpRequest, helping_id: UUID) -> HttpResponse:
    """From here on, act for somebody, until one stops."""
    accepted = Helper.objects.accepted().filter(helper=keyboard(request))
    helping = get_object_or_404(accepted, pk=helping_id)
    request.session[ACTS_FOR] = str(helping.person_id)
    return redirect("home:front")


@require_POST
@signed_in
def stop(request: HttpRequest) -> HttpResponse:
    """Be oneself again."""
    request.session.pop(ACTS_FOR, None)
    return redirect("home:front")


@require_POST
@signed_in
def right(request: HttpRequest) -> HttpResponse:
    """What helpers changed is right."""
    actions.confirm_deeds(person=alone(request), by=actor(request), at=clock.now())
    return redirect("people:helpers")
