"""Pages to try forms on. They show what every real page does, and keep nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evenweave.common import drafts
from evenweave.common.conflicts import Changed, refuse_if_changed
from evenweave.common.kit.trying.forms import EveryFieldForm, PlanForm, SayingForm
from evenweave.common.pages import conflict, show


@dataclass
class Plan:
    """What stands on the server, as it would be read from the database."""

    version: int
    title: str
    words: str
    day: date


def plan_at_first() -> Plan:
    """The plan before anybody changes it."""
    return Plan(
        version=3,
        title=_("Tea on Tuesdays"),
        words=_("We meet every Tuesday. Ben brings the tea. Everybody is welcome."),
        day=date(2026, 3, 3),
    )


def plan_meanwhile(begun_from: int) -> Plan:
    """The plan after somebody else was quicker."""
    return Plan(
        version=begun_from + 1,
        title=_("Tea on Thursdays"),
        words=_("We meet every Thursday. Carys brings the tea. Everybody is welcome."),
        day=date(2026, 3, 5),
    )


def every_field(request: HttpRequest) -> HttpResponse:
    """A form with every kind of field."""
    form = EveryFieldForm(request.POST or None)
    if form.is_valid():
        return drafts.saved(redirect("kit:try-sent"), "try")
    return show(request, "kit/try.html", {"form": form})


def change(request: HttpRequest) -> HttpResponse:
    """A plan that others may change meanwhile; a second button plays that they did."""
    form = PlanForm(request.POST or None, initial=vars(plan_at_first()))
    if not form.is_valid():
        return show(request, "kit/try_change.html", {"form": form})
    begun_from = form.cleaned_data["version"]
    plan = plan_meanwhile(begun_from if "meanwhile" in request.POST else begun_from - 1)
    try:
        refuse_if_changed(plan, version=begun_from)
    except Changed:
        return conflict(request, form, newer=vars(plan), version=plan.version)
    return drafts.saved(redirect("kit:try-sent"), "try-change")


def saying(request: HttpRequest) -> HttpResponse:
    """Plain words with help, a recording, a photo, and background in Markdown."""
    form = SayingForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        page = show(request, "kit/try_said.html", {"said": form.cleaned_data})
        return drafts.saved(page, "try-saying")
    return show(request, "kit/try_saying.html", {"form": form})


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What comes after a form that had nothing to mend."""
    return show(request, "kit/try_sent.html")
