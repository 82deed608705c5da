"""Who is at a page: nobody, a person, or a helper for a person."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.common.display import Display
from evenweave.common.pages import is_sealed, show, words_sent
from evenweave.outbox.links import whole
from evenweave.people import cards
from evenweave.people.actions import Card
from evenweave.people.models import Helper, Person

P = ParamSpec("P")
# Where the session keeps for whom a helper acts just now.
ACTS_FOR = "acts_for"


def signed_in(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for people who are signed in; others are shown the way in, and come back after.

    Somebody who was signed out while they were writing gets their words back first.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        words = words_sent(request)
        if words or is_sealed(request):
            context = {"words": words, "way_in": way_in(request.path)}
            return show(request, "people/signing/words.html", context, status=403)
        return redirect(way_in(request.get_full_path()))

    return answer


def way_in(back: str) -> str:
    """The address of the sign-in page, which leads back to a page afterwards."""
    return f"{reverse('people:sign-in')}?{urlencode({'next': back})}"


def person_at(request: HttpRequest) -> Person:
    """The person whose page this is: with a helper at the keyboard, the person helped."""
    helped = helped_by(request)
    return helped if helped is not None else keyboard(request)


def keyboard(request: HttpRequest) -> Person:
    """The person who is signed in. Only for pages under `signed_in`."""
    return cast(Person, request.user)


def helped_by(request: HttpRequest) -> Person | None:
    """For whom the one at the keyboard acts just now; the middleware sees that it holds."""
    if not hasattr(request, "helped"):
        request.helped = find_helped(request)  # type: ignore[attr-defined]
    return cast("Person | None", request.helped)  # type: ignore[attr-defined]


def find_helped(request: HttpRequest) -> Person | None:
    """The person whom the session names, if they still want this helper."""
    acts_for = request.session.get(ACTS_FOR)
    if acts_for is None or not request.user.is_authenticated:
        return None
    accepted = Helper.objects.accepted().filter(person_id=UUID(acts_for), helper=request.user)
    found = accepted.select_related("person").first()
    return found.person if found else None


def account(request: HttpRequest) -> dict[str, object]:
    """For every page: for whom a helper acts, who rests, and the look that the person chose."""
    if not request.user.is_authenticated:
        return {}
    found: dict[str, object] = {"helped": helped_by(request), "person_here": person_at(request)}
    if (chosen := keyboard(request).display) is not None:
        found["display"] = Display.from_cookie(chosen)
    return found


def actor(request: HttpRequest) -> Actor:
    """Who acts on this page, for actions and the record."""
    helped = helped_by(request)
    if helped is None:
        return actors.person(keyboard(request).id)
    return actors.helper(keyboard(request).id, for_person=helped.id)


def show_card(request: HttpRequest, card: Card, *, back: str) -> HttpResponse:
    """The card that was just made, to print or write down. It is shown this once.

    Answer a POST with it, not with a redirect: nothing may keep the code meanwhile. `back` is
    the address to go on to.
    """
    typed, scanned = whole(reverse("people:card")), whole(reverse("people:link"))
    context = {"card": cards.printed(card, typed, scanned), "back": back}
    return secret(show(request, "people/signing/card.html", context))


def secret(response: HttpResponse) -> HttpResponse:
    """A page with a code on it, or in its address: nothing keeps it, and nobody hears of it."""
    response["Cache-Control"] = "no-store"
    # The origin alone: the forms' own protection asks for that much.
    response["Referrer-Policy"] = "strict-origin"
    return response
