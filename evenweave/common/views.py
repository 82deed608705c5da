"""Pages that belong to no room: how it looks on this device, and what is shown after a mishap."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import text
from evenweave.common.display import CHOICES, COOKIE, KEPT_FOR, Display
from evenweave.common.forms import HELP
from evenweave.common.pages import came_from, local_address, show, words_sent
from evenweave.common.reading import read

# What may name a field and its id, which come back in the answer.
NAMES = re.compile(r"[A-Za-z][\w-]{0,80}", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Text size, spacing, contrast, calm, light or dark: for this device, when signed out."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("people:look"))
    if request.method == "POST":
        back = local_address(request, request.POST.get("back", ""))
        return kept_on_device(HttpResponseRedirect(back or reverse("display")), chosen(request))
    on_device = Display.from_cookie(request.COOKIES.get(COOKIE, ""))
    context = {"questions": questions(on_device), "back": came_from(request)}
    return show(request, "common/display.html", context)


def questions(display: Display) -> list[dict[str, object]]:
    """What can be chosen, and what is chosen now."""
    return [
        {"name": name, "choices": each.choices, "chosen": getattr(display, name)}
        for name, each in CHOICES.items()
    ]


def chosen(request: HttpRequest) -> Display:
    """What the form says."""
    return Display.of({name: request.POST.get(name, "") for name in CHOICES})


def kept_on_device(response: HttpResponse, display: Display) -> HttpResponse:
    """The same answer, with the look in a cookie; what was never changed needs none."""
    if not display.cookie:
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        COOKIE,
        display.cookie,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_POST
def plainly(request: HttpRequest) -> HttpResponse:
    """What is long or hard in the words of one field: for a page with scripts, while it is open.

    It is for everybody, keeps nothing, and asks nobody who they are. Without scripts the form's own
    page answers (`forms.Form.asks_for_help`).
    """
    name, target = request.POST.get(HELP, ""), request.POST.get("target", "")
    if not NAMES.fullmatch(name) or not NAMES.fullmatch(target):
        return not_understood(request)
    context = {
        "reading": read(text.tidy(request.POST.get(name, ""))),
        "name": name,
        "target": target,
        "is_told": True,
    }
    is_typing = "typing" in request.POST
    template = "common/plainly_found.html" if is_typing else "common/plainly_help.html"
    return show(request, template, context)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose cookie is gone or too old: the words come back, to be sent again."""
    return show(request, "common/form_expired.html", {"words": words_sent(request)}, status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent makes no sense, or is too much: it may be unreadable, so none of it is read."""
    too_much = isinstance(exception, RequestDataTooBig)
    page = bare("common/not_understood.html", request, too_much=too_much)
    return HttpResponse(page, status=413 if too_much else 400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Missing and hidden look the same."""
    return show(request, "common/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault; it says so. It asks nothing of the database or the request: they may be broken."""
    return HttpResponse(bare("common/broken.html", request), status=500)


def bare(template: str, request: HttpRequest, **more: object) -> str:
    """A page that needs nothing but how it should look."""
    chosen = Display.from_cookie(request.COOKIES.get(COOKIE, ""))
    return render_to_string(template, {"display": chosen, "run_by": settings.RUN_BY, **more})
