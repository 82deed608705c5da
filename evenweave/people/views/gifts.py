"""What a person brings."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.people import actions
from evenweave.people.forms.me import GiftForm
from evenweave.people.models import Gift
from evenweave.people.pages import actor, person_at, signed_in


@require_http_methods(GET_AND_POST)
@signed_in
def gifts(request: HttpRequest) -> HttpResponse:
    """Strengths, interests and wishes to learn, in the person's own words; one more at a time."""
    person = person_at(request)
    form = GiftForm(request.POST or None)
    if form.is_valid():
        actions.add_gift(person=person, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("people:gifts")
    known = list(Gift.objects.filter(person=person).order_by("words"))
    groups = [
        {"kind": kind, "gifts": found}
        for kind in Gift.Kind
        if (found := [gift for gift in known if gift.kind == kind])
    ]
    return show(request, "people/me/gifts.html", {"form": form, "groups": groups})


@require_POST
@signed_in
def share(request: HttpRequest, gift_id: UUID) -> HttpResponse:
    """Show one thing to one's teams, or no longer."""
    gift = get_object_or_404(Gift, pk=gift_id, person=person_at(request))
    is_shared = request.POST.get("shared") == "yes"
    actions.share_gift(gift=gift, is_shared=is_shared, by=actor(request), at=clock.now())
    return redirect("people:gifts")


@require_POST
@signed_in
def remove(request: HttpRequest, gift_id: UUID) -> HttpResponse:
    """Take one thing out."""
    gift = get_object_or_404(Gift, pk=gift_id, person=person_at(request))
    actions.remove_gift(gift=gift, by=actor(request), at=clock.now())
    return redirect("people:gifts")
