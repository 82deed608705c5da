"""Around every page: how long a session holds, in which language, whether a helper may act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from evenweave.common import clock
from evenweave.common.pages import is_sealed, show, words_sent
from evenweave.people.pages import ACTS_FOR, helped_by, keyboard
from evenweave.people.sessions import SEEN, SHARED

Answer = Callable[[HttpRequest], HttpResponse]

# How coarsely a visit is noted: as much as is needed to end a session, and no more.
STEP = timedelta(days=1)
STEP_SHARED = timedelta(minutes=1)


def devices(get_response: Answer) -> Answer:
    """A session holds on while it is used. On a shared computer no page is kept behind."""

    def answer(request: HttpRequest) -> HttpResponse:
        # Beside a sealed paper no time is noted: on PostgreSQL one would stand next to the other.
        if request.user.is_authenticated and not is_sealed(request):
            hold_on(request)
        is_shared = bool(request.session.get(SHARED))
        response = get_response(request)
        if is_shared:
            # Else “Back” would show a page to whoever sits down next.
            response["Cache-Control"] = "no-store"
        return response

    return answer


def hold_on(request: HttpRequest) -> None:
    """Note the visit in the session, now and then, which also moves its end."""
    at = clock.now()
    step = STEP_SHARED if request.session.get(SHARED) else STEP
    seen = request.session.get(SEEN)
    if seen is None or at - datetime.fromisoformat(seen) >= step:
        request.session[SEEN] = at.isoformat()


def language(get_response: Answer) -> Answer:
    """Pages in the language that a person chose; for others, in that of their browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(known_language(keyboard(request).language))
        return get_response(request)

    return answer


def known_language(chosen: str) -> str:
    """The language, while pages can be read in it; else the installation's own."""
    try:
        return translation.get_supported_language_variant(chosen)
    except LookupError:
        return settings.LANGUAGE_CODE


def helping(get_response: Answer) -> Answer:
    """When it ended meanwhile, nothing is done: neither for the person nor in their own name."""

    def answer(request: HttpRequest) -> HttpResponse:
        if ACTS_FOR not in request.session or helped_by(request) is not None:
            return get_response(request)
        if "Live-Part" not in request.headers:  # nobody reads that answer: the next page says so
            del request.session[ACTS_FOR]
        reason = _(
            "You do not act for this person any more, so nothing was done. "
            "From here on you are on your own pages again."
        )
        context = {"reason": reason, "words": words_sent(request)}
        return show(request, "common/refused.html", context, status=409)

    return answer
