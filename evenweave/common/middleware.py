"""Around every page: reading stays reading, text is guarded, a refusal is told kindly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from evenweave.common import faults, guard, text
from evenweave.common.limits import TOO_LARGE
from evenweave.common.pages import show, words_sent
from evenweave.common.refusals import Refusal
from evenweave.common.views import not_understood

Answer = Callable[[HttpRequest], HttpResponse]

# What is small already; to pack it once more costs time and saves nothing.
PACKED = ("audio/", "image/", "application/zip")


def reading(get_response: Answer) -> Answer:
    """Mark a GET or HEAD as reading, so that tests can fail any write during it."""

    def answer(request: HttpRequest) -> HttpResponse:
        with guard.reading(request.method in {"GET", "HEAD"}):
            return get_response(request)

    return answer


def without_cookies(get_response: Answer) -> Answer:
    """Pages on which nobody may be known (`settings.WITHOUT_COOKIES`): no cookie reaches them.

    So there is no session, nobody is signed in, and no look of this device. Nor is one set, and no
    log has a line of theirs, whatever was asked for: somebody may type a secret into the address.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.WITHOUT_COOKIES):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        response.cookies.clear()
        # What Django asks before it writes a line about an answer (django.utils.log).
        setattr(response, "_has_been_logged", True)  # noqa: B010
        return response

    return answer


class Packing(GZipMiddleware):
    """Packs words for the way. Pictures, sounds and copies are packed already."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """The answer, packed if it is words."""
        is_packed = response.get("Content-Type", "").startswith(PACKED)
        return response if is_packed else super().process_response(request, response)


def body(get_response: Answer) -> Answer:
    """Say kindly that a body was too large; the server's front door let none of it in."""

    def answer(request: HttpRequest) -> HttpResponse:
        if getattr(request, "scope", {}).get(TOO_LARGE):
            return not_understood(request, RequestDataTooBig())
        return get_response(request)

    return answer


def edge(get_response: Answer) -> Answer:
    """Refuse text that no page can keep, before any room sees it, and give the words back."""

    def answer(request: HttpRequest) -> HttpResponse:
        reason = next((why for value in sent(request) if (why := text.why_not_keep(value))), None)
        if reason is None:
            return get_response(request)
        asked = [value for values in request.GET.lists() for value in values[1]]
        tidied = [text.tidy(value) for value in (*asked, *words_sent(request))]
        words = [value for value in tidied if not text.is_blank(value)]
        return show(request, "common/refused.html", {"reason": reason, "words": words}, status=400)

    return answer


def sent(request: HttpRequest) -> Iterator[str]:
    """Every text that came with a request: in its address, its form, and the names of its files."""
    yield request.path_info
    for fields in (request.GET, request.POST):
        for name, values in fields.lists():
            yield name
            yield from values
    for name, files in request.FILES.lists():
        yield name
        yield from (file.name or "" for file in files)


class Refusals:
    """What could not be done becomes a page with its reason, and with the person's words."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        words = words_sent(request)
        if isinstance(problem, Refusal):
            context = {"reason": problem.reason, "words": words}
            return show(request, "common/refused.html", context, status=409)
        if faults.is_full(problem):
            return show(request, "common/full.html", {"words": words}, status=507)
        if faults.is_busy(problem):
            return show(request, "common/busy.html", {"words": words}, status=503)
        return None
