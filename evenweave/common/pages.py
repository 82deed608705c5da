"""Answering with a page: the one door from a view to a template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_permissions_policy import PermissionsPolicyMiddleware

from evenweave.common import conflicts
from evenweave.common.display import COOKIE, Display
from evenweave.common.files.fields import can_record
from evenweave.common.forms import HELP, VersionedForm

# What a page with a form may be asked by.
GET_AND_POST = ["GET", "HEAD", "POST"]

# Past this many pages of a list nobody leafs; a larger number is a slip, not a question.
LAST_PLACE = 10_000

# What a form sends that holds a vote or a card: nothing of it is ever shown again, or noted. Words
# without a name are not noted either; but where they could not be taken, they are given back.
SEALED, WORDS = "sealed", "words"

# What a form sends beside a person's own words.
WORDS_TOLD = "words-told"  # whether its script told of words that a team avoids
NOT_WORDS = {"csrfmiddlewaretoken", "version", "next", "key", "answer", "carried", "hand"}
NOT_WORDS |= {HELP, SEALED, WORDS_TOLD}


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only its named `part` when htmx asks for one."""
    wants_part = part is not None and is_part(request)
    name = f"{template}#{part}" if wants_part else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["Cookie"] if part is None else ["Cookie", "HX-Request"])
    if "words" in (context or {}):
        response["Cache-Control"] = "no-store"  # “Only you. It is not kept.”
    if any(can_record(each) for each in (context or {}).values()):
        let_record(response)
    return response


def is_part(request: HttpRequest) -> bool:
    """Whether only a part of the page is asked for."""
    return request.headers.get("HX-Request") == "true"


def let_record(response: HttpResponse) -> None:
    """The one kind of page that may ask for the microphone, and play what it has just recorded."""
    policy: dict[str, Any] = {**settings.PERMISSIONS_POLICY, "microphone": ["self"]}
    allowed = PermissionsPolicyMiddleware.compute_header_value(policy, name="microphone")
    # Both libraries take what differs on one page as an attribute of the answer; that is what their
    # decorators for views set, too.
    setattr(response, "_permissions_policy_override", allowed)  # noqa: B010
    setattr(response, "_csp_update", {"media-src": ["blob:"]})  # noqa: B010


def conflict(
    request: HttpRequest,
    form: VersionedForm,
    *,
    newer: Mapping[str, Any],
    version: int,
    standing: str = "",
) -> HttpResponse:
    """Both versions side by side, when a save met a newer one; nothing is saved and nothing lost.

    `newer` has what stands now for each visible field, and `version` is its number. `standing` is
    the page that shows it (without one, this page). Files cannot be carried from page to page:
    they come in a form of their own.
    """
    found = list(conflicts.clashes(form, newer))
    conflicts.begin_again(form, version)
    differing = {clash.field.name for clash in found}
    context = {
        "form": form,
        "clashes": found,
        "the_same": [field for field in form if field.name not in differing],
        "standing": standing or request.path,
    }
    return show(request, "common/conflict.html", context, status=409)


def as_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Something to keep or to print, under this name; it stays in no cache."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def words_sent(request: HttpRequest) -> list[str]:
    """What the person wrote in the form they sent, so that a refusal can give it back."""
    if is_sealed(request) and request.POST[SEALED] != WORDS:
        return []
    return [
        value
        for name, values in request.POST.lists()
        if name not in NOT_WORDS
        for value in values
        if value.strip()
    ]


def is_sealed(request: HttpRequest) -> bool:
    """Whether a vote, a card or words without a name are sent: they leave no trace elsewhere."""
    return request.method == "POST" and SEALED in request.POST


def place_in(request: HttpRequest, name: str = "from") -> int:
    """Which page of a list is asked for, from 0; what makes no sense is the first."""
    asked = request.GET.get(name, "")
    if not (asked.isascii() and asked.isdigit()):
        return 0
    # Python reads no number of thousands of digits.
    is_readable = len(asked) <= len(str(LAST_PLACE))
    return min(int(asked), LAST_PLACE) if is_readable else LAST_PLACE


def id_in(asked: str) -> UUID | None:
    """The id that a request names, if what it says is one."""
    try:
        return UUID(asked)
    except ValueError:
        return None


def came_from(request: HttpRequest) -> str:
    """The page of this server that the person was on, as an address to go back to; else nothing."""
    return local_address(request, request.headers.get("Referer", ""))


def local_address(request: HttpRequest, address: str) -> str:
    """The address without its server, if that is this one; else nothing. Nobody is sent away."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(address)
    # "//elsewhere" is a path to us and a server to a browser.
    return urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, ""))


def every_page(request: HttpRequest) -> dict[str, Any]:
    """What each page can answer: who runs this machine, and how it looks on this device."""
    return {
        "run_by": settings.RUN_BY,
        # Asked at sign-in: then nothing is left on the device (assets/elements/kept-draft.js).
        "is_shared_computer": bool(request.session.get("is_shared")),
        "display": Display.from_cookie(request.COOKIES.get(COOKIE, "")),
        "came_from": partial(came_from, request),
    }
