"""A page to try live updates on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from evenweave.common import actors, clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.live.actions import TRYING, try_change
from evenweave.live.pages import channel


@require_http_methods(GET_AND_POST)
def trying(request: HttpRequest) -> HttpResponse:
    """How often it changed, on every device that has it open."""
    if request.method == "POST":
        try_change(by=actors.job("live.try"), at=clock.now())
        return redirect("live:try")
    live = channel(TRYING, request.META.get("REMOTE_ADDR", ""))
    return show(request, "live/try.html", {"live": live}, part="part")
