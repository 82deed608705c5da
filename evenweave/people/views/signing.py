"""Coming in and going out. Looking at a page changes nothing; only what is sent is used up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import clock
from evenweave.common.pages import local_address, show
from evenweave.common.refusals import Refusal
from evenweave.outbox import mail
from evenweave.outbox.links import whole
from evenweave.people import actions, institution, limits, passkeys, rules, signing
from evenweave.people.actions.signing import ticket_of
from evenweave.people.forms.signing import (
    AddressForm,
    CardForm,
    CodeForm,
    InstitutionForm,
    LinkForm,
    PasskeyForm,
)
from evenweave.people.models import How, Person, Ticket
from evenweave.people.names import Directory
from evenweave.people.pages import actor, keyboard, secret, signed_in
from evenweave.people.sessions import SHARED

# On this browser, until the code is typed: where it went, and where the person was going.
COOKIE = "signing-in"
COOKIE_KEPT_FOR = 900
LONGEST_WAY = 500
# Where the session keeps the way on, while somebody reads who made cards for them.
AFTER = "after"

reads_and_sends = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_sends
def sign_in(request: HttpRequest) -> HttpResponse:
    """The way in: an address for a code, and the other ways."""
    if request.method == "POST":
        form = AddressForm(request.POST)
        if mail.is_set() and form.is_valid() and ask(form):
            return to_code_page(request, form.cleaned_data)
    else:
        form = AddressForm(initial={"next": request.GET.get("next", "")})
    context = {
        "form": form,
        "has_mail": mail.is_set(),
        "institution": institution.name(),
        "here": here(request),
    }
    return secret(show(request, "people/signing/sign_in.html", context))


def ask(form: AddressForm) -> bool:
    """Have a code made and sent, if somebody here has the address; False when it is too often."""
    try:
        asked = actions.ask_for_code(
            email=form.cleaned_data["email"], by=signing.NOBODY, at=clock.now()
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    signing.post_code(asked, whole(reverse("people:link")), place())
    return True


def place() -> str:
    """What this server is, at the foot of an e-mail."""
    front = whole(reverse("home:front"))
    return f"{front} ({settings.RUN_BY})" if settings.RUN_BY else front


def to_code_page(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """Go where the code is typed. The address stays in this browser, but not in its history."""
    return remember(request, redirect("people:code"), told["next"], email=told["email"])


def remember(
    request: HttpRequest, response: HttpResponse, after: str, *, email: str = ""
) -> HttpResponse:
    """Keep in this browser where a code went, and where the person was going."""
    way = local_address(request, after)
    response.set_signed_cookie(
        COOKIE,
        json.dumps([email, way if len(way) <= LONGEST_WAY else ""]),
        max_age=COOKIE_KEPT_FOR,
        path=reverse("people:sign-in"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def remembered(request: HttpRequest) -> tuple[str, str]:
    """Where this browser had a code sent, and where the person was going; else nothing twice."""
    kept = request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_KEPT_FOR)
    email, way = json.loads(kept) if kept else ("", "")
    return email, way


@reads_and_sends
def code(request: HttpRequest) -> HttpResponse:
    """Type the code, on this device or another than the one that asked."""
    email, _way = remembered(request)
    form = CodeForm(request.POST or None, known_email=email)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        entered = actions.enter_code(
            email=told["email"],
            code=told["code"],
            network=limits.network_of(request.META.get("REMOTE_ADDR", "")),
            by=signing.NOBODY,
            at=clock.now(),
        )
        if entered.person is not None:
            return let_in(request, entered.person, How.CODE, is_shared=told["is_shared"])
        form.add_error("code", str(entered.reason))
    return secret(show(request, "people/signing/code.html", {"form": form, "sent_to": email}))


@reads_and_sends
def link(request: HttpRequest) -> HttpResponse:
    """The page of a link or of a card's picture. Mail programs open links, so it only asks."""
    if request.method == "POST":
        return use(request, LinkForm(request.POST))
    key = request.GET.get("key", "")
    ticket = ticket_of(key)
    reason = rules.why_not_use_ticket(ticket, here(request), clock.now())
    context = {
        "form": LinkForm(initial={"key": key}),
        "reason": reason,
        "ticket": ticket if reason is None else None,
        "maker": maker(ticket) if reason is None else "",
        "here": here(request),
    }
    return secret(show(request, "people/signing/link.html", context))


def maker(ticket: Ticket | None) -> str:
    """Who made a card, if it is one and they are still here."""
    if ticket is None or ticket.made_by is None:
        return ""
    return Directory().called([ticket.made_by]).get(ticket.made_by, "")


@reads_and_sends
def card(request: HttpRequest) -> HttpResponse:
    """Type the number of a card."""
    if request.method == "POST":
        return use(request, CardForm(request.POST))
    return secret(show(request, "people/signing/card_number.html", {"form": CardForm()}))


def use(request: HttpRequest, form: LinkForm | CardForm) -> HttpResponse:
    """Use up a link or a card, or say why it opens nothing."""
    reason: str | Promise = rules.NOT_KNOWN
    if form.is_valid():
        told = form.cleaned_data
        try:
            ticket = actions.use_ticket(
                secret=told["key"], here=here(request), by=signing.NOBODY, at=clock.now()
            )
        except Refusal as refusal:
            reason = refusal.reason
        else:
            how = How.CARD if ticket.kind == Ticket.Kind.CARD else How.LINK
            person = cast(Person, ticket.person)
            return let_in(request, person, how, is_shared=told["is_shared"], ticket=ticket)
    if isinstance(form, LinkForm):
        context = {"form": form, "reason": reason, "here": here(request)}
        return secret(show(request, "people/signing/link.html", context))
    if form.is_valid():
        form.add_error("key", str(reason))
    return secret(show(request, "people/signing/card_number.html", {"form": form}))


def here(request: HttpRequest) -> Person | None:
    """Who is signed in already."""
    return keyboard(request) if request.user.is_authenticated else None


def let_in(
    request: HttpRequest,
    person: Person,
    how: How,
    *,
    is_shared: bool,
    ticket: Ticket | None = None,
    after: str = "",
) -> HttpResponse:
    """Sign them in, tell them of cards made for them, and lead on to where they were going."""
    _email, way = remembered(request)
    device = signing.sign_in(request, person, is_shared=is_shared, how=how, ticket=ticket)
    after = local_address(request, after) or way or reverse("home:front")
    if signing.untold_cards(device):
        request.session[AFTER] = after
        after = reverse("people:cards")
    response = redirect(after)
    response.delete_cookie(COOKIE, path=reverse("people:sign-in"), samesite="Lax")
    return response


@reads_and_sends
@signed_in
def cards(request: HttpRequest) -> HttpResponse:
    """Who made cards for this person since they last heard of it."""
    device = signing.device_at(request)
    untold = signing.untold_cards(device) if device else []
    if request.method == "POST":
        person = keyboard(request)
        actions.hear_of_cards(person=person, cards=untold, by=actor(request), at=clock.now())
        return redirect(request.session.pop(AFTER, reverse("home:front")))
    return show(request, "people/signing/cards.html", {"cards": told_of(untold)})


def told_of(made: Iterable[Ticket]) -> list[dict[str, Any]]:
    """Cards, each with whoever made it, and whether it still works."""
    at = clock.now()
    return [{"card": each, "maker": maker(each), "is_open": each.is_open(at)} for each in made]


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Go out, and leave nothing behind on a shared computer."""
    was_shared = bool(request.session.get(SHARED))
    signing.sign_out(request)
    response = redirect("people:signed-out")
    if was_shared:
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Good-bye."""
    return show(request, "people/signing/signed_out.html")


@require_safe
def ask_passkey(request: HttpRequest) -> JsonResponse:
    """What this browser hands to a device with a passkey. Nothing is kept of it."""
    return JsonResponse(passkeys.ask_to_sign_in(site(request), clock.now()))


@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Come in with the answer of a device."""
    form = PasskeyForm(request.POST)
    form.is_valid()
    at = clock.now()
    try:
        shown = passkeys.read_shown(form.cleaned_data.get("answer", ""), site(request), at)
        person = actions.use_passkey(shown=shown, by=signing.NOBODY, at=at)
    except Refusal as refusal:
        context = {"reason": refusal.reason}
        return show(request, "people/signing/not_in.html", context, status=409)
    told = form.cleaned_data
    return let_in(request, person, How.PASSKEY, is_shared=told["is_shared"], after=told["next"])


def site(request: HttpRequest) -> passkeys.Site:
    """Where these pages are, as the browser sees it."""
    host = request.get_host()
    return passkeys.Site(host.partition(":")[0], f"{request.scheme}://{host}")


@require_POST
def to_institution(request: HttpRequest) -> HttpResponse:
    """Go to one's institution, and come back to `from_institution`."""
    if not institution.name():
        raise Http404
    try:
        response = institution.begin(request, whole(reverse("people:from-institution")))
    except Refusal as refusal:
        context = {"reason": refusal.reason}
        return show(request, "people/signing/not_in.html", context, status=502)
    return remember(request, response, request.POST.get("next", ""))


@reads_and_sends
def from_institution(request: HttpRequest) -> HttpResponse:
    """Back from one's institution. Being sent here changes nothing; *Continue* does."""
    if not institution.name():
        raise Http404
    form = InstitutionForm(request.POST or request.GET)
    reason: str | Promise | None = None
    if not form.is_valid():
        reason = institution.NOT_GOOD
    elif request.method == "POST":
        try:
            claims = institution.finish(request)
            person = actions.use_institution(claims=claims, by=signing.NOBODY, at=clock.now())
        except Refusal as refusal:
            reason = refusal.reason
        else:
            is_shared = form.cleaned_data["is_shared"]
            return let_in(request, person, How.INSTITUTION, is_shared=is_shared)
    context = {"form": form, "reason": reason, "institution": institution.name()}
    return secret(show(request, "people/signing/institution.html", context))
