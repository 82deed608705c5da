"""The front door, and what this place is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evenweave.common.pages import show
from evenweave.record.models import Stream


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, and which records can be read here."""
    return show(request, "home/front.html", {"streams": Stream.objects.open_to_all()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who runs this server, what is kept, who can see what, and where the program comes from."""
    context = {
        "source_url": settings.SOURCE_URL,
        "columns": [{"words": _("What")}, {"words": _("Who can see it")}],
        "rows": who_sees_what(),
    }
    return show(request, "home/about.html", context)


def who_sees_what() -> list[list[str]]:
    """Each thing that is kept, with who can see it."""
    return [
        [_("These pages"), _("Everybody who can reach this server.")],
        [
            _("The record of an example"),
            _("Everybody who can reach this server. Its people are made up."),
        ],
        [_("The record of a real team"), _("Nobody on these pages.")],
        [_("How it looks on your device"), _("Only you. It stays on your device.")],
        [
            _("Everything that is kept here"),
            _("Whoever can open the disk of this server, and its backups."),
        ],
    ]
