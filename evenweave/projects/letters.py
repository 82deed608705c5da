"""The letter that invites somebody. It holds a way in, so it is sent at once and kept nowhere."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from evenweave.outbox import mail
from evenweave.outbox.links import whole
from evenweave.people.codes import in_groups
from evenweave.projects import codes
from evenweave.projects.models import Invitation


def send_invitation(invitation: Invitation, *, inviter: str, language: str) -> None:
    """Send it to the address that the inviter wrote. Raises mail.MailError when it does not go."""
    with translation.override(language):
        subject = _("{inviter} invites you to “{project}”").format(
            inviter=one_line(inviter), project=one_line(invitation.project.name)
        )
        text = written(invitation, inviter)
    mail.send_unstored(invitation.email, subject, text)


def one_line(words: str) -> str:
    """Words that can stand in a subject."""
    return " ".join(words.split())


def written(invitation: Invitation, inviter: str) -> str:
    """What stands in the letter."""
    code, door = codes.code_of(invitation.id), whole(reverse("projects:join"))
    hello = _("Hello {name},").format(name=invitation.name) if invitation.name else _("Hello,")
    return _(
        "{hello}\n\n"
        "{inviter} invites you to “{project}”. This is what it is about:\n\n"
        "{purpose}\n\n"
        "To look at it, open this. Nothing happens until you say so:\n"
        "{door}?code={code}\n\n"
        "Or go to {door} and type {figures}.\n\n"
        "It is for you alone. You need not answer, and nobody will remind you.\n\n"
        "{place}\n"
    ).format(
        hello=hello,
        inviter=inviter,
        project=invitation.project.name,
        purpose=invitation.project.purpose,
        door=door,
        code=code,
        figures=in_groups(code),
        place=settings.ADDRESS,
    )
