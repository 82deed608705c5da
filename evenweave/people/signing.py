"""Signing in and out: whatever somebody shows, a code or a passkey, it ends here."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import auth
from django.contrib.auth.backends import BaseBackend
from django.utils import translation
from django.utils.translation import gettext as _

from evenweave.common import actors, clock
from evenweave.outbox import mail
from evenweave.people import actions, codes, devices
from evenweave.people.actions import Asked
from evenweave.people.models import Device, How, Person, Ticket
from evenweave.people.sessions import SEEN, SHARED, hashed

if TYPE_CHECKING:
    from django.http import HttpRequest  # noqa: TID251 - its type; the web stays outside

logger = logging.getLogger(__name__)

# Whoever shows a code is nobody yet.
NOBODY = actors.job("people.sign-in")
# On its own, so that an address somebody here has takes no longer to answer than any other.
post_office = ThreadPoolExecutor(max_workers=4, thread_name_prefix="codes")


class Backend(BaseBackend):
    """Finds who a session belongs to. There is nothing by which it would let anybody in."""

    def get_user(self, user_id: UUID) -> Person | None:
        """The person of a session, if they are still here."""
        return Person.objects.filter(pk=user_id).first()


def sign_in(
    request: HttpRequest,
    person: Person,
    *,
    is_shared: bool,
    how: str,
    ticket: Ticket | None = None,
) -> Device:
    """Sign somebody in on this device, under a new session: nothing of an older one goes along."""
    sign_out(request)
    auth.login(request, person, backend=f"{__name__}.Backend")
    at = clock.now()
    request.session[SEEN] = at.isoformat()
    if is_shared:
        request.session[SHARED] = True
        request.session.set_expiry(0)  # it ends with the browser, and when nobody is there
    return actions.note_device(
        person=person,
        session_hash=hashed(request.session.session_key or ""),
        what=devices.words(request.headers.get("User-Agent", "")),
        how=How(how),
        is_shared=is_shared,
        ticket=ticket,
        by=actors.person(person.id),
        at=at,
    )


def sign_out(request: HttpRequest) -> None:
    """Sign out on this device."""
    device = device_at(request)
    if device is not None:
        by = actors.person(device.person.id)
        actions.end_device(device=device, by=by, at=clock.now())
    auth.logout(request)


def device_at(request: HttpRequest) -> Device | None:
    """The device of this very session."""
    key = request.session.session_key
    if key is None:
        return None
    return Device.objects.select_related("person").filter(session_hash=hashed(key)).first()


def untold_cards(device: Device) -> list[Ticket]:
    """Cards of whose making this person has not been told, but for the one they came in with."""
    cards = device.person.tickets.filter(kind=Ticket.Kind.CARD, told_at=None)
    return [card for card in cards.order_by("-made_at") if card.pk != device.ticket_id]


def post_code(asked: Asked, page: str, place: str) -> None:
    """Send a code and its link, beside the answer to whoever asked. `page` is the link's."""
    if asked.person is None or not asked.person.email:
        return
    with translation.override(asked.person.language):
        text = letter(asked, f"{page}?key={asked.link}", place)
        subject = _("Your code for Evenweave")
    sent = post_office.submit(mail.send_unstored, asked.person.email, subject, text)
    sent.add_done_callback(tell_log)


def tell_log(sent: Future[None]) -> None:
    """Tell the log when a code did not go: not to whom, and not what."""
    problem = sent.exception()
    if problem is not None:
        logger.warning("A sign-in code could not be sent: %s", type(problem).__name__)


def letter(asked: Asked, link: str, place: str) -> str:
    """What stands in the e-mail."""
    return _(
        "Hello {name},\n\n"
        "Your code: {code}\n\n"
        "Type it on the page where you asked for it. Or open this link and press “Continue”:\n"
        "{link}\n\n"
        "Both work once, for ten minutes.\n\n"
        "Please give the code to nobody. Nobody from your team will ever ask you for it.\n"
        "If you did not ask for it, you need not do anything.\n\n"
        "Evenweave at {place}\n"
    ).format(
        name=asked.person.name if asked.person else "",
        code=codes.in_groups(asked.code),
        link=link,
        place=place,
    )
