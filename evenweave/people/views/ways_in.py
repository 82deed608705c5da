"""A person's ways in: their passkeys, where they are signed in, and cards made for them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import actors, clock
from evenweave.common.actors import Actor
from evenweave.common.pages import show
from evenweave.common.refusals import Refusal
from evenweave.people import actions, passkeys, signing
from evenweave.people.forms.signing import NewPasskeyForm
from evenweave.people.models import Ticket
from evenweave.people.pages import keyboard, signed_in
from evenweave.people.views.signing import site, told_of


def alone(request: HttpRequest) -> Actor:
    """Whoever is at the keyboard: a helper's own ways in, never those of the person helped."""
    return actors.person(keyboard(request).id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ways_in(request: HttpRequest) -> HttpResponse:
    """Every way in of this person, and where they are signed in; a new passkey is sent here."""
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and add(request, form):
        return redirect("people:ways-in")
    person, at = keyboard(request), clock.now()
    here = signing.device_at(request)
    cards = person.tickets.filter(kind=Ticket.Kind.CARD).order_by("-made_at")
    context = {
        "form": form,
        "passkeys": person.passkeys.order_by("added_at"),
        "devices": person.devices.signed_in(at).order_by("-since"),
        "here": here,
        "cards": told_of(cards),
    }
    return show(request, "people/signing/ways_in.html", context)


def add(request: HttpRequest, form: NewPasskeyForm) -> bool:
    """Add the passkey that came with the form; False when it does not hold."""
    told, person, at = form.cleaned_data, keyboard(request), clock.now()
    try:
        key = passkeys.read_new(told["answer"], site(request), person, at)
        actions.add_passkey(person=person, name=told["name"], key=key, by=alone(request), at=at)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True


@require_safe
@signed_in
def ask_new_passkey(request: HttpRequest) -> HttpResponse:
    """What this browser hands to a device that shall make a passkey. Nothing is kept of it."""
    asked = passkeys.ask_to_add(site(request), keyboard(request), clock.now())
    return JsonResponse(asked, headers={"Cache-Control": "no-store"})


@require_POST
@signed_in
def remove_passkey(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    """Remove a passkey of one's own."""
    passkey = get_object_or_404(keyboard(request).passkeys, pk=passkey_id)
    actions.remove_passkey(passkey=passkey, by=alone(request), at=clock.now())
    return redirect("people:ways-in")


@require_POST
@signed_in
def end_device(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Sign out on one device, from here."""
    device = get_object_or_404(keyboard(request).devices, pk=device_id)
    actions.end_device(device=device, by=alone(request), at=clock.now())
    return redirect("people:ways-in")


@require_POST
@signed_in
def end_all_devices(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    actions.end_all_devices(person=keyboard(request), by=alone(request), at=clock.now())
    signing.sign_out(request)
    return redirect("people:signed-out")
