"""The page behind a receipt: for whoever has it, and nobody is asked who they are.

No session, no cookie read or set (`common.middleware.without_cookies`), no line in a log; the
receipt comes in the body of a form and never stands in an address.

Django’s protection against forged forms is a cookie, so it cannot be used here. What it protects
against is another site that acts with what a browser brings along by itself: here a browser brings
nothing, and whoever knows a receipt can use it without any browser of somebody else’s. What is left
is that another site sends a form here to make somebody read or send something under a receipt that
is not theirs. So each form must come from this very server, by the `Origin` that browsers send.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import actors, clock
from evenweave.common.forms import Form
from evenweave.common.pages import GET_AND_POST, show
from evenweave.common.refusals import Refusal
from evenweave.sealed import actions, reading
from evenweave.sealed.forms import FurtherForm, ReceiptForm
from evenweave.sealed.guessing import GUESSES
from evenweave.sealed.reading import Behind

View = Callable[[HttpRequest], HttpResponse]
BY_RECEIPT = actors.job("sealed.receipt")

UNKNOWN = _("Nothing lies behind this receipt. Please compare it, group by group.")
TOO_MANY = _(
    "Too many wrong receipts have come in just now, from whomever. "
    "Please try again in a minute. Yours still works."
)


def without_a_name(view: View) -> View:
    """A page that asks nobody who they are, keeps nothing, and takes forms from here alone."""

    @functools.wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        is_from_here = request.method != "POST" or comes_from_here(request)
        response = view(request) if is_from_here else from_elsewhere(request)
        response["Cache-Control"] = "no-store"
        # No path goes with it. Without even that, browsers would not say where a form comes from.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return csrf_exempt(answer)


def from_elsewhere(request: HttpRequest) -> HttpResponse:
    """Nothing is done, and the words come back; the receipt does not."""
    words = [each for each in request.POST.getlist("words") if each.strip()]
    return show(request, "sealed/elsewhere.html", {"words": words}, status=403)


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that a form stood on a page of this server.

    Old ones send no `Origin`, and say the same in `Referer`, of which this page lets the origin go.
    """
    here = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    said = request.headers.get("Origin")
    if said is None:
        referer = urlsplit(request.headers.get("Referer", ""))
        said = f"{referer.scheme}://{referer.netloc}"
    return said in here


@require_http_methods(GET_AND_POST)
@without_a_name
def words(request: HttpRequest) -> HttpResponse:
    """Type a receipt; then read what became of the words behind it."""
    form = ReceiptForm(request.POST or None)
    found = behind(form) if request.method == "POST" else None
    return ask(request, form) if found is None else tell(request, found)


def behind(form: ReceiptForm) -> Behind | None:
    """What lies behind the receipt in a form; else the form says what is amiss."""
    at = clock.now()
    if not form.is_valid():
        return None
    if GUESSES.are_too_many(at):
        form.add_error(None, str(TOO_MANY))
        return None
    found = reading.behind(form.receipt, localdate(at))
    if found is None:
        GUESSES.note(at)
        form.add_error("code", str(UNKNOWN))
    return found


def ask(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    """The page on which a receipt is typed."""
    return show(request, "sealed/words.html", {"form": form})


def tell(
    request: HttpRequest, found: Behind, form: Form | None = None, *, is_sent: bool = False
) -> HttpResponse:
    """The page behind a receipt."""
    story, said = reading.talked(found.talk) if found.talk else (None, [])
    context = {
        "receipt": found.receipt,
        "talk": found.talk,
        "story": story,
        "said": said,
        "waiting": found.waiting,
        "is_late": found.is_late,
        "is_sent": is_sent,
        "form": form or FurtherForm(),
    }
    return show(request, "sealed/talk.html", context)


@require_POST
@without_a_name
def say(request: HttpRequest) -> HttpResponse:
    """Something more, which comes out with the next batch."""
    receipt, form = ReceiptForm(request.POST), FurtherForm(request.POST)
    found = behind(receipt)
    if found is None or found.talk is None:
        return ask(request, receipt)
    if not form.is_valid():
        return tell(request, found, form)
    try:
        actions.send_further(
            talk=found.talk,
            receipt=found.receipt,
            words=form.cleaned_data["words"],
            by=BY_RECEIPT,
            at=clock.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return tell(request, found, form)
    return tell(request, behind(receipt) or found, is_sent=True)


@require_POST
@without_a_name
def take_back(request: HttpRequest) -> HttpResponse:
    """Everything that was said under this receipt goes for good."""
    receipt = ReceiptForm(request.POST)
    found = behind(receipt)
    if found is None:
        return ask(request, receipt)
    try:
        if found.talk is not None:
            actions.take_back_lone(
                talk=found.talk, receipt=found.receipt, by=BY_RECEIPT, at=clock.now()
            )
        else:
            actions.take_back_waiting(receipt=found.receipt, by=BY_RECEIPT, at=clock.now())
    except Refusal as refusal:
        receipt.add_error(None, str(refusal.reason))
        return ask(request, receipt)
    return show(request, "sealed/taken_back.html")
