"""Looking around as one of the example's made-up people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from evenweave.common.nearby import is_nearby
from evenweave.common.pages import show
from evenweave.demo import doors
from evenweave.demo.cast import BY_SLUG
from evenweave.people.models import How
from evenweave.people.signing import sign_in


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in the example, each with a door."""
    refuse_from_afar(request)
    return show(request, "demo/people.html", {"people": doors.people()})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them: a page that asks, and a button that lets in. Opening it changes nothing."""
    refuse_from_afar(request)
    role = BY_SLUG.get(slug)
    found = doors.person(role.id) if role else None
    if role is None or found is None:
        raise Http404
    if request.method == "POST":
        sign_in(request, found, is_shared=False, how=How.EXAMPLE)
        return redirect("home:front")
    return show(request, "demo/person.html", {"role": role, "person": found})


def refuse_from_afar(request: HttpRequest) -> None:
    """Only on the machine itself, and only while there is an example, are these pages there."""
    if not (is_nearby(request) and doors.may_open()):
        raise Http404
