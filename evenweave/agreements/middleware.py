"""Words that a team avoids are told also where no script runs: on the page that comes next."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from evenweave.agreements import avoiding, reading
from evenweave.common.pages import WORDS_TOLD, is_sealed, words_sent
from evenweave.people.pages import person_at
from evenweave.projects.models import Project

Answer = Callable[[HttpRequest], HttpResponse]

# More would be a list of faults. The others stand in the agreement.
MOST = 3


def words_told(get_response: Answer) -> Answer:
    """After words were kept, tell whoever wrote one that their team avoids."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if were_kept(request, response) and not (is_sealed(request) or WORDS_TOLD in request.POST):
            for each in avoided_in(request)[:MOST]:
                messages.info(request, each)
        return response

    return answer


def were_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody sent a form and was led on, as after every form that went well."""
    is_sent = request.method == "POST" and 300 <= response.status_code < 400
    return is_sent and request.user.is_authenticated


def avoided_in(request: HttpRequest) -> list[str]:
    """What is said of the words that were sent: by the list of their project, else by all lists."""
    written = "\n".join(words_sent(request))
    if not written:
        return []
    projects = Project.objects.visible_to(person_at(request))
    if request.resolver_match and (here := request.resolver_match.kwargs.get("project_id")):
        projects = projects.filter(pk=here)
    known = reading.avoided(projects)
    return [avoiding.told(each) for each in known if avoiding.is_in(written, each)]
