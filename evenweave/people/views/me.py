"""A person's own page, what they are called, how to reach them, how pages look, and resting."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenweave.common import actors, clock
from evenweave.common.conflicts import Changed
from evenweave.common.display import CHOICES, COOKIE, Display
from evenweave.common.pages import GET_AND_POST, came_from, conflict, local_address, show
from evenweave.common.refusals import refuse_if
from evenweave.common.views import chosen, kept_on_device, questions
from evenweave.common.zones import place_of
from evenweave.people import actions, sharing
from evenweave.people.forms.me import ClockForm, LanguageForm, NameForm, ReachForm
from evenweave.people.models import Need, NewAddress, Person
from evenweave.people.pages import actor, helped_by, keyboard, person_at, signed_in
from evenweave.people.rules.own import not_alone


def alone(request: HttpRequest) -> Person:
    """The person, on a page that is for them alone: a helper is told so and sees nothing."""
    person = person_at(request)
    refuse_if(not_alone(actor(request), person))
    return person


@require_safe
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Everything about a person in one calm place; each thing leads on to its own page."""
    person = person_at(request)
    context = {
        "person": person,
        "called": called(person),
        "reached": reached(person),
        "waiting": NewAddress.objects.filter(person=person).first(),
        "looks": looks(person),
        "reads": reads(person),
        "place": place_of(person.clock),
        "gifts": gifts(person),
        "has_deeds": person.deeds.exists(),
    }
    if helped_by(request) is None:
        context |= private(person)
    return show(request, "people/me/me.html", context)


def reads(person: Person) -> str:
    """In which language, where there is a choice."""
    languages = dict(settings.LANGUAGES)
    return str(languages.get(person.language, "")) if len(languages) > 1 else ""


def private(person: Person) -> dict[str, object]:
    """What stands on a person's page for their own eyes."""
    written = {need.kind: need for need in person.needs.prefetch_related("readers__reader")}
    helpers = person.helpers.accepted().select_related("helper").order_by("since")
    return {
        "helps": shared(written.get(Need.Kind.HELPS)),
        "access": shared(written.get(Need.Kind.ACCESS)),
        "helpers": [each.helper.name for each in helpers if each.helper],
        "asked": person.helps.asked().exists(),
        "told": told(person),
    }


def told(person: Person) -> list[Need]:
    """What others let this person read, by name."""
    found = sharing.readable(person.id).select_related("person")
    return list(found.order_by("person__name", "kind"))


def called(person: Person) -> str:
    """A person's name, with their pronouns if they wish."""
    return f"{person.name} ({person.pronouns})" if person.pronouns else person.name


def reached(person: Person) -> str:
    """How somebody is reached, in a few words."""
    if not person.not_when:
        return person.get_reach_by_display()
    return format_html("{} · <bdi>{}</bdi>", person.get_reach_by_display(), person.not_when)


def looks(person: Person) -> str:
    """What differs from how pages look at first, in words."""
    display = Display.from_cookie(person.display or "")
    words = [CHOICES[name](value).label for name, value in display.chosen.items()]
    return get_text_list([str(word) for word in words], _("and")) if words else _("Ordinary")


def gifts(person: Person) -> str:
    """How many things somebody wrote down, in words."""
    number = person.gifts.count()
    if not number:
        return ""
    return ngettext("%(n)s thing written down", "%(n)s things written down", number) % {"n": number}


def shared(need: Need | None) -> str:
    """Whether something is written, and who may read it."""
    if need is None:
        return ""
    names = sorted(each.reader.name for each in need.readers.all())
    if not names:
        return _("Written down. Nobody else can read it.")
    return _("Written down. Shared with {names}.").format(names=get_text_list(names, _("and")))


@require_http_methods(GET_AND_POST)
@signed_in
def name(request: HttpRequest) -> HttpResponse:
    """What somebody is called."""
    person = alone(request)
    begun = {"name": person.name, "pronouns": person.pronouns, "version": person.version}
    form = NameForm(request.POST or None, initial=begun)
    if form.is_valid():
        try:
            actions.rename_person(
                person=person, **form.cleaned_data, by=actor(request), at=clock.now()
            )
        except Changed:
            return conflict(request, form, newer=begun, version=person.version)
        return redirect("people:me")
    return show(request, "people/me/name.html", {"form": form})


@require_http_methods(GET_AND_POST)
@signed_in
def reach(request: HttpRequest) -> HttpResponse:
    """How somebody likes to be reached, and when not."""
    person = person_at(request)
    asked = ("reach_by", "phone", "post", "not_when", "version")
    begun = {field: getattr(person, field) for field in asked}
    form = ReachForm(request.POST or None, initial=begun, person=person)
    if form.is_valid():
        try:
            actions.change_reach(
                person=person, **form.cleaned_data, by=actor(request), at=clock.now()
            )
        except Changed:
            return conflict(request, form, newer=begun, version=person.version)
        return redirect("people:me")
    waiting = NewAddress.objects.filter(person=person).first()
    context = {"form": form, "person": person, "waiting": waiting}
    return show(request, "people/me/reach.html", context)


@require_http_methods(GET_AND_POST)
@signed_in
def language(request: HttpRequest) -> HttpResponse:
    """In which language somebody reads."""
    person = person_at(request)
    form = LanguageForm(request.POST or None, initial={"language": person.language})
    if form.is_valid():
        actions.choose_language(
            person=person, **form.cleaned_data, by=actor(request), at=clock.now()
        )
        return redirect("people:me")
    return show(request, "people/me/language.html", {"form": form})


@require_http_methods(GET_AND_POST)
@signed_in
def own_clock(request: HttpRequest) -> HttpResponse:
    """By the clock of which place somebody lives."""
    person = person_at(request)
    form = ClockForm(request.POST or None, initial={"zone": person.zone})
    if form.is_valid():
        actions.choose_clock(person=person, **form.cleaned_data, by=actor(request), at=clock.now())
        return redirect("people:me")
    return show(request, "people/me/clock.html", {"form": form, "house": settings.TIME_ZONE})


@require_http_methods(GET_AND_POST)
@signed_in
def look(request: HttpRequest) -> HttpResponse:
    """How pages look to whoever is at the keyboard, on every device they sign in on."""
    person = keyboard(request)
    if request.method == "POST":
        display, by = chosen(request), actors.person(person.id)
        actions.keep_display(person=person, display=display.cookie, by=by, at=clock.now())
        back = local_address(request, request.POST.get("back", ""))
        # On this device pages look so before signing in, too.
        return kept_on_device(redirect(back or "people:me"), display)
    on_device = request.COOKIES.get(COOKIE, "")
    display = Display.from_cookie(on_device if person.display is None else person.display)
    context = {"questions": questions(display), "back": came_from(request)}
    return show(request, "people/me/look.html", context)


@require_POST
@signed_in
def rest(request: HttpRequest) -> HttpResponse:
    """Begin to rest, or come back: one tap, from every page."""
    person, by, at = person_at(request), actor(request), clock.now()
    if request.POST.get("resting") == "yes":
        actions.rest(person=person, by=by, at=at)
    else:
        actions.stop_resting(person=person, by=by, at=at)
    return redirect(came_from(request) or "people:me")
