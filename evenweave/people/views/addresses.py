"""A new e-mail address: written down, proven by a code, or left as it was."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evenweave.common import clock
from evenweave.common.pages import GET_AND_POST, show
from evenweave.common.refusals import Refusal
from evenweave.outbox import mail
from evenweave.people import actions, codes
from evenweave.people.forms.me import AddressForm, CodeForm
from evenweave.people.models import NewAddress, Person
from evenweave.people.pages import actor, signed_in
from evenweave.people.rules.reaching import code_hash
from evenweave.people.views.me import alone


@require_http_methods(GET_AND_POST)
@signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """Write down a new address. Until it is proven the old one stays."""
    person = alone(request)
    form = AddressForm(request.POST or None)
    if form.is_valid():
        try:
            return sent(request, person, form.cleaned_data["email"])
        except Refusal as refusal:
            form.add_error("email", str(refusal.reason))
        except mail.MailError:
            form.add_error("email", _("We could not send to this address. Is there a slip in it?"))
    context = {"form": form, "person": person, "can_send": mail.is_set()}
    return show(request, "people/me/email.html", context)


def sent(request: HttpRequest, person: Person, email: str) -> HttpResponse:
    """Keep the address and send its code, if this server can send at all."""
    code = codes.new_code() if mail.is_set() else ""
    actions.ask_new_address(
        person=person,
        email=email,
        code_hash=code_hash(person, email, code) if code else "",
        by=actor(request),
        at=clock.now(),
    )
    if not code:
        return redirect("people:reach")
    mail.send_unstored(email, _("Your code for Evenweave"), words(person, code))
    return redirect("people:email-code")


def words(person: Person, code: str) -> str:
    """The message with the code. It says what to do when somebody else's slip brought it."""
    return _(
        "Hello,\n\n"
        "{name} wants to use this e-mail address at Evenweave.\n"
        "If that is you, here is your code:\n\n"
        "{code}\n\n"
        "It works for ten minutes. Type it on the page that asks for it.\n"
        "If it is not you, do nothing. Nothing happens then.\n"
    ).format(name=person.name, code=codes.in_groups(code))


@require_http_methods(GET_AND_POST)
@signed_in
def prove(request: HttpRequest) -> HttpResponse:
    """Type the code that came."""
    person = alone(request)
    new = get_object_or_404(NewAddress, person=person)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code, by, at = form.cleaned_data["code"], actor(request), clock.now()
        try:
            actions.try_code(new=new, by=by, at=at)
            actions.take_new_address(new=new, code=code, by=by, at=at)
            return redirect("people:reach")
        except Refusal as refusal:
            form.add_error("code", str(refusal.reason))
    return show(request, "people/me/email_code.html", {"form": form, "new": new})


@require_POST
@signed_in
def forget(request: HttpRequest) -> HttpResponse:
    """Leave the address as it was."""
    actions.forget_new_address(person=alone(request), by=actor(request), at=clock.now())
    return redirect("people:reach")
