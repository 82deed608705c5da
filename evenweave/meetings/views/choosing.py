"""Choosing together when and where."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, id_in, show
from evenweave.meetings.actions import choosing as actions
from evenweave.meetings.forms.meetings import OfferTimeForm, OfferVenueForm
from evenweave.meetings.models import Meeting, Offer, Venue
from evenweave.meetings.pages import on_meeting
from evenweave.meetings.views.meetings import told_of, tried
from evenweave.people.pages import actor
from evenweave.projects.models import Member


def back(meeting: Meeting, venue: str = "") -> HttpResponse:
    """To its page."""
    answer = redirect("meetings:meeting", meeting.project_id, meeting.id)
    answer["Location"] += venue
    return answer


@require_http_methods(GET_AND_POST)
@on_meeting
def offers(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Offer a time, or a place."""
    sent = request.POST.get("what") if request.method == "POST" else None
    times = OfferTimeForm(request.POST if sent == "time" else None, zone=meeting.zone)
    known = Venue.objects.present().filter(project=meeting.project)
    venues = OfferVenueForm(request.POST if sent == "venue" else None, venues=known)
    form = venues if sent == "venue" else times

    def does() -> HttpResponse:
        told = form.cleaned_data
        actions.offer(
            meeting=meeting,
            starts_at=told.get("starts_at"),
            venue=told.get("venue"),
            by=actor(request),
            at=clock.now(),
        )
        return redirect("meetings:offers", meeting.project_id, meeting.id)

    if sent and form.is_valid() and (answer := tried(form, does)):
        return answer
    context = told_of(meeting, member) | {"form": form, "time_form": times, "venue_form": venues}
    return show(request, "meetings/offers.html", context | {"has_venues": known.exists()})


@require_POST
@on_meeting
def take_out(
    request: HttpRequest, meeting: Meeting, member: Member, offer_id: UUID
) -> HttpResponse:
    """Not after all."""
    offer = get_object_or_404(Offer.objects.select_related("meeting"), meeting=meeting, pk=offer_id)
    actions.take_out_offer(offer=offer, by=actor(request), at=clock.now())
    return redirect("meetings:offers", meeting.project_id, meeting.id)


@require_POST
@on_meeting
def ask(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Ask everybody what suits them."""
    actions.ask_what_suits(meeting=meeting, by=actor(request), at=clock.now())
    return back(meeting)


@require_POST
@on_meeting
def suits(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """What suits me."""
    ids = meeting.offers.values_list("pk", flat=True)
    said = {each: request.POST[str(each)] for each in ids if request.POST.get(str(each))}
    by, at = actor(request), clock.now()
    actions.say_suits(meeting=meeting, member=member, said=said, by=by, at=at)
    return back(meeting, "#what-suits")


def chosen(request: HttpRequest, meeting: Meeting) -> list[Offer | None]:
    """The time and the place that a form names, as far as they are offered."""
    known = {each.pk: each for each in meeting.offers.select_related("venue")}
    asked = (id_in(request.POST.get(name, "")) for name in ("time", "venue"))
    return [known.get(each) if each else None for each in asked]


@require_POST
@on_meeting
def propose(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Ask the circle, by its own rule."""
    time, venue = chosen(request, meeting)
    by, at = actor(request), clock.now()
    made = actions.propose_when(meeting=meeting, time=time, venue=venue, by=by, at=at)
    return redirect("decisions:shape", meeting.project_id, made.id)


@require_POST
@on_meeting
def settle(request: HttpRequest, meeting: Meeting, member: Member) -> HttpResponse:
    """Write down what suits most."""
    time, venue = chosen(request, meeting)
    actions.settle(meeting=meeting, time=time, venue=venue, by=actor(request), at=clock.now())
    return back(meeting)
