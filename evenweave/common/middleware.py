"""What happens around every page: reading stays reading, text is guarded, a refusal is told kindly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

from evenweave.common import guard, text
from evenweave.common.pages import show, words_sent
from evenweave.common.refusals import Refusal

Answer = Callable[[HttpRequest], HttpResponse]


def reading(get_response: Answer) -> Answer:
    """Mark a GET or HEAD as reading, so that tests can fail any write during it."""

    def answer(request: HttpRequest) -> HttpResponse:
        with guard.reading(request.method in {"GET", "HEAD"}):
            return get_response(request)

    return answer


def edge(get_response: Answer) -> Answer:
    """Refuse text that no page can keep, before any room sees it, and give the words back."""

    def answer(request: HttpRequest) -> HttpResponse:
        reason = next((why for value in sent(request) if (why := text.why_not_keep(value))), None)
        if reason is None:
            return get_response(request)
        asked = [value for values in request.GET.lists() for value in values[1]]
        words = [text.tidy(value) for value in (*asked, *words_sent(request))]
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
    """A refused action becomes a page with its reason, and with the person's words."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refusal):
            return None
        context = {"reason": problem.reason, "words": words_sent(request)}
        return show(request, "common/refused.html", context, status=409)
