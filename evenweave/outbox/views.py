"""Pages of messages: to and from a person, to hand over, on paper, and what to hear of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import actors, clock
from evenweave.common.next import ask
from evenweave.common.pages import show
from evenweave.common.paper import Paper
from evenweave.outbox import actions, directories, hands, links, mail, posted, rules
from evenweave.outbox.forms import PaceForm, ids_in
from evenweave.outbox.messages import LETTER
from evenweave.outbox.models import Message, Pace, State, paces_of
from evenweave.outbox.pages import download, person_at, signed_in, visitor
from evenweave.outbox.vocabulary import MessageKind, declared
from evenweave.record import names

A_PAGE = 20
# So many messages to one person stand on a page or a print, and more come when these are done.
A_VISIT = 60
# So many of one's own can be said to be read here by one press.
AT_ONCE = 200
NOBODY = UUID(int=0)


@require_safe
@signed_in
def messages(request: HttpRequest) -> HttpResponse:
    """The messages to a person, or those from them, newest first."""
    person_id = person_at(request)
    is_from = request.GET.get("list") == "from"
    found = Message.objects.sent_by(person_id) if is_from else Message.objects.to(person_id)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "is_from": is_from,
        "rows": named(page),
        "ways": ways(page, is_from=is_from),
        "has_mail": mail.is_set(),
        "own": [] if is_from else list(hands.own(person_id).values_list("id", flat=True)[:AT_ONCE]),
    }
    return show(request, "outbox/messages.html", context)


def named(found: Iterable[Message]) -> list[tuple[Message, str, str]]:
    """Each message with the names of its sender and its receiver, by one look-up for them all."""
    found = list(found)
    people = {message.to for message in found} | {message.sender for message in found}
    called = names.directory().called([person_id for person_id in people if person_id])
    return [
        (message, called.get(message.sender or NOBODY, ""), called.get(message.to, ""))
        for message in found
    ]


def ways(page: Page[Any], *, is_from: bool) -> dict[str, str]:
    """Where a list goes on."""
    start = "?list=from&page=" if is_from else "?page="
    return {
        "newer": f"{start}{page.previous_page_number()}" if page.has_previous() else "",
        "older": f"{start}{page.next_page_number()}" if page.has_next() else "",
    }


@require_safe
@signed_in
def to_hand_over(request: HttpRequest) -> HttpResponse:
    """To whom a person can hand messages over, and paper to post."""
    person_id, teams = person_at(request), directories.teams()
    found = hands.bundles(person_id)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "bundles": page,
        "has_urgent": any(each.urgent for each in found),
        "ways": ways(page, is_from=False),
        "person_id": person_id,
        "posted": sorted(teams.posted_by(person_id).items(), key=lambda item: item[1]),
    }
    return show(request, "outbox/to_hand_over.html", context)


@require_safe
@signed_in
def for_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """All that waits for one person's ears, to read out, to print, and to say that it is done."""
    visitor_id = person_at(request)
    found = visit(visitor_id, person_id)
    if not found and not hands.may_know(visitor_id, person_id):
        raise Http404
    context = {
        "to": person_id,
        "reach": directories.reach(person_id),
        "rows": named(found[:A_VISIT]),
        "has_more": len(found) > A_VISIT,
    }
    return show(request, "outbox/for_person.html", context)


def visit(visitor_id: UUID, person_id: UUID) -> Sequence[Message]:
    """What can be handed over at one visit, and one message more, if there are more."""
    return list(hands.waiting_for(visitor_id, person_id)[: A_VISIT + 1])


@require_safe
@signed_in
def print_for_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The same in large print."""
    found = visit(person_at(request), person_id)[:A_VISIT]
    if not found:
        raise Http404
    senders = {message.sender for message in found if message.sender}
    made = posted.messages(
        name=directories.reach(person_id).name,
        found=found,
        senders=names.directory().called(senders),
        made_on=clock.now(),
    )
    return to_print(made, "messages.pdf")


@require_POST
@signed_in
def handed_to_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody says that they handed over what stood on the page of one person."""
    if not hands.may_know(person_at(request), person_id):
        raise Http404
    shown, by = ids_in(request.POST.get("carried", "")), visitor(request)
    actions.hand_over_together(to=person_id, shown=shown, by=by, at=clock.now())
    return redirect("outbox:to_hand_over")


@require_POST
@signed_in
def read_here(request: HttpRequest) -> HttpResponse:
    """Somebody says that they read their messages here, so that nobody needs to bring them."""
    shown = ids_in(request.POST.get("carried", ""))
    actions.read_here(shown=shown, by=visitor(request), at=clock.now())
    return redirect("outbox:messages")


def visible_message(request: HttpRequest, message_id: UUID) -> Message:
    """The message, if it is one of this person's; else 404, as if there were none."""
    person_id = person_at(request)
    streams = directories.teams().coordinated_by(person_id)
    return get_object_or_404(Message.objects.visible_to(person_id, streams), id=message_id)


@require_safe
@signed_in
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message, and what became of it."""
    found = visible_message(request, message_id)
    person_id = person_at(request)
    ((_, sender, receiver),) = named([found])
    for_hands = found.state == State.TO_HAND_OVER and found.to != person_id
    context = {
        "message": found,
        "sender": sender,
        "receiver": receiver,
        "is_to_me": found.to == person_id,
        "is_from_me": found.sender == person_id,
        "for_hands": for_hands,
        "reach": directories.reach(found.to) if for_hands else None,
        "files": found.files(),
    }
    return show(request, "outbox/message.html", context)


@require_safe
@signed_in
def file(request: HttpRequest, message_id: UUID, number: int) -> HttpResponse:
    """A file that goes with a message, as it is now. No e-mail address stands in it."""
    files = visible_message(request, message_id).files()
    if number >= len(files):
        raise Http404
    return download(files[number])


@require_POST
@signed_in
def handed_over(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Somebody says that they handed a message over."""
    found = visible_message(request, message_id)
    actions.hand_over(message=found, by=visitor(request), at=clock.now())
    return redirect("outbox:message", message_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pace(request: HttpRequest) -> HttpResponse:
    """How soon a person hears of each kind of thing."""
    person_id = person_at(request)
    form = PaceForm(request.POST or None, kinds=stoppable(), chosen=paces_of(person_id))
    if form.is_valid():
        actions.choose_paces(
            person_id=person_id, paces=form.changes(), by=visitor(request), at=clock.now()
        )
        return redirect("outbox:messages")
    return show(request, "outbox/pace.html", {"form": form})


def stoppable() -> list[MessageKind]:
    """Every kind that a person may choose about; their weekly letter first."""
    kinds = [kind for kind in declared.values() if kind.can_be_stopped]
    return sorted(kinds, key=lambda kind: (kind is not LETTER, str(kind.title)))


# Whoever has the link may stop these messages, without signing in: what it says is signed. A mail
# program presses the button for them, from elsewhere (RFC 8058), so no mark against forgery is
# asked for.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of e-mail. Opening the page changes nothing: mail scanners open every link."""
    known = links.read_stop_token(token)
    if known is None:
        raise Http404
    person_id, name = known
    is_stopped = request.method == "POST"
    if is_stopped:
        by = actors.person(person_id)
        actions.choose_pace(person_id=person_id, kind=name, pace=Pace.NEVER, by=by, at=clock.now())
    title = declared[name].title if name in declared else ""
    return show(request, "outbox/stop.html", {"title": title, "is_stopped": is_stopped})


@require_safe
@signed_in
def paper(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What is next for a person, in large print on one page, with a slip to send back."""
    printer_id = person_at(request)
    if not rules.may_print_for(printer_id, person_id):
        raise Http404
    at = clock.now()
    is_own = printer_id == person_id
    made = posted.sheet(
        name=directories.reach(person_id).name,
        things=ask(person_id, at),
        made_on=at,
        return_to="" if is_own else directories.reach(printer_id).post,
    )
    return to_print(made, "what-is-next.pdf")


def to_print(made: Paper, name: str) -> HttpResponse:
    """A page that a browser shows, and can print; no cache on the way keeps it."""
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
