"""Somebody goes: their own path, before they leave and after; thanks; and what they take along."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.agreements import portfolio as files
from evenweave.agreements.actions import partings as actions
from evenweave.agreements.blocks import blocks
from evenweave.agreements.forms.partings import GoingForm, NamedForm, PortfolioForm, ThanksForm
from evenweave.agreements.going import held_by, those_to_thank
from evenweave.agreements.models import Parting, Portfolio, Thanks
from evenweave.agreements.pages import in_full_project
from evenweave.agreements.taking_along import begun
from evenweave.common import clock, drafts
from evenweave.common.conflicts import Changed
from evenweave.common.forms import Form
from evenweave.common.pages import GET_AND_POST, as_file, conflict, place_in, show
from evenweave.people.pages import actor, person_at, signed_in
from evenweave.projects.models import Member, Project

OnOwn = Callable[Concatenate[HttpRequest, Member, ...], HttpResponse]
PAGE = 20


def on_own(view: OnOwn) -> Callable[..., HttpResponse]:
    """A page about one's own going, as long as one's account is here; to others it is not there."""

    @functools.wraps(view)
    def answer(request: HttpRequest, member_id: UUID, **rest: object) -> HttpResponse:
        person = person_at(request)
        own = Member.objects.filter(person=person, project__is_light=False)
        member = get_object_or_404(own.select_related("project"), pk=member_id)
        member.person = person
        return view(request, member, **rest)

    return signed_in(answer)


@require_safe
@on_own
def parting(request: HttpRequest, member: Member) -> HttpResponse:
    """Their path: telling, thanks, credit, handing on, staying in touch, taking along."""
    return path_page(request, member)


def path_page(request: HttpRequest, member: Member, **forms: Form) -> HttpResponse:
    """The path, perhaps with a form that needs mending."""
    kept = Parting.objects.of(member) or Parting(member=member)
    context = {
        "project": member.project,
        "gone": member,
        "parting": kept,
        "thanks": list(Thanks.objects.to(member)),
        "held": held_by(member, localdate(clock.now())) if member.is_present else None,
        "going_form": GoingForm(initial={"goes_on": kept.goes_on}),
        "named_form": NamedForm(initial={"named": kept.named}),
        "form": next(iter(forms.values()), None),
        **forms,
    }
    return show(request, "agreements/partings/parting.html", context)


def back(member: Member) -> HttpResponse:
    """To that page."""
    return redirect("agreements:parting", member.id)


@require_POST
@on_own
def tell(request: HttpRequest, member: Member) -> HttpResponse:
    """Tell the team."""
    form = GoingForm(request.POST)
    if not form.is_valid():
        return path_page(request, member, going_form=form)
    actions.tell_going(member=member, **form.cleaned_data, by=actor(request), at=clock.now())
    return back(member)


@require_POST
@on_own
def stay(request: HttpRequest, member: Member) -> HttpResponse:
    """Stay after all."""
    actions.stay_after_all(member=member, by=actor(request), at=clock.now())
    return back(member)


@require_POST
@on_own
def name(request: HttpRequest, member: Member) -> HttpResponse:
    """Say how one wishes to be named."""
    form = NamedForm(request.POST)
    if not form.is_valid():
        return path_page(request, member, named_form=form)
    actions.choose_name(member=member, **form.cleaned_data, by=actor(request), at=clock.now())
    return back(member)


@require_POST
@on_own
def show_thanks(request: HttpRequest, member: Member, thanks_id: UUID) -> HttpResponse:
    """Let the team read it, or no longer."""
    known = Thanks.objects.to(member).select_related("to__project")
    found = get_object_or_404(known, pk=thanks_id)
    is_shown = request.POST.get("is") == "shown"
    actions.show_thanks(thanks=found, is_shown=is_shown, by=actor(request), at=clock.now())
    return back(member)


# Thanks, in the team


@require_safe
@in_full_project
def thanks(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    """Whom one can thank, and what was shown to the team."""
    place = place_in(request)
    shown = list(Thanks.objects.shown_in(project)[place * PAGE : (place + 1) * PAGE + 1])
    own = Thanks.objects.filter(by=member, taken_back_at=None).select_related("to__person")
    context = {
        "project": project,
        "member": member,
        "people": those_to_thank(project, member),
        "own": own.order_by("-said_at", "id")[:PAGE],
        "shown": shown[:PAGE],
        "later": f"?from={place + 1}" if len(shown) > PAGE else "",
        "earlier": f"?from={place - 1}" if place else "",
    }
    return show(request, "agreements/partings/thanks.html", context)


@require_http_methods(GET_AND_POST)
@in_full_project
def thank(request: HttpRequest, project: Project, member: Member, member_id: UUID) -> HttpResponse:
    """Write to somebody who goes."""
    to = get_object_or_404(project.members.select_related("person"), pk=member_id)
    to.project = project
    form = ThanksForm(request.POST or None)
    if form.is_valid():
        actions.thank(to=to, **form.cleaned_data, by=actor(request), at=clock.now())
        return drafts.saved(redirect("agreements:thanks", project.id), f"thanks-{to.id}")
    context = {"project": project, "member": member, "to": to, "form": form}
    return show(request, "agreements/partings/thank.html", context)


@require_POST
@in_full_project
def take_back(
    request: HttpRequest, project: Project, member: Member, thanks_id: UUID
) -> HttpResponse:
    """Whoever wrote it takes it back."""
    own = Thanks.objects.filter(by=member).select_related("to__project", "by")
    found = get_object_or_404(own, pk=thanks_id)
    actions.take_back_thanks(thanks=found, by=actor(request), at=clock.now())
    return redirect("agreements:thanks", project.id)


# What somebody takes along


@require_http_methods(GET_AND_POST)
@on_own
def portfolio(request: HttpRequest, member: Member) -> HttpResponse:
    """In their own words: begun by the program, changed by them."""
    stands = as_begun(member)
    form = PortfolioForm(request.POST or None, initial=stands)
    if form.is_valid():
        try:
            actions.keep_portfolio(
                member=member, **form.cleaned_data, by=actor(request), at=clock.now()
            )
        except Changed:
            newer = as_begun(member)
            return conflict(request, form, newer=newer, version=int(str(newer["version"])))
        response = redirect("agreements:portfolio", member.id)
        return drafts.saved(response, f"portfolio-{member.id}")
    context = {
        "project": member.project,
        "member": member,
        "form": form,
        "is_kept": stands["version"] != 0,
        "blocks": blocks(str(stands["words"])),
        "files": [
            (way, reverse("agreements:portfolio-file", args=[member.id, way]))
            for way in files.FILES
        ],
    }
    return show(request, "agreements/partings/portfolio.html", context)


def as_begun(member: Member) -> dict[str, object]:
    """What stands now, as the form knows it."""
    kept = Portfolio.objects.filter(member=member).first()
    if kept is None:
        return {"words": begun(member), "version": 0}
    return {"words": kept.words, "version": kept.version}


@require_POST
@on_own
def begin_anew(request: HttpRequest, member: Member) -> HttpResponse:
    """Throw one's own words away, and begin with what the program gathers today."""
    actions.begin_portfolio_anew(member=member, by=actor(request), at=clock.now())
    return redirect("agreements:portfolio", member.id)


@require_safe
@on_own
def portfolio_file(request: HttpRequest, member: Member, way: str) -> HttpResponse:
    """As a file to keep."""
    if way not in files.FILES:
        raise Http404
    content_type, make = files.FILES[way]
    return as_file(make(member, clock.now()), content_type, f"{member.project.slug}.{way}")
