"""What helps a person: their own page of it, and the page of somebody whom they let read it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.conflicts import Changed
from evenweave.common.pages import GET_AND_POST, conflict, show
from evenweave.people import actions, sharing
from evenweave.people.forms.needs import NeedForm, readers_initial
from evenweave.people.models import Look, Need, Person
from evenweave.people.pages import actor, secret, signed_in
from evenweave.people.views.me import alone

LOOKS_SHOWN = 50


@require_http_methods(GET_AND_POST)
@signed_in
def own(request: HttpRequest, kind: str) -> HttpResponse:
    """A person's own words of this kind, who may read them, and who looked."""
    person = alone(request)
    kept, possible = sharing.kept(person, kind), sharing.possible_readers(person.id)
    form = NeedForm(
        request.POST or None, initial=as_begun(kept), kind=Need.Kind(kind), possible=possible
    )
    if form.is_valid():
        try:
            write(request, person, kind, form)
        except Changed:
            kept = sharing.kept(person, kind)
            return conflict(request, form, newer=as_begun(kept), version=kept.version)
        return redirect("people:me")
    context = {
        "form": form,
        "kind": Need.Kind(kind),
        "kept": kept,
        "person": person,
        "has_company": bool(possible),
        "looks": looks(person, kind),
    }
    return secret(show(request, "people/me/need.html", context))


def as_begun(kept: sharing.Kept) -> dict[str, object]:
    """What stands now, as the form knows it."""
    readers = readers_initial(kept.readers)
    return {"words": kept.words, "readers": readers, "version": kept.version}


def write(request: HttpRequest, person: Person, kind: str, form: NeedForm) -> None:
    """Keep what the form says."""
    actions.write_need(
        person=person,
        kind=kind,
        words=form.cleaned_data["words"],
        readers=form.chosen,
        version=form.cleaned_data["version"],
        by=actor(request),
        at=clock.now(),
    )


def looks(person: Person, kind: str) -> list[Look]:
    """Who looked, latest first."""
    found = Look.objects.filter(person=person, kind=kind).select_related("looker")
    return list(found.order_by("-at", "-id")[:LOOKS_SHOWN])


@require_POST
@signed_in
def not_now(request: HttpRequest) -> HttpResponse:
    """Put the suggestion to write this down away, for good."""
    actions.put_hint_away(person=alone(request), by=actor(request), at=clock.now())
    return redirect("home:front")


@require_http_methods(GET_AND_POST)
@signed_in
def theirs(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    """Somebody else's words: a page with *Show*, and the words only when it is pressed."""
    reader = alone(request)
    need = get_object_or_404(
        sharing.readable(reader.id).select_related("person"), person_id=person_id, kind=kind
    )
    context = {"need": need, "words": ""}
    if request.method == "POST":
        # Opened first: where the key is gone nobody saw anything, so nobody looked.
        context["words"] = sharing.opened(need)
        actions.look_at_need(need=need, by=actor(request), at=clock.now())
    return secret(show(request, "people/me/need_of.html", context))
